import { z } from 'zod';
import { EMPTY_KEY, sameKey } from '../../mev3/capacity/key.ts';
import { KEY_ATTRIBUTES } from '../../mev3/capacity/types.ts';
import type { CapacityKey } from '../../mev3/capacity/types.ts';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { askedFor, askedRecords, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked, SentOperation } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { kernelFindings } from '../../harness/model/kernel-share.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** What the kernel says of paths; SAME-INDICATOR is left to the comparison below, which also knows what was asked. */
const PATH_REQUIREMENTS = ['ROR-FEED-PATH', 'ROR-FEED-CAPACITY-ONLY', 'ROR-FEED-CRITERIA', 'ROR-FEED-ADD-PATH'];

const MAX_SHOWN = 300;

function kernelFaults(call: FeedCall): Finding[] {
  return kernelFindings(call)
    .filter((found) => PATH_REQUIREMENTS.includes(found.requirement))
    .map(({ requirement, where, expected, seen, code }) => ({
      requirement,
      code: 'path-form',
      entry: call.entry.seq,
      where,
      expected,
      seen,
      values: { rule: code },
    }));
}

function pathFinding(sent: SentOperation, code: string, words: { expected: string; seen: string }): Finding {
  const where = `Parameters.parameter[${sent.operation.index}] path`;
  return { requirement: 'ROR-FEED-SELECTOR', code, entry: sent.call.entry.seq, where, ...words };
}

function differing(a: CapacityKey, b: CapacityKey): string {
  const words = (key: CapacityKey): string =>
    KEY_ATTRIBUTES.filter((attribute) => a[attribute] !== b[attribute])
      .map((attribute) => `${attribute} ${key[attribute] ?? 'null'}`)
      .join(', ');
  return words(a);
}

function selectorFaults(sent: SentOperation): Finding[] {
  const { selector, path, value, type } = sent.operation;
  // An add names the collection; the kernel has already said so when it does not.
  if (type === 'add') return [];
  if (selector.kind !== 'record') {
    return [pathFinding(sent, 'path-not-selecting', { expected: '7 × code', seen: path.slice(0, MAX_SHOWN) })];
  }
  if (value === null || sameKey(value.key, EMPTY_KEY) || sameKey(value.key, selector.key)) return [];
  const words = { expected: differing(value.key, selector.key), seen: differing(selector.key, value.key) };
  return [pathFinding(sent, 'path-differs-from-value', words)];
}

function unaskedFaults(sent: SentOperation, asked: readonly Asked[]): Finding[] {
  if (sent.key === null || asked.length === 0 || askedFor(asked, sent).length > 0) return [];
  const expected = [...new Set(asked.map((one) => keyWords(one.record)))].join(' | ').slice(0, MAX_SHOWN);
  return [pathFinding(sent, 'record-not-asked', { expected, seen: keyWords(sent.key) })];
}

/** The path of each operation selects the record that it is about, and that record is one that a stimulus named. */
export const pathSelectsTheRecord: Check<Record<string, never>> = {
  name: 'path-selects-the-record',
  requirements: ['ROR-FEED-SELECTOR', ...PATH_REQUIREMENTS],
  params: z.strictObject({}),
  judge({ view }) {
    const asked = askedRecords(view);
    const sent = sentOperations(view);
    const findings = view.feedCalls.flatMap((call) => {
      const form = kernelFaults(call);
      if (form.length > 0) return form;
      const own = sent.filter((one) => one.call === call);
      return own.flatMap((one) => [...selectorFaults(one), ...unaskedFaults(one, asked)]);
    });
    return outcome(sent.length, findings, 'nothing-sent');
  },
};
