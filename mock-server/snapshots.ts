import type { LaneStore } from '../journal/lane-store.ts';
import { rememberState } from './changeable-state.ts';
import type { ChangeableState } from './changeable-state.ts';
import { MockRorError } from './mock-ror-error.ts';
import type { Snapshot } from './mock-ror-questions.ts';
import type { SnapshotState } from './snapshot-state.ts';
import type { ResourceStore } from './store/resource-store.ts';

/** What of a lane is put aside. */
export interface SnapshotTarget extends ChangeableState {
  readonly journal: LaneStore;
  readonly store: ResourceStore;
}

/** Most snapshots at once: one a test class is plenty, one a test would never be dropped. */
const MAX_SNAPSHOTS = 50;

/** What a snapshot may be called. */
const SNAPSHOT_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

/**
 * The snapshots of a lane. Taking, restoring and dropping stand in the journal, from which a lane that is opened again
 * knows them.
 */
export class Snapshots {
  readonly #lane: SnapshotTarget;
  #shelf: Promise<Map<string, Kept>> | null = null;

  constructor(lane: SnapshotTarget) {
    this.#lane = lane;
  }

  async list(): Promise<readonly Snapshot[]> {
    return [...(await this.#kept()).values()].map(({ name, takenAt, state }) => ({
      name,
      takenAt,
      changedLocations: Object.keys(state.locations).length,
    }));
  }

  /** Puts the present state aside; one of the same name is replaced. @throws MockRorError `mock.bad-snapshot` */
  async take(name: string): Promise<void> {
    const kept = await this.#kept();
    if (!SNAPSHOT_NAME.test(name)) {
      throw new MockRorError(
        'mock.bad-snapshot',
        `"${name.slice(0, 80)}" is no name: expected ${SNAPSHOT_NAME.source}`,
      );
    }
    if (!kept.has(name) && kept.size >= MAX_SNAPSHOTS) {
      throw new MockRorError('mock.bad-snapshot', `there are ${MAX_SNAPSHOTS} snapshots: drop one first`);
    }
    const { journal, store, settings, participants, revocations, clock, faults } = this.#lane;
    const state: SnapshotState = {
      settings: settings.given(),
      participants: participants.list(),
      offsetMs: clock.offsetMs(),
      revokedHere: revocations.revokedHere(),
      faults: faults.list(),
      locations: Object.fromEntries(store.movedVersions()),
    };
    const at = new Date().toISOString();
    await journal.commit({ kind: 'settings', subject: 'snapshot', detail: { action: 'taken', name, ...state }, at });
    kept.delete(name); // the newest stands last
    kept.set(name, { name, takenAt: at, state });
  }

  /**
   * Makes the lane what it was: resources (as new versions), participants, settings, revocations, clock and
   * faults. Tokens, signing key and journal go on. When it cannot be recorded, everything is as it was before.
   * @throws MockRorError `mock.unknown-snapshot`
   */
  async restore(name: string): Promise<void> {
    const { state } = found(await this.#kept(), name);
    const { store, settings, participants, revocations, clock, faults } = this.#lane;
    const takeBack = rememberState(this.#lane);
    const restored = store.restoreVersions(new Map(Object.entries(state.locations)), {
      kind: 'settings',
      subject: 'restore',
      detail: { name, ...state },
    });
    settings.replace(state.settings);
    participants.replaceAll(state.participants);
    clock.setOffset(state.offsetMs);
    revocations.replaceAll(state.revokedHere);
    faults.replaceAll(state.faults);
    try {
      await restored;
    } catch (error) {
      takeBack(); // the Locations go back with the transaction
      throw error;
    }
  }

  /** @throws MockRorError `mock.unknown-snapshot` */
  async drop(name: string): Promise<void> {
    const kept = await this.#kept();
    found(kept, name);
    await this.#lane.journal.commit({ kind: 'settings', subject: 'snapshot', detail: { action: 'dropped', name } });
    kept.delete(name);
  }

  /** Read from the journal when first asked for. */
  #kept(): Promise<Map<string, Kept>> {
    this.#shelf ??= readShelf(this.#lane.journal);
    return this.#shelf;
  }
}

interface Kept {
  readonly name: string;
  readonly takenAt: string;
  readonly state: SnapshotState;
}

async function readShelf(journal: LaneStore): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  if (journal.head() === 0) return kept;
  const { snapshotDetail } = await import('./control/snapshot-schemas.ts');
  for (const entry of await journal.read({ kinds: ['settings'] })) {
    if (entry.kind !== 'settings' || entry.subject !== 'snapshot') continue;
    const read = snapshotDetail.safeParse(entry.detail);
    if (!read.success) continue; // of a version that wrote it otherwise
    const { name } = read.data;
    kept.delete(name);
    if (read.data.action === 'taken') kept.set(name, { name, takenAt: entry.at, state: read.data });
  }
  return kept;
}

function found(kept: ReadonlyMap<string, Kept>, name: string): Kept {
  const snapshot = kept.get(name);
  if (snapshot !== undefined) return snapshot;
  const known = [...kept.keys()].join(', ') || '—';
  throw new MockRorError('mock.unknown-snapshot', `no snapshot ${name.slice(0, 80)}; there are: ${known}`);
}
