import type { CapacityRecord } from '../capacity/types.ts';
import type { FindingCode } from '../finding.ts';
import type { KernelFinding } from '../kernel.ts';
import type { KernelRequirementId } from '../requirement-ids.ts';

/** Ids of the consistency rules (spec: MEV3.0 model §5, indicators §5). */
export type CapacityRuleId =
  'N1' | 'N2' | 'N3' | 'N4' | 'N5' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6' | 'C7' | 'C8' | 'C9' | 'C10' | 'C11';

/** The capacity records of one Location and what is known around it. */
export interface RuleSubject {
  readonly records: readonly CapacityRecord[];
  /** FHIRPath of the record at `index`, for the findings. */
  readonly where: (index: number) => string;
  /** Whether the offer that uses the Location is closed; `unknown` when nothing says it. */
  readonly offer: 'open' | 'closed' | 'unknown';
}

/** What one rule says of a subject. */
export interface RuleVerdict {
  readonly rule: CapacityRuleId;
  /** How many records, or pairs of totals, were judged; zero when the rule had nothing to judge. */
  readonly judged: number;
  readonly findings: readonly KernelFinding[];
  /** Why nothing could be judged, when something was needed: the offer's state, the installed capacity. */
  readonly skipped?: 'offer-unknown' | 'no-installed-capacity';
}

/** What a rule gives before its id is added. */
export type Judgement = Omit<RuleVerdict, 'rule'>;

/** A consistency rule. */
export interface CapacityRule {
  readonly id: CapacityRuleId;
  readonly requirement: KernelRequirementId;
  /** `documented` when a published text states it; else it follows from published definitions. */
  readonly evidence: 'documented' | 'derived';
  /** Code of its findings; null for a statement that only says how the other rules count, and judges nothing. */
  readonly code: FindingCode | null;
  judge(subject: RuleSubject): Judgement;
}
