/** What a check found wrong: a value, never thrown. */
export interface Finding {
  /** Requirement id that it breaks. */
  readonly requirement: string;
  /** Message id in messages/ (`finding.<code>`), and stable code for a program. */
  readonly code: string;
  /** `seq` of the journal entry it stands in; null when it is about an absence. */
  readonly entry: number | null;
  /** FHIRPath, header, form field … */
  readonly where: string;
  readonly expected: string;
  readonly seen: string;
  /** Values for the placeholders of the message. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Why a check judged nothing. `reason` is a message id in messages/ (`skip.<code>`). */
export interface SkipReason {
  readonly reason: string;
  /** The check (full id) whose failure made this one unjudgeable. */
  readonly because?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A finding with the weight that its requirement (and `--strict`) gives it. */
export interface WeighedFinding extends Finding {
  readonly level: 'error' | 'warning';
}

/** The five verdicts. A pass may carry warnings; a fail has at least one finding of level error. */
export type VerdictStatus = 'pass' | 'fail' | 'skip' | 'omit' | 'error';

/** The verdict of one check in one attempt. */
export interface Verdict {
  /** `<scenario id>#<slug>`. */
  readonly check: string;
  readonly scenario: string;
  readonly slug: string;
  readonly requirements: readonly string[];
  readonly status: VerdictStatus;
  /** How many journal entries or facts were judged; 0 only for skip, omit, error. */
  readonly judged: number;
  readonly findings: readonly WeighedFinding[];
  readonly skip: SkipReason | null;
  /** Our own bug, for `error`: the message and stack. */
  readonly error: string | null;
  /** For a negative check: the first and last journal seq that it watched, and for how long. */
  readonly window: { readonly from: number; readonly to: number; readonly ms: number } | null;
  /** True when a skip of it does not keep the run from being conformant. */
  readonly optional: boolean;
}

/** True when the verdict passes but something should be better. */
export function hasWarnings(verdict: Verdict): boolean {
  return verdict.status === 'pass' && verdict.findings.length > 0;
}
