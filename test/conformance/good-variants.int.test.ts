import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VARIANTS } from '../connectors/variants.ts';
import type { Court } from './judge-connector.ts';
import { openCourt } from './judge-connector.ts';
import { makeConnector } from './make-connector.ts';

let court: Court;

beforeAll(async () => {
  court = await openCourt();
}, 120_000);

afterAll(async () => {
  await court.close();
});

/** What every kind of call looks like; `npm run proof` drives the variants through every scenario. */
const SAMPLE = [
  'attempts/expression-as-array',
  'attempts/invalid-indicator',
  'establishments/several-of-one-supplier',
  'feed/delete-record',
  'feed/several-records-of-one-unit',
  'time/answer-lost-after-add',
  'time/restart-in-mid-batch',
  'time/token-renewed-before-its-end',
  'time/unavailable-with-retry-after',
  'trust/certificate-not-listed',
];

// Half of the mocks each: a variant waits for its clocks while the next one works.
describe.concurrent('a correct connector that', () => {
  it.each([
    { id: 'reference', title: 'is the reference connector, unchanged', changes: [], named: [] },
    ...VARIANTS.map((variant) => ({ ...variant, named: SAMPLE })),
  ])(
    '$title passes every check of its scenarios, even under --strict',
    async ({ id, changes, named }) => {
      const connector = makeConnector(court.folder, id, changes);
      const { result, verdicts, troubles } = await court.judge(connector, {
        scenarios: named,
        strict: true,
        lanes: 2,
      });
      const others = verdicts.filter(({ status, findings }) => status !== 'pass' || findings.length > 0);
      expect({ others, troubles, result }).toEqual({ others: [], troubles: [], result: 'conformant' });
      const chosen = court.scenarios.filter((scenario) => named.length === 0 || named.includes(scenario.id));
      expect(chosen.length).toBeGreaterThanOrEqual(SAMPLE.length);
      expect(verdicts.map(({ check }) => check)).toEqual(
        chosen.flatMap((scenario) => scenario.checks.map(({ slug }) => `${scenario.id}#${slug}`)),
      );
      expect(verdicts.filter(({ judged }) => judged === 0)).toEqual([]);
    },
    300_000,
  );
});
