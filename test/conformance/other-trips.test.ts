import { describe, expect, it, test } from 'vitest';
import type { Verdict } from '../../harness/model/verdict.ts';
import { CHECKS } from '../../scenarios/checks/index.ts';
import type { Fault } from '../connectors/fault.ts';
import { FAULTS } from '../connectors/index.ts';
import { otherTrips } from './other-trips.ts';

const names = new Map([
  ['time/a#first', 'first'],
  ['time/b#first', 'first'],
  ['time/b#second', 'second'],
  ['time/b#again', 'second'],
  ['time/b#third', 'third'],
]);

const fault: Fault = {
  id: 'sample',
  title: 'has a fault',
  file: 'feed.mjs',
  find: 'a',
  replace: 'b',
  scenarios: ['time/a'],
  failing: ['time/a#first'],
  warnings: [],
  skipped: [],
};

function verdict(check: string, status: Verdict['status'], warns = false): Verdict {
  const finding = {
    requirement: 'R',
    code: 'c',
    entry: null,
    where: '',
    expected: '',
    seen: '',
    level: 'warning',
  } as const;
  const [scenario = '', slug = ''] = check.split('#');
  const common = { requirements: [], judged: 1, skip: null, error: null, window: null, optional: false };
  return { ...common, check, scenario, slug, status, findings: warns ? [finding] : [] };
}

const trips = (changes: Partial<Fault>, ...verdicts: readonly Verdict[]): unknown =>
  otherTrips({ ...fault, ...changes }, verdicts, names);

describe('a connector with one fault', () => {
  it('may trip the checks that are to catch it in every scenario', () => {
    const own = [verdict('time/a#first', 'fail'), verdict('time/b#first', 'pass', true)];
    expect(trips({}, ...own, verdict('time/b#second', 'pass'), verdict('time/b#third', 'skip'))).toEqual({
      listed: [],
      unlisted: [],
    });
  });

  it.each([
    ['fails', verdict('time/b#second', 'fail')],
    ['warns', verdict('time/b#second', 'pass', true)],
  ])('is told of another check that %s', (_how, other) => {
    expect(trips({}, verdict('time/a#first', 'fail'), other)).toEqual({ listed: [], unlisted: ['time/b#second'] });
  });

  it('may trip what it lists, and nothing else', () => {
    const alsoTrips = [{ check: 'second', because: 'it sends more' }];
    const seen = ['time/b#again', 'time/b#second', 'time/b#third'].map((id) => verdict(id, 'fail'));
    expect(trips({ alsoTrips }, ...seen)).toEqual({ listed: ['second'], unlisted: ['time/b#third'] });
  });
});

test('what the connectors list beyond their checks exists, is none of their own, and has its reason', () => {
  const lists = FAULTS.flatMap(({ id, alsoTrips = [], failing, warnings }) =>
    alsoTrips.map((one) => ({ id, ...one, own: [...failing, ...warnings].map((check) => check.split('#')[1]) })),
  );
  expect(lists.length).toBeGreaterThan(0);
  const wrong = lists.filter(
    ({ check, because, own }) => !CHECKS.has(check) || own.includes(check) || because.length < 20,
  );
  expect(wrong).toEqual([]);
});
