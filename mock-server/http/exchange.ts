import type {
  ExchangeEntry,
  HeaderLines,
  ListenerName,
  Notice,
  RefusalCause,
  ResourceEffect,
  TlsFacts,
} from '../../journal/entry.ts';
import type { StoreWrite } from '../../journal/resource-versions.ts';

/** A request as a handler sees it: read whole, within the limits, nothing interpreted yet. */
export interface IncomingRequest {
  readonly listener: ListenerName;
  readonly method: string;
  /** Path without the query, percent-decoding not applied. */
  readonly path: string;
  /** Query string without `?`, as sent; empty when none. */
  readonly query: string;
  readonly headers: HeaderLines;
  readonly body: Buffer;
  /** True when the body passed the limit: `body` then holds only the first bytes. */
  readonly bodyTooLarge: boolean;
  readonly tls: TlsFacts;
  /** Mock time (real time + offset) in ms at arrival. */
  readonly nowMs: number;
}

/** Who calls the API: a bearer token that was verified. */
export interface Caller {
  readonly participantId: string;
  readonly clientId: string;
  readonly role: 'supplier' | 'consumer';
  /** Subject DN of the certificate that obtained the token. */
  readonly subjectDn: string;
  /** FINESS numbers that this certificate may write for, as of now (Q39 `request`). */
  readonly establishments: ReadonlySet<string>;
  readonly accessProfile: number;
  /** Thumbprint of the token. */
  readonly token: string;
}

/** The body of an answer. `resource` is journalled by reference, so the store must be able to rebuild it byte-equal. */
export type AnswerBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly contentType: string; readonly text: string; readonly journalText?: string }
  | {
      readonly kind: 'resource';
      readonly contentType: string;
      readonly type: string;
      readonly id: string;
      readonly versionId: number;
      readonly text: string;
    };

/** A change of state that commits in the same transaction as the journal entry of its exchange. */
export interface StateChange {
  readonly effect: ResourceEffect;
  /** Rows to write; http/ only passes them on to the journal's transaction. */
  readonly write: StoreWrite;
}

/** What a handler answers. http/respond journals it (with `change`, in one transaction) before a byte leaves. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: AnswerBody;
  readonly caller?: ExchangeEntry['caller'];
  readonly cause?: RefusalCause;
  readonly notices?: readonly Notice[];
  readonly change?: StateChange;
  /** True when the connection ends with this answer. */
  readonly closes?: boolean;
}
