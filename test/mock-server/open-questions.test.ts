import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listSettings } from '../../mock-server/settings.ts';

/** What answers a question that the public pages leave open, and the tests that show it. */
interface Answer {
  /** What the mock does by default. */
  readonly behaviour: string;
  /** `path under test/ : a part of a title`. */
  readonly tests: readonly string[];
}

const SETTINGS = 'mock-server/feed/feed-settings.test.ts';
const ORDER = 'mock-server/feed/order-of-rules.test.ts';
const READ = 'mock-server/consultation/handle-read.test.ts';
const BEARER = 'mock-server/token/bearer.int.test.ts';
const TOKEN = 'mock-server/token/token-endpoint.int.test.ts';
const PUBLISHED = 'mock-server/feed/published-answers.test.ts';

/** The open questions of the feed API, in the order of their numbers. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  Q1: {
    behaviour: '401 with a challenge',
    tests: [`${BEARER} : is asked for with a challenge`, `${BEARER} : expires by the clock`],
  },
  Q2: { behaviour: '403 after the lookup', tests: [`${ORDER} : gets $status $code`] },
  Q3: { behaviour: 'the whole string', tests: [`${SETTINGS} : identifierMatch (Q3)`] },
  Q4: { behaviour: 'types 26 and 25', tests: [`${PUBLISHED} : finds the Location by its type-25 identifier`] },
  Q5: {
    behaviour: '400',
    tests: ['mock-server/feed/identifier-query.test.ts : the query of a PATCH', `${ORDER} : gets $status $code`],
  },
  Q6: { behaviour: 'a notice', tests: [`${SETTINGS} : rorHeaders (Q6)`] },
  Q7: { behaviour: '400 naming the header', tests: [`${READ} : (Q7)`] },
  Q8: { behaviour: '404', tests: [`${SETTINGS} : deleteMissing (Q8)`] },
  Q9: { behaviour: '400', tests: [`${SETTINGS} : addDuplicate (Q9)`] },
  Q10: { behaviour: 'a notice', tests: [`${SETTINGS} : replaceOtherKey (Q10)`] },
  Q11: {
    behaviour: 'an absent criterion is an absent attribute',
    tests: ['mev3/feed/read-selector.test.ts : with the others absent', 'mock-server/feed/notices.test.ts : (Q11)'],
  },
  Q12: {
    behaviour: 'three catalogues or a file',
    tests: [
      `${PUBLISHED} : under the catalogue \`current\``,
      `${PUBLISHED} : under the catalogue \`published-examples\``,
      'mev3/catalogue/create-catalogue.test.ts : permissive',
    ],
  },
  Q13: { behaviour: 'one outcome with all issues', tests: [`${PUBLISHED} : gets the published issues a, b and c`] },
  Q14: {
    behaviour: '400 for a faulty record',
    tests: [`${ORDER} : gets $status $code`, 'mev3/capacity/read-record.test.ts : '],
  },
  Q15: { behaviour: 'all or none', tests: [`${SETTINGS} : severalOperations (Q15)`] },
  Q16: { behaviour: 'not-supported', tests: [`${SETTINGS} : removeOperation (Q16, Q40)`] },
  Q17: { behaviour: '400', tests: [`${SETTINGS} : otherPathStatus (Q17)`] },
  Q18: { behaviour: '415', tests: [`${ORDER} : the Content-Type`] },
  Q19: {
    behaviour: 'taken as sent, noticed',
    tests: ['mock-server/feed/notices.test.ts : compares with the record that the PATCH before stored'],
  },
  Q20: { behaviour: 'the whole Location', tests: [`${SETTINGS} : successBody (Q20)`] },
  Q21: { behaviour: 'ignored', tests: [`${SETTINGS} : ifMatch (Q21)`] },
  Q22: { behaviour: 'a bare string', tests: [`${SETTINGS} : indicatorExpression (Q22)`] },
  Q23: { behaviour: 'Location', tests: [`${SETTINGS} : locationExpression (Q23)`] },
  Q24: {
    behaviour: 'a certificate on API calls is ignored',
    tests: ['mock-server/trust/one-certificate.int.test.ts : with and without a client certificate (Q24)'],
  },
  Q25: {
    behaviour: 'every profile but 0 needs a certificate',
    tests: ['mock-server/trust/one-certificate.int.test.ts : asks every access profile but 0 for a certificate (Q25)'],
  },
  Q26: {
    behaviour: 'one role each',
    tests: [
      'mock-server/consultation/read-over-https.int.test.ts : is refused with the token of a supplier',
      `${ORDER} : gets $status $code`,
    ],
  },
  Q27: {
    behaviour: 'as Keycloak',
    tests: [`${TOKEN} : issues tokens of the lifetime that is set`, `${TOKEN} : sends the headers of Keycloak`],
  },
  Q28: { behaviour: 'no limit by default', tests: ['mock-server/faults/faults.int.test.ts : '] },
  Q29: {
    behaviour: 'both grammars',
    tests: [
      'mock-server/consultation/filter.test.ts : a search with _filter',
      'mock-server/consultation/filter.test.ts : in the standard grammar alone refuses',
    ],
  },
  Q30: { behaviour: 'independent criteria', tests: ['mock-server/consultation/search.test.ts : (Q30)'] },
  Q31: {
    behaviour: 'codings are indexed',
    tests: ['mock-server/consultation/search.test.ts : every parameter that is served stands in a row above'],
  },
  Q32: {
    behaviour: 'self and next, 200 a page',
    tests: [
      'mock-server/consultation/pages.test.ts : hold 200 by default',
      'mock-server/consultation/pages.test.ts : hold every match exactly once',
    ],
  },
  Q33: { behaviour: 'both change at once', tests: [`${READ} : shows a PATCH at once`] },
  Q34: {
    behaviour: 'one certificate for two roles is no fault',
    tests: ['mock-server/trust/one-certificate.int.test.ts : one certificate for two roles (Q34)'],
  },
  Q35: { behaviour: 'the order of the rules', tests: [`${ORDER} : has pairs that cover every rule`] },
  Q36: { behaviour: 'the offer, else the managing organization', tests: [`${PUBLISHED} : (Q36)`] },
  Q37: { behaviour: 'accepted with a notice', tests: [`${SETTINGS} : libraryForms (Q37)`] },
  Q38: { behaviour: 'warn', tests: [`${SETTINGS} : regionRoute (Q38)`] },
  Q39: {
    behaviour: 'at once',
    tests: [`${BEARER} : loses an establishment at once`, `${BEARER} : rightsCheck is token`],
  },
  Q40: { behaviour: 'guide 0.7.0', tests: [`${SETTINGS} : removeOperation (Q16, Q40)`] },
};

const TEST = fileURLToPath(new URL('../', import.meta.url));

function textOf(file: string): string {
  return readFileSync(`${TEST}${file}`, 'utf8');
}

/** Titles of the tests of a file, with those of their groups. */
function titlesOf(file: string): string {
  return [...textOf(file).matchAll(/(?:it|describe)(?:\.each)?\(\s*(?:[^'`"]*?\)\()?\s*(['`"])(.*?)\1/gs)]
    .map(([, , title]) => title)
    .join('\n');
}

describe('the open questions of the feed API', () => {
  it('are forty, each with an answer', () => {
    expect(Object.keys(ANSWERS)).toEqual(Array.from({ length: 40 }, (_, index) => `Q${index + 1}`));
  });

  it('are each shown by a test that exists', () => {
    const missing = Object.entries(ANSWERS).flatMap(([question, { tests }]) =>
      tests
        .filter((test) => {
          const [file = '', title = ''] = test.split(' : ');
          return !titlesOf(file).includes(title);
        })
        .map((test) => `${question}: ${test}`),
    );
    expect(missing).toEqual([]);
    const without = Object.entries(ANSWERS).filter(([, { tests }]) => tests.length === 0);
    expect(without).toEqual([]);
  });

  it('that are settings are tested at each value that is not the default', () => {
    const all = readdirSync(`${TEST}mock-server`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => textOf(`mock-server/${file}`));
    const untested = listSettings().flatMap(({ name, question, values, default: usual }) => {
      if (question === null) return [];
      const texts = all.filter((text) => text.includes(name));
      if (texts.length === 0) return [name];
      const listed: readonly unknown[] = 'min' in values || 'anyOf' in values ? [] : values;
      // The default is in force wherever a test does not name the setting.
      const missing = listed.filter((value) => value !== usual && !texts.some((text) => text.includes(String(value))));
      return missing.map((value) => `${name}=${String(value)}`);
    });
    expect(untested).toEqual([]);
  });
});
