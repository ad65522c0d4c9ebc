import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pki } from '../certs/pki.ts';
import type { ListenerName } from '../journal/entry.ts';
import type { LaneStore } from '../journal/lane-store.ts';
import { openLaneStore } from '../journal/lane-store.ts';
import type { Kernel } from '../mev3/kernel.ts';
import { callKindOf } from './call-kind.ts';
import { createClock } from './clock.ts';
import type { MockClock } from './clock.ts';
import { createReadHandler } from './consultation/handle-read.ts';
import { storeSource } from './consultation/store-source.ts';
import { askedOperations } from './faults/asked-operations.ts';
import { callingParticipant } from './faults/calling-participant.ts';
import { FaultList } from './faults/fault-list.ts';
import type { ArmedFault } from './faults/fault-schema.ts';
import { ServerIdentities } from './faults/server-identities.ts';
import { createFeedHandler } from './feed/handle-feed.ts';
import { createApiListener } from './http/api-listener.ts';
import { createAuthListener } from './http/auth-listener.ts';
import type { Connection } from './http/connection.ts';
import type { Answer, IncomingRequest } from './http/exchange.ts';
import { DEFAULT_LIMITS } from './http/limits.ts';
import type { HttpLimits } from './http/limits.ts';
import type { Listener } from './http/listen.ts';
import { createFrontDialect, createFrontEnd } from './http/nginx-refusal.ts';
import type { ConnectionFault } from './http/server-identity.ts';
import type { Participant } from './mock-ror.ts';
import { restoreChanges } from './restore-changes.ts';
import type { RestoreTarget } from './restore-changes.ts';
import { RulesInForce } from './rules-in-force.ts';
import { createSettings } from './settings.ts';
import type { MockSettings, SettingChanges, SettingsState } from './settings.ts';
import { createResourceStore } from './store/resource-store.ts';
import type { ResourceStore } from './store/resource-store.ts';
import { seedSource } from './store/seed-source.ts';
import type { SeedSource } from './store/seed-source.ts';
import { defaultSeed } from './store/seed.ts';
import type { Seed } from './store/seed.ts';
import { createClientAuthentication } from './token/authenticate-client.ts';
import { createBearerCheck } from './token/bearer.ts';
import { createDiscovery } from './token/discovery.ts';
import { createEarlyEnds } from './token/early-ends.ts';
import { createIntrospection } from './token/introspection.ts';
import { createIssuedRights } from './token/issued-rights.ts';
import { createPublishedKeys } from './token/published-keys.ts';
import { createRealmInfo } from './token/realm-info.ts';
import { openSigningKey } from './token/signing-key.ts';
import type { SigningKey } from './token/signing-key.ts';
import { createCertsEndpoint, createTokenEndpoint } from './token/token-endpoint.ts';
import { createVerifiedTokens } from './token/verified-tokens.ts';
import { createCertificateCheck } from './trust/check-certificate.ts';
import { clientAuthorities } from './trust/client-authorities.ts';
import { defaultParticipants } from './trust/default-participants.ts';
import { createParticipants } from './trust/participants.ts';
import type { Participants } from './trust/participants.ts';
import { createRouteFinder } from './trust/region-route.ts';
import { Revocations } from './trust/revocations.ts';

/** What a lane's mock is made of. */
export interface LaneOptions {
  readonly pki: Pki;
  readonly kernel: Kernel;
  readonly dataDir: string | null;
  /** Default true, in the data folder. */
  readonly keepSigningKey?: boolean;
  readonly durability: 'process' | 'power';
  readonly retainEntries?: number | undefined;
  readonly maxDataMb?: number | undefined;
  readonly seed?: Seed | SeedSource;
  readonly settings?: SettingChanges;
  readonly participants?: readonly Participant[];
  readonly trustCa?: readonly string[];
  readonly limits?: Partial<HttpLimits>;
  /** `https://<auth host>:<port>/auth/realms/ror`; asked for at each token, because the port is known late. */
  readonly issuer: () => string;
  readonly log: (text: string) => void;
}

/** The parts of a lane's mock, its listeners not bound yet. */
export interface Lane {
  readonly journal: LaneStore;
  readonly store: ResourceStore;
  readonly settings: SettingsState;
  readonly participants: Participants;
  readonly revocations: Revocations;
  readonly clock: MockClock;
  readonly faults: FaultList;
  readonly identities: ServerIdentities;
  readonly rules: RulesInForce;
  readonly auth: Listener;
  readonly api: Listener;
  /** Settles when nothing is being written to the data folder beside the journal any more. */
  readonly keyWritten: Promise<unknown>;
}

/** Name of the lane's database in a data folder. */
const STORE_FILE = 'lane.sqlite';

/** Puts the parts of a lane together. On failure nothing stays open. */
export async function openLane(options: LaneOptions): Promise<Lane> {
  const keyDir = options.keepSigningKey === false ? null : options.dataDir;
  const key = lazyKey(keyDir);
  const { pki, dataDir } = options;
  const [cert, serverKey, clientCa] = await Promise.all([
    readFile(pki.serverChain, 'utf8'),
    readFile(pki.serverKey, 'utf8'),
    clientAuthorities(pki, options.trustCa),
  ]);
  const settings = createSettings(options.settings);
  const clock = createClock();
  const file = dataDir === null ? null : path.join(dataDir, STORE_FILE);
  const { durability, retainEntries, maxDataMb, log } = options;
  const maxBytes = maxDataMb === undefined ? undefined : maxDataMb * 1_000_000;
  const journal = openLaneStore({ file, durability, retainEntries, maxBytes, log });
  try {
    const seed = seedSource(options.seed ?? defaultSeed());
    const store = createResourceStore({
      lane: journal,
      seed,
      nowMs: () => clock.nowMs(),
    });
    const members = options.participants ?? defaultParticipants(pki, store.establishments(), seed.feeding);
    const participants = createParticipants(members, () => settings.values().proprietaryClients);
    const revocations = new Revocations(pki, options.log);
    const faults = new FaultList(Date.now, journal.head());
    const changed = { settings, participants, revocations, clock, faults };
    await restoreChanges(journal, { ...changed, given: givenIn(options), log: options.log });
    const identities = new ServerIdentities(pki);
    await identities.prepare(faults.list());
    const parts = { journal, store, ...changed, identities, rules: new RulesInForce(options.kernel) };
    const listeners = createListeners(parts, { options, key, keyDir, tls: { cert, key: serverKey, clientCa } });
    return { ...parts, ...listeners, keyWritten: Promise.allSettled([key()]) };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

function givenIn({ settings = {}, participants = [] }: LaneOptions): RestoreTarget['given'] {
  return { settings: new Set(Object.keys(settings)), participants: new Set(participants.map(({ id }) => id)) };
}

interface ListenerMakings {
  readonly options: LaneOptions;
  readonly key: () => Promise<SigningKey>;
  /** Folder that keeps the keys of the realm; null keeps none. */
  readonly keyDir: string | null;
  readonly tls: { readonly cert: string; readonly key: string; readonly clientCa: string };
}

function createListeners(
  parts: Omit<Lane, 'auth' | 'api' | 'keyWritten'>,
  { options, key, keyDir, tls }: ListenerMakings,
): Pick<Lane, 'auth' | 'api'> {
  const { journal, store, participants, clock, rules } = parts;
  const settings = (): ReturnType<SettingsState['values']> => parts.settings.values();
  const takeFault = (request: IncomingRequest, { requests }: Connection): ArmedFault | null =>
    parts.faults.take({
      listener: request.listener,
      kind: callKindOf(request),
      isOnReused: requests > 1,
      operations: () => askedOperations(request.body, rules.kernel),
      participant: () => callingParticipant(request, participants),
    });
  const takeConnectionFault = (listener: ListenerName): ConnectionFault | null => {
    const fault = parts.faults.takeForConnection(listener);
    const identity = fault === null ? null : parts.identities.of(fault);
    return fault === null || identity === null ? null : { fault, identity };
  };
  const earlyEnds = createEarlyEnds();
  const afterFault = ({ action }: ArmedFault, { status, caller }: Answer, nowMs: number): void => {
    const print = action.kind === 'token-ends-early' && status === 200 ? caller?.token : null;
    if (action.kind === 'token-ends-early' && print) earlyEnds.remember(print, nowMs + action.afterS * 1_000);
  };
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const shared = { clock, journal, limits, log: options.log, takeFault, afterFault, takeConnectionFault };
  const rights = createIssuedRights();
  const revokedOn = parts.revocations.listOf.bind(parts.revocations);
  const findOtherRoute = createRouteFinder(participants, () => store.establishments());
  const checkCertificate = createCertificateCheck({ clientCa: tls.clientCa, settings, revokedOn });
  const authenticate = createClientAuthentication({ participants, checkCertificate, settings });
  const tokens = createVerifiedTokens(key);
  const { issuer } = options;
  const auth = createAuthListener(shared, tls, {
    checkCertificate,
    frontEnd: createFrontEnd({ checkCertificate, settings }),
    dialect: createFrontDialect(settings),
    token: createTokenEndpoint({ authenticate, key, rights, issuer, settings }),
    introspect: createIntrospection({ authenticate, participants, tokens, earlyEnds }),
    certs: createCertsEndpoint(createPublishedKeys(key, keyDir)),
    discovery: createDiscovery(issuer),
    realmInfo: createRealmInfo(issuer, key),
  });
  const api = createApiListener(shared, tls, {
    bearer: createBearerCheck({ tokens, earlyEnds, participants, rights, settings }),
    feed: createFeedHandler({ kernel: () => rules.kernel, store, settings, findOtherRoute }),
    read: createReadHandler({ source: storeSource(store), settings }),
  });
  applyToListeners({ auth, api }, settings());
  return { auth, api };
}

/** The settings that act on connections: now and at each change. */
export function applyToListeners(
  { auth, api }: Pick<Lane, 'auth' | 'api'>,
  { mtlsRefusal, tokenBinding }: Pick<MockSettings, 'mtlsRefusal' | 'tokenBinding'>,
): void {
  auth.refuseInHandshake(mtlsRefusal === 'handshake');
  api.askForCertificate(tokenBinding === 'certificate');
}

/** The key is made while the rest starts; whoever needs it first waits for it. */
function lazyKey(dataDir: string | null): () => Promise<SigningKey> {
  const key = openSigningKey(dataDir);
  key.catch(() => {}); // told to whoever asks for it
  return () => key;
}
