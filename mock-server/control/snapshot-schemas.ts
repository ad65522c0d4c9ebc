import { z } from 'zod';
import { armedFaultSchema } from '../faults/fault-schema.ts';
import type { Snapshot } from '../mock-ror-questions.ts';
import type { SnapshotState } from '../snapshot-state.ts';
import { participant, settingValues } from './schemas.ts';

/** A snapshot as it is listed. */
export const snapshot = z.strictObject({
  name: z.string(),
  takenAt: z.iso.datetime(),
  changedLocations: z.int(),
}) satisfies z.ZodType<Snapshot>;

/** The state that a snapshot holds, as the journal keeps it. */
export const snapshotState = z.object({
  settings: settingValues,
  participants: z.array(participant),
  offsetMs: z.int(),
  revokedHere: z.array(z.string()).default([]),
  faults: z.array(armedFaultSchema),
  locations: z.record(z.string(), z.int().positive()),
}) satisfies z.ZodType<SnapshotState>;

/** What the journal says of snapshots. */
export const snapshotDetail = z.discriminatedUnion('action', [
  snapshotState.extend({ action: z.literal('taken'), name: z.string() }),
  z.strictObject({ action: z.literal('dropped'), name: z.string() }),
]);
