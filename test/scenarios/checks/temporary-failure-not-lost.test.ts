import { expect, it } from 'vitest';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import type { Verdict } from '../../../harness/model/verdict.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { patchBody } from '../../support/capacity-body.ts';
import { JournalBuilder } from '../../support/journal-builder.ts';
import { RECORD, sampleScenario, sampleStimulus, UNIT } from '../../support/sample-scenario.ts';

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map();
const kernel = createKernel();

function judge(journal: JournalBuilder, params: Readonly<Record<string, unknown>>): Verdict | undefined {
  const name = 'temporary-failure-not-lost';
  const [verdict] = judgeAttempt({
    scenario: sampleScenario([{ use: name, slug: name, with: params, needs: [] }]),
    entries: journal.entries,
    kernel,
    requirements,
    strict: true,
    timing: { quietMs: 0, deadlineMs: 1000, retryEveryMs: 0 },
    settled: true,
  });
  return verdict;
}

const replace = patchBody({ type: 'replace', record: RECORD });
const begun = (): JournalBuilder => new JournalBuilder().stimulus(sampleStimulus()).token();

it('does not apply to a connector that keeps no connection open, where only those can fail', () => {
  const verdict = judge(begun().patch(UNIT, replace).exit('s1'), { onKeptConnection: true });
  expect(verdict).toMatchObject({ status: 'omit', skip: { reason: 'no-connection-kept' } });
});

it('cannot be judged when nothing was sent at all', () => {
  const verdict = judge(begun().exit('s1'), { onKeptConnection: true });
  expect(verdict).toMatchObject({ status: 'skip', skip: { reason: 'no-temporary-failure' } });
});

it('fails a connector that says done when a kept connection was lost', () => {
  const verdict = judge(begun().patch(UNIT, replace).lost().exit('s1'), { onKeptConnection: true });
  expect(verdict).toMatchObject({ status: 'fail', findings: [{ code: 'lost-without-a-word' }] });
});
