/**
 * The public entry of the package: `import { startMockRor, connectMockRor } from 'rorkit'`. What is exported here is kept
 * from one version to the next; what is not may change.
 */
import path from 'node:path';
import { ensurePki } from '../certs/ensure-pki.ts';
import type { Pki } from '../certs/pki.ts';
import type { MockAddresses, MockRor } from './mock-ror.ts';
import { startMockRor as startLane } from './start.ts';
import type { StartOptions } from './start.ts';

export type { Fault } from './faults/fault-schema.ts';
export type { Explanation } from './explanation.ts';
export { MockRorError } from './mock-ror-error.ts';
export { connectMockRor } from './index.ts';
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
export type { ExchangeQuery, FollowQuery, NearMissAnswer, NearMissQuestion, Snapshot } from './mock-ror-questions.ts';
export type { JournalEntry } from '../journal/entry.ts';
export type { CapacityRecord } from '../mev3/capacity/types.ts';

/** How a mock is started inside a test. */
export interface EmbedOptions extends Omit<StartOptions, 'pki'> {
  /** Folder of the test certificates, made when missing and shared by all mocks. Default `.rorkit/pki` in the working folder. */
  readonly pkiDir?: string;
}

/** A mock inside this process, with what a client needs to reach it. */
export interface EmbeddedMock extends MockRor, AsyncDisposable {
  readonly addresses: MockAddresses;
  /** Trust file, and certificate, key and `.p12` of each test client. */
  readonly pki: Pki;
}

/**
 * Starts a mock of the national ROR in this process, on free ports of loopback unless told otherwise, with nothing shared
 * with another one but the test certificates. `await using` closes it at the end of its block.
 * @throws MockRorError as when `rorkit mock` cannot start
 */
export async function startMockRor({ pkiDir, ...options }: EmbedOptions = {}): Promise<EmbeddedMock> {
  const pki = await ensurePki({ dir: path.resolve(pkiDir ?? path.join('.rorkit', 'pki')) });
  const mock = await startLane({ ...options, pki });
  const { addresses } = await mock.describe();
  return Object.assign(mock, { addresses, pki, [Symbol.asyncDispose]: () => mock.close() });
}
