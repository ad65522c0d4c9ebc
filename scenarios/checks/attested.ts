import { z } from 'zod';
import type { AttestationEntry } from '../../journal/entry.ts';
import type { AttemptView, Check } from '../../harness/model/check.ts';
import { doesNotApply } from '../../harness/model/check-outcome.ts';

const REQUIREMENT = {
  'feed-stop-alert': 'ROR-GOLIVE-ALERTED',
  'deployed-version': 'ROR-GOLIVE-TESTED-VERSION',
} as const;

const params = z.strictObject({
  /** What a person is asked. */
  question: z.enum(['feed-stop-alert', 'deployed-version']),
});

type Params = z.output<typeof params>;

function answerTo(question: Params['question'], { entries }: AttemptView): AttestationEntry | undefined {
  return entries.filter((entry) => entry.kind === 'attestation').findLast((entry) => entry.question === question);
}

/** What no traffic can show is so, as a person attests. Nobody who attests: it does not apply. */
export const attested: Check<Params> = {
  name: 'attested',
  requirements: Object.values(REQUIREMENT),
  params,
  requirementsFor: ({ question }) => [REQUIREMENT[question]],
  judge({ view }, { question }) {
    const said = answerTo(question, view);
    if (said === undefined) return doesNotApply('nobody-attests');
    if (said.answer === 'yes') return { judged: 1, findings: [] };
    const seen = [`${said.by}: no`, ...(said.note === undefined ? [] : [said.note])].join(', ');
    const finding = { requirement: REQUIREMENT[question], code: 'attested-no', entry: said.seq, where: question };
    return { judged: 1, findings: [{ ...finding, expected: 'yes', seen }] };
  },
  asks: ({ scenario, view }, { question }) =>
    answerTo(question, view) === undefined
      ? [{ id: question, scenario: scenario.id, stimulusId: null, values: {} }]
      : [],
};
