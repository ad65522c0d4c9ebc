import type { EntryKind } from '../journal/entry.ts';
import type { CapacityKey } from '../mev3/capacity/types.ts';

/** A state of the mock that was put aside under a name. */
export interface Snapshot {
  readonly name: string;
  /** Real time at which it was taken: ISO instant. */
  readonly takenAt: string;
  /** How many Locations were not as at the start. */
  readonly changedLocations: number;
}

/** What a configuration that was read again changed. */
export interface Reloaded {
  /** Names of the settings that have another value now. */
  readonly settings: readonly string[];
  /** Ids of the participants that came, went or changed. */
  readonly participants: readonly string[];
  /** The catalogue in force; `isChanged`: it was another before. */
  readonly catalogue: { readonly name: string; readonly digest: string; readonly isChanged: boolean };
}

/** What a call asks for: a token, a change of capacity, a reading, or something else. */
export type CallKind = 'token' | 'feed' | 'read' | 'other';

/** Which exchanges are meant: those that have everything that is given. */
export interface ExchangeMatch {
  readonly call?: CallKind;
  readonly method?: string;
  /** Id of the participant that the server took the caller for. */
  readonly participant?: string;
  /** Status of the answer. */
  readonly status?: number;
  /** Value of `identifier` in the query, decoded. */
  readonly identifier?: string;
  /** Stable code of the refusal. */
  readonly cause?: string;
}

/** What is waited for. */
export interface ExchangeQuery extends ExchangeMatch {
  /** First `seq` that counts. */
  readonly from: number;
  readonly timeoutMs: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
}

/** Which entries a live stream gives. */
export interface FollowQuery {
  /** First `seq` wanted; default: the next entry that comes. */
  readonly from?: number;
  /** Default: every kind. */
  readonly kinds?: readonly EntryKind[];
  /** Ends the stream. */
  readonly signal?: AbortSignal;
}

/** What is looked for: exactly one of the three. */
export type NearMissQuestion =
  | { readonly identifier: string }
  | { readonly subjectDn: string; readonly clientId?: string }
  | { readonly indicator: CapacityKey };

/** One thing in which what was asked differs from what is known. */
export interface Difference {
  /** `spaces`, `case`, `establishment`, `code`, `reversed`, an attribute of a name or of an indicator … */
  readonly part: string;
  readonly seen: string | null;
  readonly known: string | null;
}

/** Something known that is near to what was asked. */
export interface NearMiss {
  readonly value: string;
  readonly differs: readonly Difference[];
}

/** Whether the very thing is known, and what is near when it is not; best first, five at most. */
export interface NearMissAnswer {
  readonly isKnown: boolean;
  readonly nearest: readonly NearMiss[];
}
