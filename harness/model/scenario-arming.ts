/** A call that goes wrong by plan, as the mock takes it (`MockRor.addFault`). */
export interface ScenarioFault {
  /** Only calls of this listener; default: both. */
  readonly listener?: 'auth' | 'api' | undefined;
  /** Only calls that ask for this; default: all. */
  readonly call?: 'token' | 'feed' | 'read' | undefined;
  /** Only capacity PATCHes that ask for this; default: all. */
  readonly operation?: 'add' | 'replace' | 'delete' | undefined;
  /** Only the first call of a connection, or only those that come on one that was kept open; default: all. */
  readonly connection?: 'new' | 'reused' | undefined;
  /** Which of the calls that match is the first to be met, from when it is armed. */
  readonly from: number;
  readonly times: number;
  /** `outage`: it is there for `timing.outageMs` of the connector file, from its first call on; default: until it is taken away. */
  readonly lasts?: 'outage' | undefined;
  readonly action:
    | { readonly kind: 'delay'; readonly delayMs: number }
    | {
        readonly kind: 'reset';
        readonly when: 'before-handling' | 'before-answer' | 'within-answer' | 'after-answer';
      }
    | {
        readonly kind: 'status';
        readonly status: 400 | 401 | 403 | 412 | 429 | 500 | 502 | 503;
        readonly retryAfterS?: number | undefined;
      }
    | { readonly kind: 'truncated-body' }
    | { readonly kind: 'not-json' }
    | { readonly kind: 'slow-drip'; readonly overMs: number }
    | { readonly kind: 'token-ends-early'; readonly afterS: number }
    | { readonly kind: 'server-certificate'; readonly certificate: 'expired' | 'other-host' };
}

/** Certificates of the test PKI that a connector can be given in place of the good one. */
export const HANDED_CERTIFICATES = [
  'good',
  'renewed',
  'other-subject',
  'expired',
  'not-yet-valid',
  'unknown-ca',
  'self-signed',
  'server-eku',
  'sign-usage',
  'personal',
  'accents-comma-apostrophe',
  'establishment-a',
  'establishment-b',
  'eai',
] as const;

/** Name of a certificate of the test PKI. */
export type HandedCertificate = (typeof HANDED_CERTIFICATES)[number];

/**
 * How the mock is armed, and what the connector holds. Each arming is complete: what an earlier one of the scenario did
 * and this one does not say is undone, but for a revocation.
 */
export interface ScenarioArming {
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Credentials whose subject DN is taken off the white list. */
  readonly unlisted: readonly string[];
  /** Credentials whose participant is suspended as a whole. */
  readonly suspended: readonly string[];
  /** Certificates of the test PKI that are revoked: for the rest of the scenario. */
  readonly revoked: readonly HandedCertificate[];
  /** Credentials whose participant opens at a later date. */
  readonly notYetOpen: readonly string[];
  /** Units whose establishment is taken off the list of its credential. */
  readonly withdrawn: readonly string[];
  /** Units whose establishment is put on the list of its credential. */
  readonly granted: readonly string[];
  /** Planned faults, in the order in which they are armed. */
  readonly faults: readonly ScenarioFault[];
  /** The mock's clock against real time, in ms. */
  readonly clockOffsetMs: number;
  /** The certificate that a credential of the connector has from here on; default: its own. Another one means a new start. */
  readonly certificates: Readonly<Record<string, HandedCertificate>>;
}

/** Nothing armed. */
export const UNARMED: ScenarioArming = {
  settings: {},
  unlisted: [],
  suspended: [],
  revoked: [],
  notYetOpen: [],
  withdrawn: [],
  granted: [],
  faults: [],
  clockOffsetMs: 0,
  certificates: {},
};

/**
 * A credential that a scenario gives the connector instead of those of the mock: a participant of its own kind, with a
 * certificate of its own.
 */
export interface ScenarioCredential {
  readonly id: string;
  /** Credentials of one participant share its client_id. */
  readonly participant: string;
  readonly kind: 'saas' | 'regional-eai' | 'proprietary';
  readonly certificate: HandedCertificate;
  /** Names, as units give them, of the establishments on its list. */
  readonly establishments: readonly string[];
}
