/**
 * Speed of the feed: PATCH over keep-alive TLS with a bearer, full validation and a durable journal, beside WireMock on HTTPS that
 * matches identifier and bearer and answers the same body (its journal off and on, warmed) and beside a bare node:https echo; one load
 * tool, the servers in turn. Then: ours with 50 records, over 10 to 100 000 Locations, new handshake + token + PATCH, memory.
 * Run: `npm run bench:feed [-- --seconds 5 --rounds 5 --warm 30 --only ratios,size,handshake,memory]`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePki } from '../certs/ensure-pki.ts';
import type { Pki } from '../certs/pki.ts';
import type { CapacityRecord } from '../mev3/capacity/types.ts';
import type { LocationView } from '../mock-server/index.ts';
import { ask, askToken, clientTls, patchRequest, startEcho, startMock, startWireMock } from './feed-servers.ts';
import type { LoadedMock, LoadedServer } from './feed-servers.ts';
import { sendLoad } from './load.ts';
import type { LoadRequest } from './load.ts';
import { medianOf } from './measure.ts';
import { endProgram, memoryOf } from './program.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    warm: { type: 'string', default: '30' },
    only: { type: 'string', default: 'ratios,size,handshake,memory' },
  },
});
const SECONDS = Number(values.seconds);
const ROUNDS = Number(values.rounds);
const WARM_S = Number(values.warm);
const PARTS = new Set(values.only.split(','));
const CONNECTIONS = 16;
const HANDSHAKES = 200;
const EXCHANGES = 100_000;
/** More than the mock holds open: what is met is a Location that must be opened again, as in a feed of a whole country. */
const UNITS_IN_TURN = 5_000;
const MEMORY_GOAL_MB = 200;
const NAMES = {
  five: 'rorkit mock, 5 records',
  fifty: 'rorkit mock, 50 records',
  off: 'WireMock, journal off',
  on: 'WireMock, journal on',
  echo: 'bare node:https echo',
} as const;

let missed = 0;
const dir = await mkdtemp(path.join(tmpdir(), 'rorkit-bench-'));
try {
  const pki = await ensurePki({ dir: path.join(dir, 'pki') });
  say(
    `node ${process.version}, ${cpus().length} cores, load ${load()}, ${CONNECTIONS} connections, ${SECONDS} s a figure`,
  );
  if (PARTS.has('ratios')) await ratios(pki);
  if (PARTS.has('size')) await sizes(pki);
  if (PARTS.has('handshake')) await handshakes(pki);
  if (PARTS.has('memory')) await memory(pki);
} finally {
  await rm(dir, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 3;

interface Candidate {
  readonly name: string;
  readonly server: LoadedServer;
  readonly requests: readonly LoadRequest[];
}

/** Every server is measured in each round, so that what else the machine does meets all of them. */
async function ratios(pki: Pki): Promise<void> {
  const mock = await startMock(pki, { dataDir: path.join(dir, 'ratios'), size: 10 });
  const servers: LoadedServer[] = [mock];
  try {
    const candidates = await startCandidates(pki, mock, servers);
    for (const candidate of candidates) await run(candidate, WARM_S);
    const figures = new Map(candidates.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const candidate of candidates) figures.get(candidate.name)?.push(await run(candidate, SECONDS));
    }
    reportRatios(figures);
  } finally {
    await endAll(servers);
  }
}

/** The mock and its peers, which answer what the mock answers; all that was started is added to `servers`. */
async function startCandidates(pki: Pki, mock: LoadedMock, servers: LoadedServer[]): Promise<readonly Candidate[]> {
  const [five, fifty] = await twoUnits(mock);
  const requests = changesOf(mock, five);
  const body = await answerOf(pki, mock, requests);
  const started = async (starting: Promise<LoadedServer>): Promise<LoadedServer> => {
    const server = await starting;
    servers.push(server);
    return server;
  };
  const { authorization, feedPath } = mock;
  const stub = { path: `${feedPath}/Location`, identifier: five.identifier, authorization, body };
  const off = await started(
    startWireMock({ ...stub, root: path.join(dir, 'wiremock-off'), port: await freePort(), journal: false }),
  );
  const on = await started(
    startWireMock({ ...stub, root: path.join(dir, 'wiremock-on'), port: await freePort(), journal: true }),
  );
  const echo = await started(startEcho(pki));
  return [
    { name: NAMES.five, server: mock, requests },
    { name: NAMES.fifty, server: mock, requests: changesOf(mock, fifty) },
    { name: NAMES.off, server: off, requests },
    { name: NAMES.on, server: on, requests },
    { name: NAMES.echo, server: echo, requests },
  ];
}

async function answerOf(pki: Pki, mock: LoadedMock, [request]: readonly LoadRequest[]): Promise<string> {
  if (request === undefined) throw new Error('nothing to send');
  const headers = { authorization: mock.authorization, 'content-type': 'application/fhir+json' };
  const tls = await clientTls(pki);
  const { status, text } = await ask(mock.base + request.path, request.body, { ...tls, method: 'PATCH', headers });
  if (status !== 200) throw new Error(`the PATCH was answered ${status}: ${text}`);
  say(`PATCH body ${request.body.length} bytes, answer ${text.length} bytes`);
  return text;
}

function reportRatios(figures: ReadonlyMap<string, readonly number[]>): void {
  say(`load ${load()}`);
  const median = (name: string): number => medianOf((figures.get(name) ?? []).toSorted((a, b) => a - b));
  for (const [name, all] of figures) {
    say(`${name.padEnd(44)} ${rate(median(name))} /s  (${rate(Math.min(...all))}–${rate(Math.max(...all))})`);
  }
  const ours = median(NAMES.five);
  judge('5 records / WireMock, journal off', ours / median(NAMES.off), 0.9);
  judge('5 records / WireMock, journal on', ours / median(NAMES.on), 1.3);
  judge('5 records / echo', ours / median(NAMES.echo), 0.2);
  judge('50 records / 5 records', median(NAMES.fifty) / ours, 0.5);
}

/** The same load over every Location of a small and of a large country, both open at once. */
async function sizes(pki: Pki): Promise<void> {
  const mocks: { readonly size: number; readonly mock: LoadedMock; readonly openMs: number }[] = [];
  try {
    for (const size of [10, 1_000, 100_000]) {
      const started = performance.now();
      const mock = await startMock(pki, { dataDir: path.join(dir, `size-${size}`), size });
      mocks.push({ size, mock, openMs: performance.now() - started });
    }
    const figures: number[] = [];
    for (const { size, mock, openMs } of mocks) {
      // Locations of the supplier's establishments, spread over the country; the first two share an identifier.
      const count = Math.min(size - 6, UNITS_IN_TURN);
      const wanted = Array.from({ length: count }, (_, index) => 2 + Math.floor((index * (size - 6)) / count));
      const [sample] = await mock.mock.locations({ limit: 3 });
      const record = availableRecord(sample);
      const requests = wanted.map((index) =>
        patchRequest(mock.feedPath, generatedIdentifier(index, size), { record, nbCapacity: index % 7 }),
      );
      const candidate = { name: '', server: mock, requests };
      await run(candidate, SECONDS);
      figures.push(await run(candidate, SECONDS));
      const { nowMb, mostMb } = memoryOf(mock.program);
      say(
        `${`${size} Locations, ${count} of them in turn`.padEnd(44)} ${rate(figures.at(-1) ?? 0)} /s  started in ${(openMs / 1_000).toFixed(1)} s, ${nowMb.toFixed(0)} MB now, ${mostMb.toFixed(0)} MB at most`,
      );
    }
    judge('100 000 Locations / 10 Locations', (figures[2] ?? 0) / (figures[0] ?? 1), 0.8);
  } finally {
    await endAll(mocks.map(({ mock }) => mock));
  }
}

/** Everything that a connector does that keeps nothing: two new connections with whole handshakes, a token, a PATCH. */
async function handshakes(pki: Pki): Promise<void> {
  const mock = await startMock(pki, { dataDir: path.join(dir, 'handshakes'), size: 10 });
  try {
    const [five] = await twoUnits(mock);
    const [request] = changesOf(mock, five);
    if (request === undefined) throw new Error('nothing to send');
    const tls = await clientTls(pki);
    const took: number[] = [];
    for (let turn = 0; turn < HANDSHAKES; turn += 1) {
      const started = performance.now();
      const token = await askToken(mock, tls);
      const { ca } = tls;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
      const { status } = await ask(mock.base + request.path, request.body, {
        ca,
        agent: false,
        method: 'PATCH',
        headers,
      });
      if (status !== 200) throw new Error(`the PATCH was answered ${status}`);
      took.push(performance.now() - started);
    }
    const sorted = took.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    say(
      `new mTLS handshake + token + PATCH: median ${medianOf(sorted).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${HANDSHAKES} times)`,
    );
  } finally {
    await endAll([mock]);
  }
}

async function memory(pki: Pki): Promise<void> {
  const mock = await startMock(pki, { dataDir: path.join(dir, 'memory'), size: 100 });
  try {
    const [five] = await twoUnits(mock);
    await sendLoad({ ...mock, requests: changesOf(mock, five), connections: CONNECTIONS, amount: EXCHANGES });
    const { nowMb, mostMb } = memoryOf(mock.program);
    say(
      `memory after ${EXCHANGES} exchanges with a data folder: ${nowMb.toFixed(0)} MB now, ${mostMb.toFixed(0)} MB at most`,
    );
    if (nowMb >= MEMORY_GOAL_MB) missed += 1;
    say(`goal < ${MEMORY_GOAL_MB} MB: ${nowMb < MEMORY_GOAL_MB ? 'met' : 'MISSED'}`);
  } finally {
    await endAll([mock]);
  }
}

async function run({ server, requests }: Candidate, seconds: number): Promise<number> {
  const { base, authorization } = server;
  return (await sendLoad({ base, authorization, requests, connections: CONNECTIONS, seconds })).perSecond;
}

/** Two units of the supplier, one with five records and one with fifty. */
async function twoUnits(mock: LoadedMock): Promise<readonly [LocationView, LocationView]> {
  const [, , five, fifty] = await mock.mock.locations({ limit: 4 });
  if (five === undefined || fifty === undefined) throw new Error('the seed is too small');
  const records = [...five.records, ...moreRecords(availableRecord(five), 45)];
  await mock.mock.setRecords({ identifier: fifty.identifier, records });
  return [five, { ...fifty, records }];
}

/** Records of other indicators than those that a generated unit has, none of which breaks a rule between records. */
function moreRecords(record: CapacityRecord, count: number): readonly CapacityRecord[] {
  const statuses = [
    { capacityStatus: '04', capacityClosingType: null },
    { capacityStatus: '05', capacityClosingType: '01' },
    { capacityStatus: '05', capacityClosingType: '02' },
  ];
  const assignments = ['01', '02', '03'];
  const temporalities = ['01', '02', '03', '04', '05'];
  const all = statuses.flatMap((status) =>
    assignments.flatMap((temporaryAssignement) =>
      temporalities.map((temporalityCapacity) => ({
        ...record,
        ...status,
        temporaryAssignement,
        temporalityCapacity,
        genderCapacityAvailable: null,
        nbCapacity: 0,
      })),
    ),
  );
  return all.slice(0, count);
}

function availableRecord(unit: LocationView | undefined): CapacityRecord {
  const record = unit?.records.find(({ capacityStatus }) => capacityStatus === '02');
  if (record === undefined) throw new Error('the unit has no free beds');
  return record;
}

/** Figures that change each time. */
function changesOf(mock: LoadedMock, unit: LocationView): readonly LoadRequest[] {
  const record = availableRecord(unit);
  return [1, 2, 3].map((nbCapacity) => patchRequest(mock.feedPath, unit.identifier, { record, nbCapacity }));
}

/** The identifiers of generated Locations: 20 units an establishment, 2 in a small country. */
function generatedIdentifier(index: number, size: number): string {
  const units = size < 200 ? 2 : 20;
  const establishment = String(Math.floor(index / units) + 1).padStart(6, '0');
  return `199C${establishment}/U-${String(index % units).padStart(2, '0')}`;
}

function judge(name: string, ratio: number, least: number): void {
  if (ratio < least) missed += 1;
  say(`${name.padEnd(44)} ${ratio.toFixed(2)}  (at least ${least}: ${ratio >= least ? 'met' : 'MISSED'})`);
}

async function endAll(servers: readonly LoadedServer[]): Promise<void> {
  await Promise.all(servers.map(({ program }) => endProgram(program)));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function rate(perSecond: number): string {
  return perSecond.toFixed(0).padStart(6);
}

function load(): string {
  return loadavg()
    .slice(0, 2)
    .map((one) => one.toFixed(1))
    .join(' ');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
