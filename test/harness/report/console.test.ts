import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createConsoleReporter } from '../../../harness/report/console.ts';
import { createTranslate } from '../../../messages/index.ts';
import { SAMPLE_REQUIREMENTS, sampleEvents } from '../../support/sample-run.ts';

function printed(language: 'fr' | 'en', isTerminal = false): string[] {
  const written: string[] = [];
  const reporter = createConsoleReporter({
    write: (text) => written.push(text),
    t: createTranslate(language),
    language,
    requirements: SAMPLE_REQUIREMENTS,
    isTerminal,
  });
  for (const event of sampleEvents()) reporter.onEvent(event);
  return written;
}

test('each verdict is printed when its scenario was judged, not at the end', () => {
  const written: string[] = [];
  const reporter = createConsoleReporter({
    write: (text) => written.push(text),
    t: createTranslate('en'),
    language: 'en',
    requirements: SAMPLE_REQUIREMENTS,
    isTerminal: false,
  });
  const firstJudged = sampleEvents().findIndex((event) => event.type === 'scenario-judged');
  for (const event of sampleEvents().slice(0, firstJudged + 1)) reporter.onEvent(event);
  expect(written.join('')).toMatch(/warning +feed\/replace/);
});

test('a failure says what was expected and seen, where, by which rule and how to mend it', () => {
  const text = printed('en').join('');
  const failure = text.slice(text.indexOf('✗ no-retry'), text.indexOf('– converges'));
  expect(failure).toMatch(/Expected +no further PATCH of this record/);
  expect(failure).toMatch(/Seen +a second PATCH/);
  expect(failure).toMatch(/Where +.*journal entry 12/);
  expect(failure).toMatch(/Rule +ROR-FEED-NO-RETRY \(documented, ROR-fhir-documentation/);
  expect(failure).toMatch(/To mend it +Send “replace” first\./);
  expect(failure).toContain('Watched journal entries 10 to 14');
});

test('what a connector sent cannot move the cursor, on a terminal or not', () => {
  for (const isTerminal of [false, true]) {
    const failure = printed('en', isTerminal).find((line) => line.includes('a second PATCH')) ?? '';
    // oxlint-disable-next-line no-control-regex -- a control character is what must not be there
    expect(failure.replace(/\n$/, '')).not.toMatch(/[\u0000-\u001F]/);
  }
});

test('colours and the running line are for terminals only', () => {
  const plain = printed('en').join('');
  expect(stripVTControlCharacters(plain)).toBe(plain);
  expect(plain).not.toContain('… feed/replace');
  const onTerminal = printed('en', true).join('');
  expect(onTerminal).toContain('… feed/replace');
  expect(stripVTControlCharacters(onTerminal)).not.toBe(onTerminal);
});

test('a trouble stands beneath its scenario, and the reason is given', () => {
  const lines = printed('en').join('').split('\n');
  const at = lines.findIndex((line) => /skip +trust\/unlisted/.test(line));
  expect(lines[at + 1]).toContain('The connector hangs: not done after 30000 ms');
});

test('the summary counts scenarios and checks, gives the result and disclaims any verdict of ANS', () => {
  const text = printed('fr').join('');
  expect(text).toContain('Scénarios :     échec : 1, sans jugement : 1, avertissement : 1');
  expect(text).toContain('Vérifications : échec : 1, sans jugement : 2, avertissement : 1, réussite : 1');
  expect(text).toContain('Résultat : NON CONFORME.');
  expect(text).toContain('n’est pas un avis de l’ANS');
});
