import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import { connectMockRor } from '../../../mock-server/index.ts';
import type { MockRor } from '../../../mock-server/index.ts';
import { makeForeignChain } from '../../support/foreign-chain.ts';
import type { ForeignChain } from '../../support/foreign-chain.ts';
import { xlsx } from '../../support/xlsx-file.ts';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const ENV = { ...process.env, LANG: 'en', LC_ALL: '' };

/** What `rorkit mock --json` prints, as far as it is read here. */
interface Guide {
  readonly addresses: { readonly tokenUrl: string; readonly apiBase: string; readonly feedPath: string };
  readonly trust: { readonly caFile: string };
  readonly credentials: readonly unknown[];
  readonly listedOnly: readonly { readonly clientId: string; readonly subjectDn: string }[];
  readonly control: { readonly url: string; readonly tokenFile: string };
  readonly sample: { readonly location: string; readonly bodyFile: string } | null;
  readonly curl: { readonly token: string } | null;
}

interface Said {
  out: string;
  err: string;
}

function start(folder: string, ...args: readonly string[]): { child: ChildProcess; said: Said } {
  const child = spawn(process.execPath, [RORKIT, 'mock', '--port', '0', '--json', ...args], {
    cwd: folder,
    env: ENV,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return { child, said };
}

async function ended(folder: string, ...args: readonly string[]): Promise<{ code: unknown } & Said> {
  const { child, said } = start(folder, ...args);
  const [code] = await once(child, 'close');
  return { code, ...said };
}

function ask(url: string, options: RequestOptions, body: string | Buffer): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const OWN = `participants:
  - id: mine
    clientId: lits-editeur
    role: supplier
    kind: saas
    region: '24'
    certificates:
      - file: editeur.pem
        establishmentList: liste.xlsx
`;

describe('a mock with the circle of trust of a vendor', () => {
  let folder = '';
  let chain: ForeignChain;
  let guide: Guide;
  let served: ReturnType<typeof start>;
  let mock: MockRor;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'rorkit-own-circle-'));
    await ensurePki({ dir: path.join(folder, '.rorkit', 'pki'), keyType: 'ec' });
    chain = await makeForeignChain(folder);
    await writeFile(path.join(folder, 'circle.yaml'), OWN);
    const rows = [['FINESS'], ['99A000014'], ['9ZZ000019']];
    await writeFile(path.join(folder, 'liste.xlsx'), xlsx(rows));
    served = start(folder, '--participants', 'circle.yaml', '--trust-ca', 'chaine.p7b');
    const { child, said } = served;
    guide = await new Promise<Guide>((resolve, reject) => {
      child.stdout?.on('data', () => {
        if (said.out.endsWith('\n')) resolve(JSON.parse(said.out));
      });
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.err}`)));
    });
    mock = await connectMockRor(guide.control.url, (await readFile(guide.control.tokenFile, 'utf8')).trim());
  });
  afterAll(async () => {
    await mock.close();
    served.child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const tls = async (): Promise<RequestOptions> => ({
    ca: await readFile(guide.trust.caFile),
    cert: await readFile(chain.cert),
    key: await readFile(chain.key),
  });

  const askToken = async (options: RequestOptions = {}): Promise<{ status: number; text: string }> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'grant_type=client_credentials&client_id=lits-editeur';
    return await ask(guide.addresses.tokenUrl, { ...(await tls()), method: 'POST', headers, ...options }, body);
  };

  it('says what it was given, and what it does not know of it', () => {
    expect(guide.credentials).toEqual([]);
    expect(guide.listedOnly).toMatchObject([{ clientId: 'lits-editeur', subjectDn: chain.subjectDn }]);
    expect(guide.curl?.token).toContain('--cert YOUR-CERTIFICATE.pem --key YOUR-KEY.pem');
    expect(served.said.err).toBe(
      'warning: the mock holds no establishment 9ZZ000019, which mine lists: a PATCH for one of its Locations is answered with 404\n',
    );
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'lets the very certificate of the vendor in over %s, and takes its PATCH',
    async (version) => {
      const got = await askToken({ minVersion: version, maxVersion: version });
      expect(got.status).toBe(200);
      const token = String(JSON.parse(got.text).access_token);
      const { apiBase, feedPath } = guide.addresses;
      const url = `${apiBase}${feedPath}/Location?identifier=${encodeURIComponent(guide.sample?.location ?? '')}`;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
      const options = { ca: await readFile(guide.trust.caFile), method: 'PATCH', headers };
      const answer = await ask(url, options, await readFile(guide.sample?.bodyFile ?? ''));
      expect([answer.status, JSON.parse(answer.text).resourceType]).toEqual([200, 'Location']);
    },
  );

  it('lets it in when bad certificates are refused in the handshake too', async () => {
    await mock.changeSettings({ mtlsRefusal: 'handshake' });
    expect((await askToken()).status).toBe(200);
    await mock.changeSettings({ mtlsRefusal: 'nginx' });
    expect((await askToken()).status).toBe(200);
    await mock.reset();
  });

  it('still refuses the name of another: the white list is that of the file alone', async () => {
    const { cert, key } = (await ensurePki({ dir: path.join(folder, '.rorkit', 'pki') })).leaves.good;
    const reply = await askToken({ cert: await readFile(cert), key: await readFile(key) });
    expect(reply.status).toBe(401);
    const last = (await mock.readJournal({ kinds: ['exchange'] })).at(-1);
    expect(last).toMatchObject({ cause: { code: 'trust.dn-not-listed', expected: chain.subjectDn } });
  });

  it('copies no private key of the vendor', async () => {
    const secret = (await readFile(chain.key, 'utf8')).split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(JSON.stringify([served.said, await mock.readJournal(), await mock.participants()])).not.toContain(secret);
  });

  it.each([
    ['a file of authorities that is not there', ['--trust-ca', 'no.cer'], /^rorkit: .*no\.cer.*ENOENT/],
    ['a certificate that is no authority', ['--trust-ca', 'editeur.pem'], /not that of an authority.*participants/],
    ['a private key among the authorities', ['--trust-ca', 'editeur-tout.pem'], /holds a private key/],
    ['half a chain', ['--trust-ca', 'ACI-EL-ORG-TEST.pem'], /whose own issuer is not given/],
    ['a file of participants that is not there', ['--participants', 'no.yaml'], /^rorkit: .*no\.yaml.*ENOENT/],
    ['a wrong one', ['--participants', 'wrong.yaml'], /^rorkit: .*wrong\.yaml:1:1 missing: expected "participants"/],
  ])('is not started with %s', async (_what, args, message) => {
    await writeFile(path.join(folder, 'wrong.yaml'), 'participant: []\n');
    const { code, out, err } = await ended(folder, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('without --trust-ca, warns that the certificate would be refused, and refuses it', async () => {
    const { child, said } = start(folder, '--participants', 'circle.yaml');
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', () => said.out.endsWith('\n') && resolve());
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.err}`)));
    });
    const { addresses }: Guide = JSON.parse(said.out);
    expect(said.err).toContain('editeur.pem was not issued by an authority that this mock trusts');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'grant_type=client_credentials&client_id=lits-editeur';
    const reply = await ask(addresses.tokenUrl, { ...(await tls()), method: 'POST', headers }, body);
    expect(reply.status).toBe(401);
    const gone = once(child, 'close');
    child.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
  });
});
