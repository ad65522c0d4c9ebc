/**
 * A connector with exactly one fault: the reference connector with one text of one file replaced. It imports nothing of
 * ours, as the reference connector does not.
 */
export interface Fault {
  /** Name of this file, without its ending. */
  readonly id: string;
  /** The fault, as a sentence about the connector. */
  readonly title: string;
  /** File of examples/reference-connector/ that changes. */
  readonly file: string;
  /** The text to change: it stands there exactly once. */
  readonly find: string;
  readonly replace: string;
  /** What its operator attests when asked. Default: yes. */
  readonly attested?: 'no';
  /** Scenarios that are run with it. */
  readonly scenarios: readonly string[];
  /** Every check that fails, and no other one. */
  readonly failing: readonly string[];
  /** Every check that passes with a warning, and no other one. */
  readonly warnings: readonly string[];
  /** Every check that could not be judged, because of another one or for want of anything to judge. */
  readonly skipped: readonly string[];
  /** Checks, by name, beyond those that catch it which the same fault trips in other scenarios, each with why. Default: none. */
  readonly alsoTrips?: readonly { readonly check: string; readonly because: string }[];
}

/** A connector that is right in another way than the reference connector: it must pass everything. */
export interface Variant {
  readonly id: string;
  readonly title: string;
  readonly changes: readonly { readonly file: string; readonly find: string; readonly replace: string }[];
}
