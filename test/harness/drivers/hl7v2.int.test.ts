import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectorFileSchema } from '../../../harness/drivers/connector-schema.ts';
import { createDriver } from '../../../harness/drivers/create-driver.ts';
import type { ConnectorWorld, Driver, StimulusResult, Traffic } from '../../../harness/drivers/driver.ts';
import type { Stimulus } from '../../../harness/model/check.ts';
import type { JournalEntry } from '../../../journal/entry.ts';
import { AdtReader } from '../../support/adt-census.ts';

vi.setConfig({ testTimeout: 30_000 });

const UNIT = '199A000014/MED-A';
const ROOMS = [
  { from: 101, to: 103, beds: 2, sex: 'F' as const },
  { from: 201, to: 202, beds: 1, sex: null },
];

let folder = '';
let servers: Server[] = [];
let drivers: Driver[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-hl7v2-'));
  servers = [];
  drivers = [];
});
afterEach(async () => {
  for (const driver of drivers) await driver.close?.();
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A call in the journal as soon as something was taken: what a connector sends. */
const CALL: JournalEntry = {
  seq: 1,
  at: '2026-11-23T13:00:00.000Z',
  kind: 'handshake-failure',
  listener: 'auth',
  remote: { address: '127.0.0.1', port: 1 },
  code: 'ERR',
  cause: 'tls.other',
  tls: { version: null, cipher: null, resumed: false, serverName: null, peer: null, verification: 'none' },
};
const traffic: Traffic = {
  journalHead: () => Promise.resolve(0),
  waitForEntry: ({ from }) => Promise.resolve(from <= 1 ? CALL : null),
};

function block(text: string, encoding: 'utf8' | 'latin1' = 'utf8'): Buffer {
  return Buffer.concat([Buffer.of(0x0b), Buffer.from(text, encoding), Buffer.of(0x1c, 0x0d)]);
}

/** MSH-10 of a message. */
function controlIdOf(message: string): string {
  return message.split('|')[9] ?? '';
}

function acknowledgement(message: string, code: string, more = ''): string {
  return `MSH|^~\\&|A|B|C|D|20261123||ACK|1|P|2.5\rMSA|${code}|${controlIdOf(message)}${more}\r`;
}

interface Listener {
  readonly port: number;
  /** Messages taken, in order. */
  readonly taken: Buffer[];
  connections: number;
}

/** A listener for MLLP that answers each message as `answer` says. */
async function listen(answer: (socket: Socket, message: string, index: number) => void): Promise<Listener> {
  const listener = { port: 0, taken: [] as Buffer[], connections: 0 };
  const server = createServer((socket) => {
    listener.connections += 1;
    let bytes = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (let end = bytes.indexOf(0x1c); end >= 0 && end + 1 < bytes.length; end = bytes.indexOf(0x1c)) {
        const message = Buffer.from(bytes.subarray(1, end));
        bytes = bytes.subarray(end + 2);
        listener.taken.push(message);
        answer(socket, message.toString(), listener.taken.length);
      }
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  listener.port = typeof address === 'object' && address !== null ? address.port : 0;
  return listener;
}

const accept = (socket: Socket, message: string): void => void socket.write(block(acknowledgement(message, 'AA')));

function world(): ConnectorWorld {
  return {
    contract: 1,
    tokenUrl: 'https://localhost:1/token',
    apiBase: 'https://localhost:2',
    feedPath: '/f',
    readPath: '/r',
    caFile: '/ca',
    trustP12: '/t',
    trustP12Password: 'p',
    stateDir: join(folder, 'run', 'state'),
    rorHeaders: {},
    credentials: [],
    establishments: [],
  };
}

function stimulus(id: string, women: number): Stimulus {
  return {
    contract: 1,
    id,
    kind: 'report-capacity',
    at: '2026-11-23T14:00:00+01:00',
    establishment: { finess: '99A000014', idNatStruct: '199A000014', name: 'Test', credential: 'supplier' },
    location: { identifier: UNIT, name: 'A' },
    records: [
      {
        capacityType: '01',
        capacityStatus: '02',
        temporalityCapacity: '01',
        genderCapacityAvailable: '01',
        capacityClosingType: null,
        additionalBedType: null,
        crisisType: null,
        temporaryAssignement: '01',
        capacitySourceType: '02',
        nbCapacity: women,
        capacityUpdateDate: '2026-11-23T13:53:00+01:00',
        comment: null,
      },
    ],
  };
}

async function begin(port: number, more: Readonly<Record<string, unknown>> = {}): Promise<Driver> {
  const { mapping, ...given } = more;
  const file = connectorFileSchema.parse({
    contract: 1,
    name: 'test',
    stimulus: {
      driver: 'hl7v2',
      port,
      gatherMs: 20_000,
      ackTimeoutMs: 400,
      feeds: ['available-women', 'available-any'],
      rooms: ROOMS,
      ...given,
    },
    reset: { command: [process.execPath, '--version'] },
    timing: { quietMs: 50, deadlineMs: 2_000, retryEveryMs: 0 },
    ...(mapping === undefined ? {} : { mapping }),
  });
  mkdirSync(join(folder, 'run'), { recursive: true });
  const driver = createDriver({
    file,
    folder,
    inherited: process.env,
    traffic,
    interrupted: new AbortController().signal,
  });
  drivers.push(driver);
  await driver.begin(world(), join(folder, 'out.log'));
  return driver;
}

async function deliverOne(port: number, more: Readonly<Record<string, unknown>> = {}): Promise<StimulusResult> {
  return (await begin(port, more)).deliver(stimulus('one', 3));
}

describe('a burst of ADT messages', () => {
  test('brings the beds to what was asked, one message after the other', async () => {
    let inFlight = 0;
    let most = 0;
    const listener = await listen((socket, message) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setImmediate(() => {
        inFlight -= 1;
        accept(socket, message);
      });
    });
    const driver = await begin(listener.port);
    expect(await driver.deliver(stimulus('one', 3))).toMatchObject({ result: 'unsaid', trouble: null, settled: true });
    const reader = new AdtReader();
    for (const message of listener.taken) reader.read(message.toString());
    expect(reader.problems).toEqual([]);
    expect(reader.census('MED-A', ROOMS)).toMatchObject({ 'available-women': 3, 'available-any': 2 });
    expect(most).toBe(1);
    const first = listener.taken.length;
    await driver.deliver(stimulus('two', 6));
    for (const message of listener.taken.slice(first)) reader.read(message.toString());
    expect(reader.census('MED-A', ROOMS)).toMatchObject({ 'available-women': 6, 'available-any': 2 });
    expect(listener.connections).toBe(1);
  });

  test('says version, character set, establishment and place as the French extension does', async () => {
    const listener = await listen(accept);
    await deliverOne(listener.port, {
      mapping: { units: { [UNIT]: 'UF|12' }, establishments: { '99A000014': 'HÔPITAL' } },
    });
    const [msh = '', evn = ''] = listener.taken[0]?.toString().split('\r') ?? [];
    const places = listener.taken.map((message) => message.toString().split('\r')[3]?.split('|')[3]);
    expect(msh).toMatch(
      /^MSH\|\^~\\&\|RORKIT\|HÔPITAL\|CONNECTEUR\|HÔPITAL\|20261123140000\+0100\|\|ADT\^A01\^ADT_A01\|one-1\|P\|2\.5\^FRA\^2\.11\|\|\|\|\|FRA\|UNICODE UTF-8$/,
    );
    expect(evn).toBe('EVN||20261123135300+0100||||20261123135300+0100');
    // A delimiter in a name of the vendor's is escaped.
    expect(places).toContain('UF\\F\\12^101^1^HÔPITAL&99A000014&N');
  });

  test('goes in the bytes of the character set that it names', async () => {
    const listener = await listen(accept);
    await deliverOne(listener.port, { encoding: 'latin1' });
    const message = listener.taken[0] ?? Buffer.alloc(0);
    expect(message.toString('latin1')).toContain('|8859/1\r');
    expect(message.toString('latin1')).toContain('ESSAI-ÇÀ');
    expect(message.toString('utf8')).not.toContain('ESSAI-ÇÀ');
  });

  test('is made from a template of the vendor, one segment a line', async () => {
    const template =
      'MSH|^~\\&|MINE||||||ADT^<%= it.adt.event %>|<%= it.adt.controlId %>|P|2.5\nPV1||<%= it.adt.at.unit %>\n';
    writeFileSync(join(folder, 'mine.eta'), template);
    const listener = await listen(accept);
    expect(await deliverOne(listener.port, { template: { file: 'mine.eta' } })).toMatchObject({ trouble: null });
    expect(listener.taken[0]?.toString()).toMatch(
      /^MSH\|\^~\\&\|MINE\|\|\|\|\|\|ADT\^A01\|one-1\|P\|2\.5\rPV1\|\|(MED-A|URG)\r$/,
    );
  });

  test('stands in the log of the connector with its acknowledgements, without what is secret', async () => {
    const listener = await listen((socket, message, index) => {
      const said = index === 1 ? '|Bearer abcdefgh1234 reçu' : '';
      socket.write(block(acknowledgement(message, 'AA', said)));
    });
    await deliverOne(listener.port);
    const log = readFileSync(join(folder, 'out.log'), 'utf8');
    expect(log).toMatch(/rorkit \| A01 → MSH\|.* ⏎ EVN\|/);
    expect(log).toContain('A01 ← AA Bearer [redacted] reçu');
    expect(log).not.toContain('abcdefgh1234');
  });
});

describe('an acknowledgement', () => {
  test('is put together however TCP cuts it, inside a letter too', async () => {
    const listener = await listen((socket, message) => {
      const bytes = block(acknowledgement(message, 'AA', '|é'));
      const cut = bytes.indexOf(0xc3) + 1;
      socket.write(bytes.subarray(0, cut));
      setTimeout(() => socket.write(bytes.subarray(cut, -1)), 10);
      setTimeout(() => socket.write(bytes.subarray(-1)), 20);
    });
    expect(await deliverOne(listener.port)).toMatchObject({ trouble: null });
    expect(readFileSync(join(folder, 'out.log'), 'utf8')).toContain('← AA é');
  });

  test.each([
    ['AE', '|', 'no such unit: Médecine'],
    ['AR', '|', 'refused'],
    ['CE', '|', 'refused'],
    ['CR', '|', 'refused'],
  ])('%s is a trouble that says what was said', async (code, bar, said) => {
    const listener = await listen((socket, message, index) => {
      socket.write(block(acknowledgement(message, index === 2 ? code : 'AA', index === 2 ? `${bar}${said}` : '')));
    });
    const { result, trouble } = await deliverOne(listener.port);
    expect(result).toBe('abnormal');
    expect(trouble).toEqual({ code: 'message-refused', detail: expect.stringContaining(`one-2 → ${code} ${said}`) });
    expect(listener.taken).toHaveLength(2);
  });

  test('AE says what ERR says, when MSA says nothing', async () => {
    const listener = await listen((socket, message) => {
      socket.write(block(`${acknowledgement(message, 'AE')}ERR||PV1^1^3|204|E||||unit\\T\\bed unknown\r`));
    });
    expect((await deliverOne(listener.port)).trouble?.detail).toContain('AE unit&bed unknown');
  });

  test('CA is taken, and a late AA of an earlier message is passed over', async () => {
    let before = '';
    const listener = await listen((socket, message) => {
      const late = before === '' ? [] : [block(acknowledgement(before, 'AA'))];
      before = message;
      socket.write(Buffer.concat([...late, block(acknowledgement(message, 'CA'))]));
    });
    expect(await deliverOne(listener.port)).toMatchObject({ trouble: null });
  });

  test.each<[string, (message: string) => string, RegExp]>([
    ['another message', () => 'MSH|^~\\&|A\rMSA|AA|other\r', /MSA-2 is other/],
    ['an unknown code', (message) => acknowledgement(message, 'OK'), /no MSH and MSA/],
    ['no MSA', () => 'MSH|^~\\&|A\r', /no MSH and MSA/],
    ['no HL7', () => 'hello', /no MSH and MSA/],
  ])('of %s is none', async (...[, text, detail]) => {
    const listener = await listen((socket, message) => void socket.write(block(text(message))));
    const { trouble } = await deliverOne(listener.port);
    expect(trouble).toMatchObject({ code: 'bad-acknowledgement', detail: expect.stringMatching(detail) });
  });

  test('without the bytes of MLLP is none', async () => {
    const listener = await listen((socket, message) => void socket.write(acknowledgement(message, 'AA')));
    expect((await deliverOne(listener.port)).trouble).toMatchObject({
      code: 'bad-acknowledgement',
      detail: expect.stringContaining('0x0B'),
    });
  });

  test('that never ends is not waited for without bound', async () => {
    const listener = await listen((socket) => void socket.write(Buffer.alloc(100_000, 0x0b)));
    expect((await deliverOne(listener.port)).trouble).toMatchObject({ code: 'bad-acknowledgement' });
  });

  test('that does not come is a trouble after the time that the file allows', async () => {
    const listener = await listen(() => undefined);
    expect((await deliverOne(listener.port)).trouble).toMatchObject({
      code: 'no-acknowledgement',
      detail: expect.stringContaining('one-1: 400 ms'),
    });
  });

  test('lost with the connection is a trouble, and the message is not sent twice', async () => {
    const listener = await listen((socket) => socket.destroy());
    expect((await deliverOne(listener.port)).trouble).toMatchObject({ code: 'no-acknowledgement' });
    expect(listener.taken).toHaveLength(1);
  });
});

describe('a connection', () => {
  test('that is ended after each message is made anew', async () => {
    const listener = await listen((socket, message) => void socket.end(block(acknowledgement(message, 'AA'))));
    expect(await deliverOne(listener.port)).toMatchObject({ trouble: null });
    expect(listener.connections).toBeGreaterThan(3);
    // One may have left before the end was heard: it is sent again, and known again by MSH-10.
    const ids = new Set(listener.taken.map((message) => controlIdOf(message.toString())));
    expect(ids.size).toBeGreaterThanOrEqual(listener.taken.length - 1);
  });

  test('that nobody takes is a trouble', async () => {
    const listener = await listen(accept);
    servers[0]?.close();
    const { trouble } = await deliverOne(listener.port);
    expect(trouble).toMatchObject({ code: 'cannot-reach', detail: expect.stringContaining('ECONNREFUSED') });
  });
});

test('messages that come slower than the connector gathers are not judged', async () => {
  const listener = await listen((socket, message) => void setTimeout(() => accept(socket, message), 60));
  expect((await deliverOne(listener.port, { gatherMs: 20 })).trouble).toMatchObject({
    code: 'burst-too-slow',
    detail: expect.stringContaining('> 20 ms'),
  });
});
