import type { AppendableEntry, EntryKind, ExchangeEntry, JournalEntry } from '../journal/entry.ts';
import type { ArmedFault, Fault } from './faults/fault-schema.ts';
import type { CapacityRecord } from '../mev3/capacity/types.ts';
import type { Explanation } from './explanation.ts';
import type {
  ExchangeQuery,
  FollowQuery,
  NearMissAnswer,
  NearMissQuestion,
  Reloaded,
  Snapshot,
} from './mock-ror-questions.ts';
import type { ListForParticipant, TakenList } from './trust/list-for-participant.ts';

/** Where a lane's mock is reached. URLs have no trailing slash; paths start with one. */
export interface MockAddresses {
  /** Full token endpoint, e.g. `https://localhost:8443/auth/realms/ror/protocol/openid-connect/token`. */
  readonly tokenUrl: string;
  /** Scheme, host, port of the API listener: the real `[BASE]`. */
  readonly apiBase: string;
  readonly feedPath: string;
  readonly readPath: string;
  /** Control API on loopback; null when the mock was started without it. */
  readonly controlUrl: string | null;
}

/** A member of the circle of trust (spec: pki-and-oauth §1, design §2 Participants). */
export interface Participant {
  /** Our name for it, such as `supplier`. */
  readonly id: string;
  readonly clientId: string;
  readonly role: 'supplier' | 'consumer';
  readonly kind: 'saas' | 'regional-eai' | 'proprietary';
  /** White list: subject DNs in the ANS form (RFC 4514). Each writes for its own establishments. */
  readonly certificates: readonly {
    readonly subjectDn: string;
    readonly establishments: readonly string[];
    /** Its own client_id under the setting `proprietaryClients: client-per-certificate`. Default `<clientId>-<n>`, from 1. */
    readonly clientId?: string | undefined;
  }[];
  readonly accessProfile: 0 | 1 | 2 | 3 | 4 | 5;
  /** SHA-256 (lower-case hexadecimal) of its client secret: access profile 0 alone may have one, and then needs no certificate. */
  readonly clientSecretSha256?: string | undefined;
  /** Region code (TRE_R30). */
  readonly region: string;
  readonly state: 'requested' | 'whitelisted' | 'suspended';
  /** Moment from which it is let in, by the mock's clock (ISO date-time with offset); absent: from the start. ANS step 10. */
  readonly opening?: string | undefined;
}

/** A geographic entity (EG) of the seed. */
export interface Establishment {
  readonly finess: string;
  /** `1` + FINESS. */
  readonly idNatStruct: string;
  readonly name: string;
  readonly region: string;
}

/** A Location as the control API shows it. */
export interface LocationView {
  /** Technical id. */
  readonly id: string;
  readonly versionId: number;
  /** Type-26 identifier, `IdNatStruct/code`: the key of the feed. */
  readonly identifier: string;
  readonly name: string;
  /** FINESS of the establishment it belongs to (Q36). */
  readonly establishment: string;
  readonly records: readonly CapacityRecord[];
}

/** A Location to put in place before a scenario; an existing one with the same `id` is replaced. */
export interface LocationSetup {
  readonly identifier: string;
  readonly records: readonly CapacityRecord[];
}

/** What the mock is, for reports and for the connector's environment. */
export interface MockDescription {
  readonly addresses: MockAddresses;
  readonly guide: string;
  readonly catalogue: { readonly name: string; readonly digest: string; readonly size: number };
  /** Every setting with its present value. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly establishments: readonly Establishment[];
}

/** Which entries to read or wait for. */
export interface JournalQuery {
  /** First `seq` wanted, default 1. */
  readonly from?: number;
  /** Last `seq` wanted, default the newest. */
  readonly to?: number;
  readonly kinds?: readonly EntryKind[];
  readonly limit?: number;
}

/**
 * The mock national ROR, as the runner and tests see it. `startMockRor()` gives it in process, `connectMockRor()` over
 * the control API: one contract. Every method may reject with MockRorError.
 */
export interface MockRor {
  describe(): Promise<MockDescription>;
  /** Present values of the named settings are replaced; an unknown name or value is refused and nothing is changed. */
  changeSettings(values: Readonly<Record<string, string | number | boolean>>): Promise<void>;
  participants(): Promise<readonly Participant[]>;
  /** Adds or replaces a participant by `id`. */
  putParticipant(participant: Participant): Promise<void>;
  /** Takes a participant away: its client_id is unknown then, and its tokens too. @throws MockRorError `mock.unknown-participant` */
  removeParticipant(id: string): Promise<void>;
  /**
   * Puts the establishments of a list (CSV or XLSX, as for ANS) in place of those of a participant: everything in it or nothing.
   * @throws MockRorError `mock.unknown-participant`, `mock.bad-list`
   */
  putEstablishmentList(list: ListForParticipant): Promise<TakenList>;
  /**
   * Revokes a certificate on this mock alone, until `reset`: hexadecimal serial number, any case, colons allowed. What the PKI revoked counts
   * besides, and at once. @throws MockRorError `mock.bad-serial`
   */
  revokeCertificate(serialNumber: string): Promise<void>;
  /** The Locations in the order of the seed; `limit`: the first so many. Default all. */
  locations(query?: { readonly limit?: number }): Promise<readonly LocationView[]>;
  /** The Locations that carry this identifier (type 26 or 25): none, one or several. */
  findLocations(identifier: string): Promise<readonly LocationView[]>;
  /** Replaces the capacity records of the one Location with this identifier. */
  setRecords(setup: LocationSetup): Promise<void>;
  /** Moves the mock's clock: real time + offset. */
  setClockOffset(offsetMs: number): Promise<void>;
  /** Arms a fault; gives its id. It meets matching calls from now on. @throws MockRorError `mock.bad-fault` */
  addFault(fault: Fault): Promise<string>;
  /** The armed faults, with what each has met. */
  faults(): Promise<readonly ArmedFault[]>;
  /** Takes all faults away. */
  clearFaults(): Promise<void>;
  /** Restores resources, participants, settings and clock to the start values, clears faults and what was revoked here; keeps signing key, tokens and journal. */
  reset(): Promise<void>;
  /**
   * Reads settings, participants and catalogue again, from where the mock was started with them: they are in force at once, and what
   * `reset` goes back to. What was changed of settings and participants meanwhile is gone; resources, tokens, journal, clock, faults and
   * revocations stay. All or nothing. @throws MockRorError `mock.bad-configuration`, `mock.unknown-setting`, `mock.bad-setting`, `mock.bad-participant`
   */
  reload(): Promise<Reloaded>;
  /**
   * Puts resources, participants, settings, revocations, clock and faults aside under a name; one of the same name is replaced.
   * Snapshots outlive `reset`, and with a data folder the mock. @throws MockRorError `mock.bad-snapshot`
   */
  takeSnapshot(name: string): Promise<void>;
  /** Oldest first. */
  snapshots(): Promise<readonly Snapshot[]>;
  /** Makes the mock what it was, resources as new versions; tokens and journal go on. @throws MockRorError `mock.unknown-snapshot` */
  restoreSnapshot(name: string): Promise<void>;
  /** @throws MockRorError `mock.unknown-snapshot` */
  dropSnapshot(name: string): Promise<void>;
  /** The nearest known thing to an identifier, a subject DN or an indicator, and what differs. */
  nearMiss(question: NearMissQuestion): Promise<NearMissAnswer>;
  /** Seq of the newest entry; 0 when the journal is empty. */
  journalHead(): Promise<number>;
  readJournal(query?: JournalQuery): Promise<readonly JournalEntry[]>;
  /** Appends and gives the seq. */
  append(entry: AppendableEntry): Promise<number>;
  /** Resolves with the first entry at or after `from` that has one of `kinds`; null when `timeoutMs` passes first, or `signal` fires. */
  waitForEntry(query: {
    from: number;
    kinds: readonly EntryKind[];
    timeoutMs: number;
    signal?: AbortSignal;
  }): Promise<JournalEntry | null>;
  /**
   * Resolves with the first exchange at or after `from` that has everything that is asked; null when `timeoutMs` passes first, or `signal` fires.
   * @throws MockRorError `mock.unknown-participant`
   */
  waitForExchange(query: ExchangeQuery): Promise<ExchangeEntry | null>;
  /**
   * Why the exchange or handshake of this journal number was refused, or by which rules it was accepted.
   * @throws MockRorError `mock.unknown-exchange`, `mock.entry-dropped`
   */
  why(exchange: number): Promise<Explanation>;
  /**
   * Each entry from a number on as it is committed, in order and without gap. Ends when the signal fires or the mock closes.
   * @throws MockRorError `mock.entry-dropped` where retention took away what would come next
   */
  follow(query?: FollowQuery): AsyncIterable<JournalEntry>;
  /** Answers in flight finish, listeners close, the store is flushed. */
  close(): Promise<void>;
}
