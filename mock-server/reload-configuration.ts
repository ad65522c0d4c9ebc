import { isDeepStrictEqual } from 'node:util';
import type { LaneStore } from '../journal/lane-store.ts';
import type { Catalogue } from '../mev3/kernel.ts';
import { MockRorError } from './mock-ror-error.ts';
import type { Reloaded } from './mock-ror-questions.ts';
import type { Participant } from './mock-ror.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { MockSettings, SettingChanges, SettingsState } from './settings.ts';
import type { Participants } from './trust/participants.ts';

/** What of a mock's start can be read again while it runs. What is absent stays that of the start. */
export interface Configuration {
  readonly settings?: SettingChanges;
  readonly participants?: readonly Participant[];
  readonly catalogue?: Catalogue;
}

/** What of a lane a configuration is for. */
export interface ConfiguredParts {
  readonly settings: SettingsState;
  readonly participants: Participants;
  readonly rules: RulesInForce;
  readonly journal: Pick<LaneStore, 'commit'>;
}

/**
 * Reads a configuration again and puts it in force: wholly, with its entry in the journal, or not at all.
 * @throws MockRorError `mock.bad-configuration` when it cannot be read; `mock.unknown-setting`, `mock.bad-setting`, `mock.bad-participant`
 */
export async function reloadConfiguration(
  parts: ConfiguredParts,
  read: () => Promise<Configuration>,
): Promise<Reloaded> {
  const configuration = await readIt(read);
  const { settings, participants, rules, journal } = parts;
  const before = { settings: settings.values(), participants: participants.list(), catalogue: rules.kernel.catalogue };
  const takeBack = rememberStart(parts);
  try {
    settings.startWith(configuration.settings ?? settings.start());
    participants.startWith(configuration.participants ?? participants.start());
    if (configuration.catalogue !== undefined) rules.replace(rules.kernelFor(configuration.catalogue));
    const { name, digest, size } = rules.kernel.catalogue;
    const reloaded = {
      settings: changedSettings(before.settings, settings.values()),
      participants: changedMembers(before.participants, participants.list()),
      catalogue: { name, digest, isChanged: digest !== before.catalogue.digest },
    };
    const present = {
      settings: settings.given(),
      participants: participants.list(),
      catalogue: { name, digest, size },
    };
    await journal.commit({ kind: 'settings', subject: 'reload', detail: { ...present, changed: reloaded } });
    return reloaded;
  } catch (error) {
    takeBack();
    throw error;
  }
}

async function readIt(read: () => Promise<Configuration>): Promise<Configuration> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MockRorError) throw error;
    const because = error instanceof Error ? error.message : String(error);
    throw new MockRorError('mock.bad-configuration', because, { cause: error });
  }
}

/** Brings back what was in force, changes since the start included. */
function rememberStart({ settings, participants, rules }: ConfiguredParts): () => void {
  const { kernel } = rules;
  const ofSettings = { start: settings.start(), given: settings.given() };
  const ofMembers = { start: participants.start(), present: participants.list() };
  return () => {
    settings.startWith(ofSettings.start);
    settings.replace(ofSettings.given);
    participants.startWith(ofMembers.start);
    participants.replaceAll(ofMembers.present);
    rules.replace(kernel);
  };
}

function changedSettings(before: MockSettings, after: MockSettings): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([name, value]) => (old.get(name) === value ? [] : [name]));
}

function changedMembers(before: readonly Participant[], after: readonly Participant[]): readonly string[] {
  const old = new Map(before.map((member) => [member.id, member]));
  const now = new Map(after.map((member) => [member.id, member]));
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => !isDeepStrictEqual(old.get(id), now.get(id)));
}
