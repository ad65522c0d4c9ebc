import { expect, it } from 'vitest';
import { readAttempt } from '../../../harness/judge/read-attempt.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { JournalBuilder } from '../../support/journal-builder.ts';
import { sampleStimulus } from '../../support/sample-scenario.ts';

const UNIT = '199A000014/MED-A';

it('leaves out what a connector that lives on still sent of the scenario before', () => {
  const { entries } = new JournalBuilder()
    .token()
    .patch('199A000022/OTHER', '{}')
    .stimulus(sampleStimulus())
    .patch(UNIT, '{}');
  const view = readAttempt(entries, createKernel());
  expect(view.feedCalls.map(({ identifier }) => identifier)).toEqual([UNIT]);
  expect(view.otherCalls).toEqual([]);
  expect(view.tokenCalls).toHaveLength(1);
});

it('reads every PATCH of a journal in which nobody asked for anything', () => {
  const { entries } = new JournalBuilder().patch(UNIT, '{}');
  expect(readAttempt(entries, createKernel()).feedCalls).toHaveLength(1);
});
