import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Fault, MockRor, Participant } from '../../mock-server/index.ts';
import type { ScenarioArming, ScenarioFault } from '../model/scenario-arming.ts';

type Settings = Readonly<Record<string, string | number | boolean>>;

/** How the mock stands: what the next arming has to undo. */
export interface ArmedState {
  readonly arming: ScenarioArming;
  readonly participants: readonly Participant[];
  /** Every setting before the scenario armed anything. */
  readonly defaults: Settings;
}

/** What is armed, by a plan. */
export interface Armable {
  readonly arming: ScenarioArming;
  readonly participants: readonly Participant[];
  /** PEM files of the certificates to revoke. */
  readonly revoked: readonly string[];
  /** How long an outage lasts, in ms. */
  readonly outageMs: number;
}

/** What a reset leaves. */
const UNDONE_BY_RESET = { settings: {}, faults: [], clockOffsetMs: 0, revoked: [] } as const;

/** Resets the mock and arms it for the start of a scenario. `settings`: those that the run itself wants. */
export async function armStart(mock: MockRor, next: Armable, settings: Settings): Promise<ArmedState> {
  await mock.reset();
  if (Object.keys(settings).length > 0) await mock.changeSettings(settings);
  const defaults = (await mock.describe()).settings;
  const before = await mock.participants();
  const start: ArmedState = { arming: { ...next.arming, ...UNDONE_BY_RESET }, participants: before, defaults };
  return await armAgain(mock, next, start);
}

/** Arms the mock anew: what `state` armed and `next` does not say is undone. */
export async function armAgain(mock: MockRor, next: Armable, state: ArmedState): Promise<ArmedState> {
  const settings = changedSettings(next.arming.settings, state);
  if (Object.keys(settings).length > 0) await mock.changeSettings(settings);
  for (const participant of next.participants) {
    const present = state.participants.find(({ id }) => id === participant.id);
    if (!isDeepStrictEqual(present, participant)) await mock.putParticipant(participant);
  }
  for (const file of next.revoked) {
    await mock.revokeCertificate(new X509Certificate(await readFile(file)).serialNumber);
  }
  if (next.arming.clockOffsetMs !== state.arming.clockOffsetMs) await mock.setClockOffset(next.arming.clockOffsetMs);
  if (state.arming.faults.length > 0) await mock.clearFaults();
  for (const fault of next.arming.faults) await mock.addFault(planned(fault, next.outageMs));
  const others = state.participants.filter(({ id }) => next.participants.every((one) => one.id !== id));
  return { ...state, arming: next.arming, participants: [...others, ...next.participants] };
}

/** The fault as the mock takes it: what it does not narrow is left out. */
function planned({ listener, call, operation, connection, lasts, ...rest }: ScenarioFault, outageMs: number): Fault {
  return {
    ...(call === undefined ? {} : { call }),
    ...(lasts === undefined ? {} : { lastsMs: outageMs }),
    ...(listener === undefined ? {} : { listener }),
    ...(operation === undefined ? {} : { operation }),
    ...(connection === undefined ? {} : { connection }),
    ...rest,
  };
}

function changedSettings(wanted: Settings, { arming, defaults }: ArmedState): Settings {
  const undone = Object.keys(arming.settings).flatMap((name) => {
    const value = defaults[name];
    return name in wanted || value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(undone), ...wanted };
}
