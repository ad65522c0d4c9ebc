import type { AppendableEntry, EntryKind, JournalEntry } from '../../journal/entry.ts';
import type { Stimulus } from '../model/check.ts';

/** One credential handed to the connector (contract §7): paths of files, never their content. */
export interface ConnectorCredential {
  readonly id: string;
  readonly role: 'supplier' | 'consumer';
  readonly clientId: string;
  readonly cert: string;
  readonly key: string;
  readonly p12: string;
  readonly p12Password: string;
  readonly subjectDn: string;
}

/** The world as the connector is told of it: becomes `ROR_CONFIG_FILE` and the `ROR_*` variables. */
export interface ConnectorWorld {
  readonly contract: 1;
  readonly tokenUrl: string;
  readonly apiBase: string;
  readonly feedPath: string;
  readonly readPath: string;
  readonly caFile: string;
  readonly trustP12: string;
  readonly trustP12Password: string;
  readonly stateDir: string;
  readonly rorHeaders: Readonly<Record<string, string>>;
  readonly credentials: readonly ConnectorCredential[];
  readonly establishments: readonly {
    readonly finess: string;
    readonly idNatStruct: string;
    readonly name: string;
    readonly credential: string;
    readonly locations: readonly { readonly identifier: string; readonly name: string }[];
  }[];
}

/** How one stimulus ended, as the connector itself says. */
export interface StimulusResult {
  /** `unsaid`: it was handed over, and the way it goes does not say how it ended; only the network shows. */
  readonly result: 'done' | 'refused' | 'nothing' | 'abnormal' | 'unsaid';
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly durationMs: number;
  /** Set when the connector could not be driven at all: `cannot-start`, `hangs`, `output-limit` … */
  readonly trouble: { readonly code: string; readonly detail: string } | null;
  /** False when it may still be at work: its deadline passed without silence. Default true. */
  readonly settled?: boolean;
  /** How long a person was waited for, in ms: no slowness of the connector. Default 0. */
  readonly operatorMs?: number;
  /** True when it was killed before it had taken the stimulus over: whoever gave it would give it again. Default false. */
  readonly unacknowledged?: boolean;
  /** Whether the connector told its operator of a refusal, as the line shows that its file names; absent when it names none. */
  readonly reported?: { readonly answer: 'yes' | 'no'; readonly statement: string };
}

/** The journal of the lane, as far as a driver needs it to see whether the connector is at work. A MockRor is one. */
export interface Traffic {
  /** Seq of the newest entry; 0 when there is none. */
  journalHead(): Promise<number>;
  /** The first entry at or after `from` that has one of `kinds`; null when `timeoutMs` passes first. */
  waitForEntry(query: { from: number; kinds: readonly EntryKind[]; timeoutMs: number }): Promise<JournalEntry | null>;
  /** Puts an entry of a driver's own into it, such as when a person had entered everything. */
  append?(entry: AppendableEntry): Promise<number>;
}

/** Drives the system under test. One driver a file; one instance a lane. */
export interface Driver {
  readonly name: string;
  /** True when processes of the connector live on after a stimulus: its silence must be watched before they are stopped. */
  readonly keepsRunning?: boolean;
  /** True when the connector is not started anew for a scenario: it may still hold a token of an earlier one. */
  readonly outlivesScenarios?: boolean;
  /** Prepares for one scenario: an empty state folder, the world written to the config file, its processes ready. */
  begin(world: ConnectorWorld, logFile: string): Promise<void>;
  /** Delivers one stimulus and resolves when it is done (design §7 "When a stimulus is done"). */
  deliver(stimulus: Stimulus): Promise<StimulusResult>;
  /**
   * Ends the connector and starts it anew within a scenario: it keeps its state, and may be given other credentials.
   * Absent from a driver that cannot; then a scenario that needs it is not judged.
   */
  restart?(world: ConnectorWorld): Promise<void>;
  /** Kills what a delivery has running, as a power cut would; the delivery then ends as `abnormal`. Absent as above. */
  kill?(): void;
  /** Ends the scenario: whatever serves it alone is ended, with its whole process tree. */
  end(): Promise<void>;
  /** Ends whatever still runs. Default: `end` does. */
  close?(): Promise<void>;
}
