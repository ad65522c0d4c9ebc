import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import { connectMockRor } from '../../../mock-server/index.ts';
import type { MockRor } from '../../../mock-server/index.ts';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const ENV = { ...process.env, PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}` };

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end; one that does not end is a failure of the test, by its time-out. */
async function run(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const child = spawn(program, [...args], { cwd, env: ENV, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = collect(child);
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, ...said };
}

function collect(child: ChildProcess): { out: string; err: string } {
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return said;
}

/** A mock that was started, once it has printed what `until` matches. */
async function serve(
  args: readonly string[],
  cwd: string,
  until: RegExp,
): Promise<{ child: ChildProcess; said: { out: string; err: string } }> {
  const child = spawn(process.execPath, [RORKIT, 'mock', ...args], {
    cwd,
    env: ENV,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = collect(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (until.test(said.out)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.err}`)));
  });
  return { child, said };
}

describe('rorkit mock', () => {
  let dir = '';
  let pkiDir = '';
  let served: Awaited<ReturnType<typeof serve>>;
  let mock: MockRor;
  let controlTokenFile = '';
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'rorkit it’s a "mock" '));
    pkiDir = path.join(dir, '.rorkit', 'pki');
    await ensurePki({ dir: pkiDir, keyType: 'ec' });
    served = await serve(['--port', '0', '--lang', 'fr'], dir, /PATCH [^\n]+\n/);
    const [, url = '', tokenFile = ''] =
      /(http:\/\/127\.0\.0\.1:\d+)\s+son jeton est dans ([^\n]+)/.exec(served.said.out) ?? [];
    mock = await connectMockRor(url, (await readFile(tokenFile, 'utf8')).trim());
    controlTokenFile = tokenFile;
  });
  afterAll(async () => {
    await mock.close();
    served.child.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  });

  const curlLines = (): readonly string[] => served.said.out.split('\n').filter((line) => line.startsWith('curl '));

  it('keeps the token of the control API for its owner', async () => {
    expect((await stat(controlTokenFile)).mode & 0o777).toBe(0o600);
  });

  it('prints in French what a newcomer needs', () => {
    const { out } = served.said;
    for (const part of [
      'rorkit-supplier',
      'rorkit-consumer',
      'ca.pem',
      'CN=CLIENT_TEST_RORN,OU=33333333333',
      'Fournisseur',
      'mot de passe',
    ]) {
      expect(out).toContain(part);
    }
  });

  it('prints two curl lines that work as printed, from another folder, again and again', async () => {
    const [token = '', patch = ''] = curlLines();
    const got = await run('bash', ['-c', token], tmpdir());
    expect(JSON.parse(got.out)).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    for (const folder of [tmpdir(), dir]) {
      const patched = await run('bash', ['-c', patch], folder);
      expect(patched.out).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(patched.out).toContain('"resourceType":"Location"');
    }
    const exchanges = await mock.readJournal({ kinds: ['exchange'] });
    expect(exchanges.slice(-2).map((entry) => entry.kind === 'exchange' && entry.answer.status)).toEqual([200, 200]);
  });

  it('prints how to get the certificate of the other participants, which then lets them in', async () => {
    const { out } = served.said;
    const eai = out.slice(out.indexOf('rorkit-eai'));
    const [, subject = ''] = /rorkit certs issue --subject ('[^']+')/.exec(eai) ?? [];
    const issued = await run(
      'bash',
      ['-c', `"${process.execPath}" "${RORKIT}" certs issue --subject ${subject} --json`],
      dir,
    );
    const { cert, key }: { cert: string; key: string } = JSON.parse(issued.out);
    const [token = ''] = curlLines();
    const asEai = token
      .replace(/--cert (?:'(?:[^']|'\\'')*'|\S+) --key (?:'(?:[^']|'\\'')*'|\S+)/, '--cert "$CERT" --key "$KEY"')
      .replace('client_id=rorkit-supplier', 'client_id=rorkit-eai');
    const got = await run('env', [`CERT=${cert}`, `KEY=${key}`, 'bash', '-c', asEai], tmpdir());
    expect(JSON.parse(got.out)).toMatchObject({ token_type: 'Bearer' });
  });

  it.each([
    ['a malformed body', '{"resourceType": "Parameters", "parameter": [', 400],
    ['a body over 1 MiB', ' '.repeat(1_100_000), 413],
    ['a very deep FHIRPath', pathBody(`${'('.repeat(5_000)}1${')'.repeat(5_000)}`), 400],
    ['a very long FHIRPath', pathBody(`Location.extension.where(${'url = url or '.repeat(20_000)} true)`), 400],
    ['a FHIRPath that never ends', pathBody("Location.repeat($this + 'x')"), 400],
    ['a FHIRPath with a slow pattern', pathBody(`'${'a'.repeat(40)}!'.matches('^(a+)+$')`), 400],
  ])('answers %s with a 4xx in bounded time and goes on', async (_case, body, status) => {
    const [, patch = ''] = curlLines();
    const file = path.join(dir, 'hostile.json');
    await writeFile(file, body);
    const quotedFile = `'@${file.replaceAll("'", "'\\''")}'`;
    const line = patch.replace(/--data-binary (?:'(?:[^']|'\\'')*'|\S+)/, () => `--data-binary ${quotedFile}`);
    const startedAt = performance.now();
    const answered = await run('bash', ['-c', line], tmpdir());
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    const final = answered.out.slice(answered.out.lastIndexOf('HTTP/1.1 '));
    expect(final).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(final).toContain('"resourceType":"OperationOutcome"');
    const again = await run('bash', ['-c', patch], tmpdir());
    expect(again.out).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it.each([['--tlsv1.2 --tls-max 1.2'], ['--tlsv1.3']])(
    'with %s a refused handshake is in the journal with its cause',
    async (version) => {
      const [token = ''] = curlLines();
      const before = await mock.journalHead();
      await mock.changeSettings({ mtlsRefusal: 'handshake' });
      const withoutCertificate = token.replace(
        /--cert (?:'(?:[^']|'\\'')*'|\S+) --key (?:'(?:[^']|'\\'')*'|\S+)/,
        version,
      );
      expect(withoutCertificate).not.toBe(token);
      const refused = await run('bash', ['-c', withoutCertificate], dir);
      expect([35, 56]).toContain(refused.code);
      const entry = await mock.waitForEntry({ from: before + 1, kinds: ['handshake-failure'], timeoutMs: 5_000 });
      expect(entry).toMatchObject({ listener: 'auth', cause: 'tls.no-certificate' });
      const accepted = await run('bash', ['-c', token.replace('curl -sS', `curl -sS ${version}`)], dir);
      expect(JSON.parse(accepted.out)).toMatchObject({ token_type: 'Bearer' });
      await mock.changeSettings({ mtlsRefusal: 'keycloak' });
    },
  );

  it('names a client that does not trust its certificate', async () => {
    const [token = ''] = curlLines();
    const before = await mock.journalHead();
    const untrusting = token.replace(/--cacert (?:'(?:[^']|'\\'')*'|\S+)/, '');
    expect((await run('bash', ['-c', untrusting], dir)).code).toBe(60);
    const entry = await mock.waitForEntry({ from: before + 1, kinds: ['handshake-failure'], timeoutMs: 5_000 });
    expect(entry).toMatchObject({ cause: 'tls.client-rejected-server' });
  });

  it.each([
    [['--set', 'dnMatch=x'], /dnMatch.*rfc4514 \| literal/],
    [['--set', 'nope=1'], /nope.*addDuplicate/],
    [['--set', 'nope'], /name=value/],
    [['--port', 'abc'], /--port abc/],
    [['--port', '65534'], /65534/],
    [['--port', '0', '--listen', '203.0.113.9'], /203\.0\.113\.9/],
    [['--catalogue', 'missing.json'], /missing\.json/],
    [['--port', '0', '--data-dir', '/dev/null/x'], /\/dev\/null/],
  ])('%j ends with 2 and one line', async (args, expected) => {
    const { code, out, err } = await run(process.execPath, [RORKIT, 'mock', '--lang', 'en', ...args], dir);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says that a port is in use, and leaves nothing half-started', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await run(process.execPath, [RORKIT, 'mock', '--lang', 'en', '--port', String(port)], dir);
    expect(code).toBe(2);
    expect(err).toContain(`port ${port} on 127.0.0.1 is in use`);
    taken.close();
  });

  it('lists its settings in both languages, and as JSON', async () => {
    const french = await run(process.execPath, [RORKIT, 'mock', '--settings', '--lang', 'fr'], dir);
    expect(french.out).toMatch(/mtlsRefusal\n.*certificat client/);
    const json = await run(
      process.execPath,
      [RORKIT, 'mock', '--settings', '--json', '--set', 'tokenLifetimeS=9'],
      dir,
    );
    expect(JSON.parse(json.out)).toContainEqual(
      expect.objectContaining({ name: 'tokenLifetimeS', value: 9, default: 300, question: 'Q27' }),
    );
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 on %s', async (signal) => {
    const { child, said } = await serve(['--port', '0', '--json', '--lang', 'en'], dir, /\n/);
    expect(JSON.parse(said.out)).toMatchObject({ credentials: [{ role: 'supplier' }, { role: 'consumer' }] });
    child.kill(signal);
    const [code] = await once(child, 'close');
    expect([code, said.err]).toEqual([0, 'The mock has stopped.\n']);
  });
});

/** A feed body with this path. */
function pathBody(fhirPath: string): string {
  const part = [
    { name: 'type', valueString: 'delete' },
    { name: 'path', valueString: fhirPath },
  ];
  return JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'operation', part }] });
}
