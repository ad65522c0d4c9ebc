import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../scenarios/checks/index.ts';
import type { Fault } from '../connectors/fault.ts';
import { FAULTS } from '../connectors/index.ts';
import type { Court } from './judge-connector.ts';
import { openCourt } from './judge-connector.ts';
import { makeConnector } from './make-connector.ts';
import { checksThat, checksThatWarn } from './verdict-lists.ts';

const NO_CONNECTOR = ['fault.ts', 'index.ts', 'variants.ts'];

/** What its operator attests, where that is the fault. */
const saidOf = ({ attested }: Fault): Pick<Fault, 'attested'> => (attested === undefined ? {} : { attested });

let court: Court;

beforeAll(async () => {
  court = await openCourt();
}, 120_000);

afterAll(async () => {
  await court.close();
});

describe('the list of one-fault connectors', () => {
  it('holds every file of the folder, each under its name', () => {
    const files = readdirSync(fileURLToPath(new URL('../connectors/', import.meta.url)));
    const named = files.filter((file) => !NO_CONNECTOR.includes(file)).map((file) => file.slice(0, -'.ts'.length));
    expect(FAULTS.map(({ id }) => id).toSorted()).toEqual(named.toSorted());
  });

  it('names checks and scenarios that exist, and each fault is seen by at least one check', () => {
    const checks = new Set(court.scenarios.flatMap(({ id, checks: uses }) => uses.map(({ slug }) => `${id}#${slug}`)));
    const scenarios = new Set(court.scenarios.map(({ id }) => id));
    const unknown = FAULTS.flatMap((fault) => [
      ...[...fault.failing, ...fault.warnings, ...fault.skipped].filter((check) => !checks.has(check)),
      ...fault.scenarios.filter((scenario) => !scenarios.has(scenario)),
    ]);
    expect(unknown).toEqual([]);
    expect(FAULTS.filter(({ failing, warnings }) => failing.length + warnings.length === 0)).toEqual([]);
  });

  it('makes every check fail, or warn, at least once', () => {
    const names = new Map<string, string>(
      court.scenarios.flatMap(({ id, checks }) => checks.map(({ slug, use }) => [`${id}#${slug}`, use] as const)),
    );
    const seen = new Set(
      FAULTS.flatMap(({ failing, warnings }) => [...failing, ...warnings]).map((id) => names.get(id)),
    );
    expect([...CHECKS.keys()].filter((name) => !seen.has(name))).toEqual([]);
  });

  it('touches every scenario', () => {
    const touched = new Set(
      FAULTS.flatMap(({ failing, warnings }) => [...failing, ...warnings]).map((id) => id.split('#')[0]),
    );
    expect(court.scenarios.map(({ id }) => id).filter((id) => !touched.has(id))).toEqual([]);
  });
});

describe.concurrent('a connector that', () => {
  it.each(FAULTS)(
    '$title is caught by exactly its checks',
    async (fault) => {
      const connector = makeConnector(court.folder, fault.id, [fault]);
      const { result, verdicts, troubles } = await court.judge(connector, {
        scenarios: fault.scenarios,
        ...saidOf(fault),
      });
      expect({
        failing: checksThat('fail', verdicts),
        warnings: checksThatWarn(verdicts),
        skipped: checksThat('skip', verdicts),
        errors: checksThat('error', verdicts),
        troubles,
        result,
      }).toEqual({
        failing: fault.failing.toSorted(),
        warnings: fault.warnings.toSorted(),
        skipped: fault.skipped.toSorted(),
        errors: [],
        troubles: [],
        result: fault.failing.length > 0 ? 'not-conformant' : 'conformant',
      });
    },
    60_000,
  );

  it.each(FAULTS.filter(({ warnings }) => warnings.length > 0))(
    '$title fails under --strict',
    async (fault) => {
      const connector = makeConnector(court.folder, `${fault.id}-strict`, [fault]);
      const [first = ''] = fault.warnings;
      const scenario = first.split('#')[0] ?? '';
      const { result, verdicts } = await court.judge(connector, {
        scenarios: [scenario],
        strict: true,
        ...saidOf(fault),
      });
      expect(result).toBe('not-conformant');
      expect(checksThat('fail', verdicts)).toContain(first);
      expect(checksThatWarn(verdicts)).toEqual([]);
    },
    60_000,
  );
});
