import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import { askedRecords, isAbout, keyWords, recordText, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked } from '../../harness/model/attempt-facts.ts';
import type { AttemptView, Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { endedAbnormally } from '../../harness/model/connector-end.ts';
import { feedAnswer } from '../../harness/model/feed-answer.ts';
import type { Finding } from '../../harness/model/verdict.ts';

type Resend = AttemptView['stimuli'][number];

/** What the product holds of the establishment when it is asked to send everything: the last word about each record. */
function heldAt({ entry, stimulus }: Resend, view: AttemptView): readonly Asked[] {
  const ofEstablishment = askedRecords(view).filter(
    (one) => one.entry.seq < entry.seq && one.identifier.startsWith(`${stimulus.establishment.idNatStruct}/`),
  );
  return ofEstablishment.filter(
    (one, index) =>
      one.kind === 'report-capacity' &&
      !ofEstablishment
        .slice(index + 1)
        .some((later) => later.identifier === one.identifier && sameKey(later.record, one.record)),
  );
}

/** After a refusal for now, of the unit or of the identity, a connector is right to stop: other checks judge that. */
function wasStopped({ entry }: Resend, view: AttemptView): boolean {
  return view.feedCalls.some(
    (call) =>
      call.stimulus?.seq === entry.seq && !['accepted', 'indicator-404', 'rules-400'].includes(feedAnswer(call)),
  );
}

/** Asked to send everything again, the connector sends each record that it holds, changed or not. */
export const everythingResent: Check<Record<string, never>> = {
  name: 'everything-resent',
  requirements: ['ROR-TIME-RHYTHM'],
  params: z.strictObject({}),
  judge({ view }) {
    const resends = view.stimuli.filter(
      ({ stimulus, entry }) => stimulus.kind === 'resend-all' && !endedAbnormally(view, entry),
    );
    const due = resends
      .filter((resend) => !wasStopped(resend, view))
      .flatMap((resend) => heldAt(resend, view).map((asked) => ({ resend, asked })));
    const sent = sentOperations(view);
    const findings = due.flatMap(({ resend, asked }): Finding[] => {
      const wasSent = sent.some(
        (one) =>
          one.call.stimulus?.seq === resend.entry.seq &&
          one.call.identifier === asked.identifier &&
          isAbout(one, asked),
      );
      if (wasSent) return [];
      return [
        {
          requirement: 'ROR-TIME-RHYTHM',
          code: 'not-resent',
          entry: resend.entry.seq,
          where: recordText(asked.identifier, asked.record),
          expected: 'PATCH',
          seen: '—',
          values: { identifier: asked.identifier, record: keyWords(asked.record) },
        },
      ];
    });
    return outcome(due.length, findings, 'nothing-to-resend');
  },
};
