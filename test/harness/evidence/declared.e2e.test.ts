import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeSelfSigned } from '../../../certs/self-signed.ts';
import { writeKeyP12 } from '../../../certs/pkcs12-write.ts';
import { registerEvidence } from '../../../harness/cli/evidence.ts';
import { registerVerify } from '../../../harness/cli/verify.ts';
import { HAS_OPENSSL, makeLocalTsa } from '../../certs/local-tsa.ts';
import type { LocalTsa } from '../../certs/local-tsa.ts';
import { callCommand } from '../../support/call-rorkit.ts';
import { runCommand } from '../../support/run-rorkit.ts';

// Each test starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const ANNEX = `format: 1
units:
  - type: Médecine
    indicators: [lits disponibles femmes, lits fermés]
    frequency: à chaque changement, au plus toutes les 15 minutes
routes: [direct]
instances:
  - name: production
    establishments: [99A000014]
outOfScope: [lits de crise]
`;

const mockAddresses = z.looseObject({ control: z.looseObject({ url: z.string(), tokenFile: z.string() }) });

let folder = '';

const REGISTER = { evidence: registerEvidence, verify: registerVerify } as const;

/** `evidence` and `verify` within this process, which their own tests start as one; a run is always one. */
function rorkit(command: keyof typeof REGISTER | 'run', ...args: string[]) {
  if (command === 'run') return runCommand([command, ...args], folder);
  return callCommand(REGISTER[command], [command, ...args], { cwd: folder });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-declared-'));
  const first = await rorkit('run', 'feed/replace-available-beds', 'feed/zero-beds', '--lanes', '2');
  const second = await rorkit('run', 'feed/comment');
  if (first.code !== 0 || second.code !== 0) throw new Error(first.out + first.err + second.err);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a pack of several runs and lanes is judged again as one, attempts numbered through', async () => {
  const made = await rorkit('evidence', '1', '2', '--out', 'two.zip');
  expect(made.out).toContain('two.zip: 2 runs, 3 attempts');
  const verified = await rorkit('verify', 'two.zip', '--json');
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.out)).toMatchObject({
    unchanged: true,
    faults: [],
    runs: [{ judgedAgain: 2 }, { judgedAgain: 1 }],
  });
});

test('the configuration in force is exported without the places of this machine', async () => {
  const file = join(folder, '.rorkit/runs/1/inputs/002-config-in-force.json');
  expect(readFileSync(file, 'utf8')).not.toContain(folder);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ config: { data: '.rorkit', reports: 'reports' } });
});

describe('a key in a .p12 file', () => {
  test('signs as one in PEM files does; a wrong password is said', async () => {
    const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) };
    const pair = await makeSelfSigned([[{ type: 'CN', value: 'EDITEUR P12' }]], { keyType: 'rsa', validity });
    const entry = {
      alias: 'signature',
      key: Uint8Array.from(createPrivateKey(pair.key).export({ type: 'pkcs8', format: 'der' })).buffer,
      certificate: Uint8Array.from(new X509Certificate(pair.cert).raw).buffer,
    };
    writeFileSync(join(folder, 'key.p12'), await writeKeyP12(entry, 'motdepasse'));
    writeFileSync(join(folder, 'good.txt'), 'motdepasse\n');
    writeFileSync(join(folder, 'bad.txt'), 'autre\n');
    writeFileSync(join(folder, 'signer.crt'), pair.cert);
    const signed = await rorkit('evidence', '1', '--p12', 'key.p12', '--password-file', 'good.txt', '--out', 'p12.zip');
    expect(signed.err).toBe('');
    expect((await rorkit('verify', 'p12.zip', '--trust', 'signer.crt')).out).toContain(
      'Signed by CN=EDITEUR P12, whom you trust',
    );
    const wrong = await rorkit('evidence', '1', '--p12', 'key.p12', '--password-file', 'bad.txt', '--out', 'no.zip');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('the key does not open with this password');
    const both = await rorkit('evidence', '1', '--p12', 'key.p12', '--key', 'x', '--cert', 'y', '--out', 'no.zip');
    expect(both.err).toContain('--p12 without them');
    expect(existsSync(join(folder, 'no.zip'))).toBe(false);
  });
});

describe.runIf(HAS_OPENSSL)('a time-stamp', () => {
  let tsa: LocalTsa;
  let server: Server;
  let url = '';
  let isHonest = true;

  beforeAll(async () => {
    tsa = makeLocalTsa(folder);
    server = createServer((request, response) => {
      void buffer(request).then((asked) => {
        response.setHeader('content-type', 'application/timestamp-reply');
        return response.end(isHonest ? tsa.answer(asked) : Buffer.from('no'));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/` : '';
  });
  afterAll(() => server.close());

  test('of an authority at a URL goes into the pack, and verify says when and by whom', async () => {
    const made = await rorkit('evidence', '1', '--tsa-url', url, '--out', 'stamped.zip');
    expect(made.err).toBe('');
    const trusted = await rorkit('verify', 'stamped.zip', '--tsa', tsa.root);
    expect(trusted.out).toMatch(
      /Time-stamped on \d{4}-\S+ by CN=HORODATEUR\S*,O=HORODATAGE FICTIF,C=FR, whom you trust/,
    );
    expect(trusted.code).toBe(0);
    expect((await rorkit('verify', 'stamped.zip')).out).toContain('name the time-stamping authority with --tsa');
    writeFileSync(
      join(folder, 'other-tsa.crt'),
      (
        await makeSelfSigned([[{ type: 'CN', value: 'AUTRE' }]], {
          keyType: 'rsa',
          validity: { notBefore: new Date(0), notAfter: new Date(Date.now() + 86_400_000) },
        })
      ).cert,
    );
    const other = await rorkit('verify', 'stamped.zip', '--tsa', 'other-tsa.crt');
    expect(other.out).toContain('who is none of the authorities that --tsa names');
    expect(other.code).toBe(3);
  });

  test('of a request taken elsewhere is checked beside the pack; one of another pack is named', async () => {
    await rorkit('evidence', '1', '--time-stamp-request', 'one.tsq', '--out', 'one.zip');
    await rorkit('evidence', '2', '--time-stamp-request', 'other.tsq', '--out', 'other.zip');
    writeFileSync(join(folder, 'one.tsr'), tsa.answer(readFileSync(join(folder, 'one.tsq'))));
    writeFileSync(join(folder, 'other.tsr'), tsa.answer(readFileSync(join(folder, 'other.tsq'))));
    const good = await rorkit('verify', 'one.zip', '--time-stamp', 'one.tsr', '--tsa', tsa.root);
    expect(good.out).toContain('this pack existed at that instant');
    expect(good.code).toBe(0);
    const wrong = await rorkit('verify', 'one.zip', '--time-stamp', 'other.tsr');
    expect(wrong.out).toContain('the time-stamp is not one over this manifest');
    expect(wrong.code).toBe(3);
  });

  test('that is none stops the export, and leaves no pack', async () => {
    isHonest = false;
    const refused = await rorkit('evidence', '1', '--tsa-url', url, '--out', 'none.zip');
    isHonest = true;
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('did not stamp this pack: unreadable');
    expect(existsSync(join(folder, 'none.zip'))).toBe(false);
    expect((await rorkit('evidence', '1', '--tsa-url', 'ftp://x', '--out', 'none.zip')).err).toContain(
      'seen "ftp://x"',
    );
  });

  test.each(['https://moi:motdepasse@tsa.example/', 'ftp://moi:motdepasse@tsa.example/?a=1'])(
    'is not asked for at an address with a password in it, which is never printed: %s',
    async (address) => {
      const refused = await rorkit('evidence', '1', '--tsa-url', address, '--out', 'none.zip');
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('--time-stamp-request');
      expect(refused.err).not.toMatch(/motdepasse|moi:/);
    },
  );

  test('that is refused shows the address without its query, which may hold a key', async () => {
    isHonest = false;
    const refused = await rorkit('evidence', '1', '--tsa-url', `${url}?apikey=tressecret`, '--out', 'none.zip');
    isHonest = true;
    expect(refused.err).toContain(url);
    expect(refused.err).not.toContain('tressecret');
  });
});

describe('what the vendor declares', () => {
  test('an annex and the files of attestations go into the pack, and verify says that they are not tested', async () => {
    writeFileSync(join(folder, 'annex.yaml'), ANNEX);
    writeFileSync(join(folder, 'photo écran.txt'), 'alerte affichée\n');
    const made = await rorkit(
      'evidence',
      '1',
      '--annex',
      'annex.yaml',
      '--attestation',
      'photo écran.txt',
      '--out',
      'annex.zip',
    );
    expect(made.err).toBe('');
    const { out, code } = await rorkit('verify', 'annex.zip');
    expect(out).toContain('An annex says what the vendor declares (annex.yaml): that is not tested.');
    expect(out).toContain('Files that back attestations: 1');
    expect(code).toBe(0);
  });

  test('what cannot be looked through, since it is no text, is named in the pack and by verify', async () => {
    writeFileSync(join(folder, 'capture.png'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    writeFileSync(join(folder, 'latin.txt'), Buffer.from('alerte affich\u00e9e', 'latin1'));
    const files = ['--attestation', 'capture.png', '--attestation', 'latin.txt'];
    const made = await rorkit('evidence', '1', ...files, '--out', 'picture.zip');
    expect(made.out).toContain('since they are not text: attestations/001-capture.png. Somebody has to look');
    const verified = await rorkit('verify', 'picture.zip');
    expect(verified.out).toContain('since they are not text: attestations/001-capture.png. Somebody has to look');
    const json: unknown = JSON.parse((await rorkit('verify', 'picture.zip', '--json')).out);
    expect(json).toMatchObject({ unchanged: true, pack: { notScanned: ['attestations/001-capture.png'] } });
  });

  test('a mistake in the annex is named with line and column; personal data in an attestation stop the export', async () => {
    writeFileSync(join(folder, 'bad.yaml'), ANNEX.replace('routes: [direct]', 'routes: [by-hand]'));
    const bad = await rorkit('evidence', '1', '--annex', 'bad.yaml', '--out', 'bad.zip');
    expect(bad.err).toMatch(/bad\.yaml:6:\d+ .*routes/);
    expect(bad.code).toBe(2);
    writeFileSync(join(folder, 'mail.txt'), 'vu par jean@hopital-fictif.fr\n');
    const personal = await rorkit('evidence', '1', '--attestation', 'mail.txt', '--out', 'bad.zip');
    expect(personal.err).toContain('attestations/001-mail.txt:1 (e-mail)');
    expect(existsSync(join(folder, 'bad.zip'))).toBe(false);
  });
});

function run(): string {
  return join(folder, 'broken/runs/1');
}

describe('a run folder that is not whole is named, and ends with 2', () => {
  test.each<readonly [string, () => void, string]>([
    [
      'events cut short in the middle',
      () => truncateSync(join(run(), 'events.ndjson'), 900),
      'cannot be read as a run of this version',
    ],
    ['no events', () => rmSync(join(run(), 'events.ndjson')), 'cannot be read as a run of this version'],
    [
      'a line of another version',
      () => appendFileSync(join(run(), 'events.ndjson'), '{"type":"run-paused"}\n'),
      'cannot be read as a run of this version',
    ],
    [
      'inputs of an older version',
      () => writeFileSync(join(run(), 'inputs/manifest.json'), '{}'),
      'cannot be read as a run of this version',
    ],
    [
      'an input that was edited',
      () => appendFileSync(join(run(), 'inputs/001-connector.yaml'), '# x\n'),
      'cannot be read as a run of this version: SHA-256',
    ],
    [
      'a report cut short',
      () => truncateSync(join(run(), 'report.json'), 500),
      'report.json cannot be read as a run of this version',
    ],
    [
      'a report that was edited',
      () =>
        writeFileSync(
          join(run(), 'report.json'),
          readFileSync(join(run(), 'report.json'), 'utf8').replace(/"pass": ?\d+/, '"pass": 99'),
        ),
      'run 1 does not follow from its exchanges: report',
    ],
    [
      'a journal that is no database',
      () => writeFileSync(join(run(), 'lane-1/mock/lane.sqlite'), 'x'.repeat(5000)),
      'lane.sqlite cannot be read as a run of this version',
    ],
    ['no journal any more', () => rmSync(join(run(), 'lane-1/mock'), { recursive: true }), 'holds no journal'],
  ])('%s', async (_name, damage, message) => {
    rmSync(join(folder, 'broken'), { recursive: true, force: true });
    cpSync(join(folder, '.rorkit'), join(folder, 'broken'), { recursive: true });
    writeFileSync(join(folder, 'broken.yaml'), 'data: broken\n');
    damage();
    const { code, out, err } = await rorkit('evidence', '1', '--config', 'broken.yaml', '--out', 'broken.zip');
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(out).toBe('');
    expect([2, 3]).toContain(code);
    expect(existsSync(join(folder, 'broken.zip'))).toBe(false);
  });
});

test('a run against a mock elsewhere is refused, since its journal is not here, and makes no pack', async () => {
  const cwd = join(folder, 'elsewhere');
  mkdirSync(cwd);
  const ran = Promise.withResolvers<Awaited<ReturnType<typeof runCommand>>>();
  let isAsked = false;
  const mock = await runCommand(['mock', '--port', '0', '--json'], folder, {
    onOutput: (text, act) => {
      if (isAsked || !text.includes('\n')) return;
      isAsked = true;
      const { control } = mockAddresses.parse(JSON.parse(text));
      const against = ['--mock', control.url, '--mock-token-file', control.tokenFile];
      void runCommand(['run', 'feed/zero-beds', ...against], cwd)
        .then(ran.resolve, ran.reject)
        .finally(() => act.stop('SIGINT'));
    },
  });
  expect(mock.code).toBe(0);
  const { code, out, err } = await ran.promise;
  expect(existsSync(join(cwd, '.rorkit/runs/1/report.json')), out + err).toBe(true);
  expect([0, 3]).toContain(code);
  const refused = await callCommand(registerEvidence, ['evidence', '1', '--out', 'none.zip'], { cwd });
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('holds no journal: a run against a mock elsewhere (--mock)');
  expect(existsSync(join(cwd, 'none.zip'))).toBe(false);
});
