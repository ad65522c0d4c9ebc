import { RECORD_RULES } from './record-rules.ts';
import type { CapacityRule, CapacityRuleId, RuleSubject, RuleVerdict } from './rule.ts';
import { TOTAL_RULES } from './total-rules.ts';

/** Every consistency rule of the capacity records, N1 to N5 and C1 to C11. No source shows the server enforcing them. */
export const CAPACITY_RULES: readonly CapacityRule[] = [...RECORD_RULES, ...TOTAL_RULES];

/**
 * What each rule says of the records of a Location, in the order of CAPACITY_RULES. Rules whose id is in `off` are left
 * out. Nothing refuses: the caller decides what a finding weighs, by the evidence of its rule.
 */
export function judgeRecords(
  subject: RuleSubject,
  options: { readonly off?: readonly CapacityRuleId[] } = {},
): readonly RuleVerdict[] {
  const off = new Set(options.off ?? []);
  return CAPACITY_RULES.filter(({ id }) => !off.has(id)).map((rule) => ({ rule: rule.id, ...rule.judge(subject) }));
}
