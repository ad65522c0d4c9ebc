import { z } from 'zod';
import { armedFaultSchema, faultSchema } from '../faults/fault-schema.ts';
import { EntryStream } from './event-stream.ts';
import { exchangeMatch, nearMissAnswer, nearMissQuestion, reloaded } from './question-schemas.ts';
import { contentOf, establishmentListBody, takenList } from './list-schemas.ts';
import { MAX_ENTRIES, MAX_WAIT_MS, NO_BODY, NO_QUERY, route, routeWithParams } from './route.ts';
import type { ControlRoute } from './route.ts';
import {
  appendableEntry,
  description,
  entryKind,
  entryToAppend,
  journalEntry,
  locationSetup,
  locationView,
  participant,
  revocation,
  settingValues,
} from './schemas.ts';
import { SNAPSHOT_ROUTES } from './snapshot-routes.ts';
import { WHY_ROUTE } from './why-route.ts';

const seq = z.coerce.number().int().nonnegative();
const kinds = z
  .string()
  .transform((list) => list.split(','))
  .pipe(z.array(entryKind));
/** Every method of MockRor, over HTTP. The OpenAPI document is made from this table. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  route({
    method: 'GET',
    path: '/v1/description',
    operationId: 'describe',
    summary: 'Addresses, catalogue, settings and establishments of the mock',
    query: NO_QUERY,
    body: NO_BODY,
    result: description,
    run: (mock) => mock.describe(),
  }),
  route({
    method: 'PATCH',
    path: '/v1/settings',
    operationId: 'changeSettings',
    summary: 'Replaces the present values of the named settings, all or none',
    body: settingValues,
    query: NO_QUERY,
    result: null,
    run: (mock, { body }) => mock.changeSettings(body),
  }),
  route({
    method: 'GET',
    path: '/v1/participants',
    operationId: 'participants',
    summary: 'The circle of trust',
    query: NO_QUERY,
    body: NO_BODY,
    result: z.array(participant),
    run: (mock) => mock.participants(),
  }),
  route({
    method: 'PUT',
    path: '/v1/participants',
    operationId: 'putParticipant',
    summary: 'Adds a participant, or replaces the one with the same id',
    body: participant,
    query: NO_QUERY,
    result: null,
    run: (mock, { body }) => mock.putParticipant(body),
  }),
  route({
    method: 'POST',
    path: '/v1/revocations',
    operationId: 'revokeCertificate',
    summary: 'Revokes a certificate on this mock alone, until reset: hexadecimal serial number',
    body: revocation,
    query: NO_QUERY,
    result: null,
    run: (mock, { body }) => mock.revokeCertificate(body.serialNumber),
  }),
  routeWithParams({
    method: 'DELETE',
    path: '/v1/participants/{id}',
    operationId: 'removeParticipant',
    summary: 'Takes a participant away: its client_id is unknown then, and its tokens too',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    query: NO_QUERY,
    body: NO_BODY,
    result: null,
    run: (mock, { params }) => mock.removeParticipant(params.id),
  }),
  routeWithParams({
    method: 'PUT',
    path: '/v1/participants/{id}/establishments',
    operationId: 'putEstablishmentList',
    summary:
      'Puts the establishments of a list (CSV or XLSX, as for ANS) in place of those of a participant, all or nothing',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    query: NO_QUERY,
    body: establishmentListBody,
    result: takenList,
    run: (mock, { params, body }) =>
      mock.putEstablishmentList({ participant: params.id, subjectDn: body.subjectDn, content: contentOf(body) }),
  }),
  route({
    method: 'GET',
    path: '/v1/locations',
    operationId: 'locations',
    summary: 'All Locations, or the first of them, or those with an identifier',
    query: z.strictObject({
      identifier: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(0).optional(),
    }),
    body: NO_BODY,
    result: z.array(locationView),
    run: (mock, { query }) =>
      query.identifier === undefined
        ? mock.locations(query.limit === undefined ? {} : { limit: query.limit })
        : mock.findLocations(query.identifier),
  }),
  route({
    method: 'PUT',
    path: '/v1/locations/records',
    operationId: 'setRecords',
    summary: 'Replaces the capacity records of the one Location with this identifier',
    body: locationSetup,
    query: NO_QUERY,
    result: null,
    run: (mock, { body }) => mock.setRecords(body),
  }),
  route({
    method: 'PUT',
    path: '/v1/clock',
    operationId: 'setClockOffset',
    summary: 'Moves the clock of the mock: real time + offset',
    body: z.strictObject({ offsetMs: z.int() }),
    query: NO_QUERY,
    result: null,
    run: (mock, { body }) => mock.setClockOffset(body.offsetMs),
  }),
  route({
    method: 'POST',
    path: '/v1/faults',
    operationId: 'addFault',
    summary: 'Arms a fault: which calls it meets, and what happens to them',
    body: faultSchema,
    query: NO_QUERY,
    result: z.strictObject({ id: z.string() }),
    run: async (mock, { body }) => ({ id: await mock.addFault(body) }),
  }),
  route({
    method: 'GET',
    path: '/v1/faults',
    operationId: 'faults',
    summary: 'The armed faults, with what each has met',
    query: NO_QUERY,
    body: NO_BODY,
    result: z.array(armedFaultSchema),
    run: (mock) => mock.faults(),
  }),
  route({
    method: 'DELETE',
    path: '/v1/faults',
    operationId: 'clearFaults',
    summary: 'Takes all faults away',
    query: NO_QUERY,
    body: NO_BODY,
    result: null,
    run: (mock) => mock.clearFaults(),
  }),
  route({
    method: 'POST',
    path: '/v1/reset',
    operationId: 'reset',
    summary:
      'Restores resources, participants, settings and clock, clears faults and revocations; keeps signing key, tokens and journal',
    query: NO_QUERY,
    body: NO_BODY,
    result: null,
    run: (mock) => mock.reset(),
  }),
  route({
    method: 'POST',
    path: '/v1/reload',
    operationId: 'reload',
    summary:
      'Reads settings, participants and catalogue again, all or nothing; resources, tokens, journal, clock and faults stay',
    query: NO_QUERY,
    body: NO_BODY,
    result: reloaded,
    run: (mock) => mock.reload(),
  }),
  route({
    method: 'GET',
    path: '/v1/journal/head',
    operationId: 'journalHead',
    summary: 'Number of the newest journal entry',
    query: NO_QUERY,
    body: NO_BODY,
    result: z.strictObject({ head: z.int() }),
    run: async (mock) => ({ head: await mock.journalHead() }),
  }),
  route({
    method: 'GET',
    path: '/v1/journal',
    operationId: 'readJournal',
    summary: `Journal entries, at most ${MAX_ENTRIES} at once`,
    query: z.strictObject({
      from: seq.optional(),
      to: seq.optional(),
      kinds: kinds.optional(),
      limit: seq.max(MAX_ENTRIES).optional(),
    }),
    body: NO_BODY,
    result: z.strictObject({ entries: z.array(journalEntry) }),
    run: async (mock, { query }) => ({
      entries: await mock.readJournal({
        ...(query.from === undefined ? {} : { from: query.from }),
        ...(query.to === undefined ? {} : { to: query.to }),
        ...(query.kinds === undefined ? {} : { kinds: query.kinds }),
        limit: query.limit ?? MAX_ENTRIES,
      }),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/journal',
    operationId: 'append',
    summary: 'Appends a stimulus, a connector exit, an attestation or a mark',
    body: appendableEntry,
    query: NO_QUERY,
    result: z.strictObject({ seq: z.int() }),
    run: async (mock, { body }) => ({ seq: await mock.append(entryToAppend(body)) }),
  }),
  route({
    method: 'GET',
    path: '/v1/journal/wait',
    operationId: 'waitForEntry',
    summary: 'The first entry at or after `from` with one of `kinds`; null when `timeoutMs` passes first',
    query: z.strictObject({ from: seq, kinds, timeoutMs: seq.max(MAX_WAIT_MS) }),
    body: NO_BODY,
    result: z.strictObject({ entry: journalEntry.nullable() }),
    run: async (mock, { query, signal }) => ({ entry: await mock.waitForEntry({ ...query, signal }) }),
  }),
  route({
    method: 'GET',
    path: '/v1/exchanges/wait',
    operationId: 'waitForExchange',
    summary:
      'The first exchange at or after `from` that has everything that is asked; null when `timeoutMs` passes first',
    query: exchangeMatch.extend({ from: seq, timeoutMs: seq.max(MAX_WAIT_MS) }),
    body: NO_BODY,
    result: z.strictObject({ entry: journalEntry.nullable() }),
    run: async (mock, { query, signal }) => ({ entry: await mock.waitForExchange({ ...query, signal }) }),
  }),
  route({
    method: 'GET',
    path: '/v1/events',
    operationId: 'follow',
    summary:
      'Live stream of the journal (server-sent events), from `from` or after `Last-Event-ID`, else from the next entry on',
    query: z.strictObject({ from: seq.optional(), kinds: kinds.optional() }),
    body: NO_BODY,
    result: null,
    isStream: true,
    run: async (mock, { query, lastEventId, signal }) => {
      const from = lastEventId === null ? query.from : seq.parse(lastEventId) + 1;
      return new EntryStream(mock.follow({ from, kinds: query.kinds, signal }));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/near-miss',
    operationId: 'nearMiss',
    summary: 'The nearest known thing to an identifier, a subject DN or an indicator, and what differs',
    query: NO_QUERY,
    body: nearMissQuestion,
    result: nearMissAnswer,
    run: (mock, { body }) => mock.nearMiss(body),
  }),
  WHY_ROUTE,
  ...SNAPSHOT_ROUTES,
];
