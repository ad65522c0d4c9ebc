/** The only door of the mock server. */
import { MockRorError } from './mock-ror-error.ts';
import type { MockRor } from './mock-ror.ts';
import type { Seed } from './store/seed.ts';
import type { ListedEstablishment } from './trust/establishment-lists/list-row.ts';
import type { EstablishmentList, ReadListOptions } from './trust/establishment-lists/read-establishment-list.ts';

export { startMockRor } from './start.ts';
export type { StartOptions } from './start.ts';
export type { Configuration } from './reload-configuration.ts';
export type { Reloaded } from './mock-ror-questions.ts';
export { newControlToken, writeControlToken } from './control/control-token.ts';
export { DEFAULT_LIMITS } from './http/limits.ts';
export type { HttpLimits } from './http/limits.ts';
export { listSettings, settingFromText, settingsWith, valuesText } from './settings.ts';
export type { ArmedFault, Fault } from './faults/fault-schema.ts';
export type { Setting, SettingValue } from './setting.ts';
export { DEFAULT_CLIENT_IDS } from './trust/default-participants.ts';
export { clientsOf } from './trust/client-ids.ts';
export type { ProprietaryClients } from './trust/client-ids.ts';
export type { ListForParticipant, TakenList } from './trust/list-for-participant.ts';
export { certificatesOfList } from './trust/establishment-lists/certificates-of-list.ts';
export { listProblemText } from './trust/establishment-lists/list-problem.ts';
export type { ListProblem } from './trust/establishment-lists/list-problem.ts';
export type { ListForm } from './trust/establishment-lists/list-columns.ts';
export type { ListedEstablishment } from './trust/establishment-lists/list-row.ts';
export type { EstablishmentList, ReadListOptions } from './trust/establishment-lists/read-establishment-list.ts';
export { MockRorError } from './mock-ror-error.ts';
export { explainEntry } from './why.ts';
export type { Explanation } from './explanation.ts';
export { SeedError } from './store/seed.ts';
export type { Seed } from './store/seed.ts';
export { describedSeed } from './store/seed/described.ts';
export { generateSeed, SEED_SIZE } from './store/seed/generate.ts';
export type {
  Establishment,
  JournalQuery,
  LocationSetup,
  LocationView,
  MockAddresses,
  MockDescription,
  MockRor,
  Participant,
} from './mock-ror.ts';

/**
 * The mock of another process, over its control API. `url` is the control address that `rorkit mock` prints, `token` the content
 * of the file it names. `close()` only lets go of the connection.
 * @throws MockRorError `control.unreachable`, `control.unauthorized`, `mock.bad-option`
 */
export async function connectMockRor(url: string, token: string): Promise<MockRor> {
  if (!URL.canParse(url)) throw new MockRorError('mock.bad-option', `"${url}" is no URL of a control API`);
  const { RemoteMockRor } = await import('./control/connect.ts'); // an HTTP client that a mock alone does not need
  const mock = new RemoteMockRor(url, token);
  try {
    await mock.describe();
    return mock;
  } catch (error) {
    await mock.close();
    throw error;
  }
}

/**
 * Reads a list of establishments, CSV or XLSX: read whole, or everything that is wrong with it, row and column named.
 * @param source path of the file, or its bytes
 */
export async function readEstablishmentList(
  source: string | Uint8Array,
  options: ReadListOptions = {},
): Promise<EstablishmentList> {
  const reader = await import('./trust/establishment-lists/read-establishment-list.ts'); // a start does not need it
  return await reader.readEstablishmentList(source, options);
}

/** A list of establishments as CSV that spreadsheets of France open with a double click. */
export async function writeEstablishmentListCsv(rows: readonly ListedEstablishment[]): Promise<string> {
  const writer = await import('./trust/establishment-lists/write-establishment-list.ts');
  return writer.writeEstablishmentListCsv(rows);
}

/**
 * A seed from outside, once it is known to be one: its shape, its identities, its references.
 * @throws SeedError (as a rejection) for the first thing that is wrong
 */
export async function checkSeed(value: unknown): Promise<Seed> {
  const { parseSeed } = await import('./store/parse-seed.ts'); // most mocks are given none
  return parseSeed(value);
}
