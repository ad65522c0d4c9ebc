import { readFile } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { array, assert, asyncProperty, uint8Array } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatch } from '../../../harness/cli/mock-sample.ts';
import type { JournalEntry } from '../../../journal/entry.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';
import { hostileBytes, requestText, sendAll, statusesIn } from './hostile-bytes.ts';

/**
 * Seconds for which each listener is tried; without it a few runs, whatever time they take on a busy machine. A failure prints its
 * seed and is made small.
 */
const SECONDS = Number(process.env['RORKIT_FUZZ_SECONDS'] ?? 0);
const BOUNDS = SECONDS > 0 ? { numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1_000 } : { numRuns: 10 };
const TIMEOUT_MS = (2 * SECONDS + 120) * 1_000;

const CONTROL = 'control-token-of-the-test';
const LIMITS = { headersTimeoutMs: 1_000, requestTimeoutMs: 1_500, handshakeTimeoutMs: 20_000 };
const UNIT = '199A000014/MED-A';
const TOKEN = '/auth/realms/ror/protocol/openid-connect/token';
const FORM = 'Content-Type: application/x-www-form-urlencoded';

function batches(bytes: Arbitrary<Buffer>): Arbitrary<Buffer[]> {
  return array(bytes, { minLength: 4, maxLength: 12 });
}

describe('bytes of any kind', () => {
  let running: RunningMock;
  let ca: Buffer;
  let templates: { readonly auth: readonly string[]; readonly api: readonly string[] } = { auth: [], api: [] };
  const logged: string[] = [];

  beforeAll(async () => {
    running = await RunningMock.start({
      control: { token: CONTROL },
      limits: LIMITS,
      log: (text) => logged.push(text),
    });
    ca = await readFile(running.pki.caFile);
    const token = await running.token();
    const [unit] = await running.mock.findLocations(UNIT);
    const [record] = unit?.records ?? [];
    if (record === undefined) throw new Error('no record');
    const bearer = `Authorization: Bearer ${token}`;
    const feed = `PATCH /ws-synchro-dispo-lits-fhir/Location?identifier=${UNIT} HTTP/1.1`;
    const credentials = `client_id=${CLIENT_ID}&client_secret=s`;
    templates = {
      auth: [
        requestText([`POST ${TOKEN} HTTP/1.1`, FORM], `${credentials}&grant_type=client_credentials`),
        requestText([`POST ${TOKEN}/introspect HTTP/1.1`, FORM], `${credentials}&token=${token}`),
        requestText([`POST ${TOKEN} HTTP/1.1`, FORM, 'Authorization: Basic eDp5'], 'grant_type=client_credentials'),
        requestText(['GET /auth/realms/ror/protocol/openid-connect/certs HTTP/1.1']),
        requestText(['GET /auth/realms/ror/.well-known/openid-configuration HTTP/1.1']),
      ],
      api: [
        requestText(
          [feed, bearer, 'Content-Type: application/fhir+json'],
          samplePatch(record, record.nbCapacity + 1, new Date().toISOString()),
        ),
        requestText(
          [feed, bearer, 'Content-Type: application/fhir+json', 'If-Match: W/"1"'],
          '{"resourceType":"Parameters"}',
        ),
        requestText([
          `GET /ws-diffusion-fhir/Location?identifier=${UNIT} HTTP/1.1`,
          bearer,
          'Ror-Role-Metier-Code: AUTOMATE',
        ]),
        requestText(['GET /ws-diffusion-fhir/metadata HTTP/1.1', 'Accept: application/fhir+xml']),
      ],
    };
  });
  afterAll(() => running.close());

  const openTls = (url: string): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connectTls(
        { host: '127.0.0.1', port: Number(new URL(url).port), servername: 'localhost', ca },
        () => resolve(socket),
      );
      socket.once('error', reject);
    });

  /** Each of these connections has its entry, and what became of it: an exchange, or that it was not used. */
  async function accountedFor(from: number, connections: number): Promise<void> {
    let entries: readonly JournalEntry[] = [];
    let next = from;
    for (;;) {
      entries = await running.mock.readJournal({ from });
      const opened = entries.filter(({ kind }) => kind === 'connection').map(({ seq }) => seq);
      const ended = new Set(
        entries.flatMap((entry) =>
          entry.kind === 'exchange' || entry.kind === 'connection-unused' ? [entry.connection] : [],
        ),
      );
      if (opened.length === connections && opened.every((seq) => ended.has(seq))) return;
      next = (entries.at(-1)?.seq ?? from - 1) + 1;
      const kinds = ['connection', 'connection-unused', 'exchange'] as const;
      const more = await running.mock.waitForEntry({ from: next, kinds, timeoutMs: 20_000 });
      if (more === null)
        throw new Error(`${connections} connections, of which the journal knows ${JSON.stringify(entries)}`);
    }
  }

  it.each(['auth', 'api'] as const)(
    'on the %s listener never crash it, are never answered with a server error, and are always in the journal',
    async (listener) => {
      const url = listener === 'auth' ? running.tokenUrl : running.feedUrl;
      const seen = new Set<number>();
      await assert(
        asyncProperty(batches(hostileBytes(templates[listener])), async (batch) => {
          const from = (await running.mock.journalHead()) + 1;
          const replies = await Promise.all(batch.map(async (bytes) => await sendAll(await openTls(url), bytes)));
          const statuses = replies.flatMap(statusesIn);
          for (const status of statuses) seen.add(status);
          expect(statuses.filter((status) => status >= 500)).toEqual([]);
          await accountedFor(from, batch.length);
        }),
        BOUNDS,
      );
      expect(seen.size).toBeGreaterThan(2); // what was sent did reach more than one rule
      expect((await running.patch(await running.token())).status).toBe(400);
      expect(logged).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'in place of a handshake are in the journal too, and leave the listener as it was',
    async () => {
      const port = Number(new URL(running.tokenUrl).port);
      await assert(
        asyncProperty(uint8Array({ maxLength: 200 }), async (bytes) => {
          const head = await running.mock.journalHead();
          await sendAll(connectTcp(port, '127.0.0.1'), Buffer.from(bytes));
          const { cause } = await running.waitFor('handshake-failure', head);
          expect(cause).toMatch(/^tls\./);
        }),
        BOUNDS,
      );
      expect(await running.token()).toMatch(/^ey/);
      expect(logged).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'on the control listener never crash it and are never answered with a server error',
    async () => {
      const own = await RunningMock.start({ control: { token: CONTROL }, log: (text) => logged.push(text) });
      const { controlUrl } = (await own.mock.describe()).addresses;
      const port = Number(new URL(controlUrl ?? '').port);
      const head = (line: string): string[] => [
        `${line} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        `Authorization: Bearer ${CONTROL}`,
        'Connection: close',
      ];
      const controlRequest = (line: string, body = ''): string =>
        requestText(head(line), body).replace('Host: localhost\r\n', '');
      const [member] = await own.mock.participants();
      const asked = [
        controlRequest('GET /v1/description'),
        controlRequest('GET /v1/locations?identifier=x'),
        controlRequest('GET /v1/journal?from=1&limit=2&kinds=exchange'),
        controlRequest('GET /v1/journal/wait?from=1&kinds=clock&timeoutMs=1'),
        controlRequest('GET /v1/openapi.json'),
        controlRequest('PATCH /v1/settings', '{"tokenLifetimeS":9,"mtlsRefusal":"nginx"}'),
        controlRequest('PUT /v1/participants', JSON.stringify(member)),
        controlRequest('PUT /v1/clock', '{"offsetMs":1000}'),
        controlRequest('POST /v1/revocations', '{"serialNumber":"0A"}'),
        controlRequest('POST /v1/faults', '{"call":"token","action":{"kind":"delay","delayMs":5}}'),
        controlRequest('DELETE /v1/faults'),
        controlRequest('POST /v1/reset'),
        controlRequest('POST /v1/journal', '{"kind":"mark","mark":"armed","scenario":null,"attempt":1}'),
      ];
      const seen = new Set<number>();
      await assert(
        asyncProperty(batches(hostileBytes(asked)), async (batch) => {
          const replies = await Promise.all(batch.map((bytes) => sendAll(connectTcp(port, '127.0.0.1'), bytes)));
          const statuses = replies.flatMap(statusesIn);
          for (const status of statuses) seen.add(status);
          expect(statuses.filter((status) => status >= 500)).toEqual([]);
        }),
        BOUNDS,
      );
      expect(seen.size).toBeGreaterThan(2);
      expect((await own.mock.describe()).addresses.controlUrl).toBe(controlUrl);
      await own.close();
      expect(logged).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
