import type { FhirError } from '../../mev3/outcome.ts';
import type { FeedAttempt } from './feed-attempt.ts';

/** One reason to refuse a PATCH. Rules are asked in the order of FEED_RULES; the first that refuses answers. */
export interface FeedRule {
  /** Stable, for `rorkit why`: the file of the rule. */
  readonly id: string;
  /** The requirement that it enforces, when the refusal names no closer one. */
  readonly requirement: string;
  /** For people: what has to hold. */
  readonly name: string;
  /** The refusal, or null when the request passes. May read from the attempt whatever the rules before it have vouched for. */
  refuse(attempt: FeedAttempt): FhirError | null;
}
