import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectorFileSchema } from '../../../harness/drivers/connector-schema.ts';
import { createDriver } from '../../../harness/drivers/create-driver.ts';
import type { ConnectorWorld, Driver, StimulusResult, Traffic } from '../../../harness/drivers/driver.ts';
import type { Stimulus } from '../../../harness/model/check.ts';
import type { JournalEntry } from '../../../journal/entry.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder = '';
let port = 0;
let drivers: Driver[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-service-'));
  port = await freePort();
  drivers = [];
});
afterEach(async () => {
  for (const driver of drivers) await driver.close?.();
  rmSync(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const TLS = {
  version: null,
  cipher: null,
  resumed: false,
  serverName: null,
  peer: null,
  verification: 'none',
} as const;

/** What is left in the journal of a connector that asks for a token and does not trust the mock. */
const CALL: JournalEntry = {
  seq: 1,
  at: '2026-11-23T13:00:00.000Z',
  kind: 'handshake-failure',
  listener: 'auth',
  remote: { address: '127.0.0.1', port: 1 },
  code: 'ERR',
  cause: 'tls.other',
  tls: TLS,
};

/** A journal in which one call stands as soon as `file` is there: what the connector sent. */
function traffic(file: string | null): Traffic {
  const isThere = (): boolean => file !== null && readdirSync(folder).includes(file);
  return {
    journalHead: () => Promise.resolve(0),
    waitForEntry: async ({ from, timeoutMs }) => {
      const until = performance.now() + Math.min(timeoutMs, 200);
      while (performance.now() < until) {
        if (from <= 1 && isThere()) return CALL;
        await delay(5);
      }
      return null;
    },
  };
}

function stimulus(id: string, credential = 'supplier'): Stimulus {
  return {
    contract: 1,
    id,
    kind: 'report-capacity',
    at: '2026-11-23T14:00:00+01:00',
    establishment: { finess: '99A000014', idNatStruct: '199A000014', name: 'Test', credential },
    location: { identifier: '199A000014/A', name: 'A' },
    records: [],
  };
}

function world(): ConnectorWorld {
  const credential = {
    role: 'supplier',
    clientId: 'c',
    cert: '',
    key: '',
    p12: '',
    p12Password: '',
    subjectDn: '',
  } as const;
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
    credentials: [
      { ...credential, id: 'supplier' },
      { ...credential, id: 'other' },
    ],
    establishments: [],
  };
}

/** An HTTP server that keeps its requests in the state folder and answers what `answer` says. */
const SERVER = `
  import { createServer } from 'node:http';
  import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
  const { credentials } = JSON.parse(readFileSync(process.env.ROR_CONFIG_FILE, 'utf8'));
  const seen = process.env.ROR_STATE_DIR + '/seen.jsonl';
  createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk)).on('end', () => {
      const { method, url, headers } = request;
      if (url === '/health') return response.writeHead(204).end();
      if (url === '/die') process.exit(7);
      appendFileSync(seen, JSON.stringify({ method, url, headers, body, credentials: credentials.map((c) => c.id) }) + '\\n');
      if (url === '/later') setTimeout(() => writeFileSync('sent', ''), 200);
      if (url === '/refused') console.error('ALARM token eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.sig');
      if (url === '/silent') return writeFileSync(process.env.ROR_STATE_DIR + '/answered', '');
      if (url === '/later') response.on('finish', () => writeFileSync(process.env.ROR_STATE_DIR + '/answered', ''));
      response.writeHead(url === '/later' ? 202 : url === '/broken' ? 500 : 200).end('said ' + url);
    });
  }).listen(Number(process.env.PORT), '127.0.0.1', () => console.error('server is up'));
`;

interface Given {
  readonly script?: string;
  readonly path?: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly stimulus?: Readonly<Record<string, unknown>>;
  readonly start?: Readonly<Record<string, unknown>>;
  readonly traffic?: Traffic;
}

async function begin(given: Given = {}): Promise<Driver> {
  writeFileSync(join(folder, 'c.mjs'), given.script ?? SERVER);
  const file = connectorFileSchema.parse({
    contract: 1,
    name: 'test',
    start: { command: [process.execPath, 'c.mjs'], ...given.start },
    ready: { tcp: `127.0.0.1:${port}`, timeoutMs: 20_000 },
    stimulus: given.stimulus ?? { driver: 'http', url: `http://127.0.0.1:${port}${given.path ?? '/'}` },
    environment: { set: { PORT: String(port) } },
    timing: { quietMs: 150, deadlineMs: 3_000 },
    stop: { graceMs: 300 },
    ...given.more,
  });
  mkdirSync(join(folder, 'run'), { recursive: true });
  const driver = createDriver({
    file,
    folder,
    inherited: { ...process.env, SECRET: 'open sesame' },
    traffic: given.traffic ?? traffic(null),
    interrupted: new AbortController().signal,
  });
  drivers.push(driver);
  await driver.begin(world(), join(folder, 'out.log'));
  return driver;
}

async function once(given: Given = {}): Promise<StimulusResult> {
  return (await begin(given)).deliver(stimulus('one'));
}

interface Seen {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly credentials: readonly string[];
}

function seen(instance = ''): Seen[] {
  const text = readFileSync(join(folder, 'run', 'state', instance, 'seen.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): Seen => JSON.parse(line));
}

describe('a stimulus over HTTP', () => {
  test('is our JSON; 200 is done', async () => {
    expect(await once()).toMatchObject({ result: 'done', trouble: null });
    expect(JSON.parse(seen()[0]?.body ?? '')).toEqual(stimulus('one'));
    expect(seen()[0]?.headers['content-type']).toBe('application/json');
  });

  test('202 is still working: done when it has sent something and is then silent', async () => {
    const result = await once({ path: '/later', traffic: traffic('sent') });
    expect(result).toMatchObject({ result: 'unsaid', settled: true, trouble: null });
    expect(result.durationMs).toBeGreaterThanOrEqual(150);
  });

  test('202 and then nothing within the deadline is not known to be done', async () => {
    expect(await once({ path: '/later' })).toMatchObject({ result: 'unsaid', settled: false, trouble: null });
  });

  test('another answer is a trouble that says what was answered', async () => {
    const { trouble } = await once({ path: '/broken' });
    expect(trouble).toMatchObject({ code: 'stimulus-refused' });
    expect(trouble?.detail).toMatch(/POST http:\/\/127\.0\.0\.1:\d+\/broken → 500 said \/broken/);
  });

  test('carries the secret of an environment variable, which no log holds', async () => {
    const authentication = { basic: { user: 'rorkit', passwordFrom: 'SECRET' } };
    await once({ stimulus: { driver: 'http', url: `http://127.0.0.1:${port}/`, method: 'PUT', authentication } });
    expect(seen()[0]).toMatchObject({ method: 'PUT' });
    const pair = Buffer.from(seen()[0]?.headers['authorization']?.slice('Basic '.length) ?? '', 'base64').toString();
    expect(pair).toBe('rorkit:open sesame');
    expect(readFileSync(join(folder, 'out.log'), 'utf8')).not.toContain('sesame');
  });

  test('one message a record cannot say what has no record', async () => {
    const { trouble } = await once({
      stimulus: { driver: 'http', url: `http://127.0.0.1:${port}/`, body: 'ror-patch' },
    });
    expect(trouble).toEqual({ code: 'cannot-say', detail: 'report-capacity' });
  });

  test('the line that tells of a refusal is seen, without the secret in it', async () => {
    const more = { reporting: { line: '^ALARM' } };
    expect((await once({ path: '/refused', more })).reported).toEqual({
      answer: 'yes',
      statement: 'ALARM token [token]',
    });
    const quiet = await drivers[0]?.begin(world(), join(folder, 'out2.log'));
    expect(quiet).toBeUndefined();
  });

  test('the line may come after the traffic has ended, until the deadline, where something was refused', async () => {
    const script = SERVER.replace("console.error('ALARM", "setTimeout(() => console.error('ALARM").replace(
      "eyJhIjoxfQ.sig');",
      "eyJhIjoxfQ.sig'), 1_500);",
    );
    const more = { reporting: { line: '^ALARM' }, timing: { quietMs: 50, deadlineMs: 20_000 } };
    const refused: Traffic = {
      journalHead: () => Promise.resolve(0),
      waitForEntry: ({ from }) => Promise.resolve(from <= 1 ? CALL : null),
    };
    expect(await once({ path: '/refused', script, more, traffic: refused })).toMatchObject({
      reported: { answer: 'yes' },
    });
  });

  test('no such line is a no, at once where nothing was refused', async () => {
    const result = await once({
      more: { reporting: { line: '^ALARM' }, timing: { quietMs: 50, deadlineMs: 600_000 } },
    });
    expect(result.reported).toMatchObject({ answer: 'no' });
  });

  test('no such line until the deadline is a no', async () => {
    const refused: Traffic = {
      journalHead: () => Promise.resolve(0),
      waitForEntry: ({ from }) => Promise.resolve(from <= 1 ? CALL : null),
    };
    const driver = await begin({
      more: { reporting: { line: '^ALARM' }, timing: { quietMs: 50, deadlineMs: 1_500 } },
      traffic: refused,
    });
    const started = performance.now();
    expect((await driver.deliver(stimulus('one'))).reported).toMatchObject({ answer: 'no' });
    expect(performance.now() - started).toBeGreaterThan(1_400);
  });
});

describe('a connector that goes on running', () => {
  test.each([
    ['an address answers', { http: 'URL/health' }],
    ['a line of its output fits', { log: '^server is up$' }],
    ['a port is open', { tcp: '127.0.0.1:PORT' }],
  ])('is ready when %s', async (...[, way]) => {
    const ready = JSON.parse(
      JSON.stringify(way).replace('URL', `http://127.0.0.1:${port}`).replace('PORT', String(port)),
    );
    expect(await once({ more: { ready: { ...ready, timeoutMs: 20_000 } } })).toMatchObject({ result: 'done' });
  });

  test('is ready when it has asked for a token', async () => {
    const script = SERVER.replace("console.error('server is up')", "writeFileSync('sent', '')");
    const more = { ready: { firstToken: true, timeoutMs: 20_000 } };
    expect(await once({ script, more, traffic: traffic('sent') })).toMatchObject({ result: 'done' });
  });

  test.each([
    ['that is never ready', 'setInterval(() => {}, 1000);', 'not-ready', /^tcp 127\.0\.0\.1:\d+, 600 ms$/],
    [
      'that ends before it is ready',
      "console.error('no licence'); process.exit(3);",
      'cannot-start',
      /exit 3: no licence$/,
    ],
  ])('one %s is named', async (...[, script, code, detail]) => {
    const more = { ready: { tcp: `127.0.0.1:${port}`, timeoutMs: 600 } };
    const { trouble } = await once({ script, more });
    expect(trouble?.code).toBe(code);
    expect(trouble?.detail).toMatch(detail);
  });

  test('a program that is not there is named', async () => {
    const { trouble } = await once({ start: { command: ['no-such-program-here'] } });
    expect(trouble).toMatchObject({ code: 'cannot-start' });
    expect(trouble?.detail).toContain('no-such-program-here: ENOENT');
  });

  test('one that dies on the way is named rather than the lost connection', async () => {
    const { trouble } = await once({ path: '/die' });
    expect(trouble).toMatchObject({ code: 'stopped-running', detail: expect.stringContaining('exit 7') });
  });

  test('is started for each scenario with an empty folder, and nothing of it is left after the last', async () => {
    const driver = await begin();
    await driver.deliver(stimulus('one'));
    await driver.end();
    await driver.begin(world(), join(folder, 'out2.log'));
    await driver.deliver(stimulus('two'));
    expect(seen().map(({ body }) => JSON.parse(body).id)).toEqual(['two']);
    await driver.close?.();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow('fetch failed');
  });

  test('goes on between two scenarios when it can be told to forget', async () => {
    const driver = await begin({ more: { reset: { http: { url: `http://127.0.0.1:${port}/forget` } } } });
    await driver.deliver(stimulus('one'));
    await driver.end();
    await driver.begin(world(), join(folder, 'out2.log'));
    await driver.deliver(stimulus('two'));
    expect(seen().map(({ body }) => (body === '' ? 'forget' : JSON.parse(body).id))).toEqual([
      'forget',
      'one',
      'forget',
      'two',
    ]);
    expect(driver.outlivesScenarios).toBe(true);
  });

  test('a refused reset is named', async () => {
    const { trouble } = await once({ more: { reset: { http: { url: `http://127.0.0.1:${port}/broken` } } } });
    expect(trouble).toMatchObject({ code: 'cannot-reset', detail: expect.stringContaining('/broken: 500') });
  });

  test('is killed and started again with what it kept', async () => {
    const driver = await begin();
    await driver.deliver(stimulus('one'));
    driver.kill?.();
    await driver.restart?.(world());
    expect(await driver.deliver(stimulus('two'))).toMatchObject({ result: 'done', trouble: null });
    expect(seen().map(({ body }) => JSON.parse(body).id)).toEqual(['one', 'two']);
  });

  test.each([
    { path: '/silent', before: 'a call without an answer was not taken over', unacknowledged: true },
    { path: '/later', before: 'a call that was answered 202 was', unacknowledged: false },
  ])('$before', async ({ path, unacknowledged }) => {
    const driver = await begin({ path });
    const delivery = driver.deliver(stimulus('one'));
    await vi.waitUntil(() => existsSync(join(folder, 'run', 'state', 'answered')), { timeout: 20_000 });
    driver.kill?.();
    expect(await delivery).toMatchObject({ result: 'abnormal', signal: 'SIGKILL', trouble: null, unacknowledged });
  });

  test('finds again, when it starts anew, the file that it had not taken away', async () => {
    const driver = await begin({ stimulus: { driver: 'file', folder: '<%= it.stateDir %>/in', name: 'a.json' } });
    await driver.deliver(stimulus('one'));
    const drop = join(folder, 'run', 'state', 'in');
    const [file] = readdirSync(drop);
    driver.kill?.();
    await driver.restart?.(world());
    expect(readdirSync(drop)).toEqual([file]);
    await driver.end();
    expect(readdirSync(drop)).toEqual([]);
  });
});

async function two(): Promise<Driver> {
  const second = await freePort();
  const more = { ready: { tcp: '127.0.0.1:<%= it.instance.environment.PORT %>', timeoutMs: 20_000 } };
  const instances = [
    { name: 'first', credential: 'supplier', environment: { PORT: String(port) } },
    { name: 'second', credential: 'other', environment: { PORT: String(second) } },
  ];
  const url = 'http://127.0.0.1:<%= it.instance.environment.PORT %>/';
  return begin({ more, start: { instances }, stimulus: { driver: 'http', url } });
}

describe('several instances', () => {
  test('each has its own credential and folder, and gets its own stimuli', async () => {
    const driver = await two();
    await driver.deliver(stimulus('one'));
    await driver.deliver(stimulus('two', 'other'));
    expect(seen('first').map(({ credentials }) => credentials)).toEqual([['supplier']]);
    expect(seen('second').map(({ credentials }) => credentials)).toEqual([['other']]);
  });

  test('a credential that none of them has is named', async () => {
    const driver = await two();
    expect((await driver.deliver(stimulus('x', 'third'))).trouble).toEqual({
      code: 'no-instance',
      detail: '99A000014, third',
    });
  });

  test('a credential that the scenario does not have is named', async () => {
    const { trouble } = await once({ start: { instances: [{ name: 'a', credential: 'nobody' }] } });
    expect(trouble).toEqual({ code: 'no-such-credential', detail: 'a: nobody (supplier, other)' });
  });
});

const drop = (name: string, more: Readonly<Record<string, unknown>> = {}): Given => ({
  stimulus: { driver: 'file', folder: '<%= it.stateDir %>/in', name, ...more },
  script: `
    import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
    const inbox = process.env.ROR_STATE_DIR + '/in/';
    setInterval(() => {
      for (const name of readdirSync(inbox).filter((one) => one.endsWith('.json'))) {
        renameSync(inbox + name, 'taken-' + name);
        writeFileSync('sent', '');
      }
    }, 20);
    setTimeout(() => console.log('watching'), 50);
  `,
  more: { ready: { log: 'watching', timeoutMs: 20_000 } },
});

describe('a stimulus as a file', () => {
  test('is written whole under its name, and done when the connector has sent something and is silent', async () => {
    const result = await once({ ...drop('<%= it.id %>.json'), traffic: traffic('sent') });
    expect(result).toMatchObject({ result: 'unsaid', settled: true, trouble: null });
    expect(JSON.parse(readFileSync(join(folder, 'taken-one.json'), 'utf8'))).toEqual(stimulus('one'));
  });

  test('one that nobody fetched is taken back at the end', async () => {
    const driver = await begin(drop('<%= it.id %>.txt'));
    expect(await driver.deliver(stimulus('one'))).toMatchObject({ settled: false });
    expect(readdirSync(join(folder, 'run', 'state', 'in'))).toEqual(['one.txt']);
    await driver.end();
    expect(readdirSync(join(folder, 'run', 'state', 'in'))).toEqual([]);
  });

  test('a folder that is not there is named', async () => {
    const { trouble } = await once({
      ...drop('x'),
      stimulus: { driver: 'file', folder: 'nowhere', name: 'x.json' },
      script: SERVER,
      more: {},
    });
    expect(trouble).toMatchObject({ code: 'cannot-drop', detail: expect.stringContaining('ENOENT') });
  });
});
