import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Draft, MarkEntry } from '../../journal/entry.ts';
import { openLaneStore } from '../../journal/lane-store.ts';
import type { LaneStore, LaneStoreOptions } from '../../journal/lane-store.ts';

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rorkit-lane-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A lane store that is closed when the test ends; in memory unless told otherwise. */
export function openTestLane(options: Partial<LaneStoreOptions> = {}): LaneStore {
  const lane = openLaneStore({ file: null, durability: 'process', ...options });
  onTestFinished(() => lane.close());
  return lane;
}

/** A border entry whose scenario is its content. */
export function markDraft(scenario: string): Draft<MarkEntry> {
  return { kind: 'mark', mark: 'armed', scenario, attempt: 1 };
}
