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

describe('a correct connector that', () => {
  it.each([{ id: 'reference', title: 'is the reference connector, unchanged', changes: [] }, ...VARIANTS])(
    '$title passes every check of every scenario, even under --strict',
    async ({ id, changes }) => {
      const connector = makeConnector(court.folder, id, changes);
      const { result, verdicts, troubles } = await court.judge(connector, { strict: true });
      const others = verdicts.filter(({ status, findings }) => status !== 'pass' || findings.length > 0);
      expect({ others, troubles, result }).toEqual({ others: [], troubles: [], result: 'conformant' });
      expect(verdicts.map(({ check }) => check)).toEqual(
        court.scenarios.flatMap((scenario) => scenario.checks.map(({ slug }) => `${scenario.id}#${slug}`)),
      );
      expect(verdicts.filter(({ judged }) => judged === 0)).toEqual([]);
    },
    120_000,
  );
});
