import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningMock } from './running-mock.ts';
import { operation, parameters } from './in-process.ts';

const FOUND = spawnSync('curl', ['--version'], { encoding: 'utf8' });
const NO_CURL = FOUND.error !== undefined || !FOUND.stdout.includes('OpenSSL');
const IDENTIFIER = '199A000014/MED-A';
const ROR_HEADERS = [
  'Ror-Profil-Utilisateur-Code: CU20',
  'Ror-Profil-Utilisateur-System: 1.2.250.1.213.1.6.1.66',
  'Ror-Role-Metier-Code: AUTOMATE',
  'Ror-Role-Metier-System: 1.2.250.1.213.1.1.4.6',
];

/** Java and Python are peers in their pages under docs/embed, which are executed as they stand. */
describe.skipIf(NO_CURL)('curl as a peer', () => {
  let running: RunningMock;
  beforeAll(async () => {
    running = await RunningMock.start();
  });
  afterAll(async () => {
    await running.close();
  });

  /** Status and body of one call; the proxy of the machine is left out. */
  const curl = async (...args: readonly string[]): Promise<{ status: number; body: string }> => {
    const common = [
      '-sS',
      '--noproxy',
      '*',
      '--max-time',
      '30',
      '--cacert',
      running.pki.caFile,
      '-w',
      '\n%{http_code}',
    ];
    const child = spawn('curl', [...common, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text));
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`curl ended with ${String(code)}: ${err}`);
    const at = out.lastIndexOf('\n');
    return { status: Number(out.slice(at + 1)), body: out.slice(0, at) };
  };

  const identity = (leaf: 'good' | 'consumer', form: 'PEM' | 'P12'): readonly string[] => {
    const { cert, key, p12, p12Password } = running.pki.leaves[leaf];
    return form === 'PEM' ? ['--cert', cert, '--key', key] : ['--cert-type', 'P12', '--cert', `${p12}:${p12Password}`];
  };

  const tokenOf = async (clientId: string, args: readonly string[]): Promise<string> => {
    const form = ['-d', 'grant_type=client_credentials', '-d', `client_id=${clientId}`];
    const { status, body } = await curl(...args, ...form, running.tokenUrl);
    expect([clientId, status]).toEqual([clientId, 200]);
    return String(JSON.parse(body).access_token);
  };

  it.each([
    ['1.2', 'PEM'],
    ['1.2', 'P12'],
    ['1.3', 'PEM'],
    ['1.3', 'P12'],
  ] as const)('takes a token, sends beds and reads them back over TLS %s with a %s', async (version, form) => {
    await running.mock.reset();
    const tls = [`--tlsv${version}`, '--tls-max', version];
    const [found] = await running.mock.findLocations(IDENTIFIER);
    const record = found?.records.find(({ capacityStatus }) => capacityStatus === '02');
    if (record === undefined) throw new Error('not in the seed');
    const file = `${running.dir}/body.json`;
    await writeFile(file, JSON.stringify(parameters(operation('replace', { ...record, nbCapacity: 17 }))));
    const query = `Location?identifier=${encodeURIComponent(IDENTIFIER)}`;
    const head = await running.mock.journalHead();

    const token = await tokenOf('rorkit-supplier', [...tls, ...identity('good', form)]);
    const headers = ['-H', `Authorization: Bearer ${token}`, '-H', 'Content-Type: application/fhir+json'];
    const sent = await curl(
      ...tls,
      '-X',
      'PATCH',
      ...headers,
      '--data-binary',
      `@${file}`,
      `${running.feedUrl}/${query}`,
    );
    expect(sent.status, sent.body).toBe(200);

    const reading = await tokenOf('rorkit-consumer', [...tls, ...identity('consumer', form)]);
    const ror = [`Authorization: Bearer ${reading}`, ...ROR_HEADERS].flatMap((line) => ['-H', line]);
    const read = await curl(...tls, ...ror, `${running.readUrl}/${query}`);
    expect(read.status, read.body).toBe(200);
    expect(read.body).toContain('"valueInteger":17');

    const entries = await running.mock.readJournal({ from: head + 1, kinds: ['exchange'] });
    const versions = entries.map((entry) => (entry.kind === 'exchange' ? entry.tls.version : null));
    expect(versions).toEqual(Array.from({ length: 4 }, () => `TLSv${version}`));
  });
});
