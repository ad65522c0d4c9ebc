import { expect, test } from 'vitest';
import { problemPhrase } from '../../../harness/cli/problem-phrase.ts';
import { problemsError } from '../../../harness/cli/problems.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { readScenario } from '../../../harness/runner/load-scenarios.ts';
import { createTranslate } from '../../../messages/index.ts';
import { en } from '../../../messages/en.ts';

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map<string, never>();
const french = createTranslate('fr');
const english = createTranslate('en');

const VALID = `id: feed/x
title: { fr: essai, en: sample }
purpose: { fr: essai, en: sample }
failureMeans: { fr: essai, en: sample }
requirements: [ROR-FEED-DELETE]
units: [{ alias: a }]
steps:
  - id: s
    kind: resend-all
checks:
  - use: replace-first
`;

function errorOf(text: string, t = french): string {
  const read = readScenario(text, { id: 'feed/x', file: 'x.yaml' }, { requirements });
  if (read.ok) return '';
  return problemsError(read.problems, t).message;
}

test.each([
  ['units: [{ alias: a }]', 'units: [{ alias: 7 }]', 'x.yaml:6:18 units[0].alias ; attendu : un texte ; constaté : 7'],
  ['kind: resend-all', 'kind: resend', 'constaté : "resend"'],
  ['kind: resend-all', 'kind: resend-all\n    unt: a', 'clé inconnue "unt" ; attendu : "unit"'],
  ['kind: resend-all', 'kind: report-capacity', 'report-capacity demande une unité'],
  [
    'use: replace-first',
    'use: replace-frist',
    'nom inconnu (vérification) : « replace-frist » ; vouliez-vous dire « replace-first » ?',
  ],
  [
    'use: replace-first',
    'use: replace-first\n    needs: [other]',
    'aucune vérification placée plus haut ne porte le nom « other »',
  ],
  [
    'id: feed/x',
    'id: feed/y',
    'l’identifiant d’un scénario est son chemin ; attendu : « feed/x » ; constaté : « feed/y »',
  ],
  ['[ROR-FEED-DELETE]', '[feed]', 'attendu : un identifiant tel que ROR-FEED-REPLACE-FIRST'],
  ['[ROR-FEED-DELETE]', '[]', 'attendu : au moins 1 élément(s) ; constaté : une liste de 0'],
  ['id: feed/x', 'id: feed/x\nid: feed/x', 'la clé « id » figure deux fois'],
  ['steps:\n  - id', 'steps:\n\t- id', 'x.yaml:8:1 YAML mal formé (une tabulation figure dans l’indentation'],
  ['[{ alias: a }]', '[{ alias: a }', 'un crochet n’y est pas fermé'],
  ['use: replace-first', 'use: "a\\d"', 'séquence d’échappement inconnue'],
  ['use: replace-first', 'use: a: b', 'une seconde clé sur la même ligne'],
  ['use: replace-first', 'use: "a', 'il manque quelque chose ici : un guillemet ou un crochet fermant'],
  ['use: replace-first', 'use: @a', 'un texte ne peut pas commencer par ce caractère'],
  ['use: replace-first', 'use: !a b', 'étiquette inconnue'],
])('of %s as %s is said in French', (right, wrong, words) => {
  expect(VALID).toContain(right);
  expect(errorOf(VALID.replace(right, wrong))).toContain(words);
});

test('English stays as the reader of the file said it', () => {
  const read = readScenario(
    VALID.replace('id: feed/x', 'id: feed/y'),
    { id: 'feed/x', file: 'x.yaml' },
    { requirements },
  );
  expect(read.ok ? [] : read.problems.map(({ message }) => problemPhrase(message, english))).toEqual(
    read.ok ? ['a problem'] : read.problems.map(({ message }) => message),
  );
});

test.each(Object.entries(en).filter(([id]) => id.startsWith('scenarios.phrase-')))(
  '%s is reached by its own words',
  (id, text) => {
    // Another phrase that took these words first would make this text one that is never shown.
    const words = text.replace(/\{(\w+)\}/g, '‹$1›');
    const values = Object.fromEntries([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `‹${name}›`]));
    const shown = problemPhrase(words, (asked) => asked);
    expect(shown).toBe(id);
    expect(problemPhrase(words, english)).toBe(words);
    expect(Object.values(values).every((value) => problemPhrase(words, french).includes(value))).toBe(true);
  },
);

test('what is no phrase of ours stays as it is', () => {
  expect(problemPhrase('Tabs are not allowed as indentation', french)).toBe('Tabs are not allowed as indentation');
});
