import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { neverGrows } from '../../../scenarios/checks/back-off-grows.ts';
import { patchBody } from '../../support/capacity-body.ts';
import { ANSWERS, JournalBuilder } from '../../support/journal-builder.ts';
import { RECORD, sampleScenario, sampleStimulus, UNIT } from '../../support/sample-scenario.ts';

/** Numbers from 0 to 1, the same in each run of the test (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The pause before the retry `index`, after the one before it, in ms. */
type Strategy = (index: number, before: number, between: (low: number, high: number) => number) => number;

const BASE_MS = 400;
const CEILING_MS = 20_000;
const doubled = (index: number): number => Math.min(CEILING_MS, BASE_MS * 2 ** index);

/** How often each strategy may be taken for a constant pause: the figures of the docstring, with room for chance. */
const FAIR: readonly { name: string; next: Strategy; atMost: number }[] = [
  { name: 'linear', next: (index) => BASE_MS * (index + 1), atMost: 0 },
  { name: 'exponential', next: doubled, atMost: 0 },
  { name: 'equal jitter', next: (index, _, between) => doubled(index) / 2 + between(0, doubled(index) / 2), atMost: 0 },
  {
    name: '± 50 % around a pause that doubles',
    next: (index, _, between) => doubled(index) * between(0.5, 1.5),
    atMost: 0,
  },
  { name: 'full jitter (AWS)', next: (index, _, between) => between(0, doubled(index)), atMost: 0.000_1 },
  {
    name: 'decorrelated jitter (AWS)',
    next: (_, before, between) => Math.min(CEILING_MS, between(BASE_MS, before * 3)),
    atMost: 0.001,
  },
];

const TRIALS = 200_000;

/** The share of attempts, with so many runs of so many pauses, in which the check sees no growth. */
function shareTakenForConstant(next: Strategy, [runs, pauses]: readonly [number, number]): number {
  const random = randomFrom(20_261_124);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const run = (): number[] => {
    let before = BASE_MS;
    return Array.from({ length: pauses }, (_, index) => (before = next(index, before, between)));
  };
  let taken = 0;
  for (let trial = 0; trial < TRIALS; trial++) if (neverGrows(Array.from({ length: runs }, run)) === true) taken += 1;
  return taken / TRIALS;
}

describe('pauses between tries', () => {
  it.each(FAIR)('of $name are taken for constant in at most $atMost of the attempts', ({ next, atMost }) => {
    expect(shareTakenForConstant(next, [2, 3])).toBeLessThanOrEqual(atMost);
    expect(shareTakenForConstant(next, [1, 5])).toBeLessThanOrEqual(atMost);
  });

  it('that are the same, but for the noise of a busy machine, are always seen', () => {
    expect(shareTakenForConstant((_, __, between) => BASE_MS + between(0, 100), [2, 3])).toBe(1);
    expect(shareTakenForConstant((_, __, between) => between(0, 20), [2, 3])).toBe(1);
  });

  it('that grow by half each time are never taken for constant, whatever the first', () => {
    assert(
      property(integer({ min: 10, max: 60_000 }), double({ min: 1.5, max: 4, noNaN: true }), (first, by) => {
        const run = [0, 1, 2].map((index) => first * by ** index);
        expect(neverGrows([run, run])).toBe(false);
      }),
    );
  });

  it('say nothing when they are few: one run of three, or two of two', () => {
    expect(neverGrows([[400, 400, 400]])).toBeNull();
    expect(
      neverGrows([
        [400, 400],
        [400, 400],
        [400, 400],
      ]),
    ).toBeNull();
  });
});

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map();
const kernel = createKernel();

function verdictOf({ entries }: JournalBuilder): string {
  const [verdict] = judgeAttempt({
    scenario: sampleScenario([{ use: 'back-off-grows', slug: 'back-off-grows', with: {}, needs: [] }]),
    entries,
    kernel,
    requirements,
    timing: { quietMs: 100, deadlineMs: 1000, retryEveryMs: 0 },
    strict: true,
    settled: true,
  });
  return `${verdict?.status ?? ''} ${verdict?.skip?.reason ?? ''}`.trim();
}

const asked = (id: string, journal = new JournalBuilder()): JournalBuilder =>
  journal.stimulus(sampleStimulus({ id, records: [RECORD] })).token();

describe('the verdict', () => {
  const body = patchBody({ type: 'replace', record: RECORD });
  const fails = (journal: JournalBuilder, pauses: readonly number[]): JournalBuilder => {
    journal.patch(UNIT, body, { answer: ANSWERS.unavailable503 });
    for (const pause of pauses) journal.wait(pause).patch(UNIT, body, { answer: ANSWERS.unavailable503 });
    return journal;
  };
  it('is no failure for a random pause that shrinks', () => {
    const first = fails(asked('s1'), [300, 90, 700]);
    expect(verdictOf(fails(asked('s2', first), [20, 400, 350]))).toBe('pass');
  });

  it('does not apply to a connector that gives up after three tries', () => {
    expect(verdictOf(fails(asked('s2', fails(asked('s1'), [500, 500])), [500, 500]))).toBe('omit too-few-tries');
  });

  it('is a failure for the same pause in both runs', () => {
    expect(verdictOf(fails(asked('s2', fails(asked('s1'), [500, 500, 500])), [500, 500, 500]))).toBe('fail');
  });
});
