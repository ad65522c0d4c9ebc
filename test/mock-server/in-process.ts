import { onTestFinished } from 'vitest';
import type { HeaderLines } from '../../journal/entry.ts';
import { openLaneStore } from '../../journal/lane-store.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import { recordExtension } from '../../mev3/capacity/record-extension.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import type { Kernel } from '../../mev3/kernel.ts';
import { FhirError } from '../../mev3/outcome.ts';
import type { OutcomeIssue } from '../../mev3/outcome.ts';
import { defaultFeedSettings } from '../../mock-server/feed/feed-settings.ts';
import type { FeedSettings } from '../../mock-server/feed/feed-settings.ts';
import { createFeedHandler } from '../../mock-server/feed/handle-feed.ts';
import type { Answer, Caller, IncomingRequest } from '../../mock-server/http/exchange.ts';
import type { Participant } from '../../mock-server/index.ts';
import { createParticipants } from '../../mock-server/trust/participants.ts';
import { createRouteFinder } from '../../mock-server/trust/region-route.ts';
import { createResourceStore } from '../../mock-server/store/resource-store.ts';
import type { ResourceStore } from '../../mock-server/store/resource-store.ts';
import { defaultSeed } from '../../mock-server/store/seed.ts';
import type { Seed } from '../../mock-server/store/seed.ts';

/** Mock time of the requests of these tests. */
export const NOW = Date.parse('2026-03-02T10:00:00.250Z');

/** The canonical of a capacity record. */
const CAPACITY = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity';

/** The path of the collection, as published. */
const COLLECTION = `Location.extension.where(url='${CAPACITY}')`;

/** The default supplier: every establishment but the last. */
export const SUPPLIER: Caller = {
  participantId: 'supplier',
  clientId: 'rorkit-supplier',
  role: 'supplier',
  subjectDn: 'CN=test',
  establishments: new Set(['99A000014', '99A000022', '99A000030']),
  accessProfile: 1,
  token: 'f'.repeat(64),
};

/** A consumer. */
export const CONSUMER: Caller = {
  ...SUPPLIER,
  participantId: 'consumer',
  clientId: 'rorkit-consumer',
  role: 'consumer',
};

/** Available beds for women: a record that `MED-A` of the default seed holds. */
export const WOMEN: CapacityRecord = {
  capacityType: '01',
  capacityStatus: '02',
  temporalityCapacity: '01',
  genderCapacityAvailable: '01',
  capacityClosingType: null,
  additionalBedType: null,
  crisisType: null,
  temporaryAssignement: '01',
  capacitySourceType: '02',
  nbCapacity: 5,
  capacityUpdateDate: '2026-03-02T09:30:00Z',
  comment: null,
};

/** The published form of the path that selects a record. */
export function pathOf(record: CapacityRecord): string {
  const criteria = Object.entries({
    capacityStatus: record.capacityStatus,
    temporalityCapacity: record.temporalityCapacity,
    genderCapacityAvailable: record.genderCapacityAvailable,
    capacityClosingType: record.capacityClosingType,
    additionalBedType: record.additionalBedType,
    crisisType: record.crisisType,
    temporaryAssignement: record.temporaryAssignement,
  }).filter(([, code]) => code !== null);
  const texts = criteria.map(
    ([name, code]) => `extension.where(url = '${name}' and valueCodeableConcept.coding.code = '${code}')`,
  );
  return `${COLLECTION}.where(${texts.join(' and ')})`;
}

/** One operation of a body, in the published form. */
export function operation(type: string, record: CapacityRecord, path?: string): object {
  const isAdd = type === 'add';
  const value = { name: 'value', part: [{ extension: [recordExtension(record)] }] };
  return {
    name: 'operation',
    part: [
      { name: 'type', valueString: type },
      { name: 'path', valueString: path ?? (isAdd ? COLLECTION : pathOf(record)) },
      ...(type === 'delete' || type === 'remove' ? [] : [value]),
    ],
  };
}

/** A body of operations. */
export function parameters(...operations: readonly object[]): object {
  return { resourceType: 'Parameters', parameter: operations };
}

/** A PATCH of a unit of the first establishment of the default seed. */
export function patchOf(body: unknown, changes: Partial<IncomingRequest> = {}): IncomingRequest {
  return {
    listener: 'api',
    method: 'PATCH',
    path: '/ws-synchro-dispo-lits-fhir/Location',
    query: 'identifier=199A000014/MED-A',
    headers: [
      ['Content-Type', 'application/fhir+json'],
      ['Authorization', 'Bearer x'],
    ],
    body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    bodyTooLarge: false,
    tls: { version: 'TLSv1.3', cipher: null, resumed: false, serverName: null, peer: null, verification: null },
    nowMs: NOW,
    ...changes,
  };
}

/** The headers of a PATCH with some more. */
export function withHeaders(...more: HeaderLines): HeaderLines {
  return [['Content-Type', 'application/fhir+json'], ...more];
}

/** What a handler answered or refused with, in one shape. */
export interface Outcome {
  readonly status: number;
  readonly code: string | null;
  readonly issues: readonly OutcomeIssue[];
  readonly answer: Answer | null;
  readonly detail: FhirError['detail'] | null;
}

/** A mock without network: a store, and the feed handler over it. */
export interface InProcessMock {
  readonly lane: LaneStore;
  readonly store: ResourceStore;
  /** Sends a PATCH and commits what it changed. */
  readonly patch: (request: IncomingRequest, caller?: Caller) => Promise<Outcome>;
}

/** A mock in memory (or over `lane`) with some settings moved; closed when the test ends. */
export function inProcessMock(
  options: {
    settings?: Partial<FeedSettings>;
    seed?: Seed;
    lane?: LaneStore;
    kernel?: Kernel;
    participants?: readonly Participant[];
  } = {},
): InProcessMock {
  const lane = options.lane ?? openLaneStore({ file: null, durability: 'process' });
  onTestFinished(() => lane.close());
  const store = createResourceStore({ lane, seed: options.seed ?? defaultSeed(), nowMs: () => NOW });
  const settings = { ...defaultFeedSettings(), ...options.settings };
  const members = createParticipants(options.participants ?? []);
  const kernel = options.kernel ?? createKernel();
  const handle = createFeedHandler({
    kernel: () => kernel,
    store,
    settings: () => settings,
    findOtherRoute: createRouteFinder(members, () => store.establishments()),
  });
  return {
    lane,
    store,
    async patch(request, caller = SUPPLIER) {
      const outcome = outcomeOf(() => handle(request, caller));
      const write = outcome.answer?.change?.write;
      await lane.commit({ kind: 'mark', mark: 'armed', scenario: null, attempt: null }, write);
      return outcome;
    },
  };
}

/** Runs a handler and tells a refusal from an answer; anything else thrown stays thrown. */
function outcomeOf(handle: () => Answer): Outcome {
  try {
    const answer = handle();
    return { status: answer.status, code: null, issues: [], answer, detail: null };
  } catch (error) {
    if (!(error instanceof FhirError)) throw error;
    return { status: error.status, code: error.code, issues: error.issues, answer: null, detail: error.detail };
  }
}

/** The text of an answer's body. */
export function textOf(answer: Answer | null): string {
  return answer === null || answer.body.kind === 'none' ? '' : answer.body.text;
}

/** A header of an answer. */
export function headerOf(answer: Answer | null, name: string): string | undefined {
  return answer?.headers.find(([one]) => one === name)?.[1];
}
