import { z } from 'zod';
import type { StimulusEntry } from '../../journal/entry.ts';
import type { AttemptView, Check, CheckContext, CheckOutcome } from '../../harness/model/check.ts';
import { tokenRefusals } from '../../harness/model/token-refusals.ts';
import { wasLeft } from '../../harness/model/left-connections.ts';
import { exitOf } from '../../harness/model/connector-end.ts';
import { skipped } from '../../harness/model/check-outcome.ts';
import { isRefusedRead, readCalls, readOutcome } from '../../harness/model/read-calls.ts';
import { feedAnswer, FINAL_REFUSALS } from '../../harness/model/feed-answer.ts';
import type { Finding } from '../../harness/model/verdict.ts';

const ANSWERS = [...FINAL_REFUSALS, 'token-refused', 'server-not-trusted', 'read-refused'] as const;

const params = z.strictObject({
  /** The refusal that must reach a person. */
  answer: z.enum(ANSWERS),
});

type Params = z.output<typeof params>;

const REQUIREMENT: Readonly<Record<(typeof ANSWERS)[number], string>> = {
  'location-404': 'ROR-REP-LOCATION-404',
  'several-412': 'ROR-REP-SEVERAL-412',
  'rules-400': 'ROR-REP-RULES-400',
  'forbidden-403': 'ROR-REP-FORBIDDEN-403',
  'token-refused': 'ROR-REP-TOKEN',
  'server-not-trusted': 'ROR-REP-SERVER',
  'read-refused': 'ROR-REP-READ',
};

/** `seq` of each connection that was left where the scenario presents a certificate that must not be trusted. */
function mistrustedServers({ scenario, view }: CheckContext): readonly number[] {
  const wrong = scenario.arming.faults.filter(({ action }) => action.kind === 'server-certificate');
  const listeners = new Set(wrong.map(({ listener }) => listener));
  const mending = scenario.steps.find((step) => step.arming !== undefined)?.id;
  const isMending = (id: string): boolean => mending !== undefined && id.startsWith(`${mending}-`);
  const until = view.stimuli.find(({ entry }) => isMending(entry.stimulusId))?.entry.seq ?? Infinity;
  const there = view.entries.filter(wasLeft).filter(({ listener }) => listeners.size === 0 || listeners.has(listener));
  return there.filter(({ seq }) => seq < until).map(({ seq }) => seq);
}

function seqsOf(context: CheckContext, answer: Params['answer']): readonly number[] {
  const { view } = context;
  if (answer === 'token-refused') return tokenRefusals(view).map(({ seq }) => seq);
  if (answer === 'read-refused')
    return readCalls(view)
      .filter(isRefusedRead)
      .map(({ entry }) => entry.seq);
  if (answer === 'server-not-trusted') return mistrustedServers(context);
  return view.feedCalls.filter((call) => feedAnswer(call) === answer).map((call) => call.entry.seq);
}

/** The stimuli during which the refusal fell. */
function refusedStimuli(context: CheckContext, answer: Params['answer']): readonly StimulusEntry[] {
  const seqs = seqsOf(context, answer);
  const owners = seqs.flatMap((seq) => context.view.stimuli.findLast((one) => one.entry.seq < seq)?.entry ?? []);
  return [...new Set(owners)];
}

/** What says whether the refusal was reported: `yes`, `no` with what was seen, or null when nothing can tell. */
function wasReported(view: AttemptView, stimulus: StimulusEntry): 'yes' | { readonly seen: string } | null {
  const attested = view.entries
    .filter((entry) => entry.kind === 'attestation')
    .findLast((entry) => entry.stimulusId === stimulus.stimulusId);
  if (attested !== undefined) return attested.answer === 'yes' ? 'yes' : { seen: `${attested.by}: no` };
  const exit = exitOf(view, stimulus);
  // Only the result of a command says whether the connector told somebody (contract §7).
  if (exit === undefined || stimulus.driver !== 'command') return null;
  if (exit.result === 'refused') return 'yes';
  const status = exit.exitCode === null ? (exit.signal ?? '—') : `exit ${exit.exitCode}`;
  return { seen: `${exit.result}, ${status}` };
}

function judgeReports(context: CheckContext, answer: Params['answer']): CheckOutcome {
  const { view } = context;
  const stimuli = refusedStimuli(context, answer);
  if (stimuli.length === 0 && answer === 'read-refused') {
    return readOutcome(view, { judged: 0, findings: [], reason: 'no-such-refusal' });
  }
  if (stimuli.length === 0) return skipped(answer === 'token-refused' ? 'no-token-refused' : 'no-such-refusal');
  const told = stimuli.flatMap((stimulus) => {
    const reported = wasReported(view, stimulus);
    return reported === null ? [] : [{ stimulus, reported }];
  });
  if (told.length === 0) return skipped('cannot-tell');
  const findings = told.flatMap(({ stimulus, reported }): Finding[] => {
    if (reported === 'yes') return [];
    const entry = exitOf(view, stimulus)?.seq ?? stimulus.seq;
    const expected = 'refused, exit 10';
    const where = `stimulus ${stimulus.stimulusId}`;
    return [
      { requirement: REQUIREMENT[answer], code: 'refusal-not-reported', entry, where, expected, seen: reported.seen },
    ];
  });
  return { judged: told.length, findings };
}

/** The refusal reached whoever operates the connector, as its exit status or a person says. Not a matter of traffic. */
export const refusalReported: Check<Params> = {
  name: 'refusal-reported',
  requirements: Object.values(REQUIREMENT),
  params,
  requirementsFor: ({ answer }) => [REQUIREMENT[answer]],
  judge: (context, { answer }) => judgeReports(context, answer),
  asks: (context, { answer }) =>
    refusedStimuli(context, answer)
      .filter((stimulus) => wasReported(context.view, stimulus) === null)
      .map(({ stimulusId }) => ({
        id: 'refusal-reported',
        scenario: context.scenario.id,
        stimulusId,
        values: { answer, stimulus: stimulusId },
      })),
};
