import type { KernelFinding } from '../../mev3/kernel.ts';
import type { AttemptView, CheckOutcome, FeedCall } from './check.ts';
import { outcome } from './check-outcome.ts';
import type { Finding } from './verdict.ts';

/** Everything that the kernel noticed in the body of a call: what it refuses and what it lets pass. */
export function kernelFindings(call: FeedCall): readonly KernelFinding[] {
  if (call.body === null) return [];
  const values = call.body.operations.flatMap(({ value }) => (value === null ? [] : [value]));
  const all = [
    ...call.body.faults,
    ...call.body.notices,
    ...values.flatMap((one) => [...one.findings, ...one.notices]),
  ];
  // The reading of a record may also stand among those of its body: one fault is one finding.
  const texts = all.map((one) => `${one.code} ${one.where} ${one.seen}`);
  return all.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

function toFinding(found: KernelFinding, code: string, entry: number): Finding {
  const { requirement, where, expected, seen } = found;
  return { requirement, code, entry, where, expected, seen, values: { ...found.values, rule: found.code } };
}

/** The findings of the kernel about `requirements` in every body that could be read, each under the code `code`. */
export function kernelShare(view: AttemptView, requirements: readonly string[], code: string): CheckOutcome {
  const readable = view.feedCalls.filter((call) => call.body !== null);
  const findings = readable.flatMap((call) =>
    kernelFindings(call)
      .filter((found) => requirements.includes(found.requirement))
      .map((found) => toFinding(found, code, call.entry.seq)),
  );
  return outcome(readable.length, findings, 'nothing-sent');
}

/** As {@link kernelShare}, about the records sent only: bodies without a value part are not counted. */
export function kernelShareOfRecords(view: AttemptView, requirements: readonly string[], code: string): CheckOutcome {
  const records = view.feedCalls.flatMap((call) => call.body?.operations ?? []).filter((one) => one.value !== null);
  return outcome(records.length, kernelShare(view, requirements, code).findings, 'no-record-sent');
}
