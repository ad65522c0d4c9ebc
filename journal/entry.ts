/**
 * What a lane's journal holds: types only. Everything that happens in a lane stands in one numbering without gaps; where a mock keeps only so
 * many entries, `retention` entries say which went.
 * Secrets are already thumbprints here: an entry never holds a token, a client secret or a private key.
 */

/** Header lines as they travelled: order, spelling and repetitions kept; secret values replaced by thumbprints. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** The certificate that a TLS client presented. `subjectDn` is in the ANS form (RFC 4514). */
export interface PeerCertificate {
  readonly subjectDn: string;
  readonly issuerDn: string;
  /** Upper-case hexadecimal, as OpenSSL prints it. */
  readonly serial: string;
  /** Lower-case hexadecimal SHA-256 of the DER. */
  readonly sha256: string;
  /** ISO instants. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** What TLS said of one connection. */
export interface TlsFacts {
  /** `TLSv1.2` or `TLSv1.3`; null when the handshake did not get that far. */
  readonly version: string | null;
  readonly cipher: string | null;
  readonly resumed: boolean;
  /** SNI host name sent by the client; null when none. */
  readonly serverName: string | null;
  readonly peer: PeerCertificate | null;
  /** `ok`, `none` (no certificate) or OpenSSL's code (`CERT_HAS_EXPIRED`, …). Null on a listener that asks for none. */
  readonly verification: string | null;
}

/** A body as recorded. `sha256` (lower-case hex) is over the bytes that travelled, before any redaction. */
export type RecordedBody =
  | { readonly form: 'none' }
  | { readonly form: 'text'; readonly text: string; readonly bytes: number; readonly sha256: string }
  /** Bytes that are not UTF-8, or more than the recording limit: `base64` holds what was kept. */
  | {
      readonly form: 'bytes';
      readonly base64: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly truncated: boolean;
    }
  /** The stored version of a resource: rebuilt byte-equal by the store that holds it. */
  | {
      readonly form: 'resource';
      readonly type: string;
      readonly id: string;
      readonly versionId: number;
      readonly bytes: number;
      readonly sha256: string;
    };

/** The two listeners that a connector sees. */
export type ListenerName = 'auth' | 'api';

/** What an accepted PATCH did to the state. */
export interface ResourceEffect {
  readonly type: 'Location';
  readonly id: string;
  readonly versionBefore: number;
  readonly versionAfter: number;
  readonly operations: readonly ('add' | 'replace' | 'delete')[];
}

/** Something the server noticed without refusing: a requirement id and where it stands. */
export interface Notice {
  readonly requirement: string;
  /** FHIRPath, header name or query parameter. */
  readonly where: string;
  readonly seen: string;
  readonly expected: string;
}

/** Why an exchange was refused, for `rorkit why`: the one cause, as a stable code, and what helps to mend it. */
export interface RefusalCause {
  /** Stable code of docs/errors.md, such as `trust.dn-not-listed`. */
  readonly code: string;
  readonly requirement: string | null;
  readonly expected: string | null;
  readonly seen: string | null;
  readonly where: string | null;
  /** The nearest valid value; absent when the rule knows none. */
  readonly near?: string;
  /** Id of the rule of the feed that refused; absent for what is no such rule. */
  readonly rule?: string;
  /** Further faults of the same request, the first twenty; absent when there are none. */
  readonly more?: readonly RefusalCause[];
}

interface EntryBase {
  /** 1, 2, 3 … without gaps within a lane, but for what a `retention` entry says that it took away. */
  readonly seq: number;
  /** Real time at which it happened: ISO instant with milliseconds, UTC. */
  readonly at: string;
}

/** One HTTP request and the answer given to it. */
export interface ExchangeEntry extends EntryBase {
  readonly kind: 'exchange';
  readonly listener: ListenerName;
  /** `seq` of the connection's entry. */
  readonly connection: number;
  readonly tls: TlsFacts;
  readonly request: {
    readonly method: string;
    /** Path and query as sent (secrets in the query replaced by thumbprints). */
    readonly target: string;
    readonly httpVersion: string;
    readonly headers: HeaderLines;
    readonly body: RecordedBody;
  };
  readonly answer: {
    readonly status: number;
    readonly headers: HeaderLines;
    readonly body: RecordedBody;
    /** ISO instant at which the answer was decided. */
    readonly at: string;
  };
  /** Who the server took the caller for; null members when it could not tell. */
  readonly caller: {
    readonly clientId: string | null;
    readonly role: 'supplier' | 'consumer' | null;
    /** Thumbprint (lower-case hex SHA-256) of the bearer token sent, or of the token issued. */
    readonly token: string | null;
  };
  readonly cause: RefusalCause | null;
  readonly notices: readonly Notice[];
  readonly effect: ResourceEffect | null;
  /** Id of the planned fault that met this exchange; absent when none did. */
  readonly fault?: string;
}

/** A TCP connection whose TLS handshake succeeded; written when it opens. */
export interface ConnectionEntry extends EntryBase {
  readonly kind: 'connection';
  readonly listener: ListenerName;
  readonly remote: { readonly address: string; readonly port: number };
  readonly tls: TlsFacts;
  /** Id of the planned fault of the server certificate that met it; absent when none did. */
  readonly fault?: string;
}

/** A connection that closed without any request having been read on it; `connection` is its opening entry. */
export interface IdleConnectionEntry extends EntryBase {
  readonly kind: 'connection-unused';
  readonly listener: ListenerName;
  readonly connection: number;
  readonly openMs: number;
}

/** A TLS handshake that failed, with its cause as far as the server could tell. */
export interface HandshakeFailureEntry extends EntryBase {
  readonly kind: 'handshake-failure';
  readonly listener: ListenerName;
  readonly remote: { readonly address: string; readonly port: number };
  /** OpenSSL or Node code, such as `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`. */
  readonly code: string;
  /** Stable code of docs/errors.md: `tls.client-rejected-server`, `tls.no-certificate`, `trust.expired`, … */
  readonly cause: string;
  readonly tls: TlsFacts;
  /** What was wrong with the client certificate, when that was the cause and it was seen. */
  readonly refusal?: RefusalCause;
  /** Id of the planned fault of the server certificate that met it; absent when none did. */
  readonly fault?: string;
}

/** What became of the socket after the answer of exchange `exchange` was handed over. */
export interface DeliveryEntry extends EntryBase {
  readonly kind: 'delivery';
  readonly exchange: number;
  /** `lost`: the connection closed before the answer was written out whole. Whole deliveries are not recorded. */
  readonly result: 'lost';
}

/** What the connector was asked to do. `body` is the stimulus object of the connector contract. */
export interface StimulusEntry extends EntryBase {
  readonly kind: 'stimulus';
  readonly stimulusId: string;
  readonly driver: string;
  readonly body: unknown;
}

/** How a stimulus ended on the connector's side. */
export interface ConnectorExitEntry extends EntryBase {
  readonly kind: 'connector-exit';
  readonly stimulusId: string | null;
  /** `done`, `refused` (and reported), `nothing` to send, or `abnormal`. */
  readonly result: 'done' | 'refused' | 'nothing' | 'abnormal';
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** True when the driver ended it because its deadline had passed. */
  readonly timedOut: boolean;
  readonly durationMs: number;
}

/** What a person attests, or a line of a log shows: said, not seen on the network. */
export interface AttestationEntry extends EntryBase {
  readonly kind: 'attestation';
  readonly stimulusId: string | null;
  readonly statement: string;
  readonly answer: 'yes' | 'no';
  readonly by: string;
  /** Id of the question that was answered. Default: `refusal-reported`. */
  readonly question?: string;
  /** Day (YYYY-MM-DD) for which it is attested, when it was answered before the run. */
  readonly on?: string;
  /** The version of the product that it is about, as the person says. */
  readonly version?: string;
  /** What the person adds in words. */
  readonly note?: string;
  /** The file that backs it, kept with the run: its name there, and its SHA-256 in lower-case hex. */
  readonly file?: { readonly name: string; readonly sha256: string };
}

/** A planned fault was armed, hit or cleared. */
export interface FaultEntry extends EntryBase {
  readonly kind: 'fault';
  readonly action: 'armed' | 'hit' | 'cleared';
  readonly fault: unknown;
}

/** The mock's clock was moved: `offsetMs` against real time from now on. */
export interface ClockEntry extends EntryBase {
  readonly kind: 'clock';
  readonly offsetMs: number;
}

/** The mock's settings, participants or state were changed from outside. */
export interface SettingsEntry extends EntryBase {
  readonly kind: 'settings';
  /**
   * `restore` holds the whole state of the snapshot that was restored: nothing before it counts any more. `reload` holds the settings,
   * participants and catalogue that were read again: no change of settings or participants before it counts any more.
   */
  readonly subject: 'settings' | 'participants' | 'revocations' | 'state' | 'reset' | 'snapshot' | 'restore' | 'reload';
  readonly detail: unknown;
}

/** A border in the journal: the start or the end of an attempt of a scenario. */
export interface MarkEntry extends EntryBase {
  readonly kind: 'mark';
  readonly mark: 'scenario-start' | 'scenario-end' | 'armed' | 'settled' | 'run-start' | 'run-end';
  readonly scenario: string | null;
  readonly attempt: number | null;
}

/**
 * Entries that could not be recorded (disk full, …): their exchanges were answered with a server error, and the journal
 * from here on is known to be incomplete. Written with the first transaction that succeeds again.
 */
export interface RecordingFailureEntry extends EntryBase {
  readonly kind: 'recording-failure';
  /** How many entries were lost, and of which kinds. */
  readonly lost: number;
  readonly kinds: readonly string[];
  readonly reason: string;
}

/**
 * Entries of the network (exchanges, connections, handshakes, deliveries) and older entries of this kind that retention took away. Their
 * numbers are never given again; what a restart needs (settings, clock, faults, snapshots) stays.
 */
export interface RetentionEntry extends EntryBase {
  readonly kind: 'retention';
  /** Number of the first and of the last entry that went; between them others may stay. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** How many have gone since the beginning, these included. */
  readonly total: number;
}

/** Any entry of a lane's journal. */
export type JournalEntry =
  | ExchangeEntry
  | ConnectionEntry
  | IdleConnectionEntry
  | HandshakeFailureEntry
  | DeliveryEntry
  | StimulusEntry
  | ConnectorExitEntry
  | AttestationEntry
  | FaultEntry
  | ClockEntry
  | SettingsEntry
  | MarkEntry
  | RecordingFailureEntry
  | RetentionEntry;

/** The kinds of entry. */
export type EntryKind = JournalEntry['kind'];

/** An entry before the journal has numbered and dated it. */
export type Draft<E extends JournalEntry> = E extends JournalEntry
  ? Omit<E, 'seq' | 'at'> & { readonly at?: string }
  : never;

/** The entries that the runner (or any client of the control API) may append; the rest is the mock's own. */
export type AppendableEntry = Draft<StimulusEntry | ConnectorExitEntry | AttestationEntry | MarkEntry>;
