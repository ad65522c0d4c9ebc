import { z } from 'zod';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { kernelShare } from '../../harness/model/kernel-share.ts';
import type { Finding } from '../../harness/model/verdict.ts';

const REQUIREMENTS = [
  'ROR-FEED-BODY',
  'ROR-FEED-TYPE',
  'ROR-FEED-VALUE',
  'ROR-FEED-VALUE-STRING',
  'ROR-FEED-VALUE-PART-NAME',
];

function unreadable({ entry }: FeedCall): Finding {
  const { body } = entry.request;
  return {
    requirement: 'ROR-FEED-BODY',
    code: 'body-not-json',
    entry: entry.seq,
    where: 'body',
    expected: 'JSON',
    seen: body.form === 'none' ? '—' : `${body.bytes} B`,
  };
}

/** Each body is a Parameters resource of operations in the published form. */
export const bodyFollowsGrammar: Check<Record<string, never>> = {
  name: 'body-follows-grammar',
  requirements: REQUIREMENTS,
  params: z.strictObject({}),
  judge({ view }) {
    const read = kernelShare(view, REQUIREMENTS, 'body-form');
    const findings = [...view.feedCalls.filter((call) => call.body === null).map(unreadable), ...read.findings];
    return outcome(view.feedCalls.length, findings, 'nothing-sent');
  },
};
