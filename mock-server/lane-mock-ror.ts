import type { AppendableEntry, ExchangeEntry, JournalEntry } from '../journal/entry.ts';
import { LaneStoreError } from '../journal/lane-store-error.ts';
import type { LaneStoreErrorCode } from '../journal/lane-store-error.ts';
import { applyToListeners } from './lane.ts';
import type { Lane } from './lane.ts';
import { mayBeDropped, refuseDropped } from './dropped-entry.ts';
import { isOfConnections } from './faults/fault-list.ts';
import type { ArmedFault, Fault } from './faults/fault-schema.ts';
import { MockRorError } from './mock-ror-error.ts';
import type {
  JournalQuery,
  LocationSetup,
  LocationView,
  MockAddresses,
  MockDescription,
  MockRor,
  Participant,
} from './mock-ror.ts';
import type {
  ExchangeQuery,
  FollowQuery,
  NearMissAnswer,
  NearMissQuestion,
  Reloaded,
  Snapshot,
} from './mock-ror-questions.ts';
import { reloadConfiguration } from './reload-configuration.ts';
import type { Configuration } from './reload-configuration.ts';
import type { SettingChanges } from './settings.ts';
import { unknownParticipant } from './trust/participants.ts';
import type { ListForParticipant, TakenList } from './trust/list-for-participant.ts';
import { Snapshots } from './snapshots.ts';
import type { Explanation } from './explanation.ts';
import { UnknownLocationError, UnknownVersionError } from './store/resource-store.ts';

/** No real test needs to move the clock by more than ten years. */
const MAX_OFFSET_MS = 10 * 366 * 86_400_000;

/** What a lane does not know of itself. */
export interface OutsideOfLane {
  readonly addresses: () => MockAddresses;
  readonly shutDown: () => Promise<void>;
  /** Reads again what the mock was started with. */
  readonly readAgain: () => Promise<Configuration>;
}

/** MockRor over a lane in this process. */
export class LaneMockRor implements MockRor {
  readonly #lane: Lane;
  readonly #addresses: () => MockAddresses;
  readonly #shutDown: () => Promise<void>;
  readonly #readAgain: () => Promise<Configuration>;
  readonly #snapshots: Snapshots;
  #reloading: Promise<unknown> = Promise.resolve();

  constructor(lane: Lane, outside: OutsideOfLane) {
    this.#lane = lane;
    this.#addresses = outside.addresses;
    this.#shutDown = outside.shutDown;
    this.#readAgain = outside.readAgain;
    this.#snapshots = new Snapshots(lane);
  }

  async describe(): Promise<MockDescription> {
    const { rules, settings, store } = this.#lane;
    const { guide, catalogue } = rules.kernel;
    const { name, digest, size } = catalogue;
    return {
      addresses: this.#addresses(),
      guide,
      catalogue: { name, digest, size },
      settings: settings.values(),
      establishments: store.establishments(),
    };
  }

  async changeSettings(values: SettingChanges): Promise<void> {
    this.#lane.settings.change(values);
    this.#applySettings();
    await this.#record({ kind: 'settings', subject: 'settings', detail: values });
  }

  async participants(): Promise<readonly Participant[]> {
    return this.#lane.participants.list();
  }

  async removeParticipant(id: string): Promise<void> {
    this.#lane.participants.remove(id);
    await this.#record({ kind: 'settings', subject: 'participants', detail: { removed: id } });
  }

  async putEstablishmentList(list: ListForParticipant): Promise<TakenList> {
    const { withEstablishmentList } = await import('./trust/put-establishment-list.ts'); // most mocks never read a list
    const members = this.#lane.participants.list();
    const member = members.find(({ id }) => id === list.participant);
    if (member === undefined) {
      throw unknownParticipant(
        list.participant,
        members.map(({ id }) => id),
      );
    }
    const { participant, taken } = await withEstablishmentList(member, list, this.#lane.store.establishments());
    await this.putParticipant(participant);
    return taken;
  }

  async putParticipant(participant: Participant): Promise<void> {
    this.#lane.participants.put(participant);
    await this.#record({ kind: 'settings', subject: 'participants', detail: participant });
  }

  async revokeCertificate(serialNumber: string): Promise<void> {
    const revoked = this.#lane.revocations.revokeHere(serialNumber);
    await this.#record({ kind: 'settings', subject: 'revocations', detail: { serialNumber: revoked } });
  }

  async locations({ limit }: { readonly limit?: number } = {}): Promise<readonly LocationView[]> {
    return this.#lane.store.views(limit);
  }

  async findLocations(identifier: string): Promise<readonly LocationView[]> {
    return this.#lane.store.findViews(identifier);
  }

  async setRecords(setup: LocationSetup): Promise<void> {
    try {
      await this.#lane.store.setRecords(setup);
    } catch (error) {
      throw asMockRorError(error);
    }
  }

  async setClockOffset(offsetMs: number): Promise<void> {
    if (!Number.isSafeInteger(offsetMs) || Math.abs(offsetMs) > MAX_OFFSET_MS) {
      throw new MockRorError('mock.bad-clock', `offset ${offsetMs}: expected whole ms within ±${MAX_OFFSET_MS}`);
    }
    this.#lane.clock.setOffset(offsetMs);
    await this.#record({ kind: 'clock', offsetMs });
  }

  async addFault(fault: Fault): Promise<string> {
    const { checkFault } = await import('./faults/check-fault.ts');
    const checked = checkFault(fault);
    const known = this.#lane.participants.list().map(({ id }) => id);
    if (checked.participant !== undefined && !known.includes(checked.participant)) {
      throw new MockRorError('mock.bad-fault', `participant ${checked.participant}: expected ${known.join(' | ')}`);
    }
    await this.#lane.identities.prepare([checked]);
    const armed = this.#lane.faults.arm(checked);
    this.#newHandshakes([armed]);
    await this.#record({ kind: 'fault', action: 'armed', fault: armed });
    return armed.id;
  }

  async faults(): Promise<readonly ArmedFault[]> {
    return this.#lane.faults.list();
  }

  async clearFaults(): Promise<void> {
    const cleared = this.#lane.faults.clear();
    this.#newHandshakes(cleared);
    await Promise.all(cleared.map((fault) => this.#record({ kind: 'fault', action: 'cleared', fault })));
  }

  async reset(): Promise<void> {
    await this.clearFaults();
    this.#lane.settings.reset();
    this.#applySettings();
    this.#lane.participants.reset();
    this.#lane.revocations.clear();
    this.#lane.clock.setOffset(0);
    try {
      await this.#lane.store.reset();
    } catch (error) {
      throw asMockRorError(error);
    }
  }

  /** One after the other: what was read last is in force. */
  async reload(): Promise<Reloaded> {
    const reloaded = this.#reloading.then(() =>
      translated(async () => {
        const done = await reloadConfiguration(this.#lane, this.#readAgain);
        this.#applySettings();
        return done;
      }),
    );
    this.#reloading = reloaded.catch(() => {}); // told to who asked for it
    return await reloaded;
  }

  async takeSnapshot(name: string): Promise<void> {
    await translated(() => this.#snapshots.take(name));
  }

  async snapshots(): Promise<readonly Snapshot[]> {
    return await translated(() => this.#snapshots.list());
  }

  async restoreSnapshot(name: string): Promise<void> {
    await translated(() => this.#snapshots.restore(name));
    await this.#lane.identities.prepare(this.#lane.faults.list());
    this.#applySettings();
  }

  async dropSnapshot(name: string): Promise<void> {
    await translated(() => this.#snapshots.drop(name));
  }

  async nearMiss(question: NearMissQuestion): Promise<NearMissAnswer> {
    const { nearMiss } = await import('./near-miss.ts');
    const { store, participants, rules } = this.#lane;
    const { catalogue } = rules.kernel;
    const known = { identifiers: store.identifiers(), participants: participants.list(), catalogue };
    return nearMiss(question, known);
  }

  async journalHead(): Promise<number> {
    return this.#lane.journal.head();
  }

  async readJournal(query: JournalQuery = {}): Promise<readonly JournalEntry[]> {
    const { journal } = this.#lane;
    return await translated(async () => {
      const entries = await journal.read(query);
      const { from, to } = query;
      if (from !== undefined && from === to && entries.length === 0) await this.#refuseDropped(from);
      return entries;
    });
  }

  async append(entry: AppendableEntry): Promise<number> {
    return await this.#record(entry);
  }

  async waitForEntry(query: Parameters<MockRor['waitForEntry']>[0]): Promise<JournalEntry | null> {
    try {
      return await this.#lane.journal.waitFor(query);
    } catch (error) {
      throw asMockRorError(error);
    }
  }

  async waitForExchange(query: ExchangeQuery): Promise<ExchangeEntry | null> {
    const { waitForExchange } = await import('./match-exchange.ts');
    const { journal, participants } = this.#lane;
    return await translated(() => waitForExchange(query, journal, participants.list()));
  }

  async why(exchange: number): Promise<Explanation> {
    const { explainEntry } = await import('./why.ts');
    const [entry] = await this.readJournal({ from: exchange, to: exchange });
    const explained = entry === undefined ? null : explainEntry(entry);
    if (explained === null) {
      const seen = entry === undefined ? 'no entry' : `a ${entry.kind}`;
      throw new MockRorError(
        'mock.unknown-exchange',
        `entry ${exchange} is ${seen}: expected an exchange or a handshake`,
      );
    }
    const [first] = explained.refusals;
    if (first?.code !== 'feed.location-not-found' || first.seen === null) return explained;
    const { nearest } = await this.nearMiss({ identifier: first.seen });
    return { ...explained, nearest };
  }

  follow(query: FollowQuery = {}): AsyncGenerator<JournalEntry, void, undefined> {
    const { journal } = this.#lane;
    const { from, kinds } = query;
    // Said at once, before a stream is begun.
    if (from !== undefined && mayBeDropped(kinds)) refuseDropped(from, journal.droppedTo());
    return this.#following(query);
  }

  async *#following(query: FollowQuery): AsyncGenerator<JournalEntry, void, undefined> {
    const { followJournal } = await import('./follow-journal.ts');
    yield* followJournal(this.#lane.journal, query);
  }

  async close(): Promise<void> {
    await this.#shutDown();
  }

  /** One entry is asked for and not there: it was taken away, is of another kind, or was never written. */
  async #refuseDropped(seq: number): Promise<void> {
    const { journal } = this.#lane;
    if (seq > journal.droppedTo()) return;
    const [isThere] = await journal.read({ from: seq, to: seq });
    if (isThere === undefined) refuseDropped(seq, journal.droppedTo());
  }

  /** A fault of the server certificate is for whoever shakes hands: idle connections would not meet it. */
  #newHandshakes(faults: readonly ArmedFault[]): void {
    if (!faults.some(isOfConnections)) return;
    this.#lane.auth.closeIdle();
    this.#lane.api.closeIdle();
  }

  #applySettings(): void {
    applyToListeners(this.#lane, this.#lane.settings.values());
  }

  async #record(draft: Parameters<Lane['journal']['commit']>[0]): Promise<number> {
    try {
      return await this.#lane.journal.commit(draft);
    } catch (error) {
      throw asMockRorError(error);
    }
  }
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asMockRorError(error);
  }
}

/** What a store that cannot be read or written is called outside; `mock.not-recorded` for anything else. */
const STORE_CODES: Partial<Record<LaneStoreErrorCode, MockRorError['code']>> = {
  'store.closed': 'mock.closed',
  'store.disk-limit': 'mock.disk-limit',
};

/** What the parts of a lane throw, in the words of MockRor; anything else is a bug and stays what it is. */
function asMockRorError(error: unknown): unknown {
  if (error instanceof UnknownLocationError) {
    const code = error.matches === 0 ? 'mock.unknown-location' : 'mock.ambiguous-location';
    return new MockRorError(code, error.message, { cause: error });
  }
  if (error instanceof UnknownVersionError) {
    return new MockRorError('mock.unknown-snapshot', error.message, { cause: error });
  }
  if (error instanceof LaneStoreError) {
    return new MockRorError(STORE_CODES[error.code] ?? 'mock.not-recorded', error.message, { cause: error });
  }
  return error;
}
