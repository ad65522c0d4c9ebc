import type { ChangeEntry } from '../journal/changes-reader.ts';
import type { FaultEntry, SettingsEntry } from '../journal/entry.ts';
import type { LaneStore } from '../journal/lane-store.ts';
import type { ChangeableState } from './changeable-state.ts';
import { MockRorError } from './mock-ror-error.ts';
import type { SettingChanges } from './settings.ts';

/** What is restored, and what of it was given anew at this start and stays as given. */
export interface RestoreTarget extends ChangeableState {
  readonly given: { readonly settings: ReadonlySet<string>; readonly participants: ReadonlySet<string> };
  readonly log: (text: string) => void;
}

/**
 * Makes a lane whose data folder is opened again what it was: the changes of settings, participants, revocations, clock and faults since the
 * last reset are made again, in their order, from the journal. A setting or participant given at this start keeps what was given.
 * A change that this version no longer takes is logged and passed over.
 */
export async function restoreChanges(journal: LaneStore, target: RestoreTarget): Promise<void> {
  if (journal.head() === 0) return;
  for (const entry of journal.changesSinceReset()) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- in the order in which they were made
      await restoreChange(entry, target);
    } catch (error) {
      if (!(error instanceof MockRorError)) throw error;
      target.log(`entry ${entry.seq} cannot be restored: ${error.message}`);
    }
  }
}

async function restoreChange(entry: ChangeEntry, target: RestoreTarget): Promise<void> {
  if (entry.kind === 'clock') target.clock.setOffset(entry.offsetMs);
  else if (entry.kind === 'fault') await restoreFault(entry, target);
  else await SUBJECTS[entry.subject]?.(entry.detail, target);
}

/** A fault as its last entry has it: what it has met counts on. */
async function restoreFault({ action, fault }: FaultEntry, { faults }: RestoreTarget): Promise<void> {
  const { armedFaultSchema } = await import('./faults/fault-schema.ts');
  const read = armedFaultSchema.safeParse(fault);
  if (!read.success) throw new MockRorError('mock.bad-fault', read.error.message, { cause: read.error });
  const { id } = read.data;
  const others = faults.list();
  if (action === 'armed') faults.replaceAll([...others, read.data]);
  else if (action === 'cleared') faults.replaceAll(others.filter((one) => one.id !== id));
  else faults.replaceAll(others.map((one) => (one.id === id ? read.data : one)));
}

/** What was read again then is read anew at this start. */
function forgetChanges({ settings, participants }: RestoreTarget): void {
  settings.reset();
  participants.reset();
}

async function restoreSettings(detail: unknown, { settings, given }: RestoreTarget): Promise<void> {
  const { settingValues } = await import('./control/schemas.ts');
  const read = settingValues.safeParse(detail);
  if (!read.success) throw new MockRorError('mock.bad-setting', read.error.message, { cause: read.error });
  const values: SettingChanges = read.data;
  settings.change(Object.fromEntries(Object.entries(values).filter(([name]) => !given.settings.has(name))));
}

async function restoreParticipant(detail: unknown, { participants, given }: RestoreTarget): Promise<void> {
  const { participant, removedParticipant } = await import('./control/schemas.ts');
  const removal = removedParticipant.safeParse(detail);
  if (removal.success) {
    const { removed } = removal.data;
    if (!given.participants.has(removed)) participants.remove(removed);
    return;
  }
  const read = participant.safeParse(detail);
  if (!read.success) throw new MockRorError('mock.bad-participant', read.error.message, { cause: read.error });
  if (!given.participants.has(read.data.id)) participants.put(read.data);
}

async function restoreRevocation(detail: unknown, { revocations }: RestoreTarget): Promise<void> {
  const { revocation } = await import('./control/schemas.ts');
  const read = revocation.safeParse(detail);
  if (!read.success) throw new MockRorError('mock.bad-serial', read.error.message, { cause: read.error });
  revocations.revokeHere(read.data.serialNumber);
}

/** What was given anew at this start stays as given. */
async function restoreSnapshot(detail: unknown, target: RestoreTarget): Promise<void> {
  const { snapshotState } = await import('./control/snapshot-schemas.ts');
  const read = snapshotState.safeParse(detail);
  if (!read.success) throw new MockRorError('mock.unknown-snapshot', read.error.message, { cause: read.error });
  const { settings, participants, revocations, clock, faults, given } = target;
  const isGiven = ([name]: readonly [string, unknown]): boolean => given.settings.has(name);
  const ofStart = Object.entries(settings.given()).filter(isGiven);
  settings.replace({ ...read.data.settings, ...Object.fromEntries(ofStart) });
  const kept = participants.list().filter(({ id }) => given.participants.has(id));
  const others = read.data.participants.filter(({ id }) => !given.participants.has(id));
  participants.replaceAll([...kept, ...others]);
  revocations.replaceAll(read.data.revokedHere);
  clock.setOffset(read.data.offsetMs);
  faults.replaceAll(read.data.faults);
}

/** What is to be done again of a change, by its subject; resources are restored by their store. */
const SUBJECTS: Partial<
  Record<SettingsEntry['subject'], (detail: unknown, target: RestoreTarget) => void | Promise<void>>
> = {
  settings: restoreSettings,
  participants: restoreParticipant,
  revocations: restoreRevocation,
  restore: restoreSnapshot,
  reload: (_detail, target) => forgetChanges(target),
};
