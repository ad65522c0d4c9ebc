import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import type { IssuedLeaf } from '../../../certs/issue-leaf.ts';
import { issueLeaf } from '../../../certs/issue-leaf.ts';
import type { FixtureName, Pki, ServerFixture } from '../../../certs/pki.ts';
import { FIXTURE_NAMES } from '../../../certs/pki.ts';
import { revokedSerials } from '../../../certs/revocation.ts';
import { issueServerFixture } from '../../../certs/server-fixtures.ts';
import { CAUSES, FAULT_CODES, NOTE_CODES } from '../../../harness/doctor/cause.ts';
import type { SetUp } from '../../../harness/doctor/cause.ts';
import { examine } from '../../../harness/doctor/examine.ts';
import { connectorFileSchema } from '../../../harness/drivers/connector-schema.ts';
import type { WorldFacts } from '../../../harness/runner/world-facts.ts';
import { readWorldFacts } from '../../../harness/runner/world-facts.ts';
import type { MockRor } from '../../../mock-server/index.ts';
import { startMockRor } from '../../../mock-server/index.ts';
import { runCommand } from '../../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const open: { close(): unknown }[] = [];
const leaves = new Map<FixtureName, IssuedLeaf>();
let base = '';
let pki: Pki;
let mock: MockRor;
let facts: WorldFacts;
let good: SetUp;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-doctor-test-'));
  pki = await ensurePki({ dir: join(base, 'pki'), keyType: 'ec' });
  for (const fixture of FIXTURE_NAMES) leaves.set(fixture, await issueLeaf(pki, { fixture }));
  mock = await startMockRor({ pki });
  facts = await readWorldFacts(mock, pki);
  const { cert, key } = pki.leaves.good;
  good = {
    nodeVersion: process.versions.node,
    now: new Date(),
    certificate: read(cert),
    keyFile: key,
    authorities: [read(pki.intermediateCer), read(pki.rootCer)],
    revoked: await revokedSerials(pki),
    trust: readFileSync(pki.caFile, 'utf8'),
    facts,
    connector: connector(),
    environment: process.env,
    scratch: join(base, 'scratch'),
    interrupted: new AbortController().signal,
  };
  mkdirSync(good.scratch);
});
afterAll(async () => {
  for (const one of open) one.close();
  await mock.close();
  rmSync(base, { recursive: true });
});

function read(file: string): X509Certificate {
  return new X509Certificate(readFileSync(file));
}

type Member = Readonly<Record<string, unknown>>;

/** A connector file of these members beside the necessary ones; `script` is what its command runs. */
function connector(more: Member = {}, script = 'process.exitCode = 11;'): SetUp['connector'] {
  const program = join(base, `c-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(program, script);
  const command = [process.execPath, program];
  const started = 'start' in more ? { start: { command, ...Object(more['start']) } } : {};
  const file = connectorFileSchema.parse({
    contract: 1,
    name: 'test',
    stimulus: { driver: 'command', command },
    stop: { graceMs: 200 },
    ...more,
    ...started,
  });
  return { file, folder: base };
}

function shows(fixture: FixtureName): Partial<SetUp> {
  const leaf = leaves.get(fixture);
  if (leaf === undefined) throw new Error(`no leaf ${fixture}`);
  return { certificate: read(leaf.cert), keyFile: leaf.key };
}

function keyFile(text: string): Partial<SetUp> {
  const file = join(base, 'a.key');
  writeFileSync(file, text);
  return { keyFile: file };
}

/** The token endpoint elsewhere. */
function tokenAt(address: string): Partial<SetUp> {
  return { facts: { ...facts, addresses: { ...facts.addresses, tokenUrl: address } } };
}

async function badServer(fixture: ServerFixture): Promise<Partial<SetUp>> {
  const server = createTlsServer(await issueServerFixture(pki, fixture));
  open.push(server);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return tokenAt(`https://localhost:${portOf(server.address())}/token`);
}

async function takenPort(): Promise<number> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return portOf(server.address());
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function units(...identifiers: readonly string[]): Partial<SetUp> {
  return { connector: connector({ mapping: { units: Object.fromEntries(identifiers.map((id) => [id, 'UF'])) } }) };
}

const READY = { tcp: '127.0.0.1:9', timeoutMs: 500 };
const KNOWN = '199A000014/MED-A';

/** Each wrong set-up, with the one cause and the one fault that it is to yield. */
const SEEDED: readonly (readonly [
  code: (typeof FAULT_CODES)[number],
  cause: (typeof CAUSES)[number],
  () => Partial<SetUp> | Promise<Partial<SetUp>>,
])[] = [
  ['node-too-old', 'node-version', () => ({ nodeVersion: '20.20.2' })],
  ['key-unreadable', 'key', () => ({ keyFile: join(base, 'none.key') })],
  [
    'key-encrypted',
    'key',
    () => keyFile('-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n-----END ENCRYPTED PRIVATE KEY-----\n'),
  ],
  ['key-malformed', 'key', () => keyFile('not a key')],
  ['key-of-another', 'key', () => ({ keyFile: pki.leaves.renewed.key })],
  ['self-signed', 'chain', () => ({ ...shows('self-signed') })],
  ['unknown-issuer', 'chain', () => ({ ...shows('unknown-ca') })],
  ['revoked', 'chain', () => ({ revoked: [good.certificate.serialNumber] })],
  ['wrong-usage', 'usage', () => ({ ...shows('server-eku') })],
  ['not-yet-valid', 'clock', () => ({ now: new Date('2000-01-01') })],
  ['expired', 'clock', () => ({ now: new Date('2100-01-01') })],
  ['dn-not-listed', 'subject-dn', () => ({ ...shows('personal') })],
  ['dn-near', 'subject-dn', nearDn],
  ['host-unknown', 'host-names', () => tokenAt('https://mock-ror.invalid:8443/token')],
  ['host-of-another', 'host-names', () => badServer('other-host')],
  ['host-silent', 'host-names', () => tokenAt('https://localhost:9/token')],
  ['server-not-trusted', 'server-trust', () => ({ trust: readFileSync(pki.leaves['self-signed'].cert, 'utf8') })],
  ['server-out-of-date', 'server-trust', () => badServer('expired')],
  ['identifier-form', 'identifiers', () => units(KNOWN, 'MED-A')],
  ['identifier-unknown', 'identifiers', () => units('199A000014/NO-1', '199A000014/NO-2')],
  ['no-establishment', 'establishments', withoutList],
  [
    'establishment-not-listed',
    'establishments',
    () => ({ connector: connector({ mapping: { establishments: { '99Z999999': 'H' } } }) }),
  ],
  [
    'port-taken',
    'ports',
    async () => ({ connector: connector({ start: {}, ready: { tcp: `127.0.0.1:${await takenPort()}` } }) }),
  ],
  [
    'cannot-start',
    'connector-start',
    () => ({ connector: connector({ start: { command: ['no-such-program'] }, ready: READY }) }),
  ],
  [
    'not-ready',
    'connector-start',
    () => ({ connector: connector({ start: {}, ready: READY }, 'setInterval(() => {}, 1000);') }),
  ],
  [
    'stopped-running',
    'connector-start',
    () => ({ connector: connector({ start: {}, ready: { log: 'up', timeoutMs: 9000 } }, "console.log('up');") }),
  ],
  [
    'no-such-credential',
    'connector-start',
    () => ({ connector: connector({ start: { instances: [{ name: 'a', credential: 'x' }] }, ready: READY }) }),
  ],
  [
    'hangs',
    'connector-start',
    () => ({ connector: connector({ timing: { deadlineMs: 300 } }, 'setInterval(() => {}, 1000);') }),
  ],
  [
    'output-limit',
    'connector-start',
    () => ({
      connector: connector(
        { output: { maxBytes: 1000 } },
        "console.log('x'.repeat(5000)); setInterval(() => {}, 1000);",
      ),
    }),
  ],
  [
    'bad-template',
    'connector-start',
    () => ({
      connector: connector(
        { start: {}, ready: { http: 'http://<%= it.port.number %>/', timeoutMs: 500 } },
        'setInterval(() => {}, 1000);',
      ),
    }),
  ],
];

function reversed(dn: string): string {
  return dn.split(',').toReversed().join(',');
}

/** The white list holds the subject DN in the other order. */
function nearDn(): Partial<SetUp> {
  const participants = facts.participants.map((one) => ({
    ...one,
    certificates: one.certificates.map((own) => ({ ...own, subjectDn: reversed(own.subjectDn) })),
  }));
  return { facts: { ...facts, participants } };
}

function withoutList(): Partial<SetUp> {
  const participants = facts.participants.map((one) => ({
    ...one,
    certificates: one.certificates.map((own) => ({ ...own, establishments: [] })),
  }));
  return { facts: { ...facts, participants } };
}

describe('the doctor', () => {
  test('finds nothing in a good set-up, and has looked at everything', async () => {
    const diagnoses = await examine(good);
    expect(diagnoses.map(({ cause }) => cause)).toEqual(CAUSES);
    expect(diagnoses.filter(({ fault, note }) => fault !== null || note !== null)).toEqual([]);
  });

  test.each(SEEDED)('finds %s, and blames nothing but its cause: %s', async (...[code, cause, seed]) => {
    const diagnoses = await examine({ ...good, ...(await seed()) });
    const found = diagnoses.flatMap((one) => (one.fault === null ? [] : [`${one.cause}: ${one.fault.code}`]));
    expect(found).toEqual([`${cause}: ${code}`]);
  });

  test('only notes that a command ends in its own way on an empty stdin', async () => {
    const script = "console.log('no JSON on stdin'); process.exitCode = 1;";
    const diagnoses = await examine({ ...good, connector: connector({}, script) });
    expect(diagnoses.filter(({ fault }) => fault !== null)).toEqual([]);
    const note = {
      code: 'ends-abnormally',
      values: { detail: 'exit 1', output: expect.stringContaining('no JSON on stdin') },
    };
    expect(diagnoses.flatMap((one) => (one.note === null ? [] : [one]))).toEqual([
      { cause: 'connector-start', fault: null, note },
    ]);
  });

  test('has no code that is a fault and a note', () => {
    const faults = new Set<string>(FAULT_CODES);
    expect(NOTE_CODES.filter((code) => faults.has(code))).toEqual([]);
  });

  test('has a seeded set-up for everything that it can find', () => {
    expect(SEEDED.map(([code]) => code).toSorted()).toEqual([...FAULT_CODES].toSorted());
  });
});

test('rorkit doctor says the fault and its mend in both languages and ends with 2', async () => {
  const { cert } = pki.leaves['other-subject'];
  const args = ['doctor', '--pki', pki.dir, '--certificate', cert, '--key', pki.leaves.good.key];
  const ended = await runCommand(args, base);
  expect(ended).toMatchObject({ code: 2, err: '' });
  expect(ended.out).toMatch(/✗ private key\n {4}The key .* does not belong[\s\S]*To mend it: Use the key/);
  const json = await runCommand([...args, '--json', '--lang', 'fr'], base);
  const { ok, causes } = JSON.parse(json.out);
  expect(ok).toBe(false);
  expect(causes.find((one: { cause: string }) => one.cause === 'key')).toMatchObject({
    ok: false,
    code: 'key-of-another',
    text: expect.stringContaining('n’est pas celle du certificat'),
    mend: expect.stringContaining('Utiliser la clé'),
  });
  const fine = await runCommand(['doctor', '--pki', pki.dir, '--json'], base);
  expect(fine.code).toBe(0);
  const wrong = await runCommand(['doctor', '--certificate', cert], base);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('--certificate and --key go together');
});

test('rorkit doctor ends with 0 when something is only worth a look, and says so in both languages', async () => {
  const { file } = connector({}, "console.log('no JSON on stdin'); process.exitCode = 1;");
  const path = join(base, 'own-way.yaml');
  writeFileSync(path, JSON.stringify(file));
  const args = ['doctor', '--pki', pki.dir, '--connector', path];
  const ended = await runCommand(args, base);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toMatch(
    /! start of the connector\n {4}The command .* exit 1 on an empty stdin[\s\S]*no JSON on stdin[\s\S]*Nothing is wrong/,
  );
  const json = await runCommand([...args, '--json', '--lang', 'fr'], base);
  expect(json.code).toBe(0);
  const { ok, causes } = JSON.parse(json.out);
  expect(ok).toBe(true);
  expect(causes.find((one: { cause: string }) => one.cause === 'connector-start')).toMatchObject({
    ok: true,
    level: 'note',
    code: 'ends-abnormally',
    text: expect.stringContaining('avec une entrée vide'),
    look: expect.stringContaining('no JSON on stdin'),
  });
  expect(causes.find((one: { cause: string }) => one.cause === 'key')).toEqual({
    cause: 'key',
    ok: true,
    level: 'fine',
  });
});
