import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import type { EnsurePkiOptions } from '../../certs/ensure-pki.ts';
import { LEAF_NAMES } from '../../certs/pki.ts';
import type { LeafName, Pki } from '../../certs/pki.ts';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY_MS = 24 * 3_600_000;
const EXAMPLE = 'CN=CLIENT_TEST_RORN,OU=33333333333,O=GIP - TEST3012,ST=Paris (75),C=FR';

async function newPki(options: Partial<EnsurePkiOptions> = {}): Promise<Pki> {
  return await ensurePki({ dir: path.join(await temporaryFolder(), 'pki'), keyType: 'ec', ...options });
}

async function certificateIn(file: string): Promise<X509Certificate> {
  return new X509Certificate(await readFile(file));
}

async function fingerprints(pki: Pki): Promise<Record<string, string>> {
  const files = {
    server: pki.serverChain,
    root: pki.rootCer,
    good: pki.leaves.good.cert,
    renewed: pki.leaves.renewed.cert,
  };
  const entries = Object.entries(files).map(async ([name, file]) => [name, (await certificateIn(file)).fingerprint256]);
  return Object.fromEntries(await Promise.all(entries));
}

async function keyTypeOf(pki: Pki): Promise<string | undefined> {
  return (await certificateIn(pki.leaves.good.cert)).publicKey.asymmetricKeyType;
}

/** All files below a folder, with their mode bits. */
async function filesOf(dir: string): Promise<Map<string, number>> {
  const entries = await readdir(dir, { recursive: true });
  const modes = entries
    .toSorted()
    .map(async (entry) => [entry, (await stat(path.join(dir, entry))).mode & 0o777] as const);
  return new Map(await Promise.all(modes));
}

describe('a new test PKI', () => {
  it('holds every leaf with its subject, its key and the authority that it should have', async () => {
    const pki = await newPki();
    const root = await certificateIn(pki.rootCer);
    const intermediate = await certificateIn(pki.intermediateCer);
    expect(root.checkIssued(root)).toBe(true);
    expect(intermediate.checkIssued(root)).toBe(true);
    expect(intermediate.verify(root.publicKey)).toBe(true);
    const signedByUs: LeafName[] = [];
    for (const name of LEAF_NAMES) {
      const { cert, key, subjectDn } = pki.leaves[name];
      const leaf = await certificateIn(cert);
      expect(leaf.checkPrivateKey(createPrivateKey(await readFile(key)))).toBe(true);
      expect(subjectDnOf(leaf)).toBe(subjectDn);
      expect(leaf.ca).toBe(false);
      expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
      if (leaf.verify(intermediate.publicKey)) signedByUs.push(name);
    }
    expect(signedByUs).toEqual(['good', 'other-subject', 'expired', 'renewed', 'consumer']);
  });

  it('gives all leaves but two the name on the list, and each its own key', async () => {
    const pki = await newPki();
    const bearers = LEAF_NAMES.filter((name) => pki.leaves[name].subjectDn === EXAMPLE);
    expect(bearers).toEqual(['good', 'expired', 'unknown-ca', 'renewed', 'self-signed']);
    expect(pki.leaves.consumer.subjectDn).toBe(EXAMPLE.replace('RORN', 'RORN_CONSO'));
    const keys = await Promise.all(LEAF_NAMES.map(async (name) => await readFile(pki.leaves[name].key, 'utf8')));
    expect(new Set(keys).size).toBe(LEAF_NAMES.length);
  });

  it('has an expired leaf by the real clock, whatever the clock that was given', async () => {
    for (const now of [new Date(), new Date(Date.now() + 400 * DAY_MS)]) {
      const pki = await newPki({ now });
      const expired = await certificateIn(pki.leaves.expired.cert);
      expect(expired.validToDate.getTime()).toBeLessThan(Date.now());
    }
  });

  it('names the real sandbox hosts, loopback and the public hosts in the server certificate', async () => {
    const pki = await newPki({ publicHosts: ['ROR.example.org', '192.0.2.7', '[2001:db8::1]'] });
    const server = await certificateIn(pki.serverChain);
    for (const host of [
      'localhost',
      'bas-auth-api.qualif.ror.esante.gouv.fr',
      'bas-api-fhir.qualif.ror.esante.gouv.fr',
    ]) {
      expect(server.checkHost(host)).toBe(host);
    }
    expect(server.checkHost('ror.example.org')).toBe('ror.example.org');
    expect(server.checkHost('other.example.org')).toBeUndefined();
    for (const address of ['127.0.0.1', '::1', '192.0.2.7', '2001:db8::1'])
      expect(server.checkIP(address)).toBe(address);
    expect(await readFile(pki.serverChain, 'utf8')).toContain(
      (await certificateIn(pki.intermediateCer)).toString().trim(),
    );
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    const pki = await newPki();
    const modes = await filesOf(pki.dir);
    expect(modes.size).toBeGreaterThan(30);
    expect((await stat(pki.dir)).mode & 0o777).toBe(0o700);
    expect([...modes].filter(([, mode]) => (mode & 0o077) !== 0)).toEqual([]);
  });

  it('keeps itself out of a git repository', async () => {
    const pki = await newPki();
    expect(await readFile(path.join(pki.dir, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('has authorities whose names differ from those of another run', async () => {
    const [one, other] = [await newPki(), await newPki()];
    expect((await certificateIn(one.rootCer)).subject).not.toBe((await certificateIn(other.rootCer)).subject);
  });
});

describe('a test PKI that is there', () => {
  it('is reused as it is, in far less time than making it takes', async () => {
    const pki = await newPki();
    const before = await filesOf(pki.dir);
    const start = performance.now();
    expect(await ensurePki({ dir: pki.dir })).toEqual(pki);
    expect(performance.now() - start).toBeLessThan(200);
    expect(await filesOf(pki.dir)).toEqual(before);
  });

  it('is found by a relative path too', async () => {
    const pki = await newPki();
    expect(await ensurePki({ dir: path.relative(process.cwd(), pki.dir) })).toEqual(pki);
  });

  it('gets a new server certificate for a new host, which keeps the former hosts, and nothing else changes', async () => {
    const pki = await newPki({ publicHosts: ['a.example'] });
    const before = await fingerprints(pki);
    const key = await readFile(pki.serverKey, 'utf8');
    expect(await ensurePki({ dir: pki.dir, publicHosts: ['b.example'] })).toEqual(pki);
    const server = await certificateIn(pki.serverChain);
    expect([server.checkHost('a.example'), server.checkHost('b.example')]).toEqual(['a.example', 'b.example']);
    expect(server.verify((await certificateIn(pki.intermediateCer)).publicKey)).toBe(true);
    expect(await readFile(pki.serverKey, 'utf8')).toBe(key);
    const after = await fingerprints(pki);
    expect({ ...after, server: '' }).toEqual({ ...before, server: '' });
    expect(after['server']).not.toBe(before['server']);
    await ensurePki({ dir: pki.dir, publicHosts: ['a.example'] });
    expect(await fingerprints(pki)).toEqual(after);
  });

  it('is made again on demand, and the files of the former one go', async () => {
    const pki = await newPki({ now: new Date(Date.now() - DAY_MS), publicHosts: ['a.example'] });
    const before = await fingerprints(pki);
    const remade = await ensurePki({ dir: pki.dir, remake: true });
    expect(await fingerprints(remade)).not.toMatchObject({ root: before['root'] });
    expect((await certificateIn(remade.serverChain)).checkHost('a.example')).toBe('a.example');
    expect(await readdir(path.dirname(remade.leaves.good.cert))).toHaveLength(3);
    expect(remade.leaves.good.cert).not.toBe(pki.leaves.good.cert);
  });

  it('is made again when its end is nearer than 30 days, and not before', async () => {
    const now = new Date();
    const pki = await newPki({ now });
    const before = await fingerprints(pki);
    const daysLater = (days: number): Date => new Date(now.getTime() + days * DAY_MS);
    await ensurePki({ dir: pki.dir, now: daysLater(789) });
    expect(await fingerprints(pki)).toEqual(before);
    await ensurePki({ dir: pki.dir, now: daysLater(791) });
    const renewed = await fingerprints(pki);
    expect({ ...renewed, server: '' }).toEqual({ ...before, server: '' });
    expect(renewed['server']).not.toBe(before['server']);
    const remade = await ensurePki({ dir: pki.dir, now: daysLater(1066) });
    expect((await fingerprints(remade))['good']).not.toBe(before['good']);
  });

  it('is made again when it comes from a clock that was ahead', async () => {
    const pki = await newPki({ now: new Date(Date.now() + 10 * DAY_MS) });
    expect(
      (await certificateIn((await ensurePki({ dir: pki.dir })).leaves.good.cert)).validFromDate.getTime(),
    ).toBeLessThan(Date.now());
  });

  it('is made again for another kind of key, and keeps its kind otherwise', async () => {
    const pki = await newPki();
    expect(await keyTypeOf(await ensurePki({ dir: pki.dir, remake: true }))).toBe('ec');
    expect(await keyTypeOf(await ensurePki({ dir: pki.dir, keyType: 'rsa' }))).toBe('rsa');
  });

  const damages: readonly (readonly [string, (pki: Pki) => Promise<unknown>])[] = [
    ['a leaf is missing', async (pki) => unlink(pki.leaves.good.cert)],
    ['a key is cut short', async (pki) => writeFile(pki.leaves.good.key, '')],
    ['a .p12 has changed', async (pki) => appendFile(pki.leaves.consumer.p12, 'x')],
    [
      'the trust is of another PKI',
      async (pki) => writeFile(pki.caFile, await readFile(pki.leaves['self-signed'].cert)),
    ],
    ['the authority key is gone', async (pki) => unlink(path.join(pki.dir, 'authorities', 'intermediate.key'))],
    ['the manifest is gone', async (pki) => unlink(path.join(pki.dir, 'pki.json'))],
    ['the manifest is not JSON', async (pki) => writeFile(path.join(pki.dir, 'pki.json'), '{')],
    ['the manifest is of another format', async (pki) => changeManifest(pki, { format: 99 })],
    ['the manifest names files elsewhere', async (pki) => changeManifest(pki, { files: { 'trust/../../x': '' } })],
    ['a folder is gone', async (pki) => rm(path.join(pki.dir, 'trust'), { recursive: true })],
  ];

  it.each(damages)('is made again when %s', async (_, damage) => {
    const pki = await newPki({ now: new Date(Date.now() - DAY_MS) });
    const before = await fingerprints(pki);
    await damage(pki);
    const remade = await ensurePki({ dir: pki.dir });
    expect((await fingerprints(remade))['root']).not.toBe(before['root']);
    expect(await readdir(path.dirname(remade.leaves.good.cert))).toHaveLength(3);
    expect(await ensurePki({ dir: pki.dir })).toEqual(remade);
  });

  it('gets back only its server certificate when only that is damaged', async () => {
    const pki = await newPki({ publicHosts: ['a.example'] });
    const before = await fingerprints(pki);
    await unlink(pki.serverKey);
    await ensurePki({ dir: pki.dir });
    const server = await certificateIn(pki.serverChain);
    expect(server.checkHost('a.example')).toBe('a.example');
    expect(server.checkPrivateKey(createPrivateKey(await readFile(pki.serverKey)))).toBe(true);
    expect((await fingerprints(pki))['root']).toBe(before['root']);
  });
});

async function changeManifest(pki: Pki, change: object): Promise<void> {
  const file = path.join(pki.dir, 'pki.json');
  const manifest: object = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, ...change }));
}

const MAKER = `
  import { ensurePki } from ${JSON.stringify(new URL('../../certs/ensure-pki.ts', import.meta.url).href)};
  const pki = await ensurePki({ dir: process.argv[1], keyType: 'ec', publicHosts: process.argv.slice(2) });
  console.log(JSON.stringify(pki));
`;

function startMaker(dir: string, ...hosts: string[]) {
  const args = ['--input-type=module', '--eval', MAKER, '--', dir, ...hosts];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function outputOf(child: ReturnType<typeof startMaker>): Promise<unknown> {
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  return JSON.parse(Buffer.concat(chunks).toString());
}

describe('several processes on one directory', () => {
  it('end with the same PKI, made once, good for the hosts of all', async () => {
    const dir = path.join(await temporaryFolder(), 'pki');
    const hosts = ['a.example', 'b.example', 'c.example'];
    const found = await Promise.all(hosts.map(async (host) => await outputOf(startMaker(dir, host))));
    const pki = await ensurePki({ dir });
    expect(found).toEqual([pki, pki, pki]);
    const server = await certificateIn(pki.serverChain);
    expect(hosts.map((host) => server.checkHost(host))).toEqual(hosts);
    expect((await readdir(dir)).toSorted()).toEqual(
      ['.gitignore', '.rorkit-pki.lock', 'authorities', 'leaves', 'pki.json', 'server', 'trust'].toSorted(),
    );
  });

  it('end with the same PKI within one process too', async () => {
    const dir = path.join(await temporaryFolder(), 'pki');
    const [one, other] = await Promise.all([ensurePki({ dir, keyType: 'ec' }), ensurePki({ dir, keyType: 'ec' })]);
    expect(one).toEqual(other);
  });

  it('are not held up, nor misled, by one that was killed while it wrote', async () => {
    const dir = path.join(await temporaryFolder(), 'pki');
    const child = startMaker(dir);
    const closed = once(child, 'close');
    await appears(dir, (entry) => entry.startsWith('.making-'));
    child.kill('SIGKILL');
    await closed;
    const pki = await ensurePki({ dir, keyType: 'ec' });
    expect((await readdir(dir)).filter((entry) => entry.startsWith('.making-'))).toEqual([]);
    expect(await ensurePki({ dir })).toEqual(pki);
  });

  it('do not trust what a process left that stopped between two files', async () => {
    const [pki, other] = [await newPki(), await newPki()];
    await rename(path.join(other.dir, 'trust', 'ca.pem'), pki.caFile);
    await rename(path.join(other.dir, 'trust', 'trust.p12'), pki.trustP12);
    await mkdir(path.join(pki.dir, '.making-left'));
    const remade = await ensurePki({ dir: pki.dir });
    const root = await certificateIn(remade.rootCer);
    expect(await readFile(remade.caFile, 'utf8')).toContain(root.toString().trim());
    expect(await readdir(pki.dir)).not.toContain('.making-left');
  });
});

/** Waits, with a deadline, for an entry to appear in a folder that may not exist yet. */
async function appears(dir: string, isWanted: (entry: string) => boolean): Promise<void> {
  await expect
    .poll(async () => (await readdir(dir).catch(() => [])).some(isWanted), { interval: 1, timeout: 15_000 })
    .toBe(true);
}

describe('a directory that cannot be used', () => {
  it('is refused, and left alone, when it holds other things', async () => {
    const dir = await temporaryFolder();
    await writeFile(path.join(dir, 'thesis.txt'), 'mine');
    await expect(ensurePki({ dir, keyType: 'ec' })).rejects.toMatchObject({
      name: 'PkiError',
      code: 'certs.directory-not-ours',
    });
    expect(await readdir(dir)).toEqual(['thesis.txt']);
  });

  it('is refused when it is a file, or lies below one', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    for (const dir of [file, path.join(file, 'pki')]) {
      await expect(ensurePki({ dir, keyType: 'ec' })).rejects.toMatchObject({
        name: 'PkiError',
        code: 'certs.directory-unusable',
        subject: dir,
      });
    }
  });

  it('is not even looked at when a public host is wrong', async () => {
    const dir = path.join(await temporaryFolder(), 'pki');
    await expect(ensurePki({ dir, publicHosts: ['https://x'] })).rejects.toMatchObject({
      code: 'certs.invalid-public-host',
    });
    await expect(stat(dir)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
