import { readChanges } from './changes-reader.ts';
import type { ChangeEntry } from './changes-reader.ts';
import type { Draft, JournalEntry } from './entry.ts';
import type { EntryQuery } from './entry-reader.ts';
import { EntryWaiters } from './entry-waiters.ts';
import type { EntryWait } from './entry-waiters.ts';
import { asStoreError, openLaneDatabase } from './lane-database.ts';
import type { LaneDatabase } from './lane-database.ts';
import { LaneStoreError } from './lane-store-error.ts';
import { readRetained } from './retained.ts';
import { Retention } from './retention.ts';
import { ResourceVersions } from './resource-versions.ts';
import type { StoreWrite } from './resource-versions.ts';
import { RowWriter } from './row-writer.ts';

/** How a lane's store is opened. */
export interface LaneStoreOptions {
  /** SQLite file; null keeps everything in memory, and nothing of it stays. */
  readonly file: string | null;
  /** `process`: what was acknowledged survives the death of the process (WAL, NORMAL); `power`: and a power cut (FULL). */
  readonly durability: 'process' | 'power';
  /** Called with each entry after it was committed, in the order of the numbering. */
  readonly onCommit?: (entry: JournalEntry) => void;
  /** So many newest entries are kept; older ones of the network go, with the versions of resources that only they refer to. Default: nothing goes. */
  readonly retainEntries?: number | undefined;
  /** Bytes that the files may take: what does not fit is refused, whole. Default no limit. */
  readonly maxBytes?: number | undefined;
  /** Told when old entries could not be taken away. */
  readonly log?: ((text: string) => void) | undefined;
}

/** The journal and the resource versions of one lane, in one database, so that both commit together. */
export interface LaneStore {
  /**
   * Appends an entry, and writes the rows of `within` in the same transaction. Resolves with its number when both are
   * committed. Call it in the same tick as the change of state: everything of a tick shares one transaction.
   * @throws LaneStoreError `store.write-failed`, `store.disk-limit`, `store.closed` (as a rejection)
   */
  commit(draft: Draft<JournalEntry>, within?: StoreWrite): Promise<number>;
  /** Committed entries; the bodies of resources stay references (see `resources.textOf`). */
  read(query?: EntryQuery): Promise<JournalEntry[]>;
  /** What was changed from outside since the last reset, in order. */
  changesSinceReset(): readonly ChangeEntry[];
  /** Number of the newest committed entry; 0 when there is none. */
  head(): number;
  /** Number up to which retention took entries of the network away; 0 when it never did. */
  droppedTo(): number;
  /** The first entry at or after `from` that has one of `kinds`; null when `timeoutMs` passes first, or `signal` fires. */
  waitFor(query: EntryWait): Promise<JournalEntry | null>;
  /** Commits what is queued, now. */
  flush(): Promise<void>;
  /** Commits what is queued, ends every wait, closes the database and lets go of the lock. */
  close(): Promise<void>;
  /** The versions of resources that entries refer to. */
  readonly resources: ResourceVersions;
  /** Writes rows at once, without an entry: only for filling an empty store with its seed. */
  writeNow(write: StoreWrite): void;
}

interface Pending {
  readonly kind: string;
  readonly at: string;
  readonly body: string;
  readonly draft: Draft<JournalEntry>;
  readonly within: StoreWrite | undefined;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: LaneStoreError) => void;
}

/**
 * Opens the store of a lane, or makes it. A file of a lane is held by one process at a time.
 * @throws LaneStoreError `store.locked`, `store.corrupt`, `store.newer-format`, `store.foreign-file`, `store.unreadable`
 */
export function openLaneStore(options: LaneStoreOptions): LaneStore {
  const isTrimmed = options.retainEntries !== undefined;
  const database = openLaneDatabase({ ...options, isTrimmed });
  try {
    return new SqliteLaneStore(database, options);
  } catch (error) {
    database.close();
    throw asStoreError(error, options.file);
  }
}

/** Old entries are taken away for so long, or for one slice, before the event loop goes on. */
const TRIMMING_MS = 2;

const noOneWaits = (): void => undefined;

/** An entry of the store itself. */
function ownEntry(draft: Draft<JournalEntry>): Pending {
  const at = new Date().toISOString();
  const body = JSON.stringify(draft);
  return { kind: draft.kind, at, body, draft, within: undefined, resolve: noOneWaits, reject: noOneWaits };
}

class SqliteLaneStore implements LaneStore {
  readonly resources: ResourceVersions;
  readonly #database: LaneDatabase;
  readonly #writer: RowWriter;
  readonly #waiters = new EntryWaiters();
  readonly #onCommit: ((entry: JournalEntry) => void) | undefined;
  readonly #retention: Retention | null;
  readonly #log: ((text: string) => void) | undefined;
  #isTrimming = false;
  #queue: Pending[] = [];
  #scheduled: NodeJS.Immediate | null = null;
  #closed = false;
  #head: number;
  #lost: { count: number; kinds: Set<string>; reason: string } | null = null;

  constructor(database: LaneDatabase, { onCommit, retainEntries, log }: LaneStoreOptions) {
    this.#database = database;
    this.#writer = new RowWriter(database.sqlite);
    this.resources = new ResourceVersions(database.sqlite, this.#writer);
    this.#onCommit = onCommit;
    this.#log = log;
    this.#retention = retainEntries === undefined ? null : new Retention(database.sqlite, retainEntries);
    this.#head = Number(
      database.sqlite.prepare('SELECT coalesce(max(seq), 0) AS last FROM entry').get()?.['last'] ?? 0,
    );
    this.#trimWhenDue();
  }

  head(): number {
    return this.#head;
  }

  droppedTo(): number {
    if (this.#retention !== null) return this.#retention.last;
    if (this.#closed) throw this.#closedError();
    return this.#reading(() => readRetained(this.#database.sqlite).last);
  }

  commit(draft: Draft<JournalEntry>, within?: StoreWrite): Promise<number> {
    if (this.#closed) return Promise.reject(this.#closedError());
    return new Promise((resolve, reject) => {
      const at = draft.at ?? new Date().toISOString();
      // Serialised here, so that a draft that cannot be fails alone and not with its whole tick.
      const body = JSON.stringify({ ...draft, at: undefined });
      this.#queue.push({ kind: draft.kind, at, body, draft, within, resolve, reject });
      this.#scheduled ??= setImmediate(() => this.#writeQueue());
    });
  }

  async read(query: EntryQuery = {}): Promise<JournalEntry[]> {
    // The builder of questions is loaded with the first one: a mock that only listens starts without it.
    const { readEntries } = await import('./entry-reader.ts');
    if (this.#closed) throw this.#closedError();
    return this.#reading(() => readEntries(this.#database.sqlite, query));
  }

  changesSinceReset(): readonly ChangeEntry[] {
    if (this.#closed) throw this.#closedError();
    return this.#reading(() => readChanges(this.#database.sqlite));
  }

  async waitFor(query: EntryWait): Promise<JournalEntry | null> {
    if (this.#closed) throw this.#closedError();
    const { readEntries } = await import('./entry-reader.ts');
    if (this.#closed) return null;
    const { from, kinds } = query;
    const [already] = this.#reading(() => readEntries(this.#database.sqlite, { from, kinds, limit: 1 }));
    return already ?? this.#waiters.wait(query);
  }

  async flush(): Promise<void> {
    if (!this.#closed) this.#writeQueue();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#writeQueue();
    this.#closed = true;
    this.#waiters.endAll();
    this.#database.close();
  }

  writeNow(write: StoreWrite): void {
    try {
      this.#inTransaction(() => this.resources.insert([write]));
    } catch (error) {
      throw this.#database.writeError(error);
    }
  }

  /** Everything queued becomes one transaction with one INSERT of many rows a table. */
  #writeQueue(): void {
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    this.#scheduled = null;
    const batch = this.#dropStale(this.#queue);
    this.#queue = [];
    if (batch.length === 0) return;
    const notice = this.#lossNotice();
    const pending = notice === null ? batch : [notice, ...batch];
    const failure = this.#writeWithRoom(pending);
    if (failure !== null) {
      this.#rejectAll(batch, failure);
      return;
    }
    const first = this.#head + 1;
    this.#head += pending.length;
    this.#lost = null;
    this.#announce(pending, first);
    this.#trimWhenDue();
  }

  /** At the limit of the disk the oldest entries that need not be kept go first. Gives why it could not be written. */
  #writeWithRoom(pending: readonly Pending[]): LaneStoreError | null {
    let failure = this.#tryToWrite(pending);
    if (failure?.code === 'store.disk-limit') this.#retention?.begin(this.#head);
    while (failure?.code === 'store.disk-limit' && this.#dropSlice()) failure = this.#tryToWrite(pending);
    return failure;
  }

  #tryToWrite(pending: readonly Pending[]): LaneStoreError | null {
    try {
      this.#inTransaction(() => {
        this.#insertEntries(pending);
        this.resources.insert(pending.flatMap((entry) => entry.within ?? []));
      });
      return null;
    } catch (error) {
      return this.#database.writeError(error);
    }
  }

  #insertEntries(pending: readonly Pending[]): void {
    const rows = pending.map(({ at, kind, body }, index) => [this.#head + 1 + index, at, kind, body]);
    this.#writer.insert('entry', rows);
  }

  #trimWhenDue(): void {
    if (this.#isTrimming || this.#retention?.isDue(this.#head) !== true) return;
    this.#isTrimming = true;
    this.#retention.begin(this.#head);
    setImmediate(() => this.#trimOn());
  }

  /** For a few ms, and on after whoever waits has been served. */
  #trimOn(): void {
    this.#writeQueue(); // what waits goes first, and no snapshot is on its way while versions are looked through
    const until = performance.now() + TRIMMING_MS;
    let goesOn = !this.#closed;
    while (goesOn && performance.now() < until) goesOn = this.#dropSlice();
    this.#isTrimming = goesOn;
    if (goesOn) setImmediate(() => this.#trimOn());
  }

  /** Takes the oldest entries away, in a transaction of its own. False when none may go, or it could not be written. */
  #dropSlice(): boolean {
    const retention = this.#retention;
    if (retention?.hasMore !== true) return false;
    try {
      const { slice, told } = this.#inTransaction(() => {
        const made = retention.dropSlice();
        const entries = made.draft === null ? [] : [ownEntry(made.draft)];
        this.#insertEntries(entries);
        return { slice: made, told: entries };
      });
      retention.done(slice);
      const first = this.#head + 1;
      this.#head += told.length;
      this.#announce(told, first);
      return true;
    } catch (error) {
      retention.failed(this.#head);
      this.#log?.(`retention: ${this.#database.writeError(error).message}`);
      return false;
    }
  }

  #announce(pending: readonly Pending[], first: number): void {
    for (const entry of pending) entry.within?.committed?.();
    for (const [index, entry] of pending.entries()) entry.resolve(first + index);
    for (const [index, { draft, at }] of pending.entries()) {
      const entry: JournalEntry = { seq: first + index, ...draft, at };
      this.#waiters.show(entry);
      this.#onCommit?.(entry);
    }
  }

  /** A write made from a state that was taken back since is refused without touching the others. */
  #dropStale(queue: readonly Pending[]): Pending[] {
    return queue.filter((entry) => {
      if (entry.within?.isStale?.() !== true) return true;
      this.#rejectAll([entry], new Error('made from a state that could not be stored'));
      return false;
    });
  }

  #rejectAll(batch: readonly Pending[], cause: unknown): void {
    const error = this.#database.writeError(cause);
    this.#lost ??= { count: 0, kinds: new Set(), reason: error.because };
    this.#lost.count += batch.length;
    for (const entry of batch) {
      this.#lost.kinds.add(entry.kind);
      entry.within?.failed?.();
      entry.reject(error);
    }
  }

  #lossNotice(): Pending | null {
    if (this.#lost === null) return null;
    const { count, kinds, reason } = this.#lost;
    return ownEntry({ kind: 'recording-failure', lost: count, kinds: [...kinds], reason });
  }

  #inTransaction<T>(write: () => T): T {
    const { sqlite } = this.#database;
    this.#database.refuseWhenFull();
    sqlite.exec('BEGIN IMMEDIATE');
    try {
      const written = write();
      sqlite.exec('COMMIT');
      return written;
    } catch (error) {
      // SQLite may have rolled back by itself (disk full); a second ROLLBACK would then hide the cause.
      if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
      throw error;
    } finally {
      this.#database.tidyLog();
    }
  }

  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw asStoreError(error, this.#database.file);
    }
  }

  #closedError(): LaneStoreError {
    return new LaneStoreError('store.closed', this.#database.file, { because: 'the store is closed' });
  }
}
