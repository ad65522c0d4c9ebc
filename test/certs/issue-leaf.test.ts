import { createPrivateKey, X509Certificate } from 'node:crypto';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { issueLeaf } from '../../certs/issue-leaf.ts';
import { writeLegacyP12 } from '../../certs/legacy-p12.ts';
import { EXTRA_FIXTURES, FIXTURE_NAMES } from '../../certs/pki.ts';
import type { FixtureName, Pki } from '../../certs/pki.ts';
import { readCertificateFile } from '../../certs/read-certificate.ts';
import { ensureCrls, revokedSerials } from '../../certs/revocation.ts';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import { runTool } from './other-tool.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY_MS = 24 * 3_600_000;
const EXAMPLE = 'CN=CLIENT_TEST_RORN,OU=33333333333,O=GIP - TEST3012,ST=Paris (75),C=FR';

async function newPki(): Promise<Pki> {
  return await ensurePki({ dir: path.join(await temporaryFolder(), 'pki'), keyType: 'ec' });
}

describe('a fixture', () => {
  it('of each name has its key, its subject, and its files for their owner alone', async () => {
    const pki = await newPki();
    for (const fixture of FIXTURE_NAMES) {
      // oxlint-disable no-await-in-loop -- under one lock anyway
      const leaf = await issueLeaf(pki, { fixture });
      const certificate = new X509Certificate(await readFile(leaf.cert));
      expect(certificate.checkPrivateKey(createPrivateKey(await readFile(leaf.key)))).toBe(true);
      expect([subjectDnOf(certificate), certificate.serialNumber]).toEqual([leaf.subjectDn, leaf.serialNumber]);
      expect(certificate.validToDate.toISOString()).toBe(leaf.expiresAt);
      const p12 = await readCertificateFile(leaf.p12, leaf.p12Password);
      expect(p12.certificates[0].serialNumber).toBe(leaf.serialNumber);
      expect((await stat(leaf.key)).mode & 0o077).toBe(0);
      // oxlint-enable no-await-in-loop
    }
  });

  it('bears the name on the list unless its name is the point', async () => {
    const pki = await newPki();
    const names = new Map(
      await Promise.all(
        EXTRA_FIXTURES.map(async (fixture) => [fixture, (await issueLeaf(pki, { fixture })).subjectDn] as const),
      ),
    );
    const bearers = EXTRA_FIXTURES.filter((fixture) => names.get(fixture) === EXAMPLE);
    expect(bearers).toEqual(['not-yet-valid', 'revoked', 'server-eku', 'sign-usage']);
    expect(names.get('accents-comma-apostrophe')).toBe(
      "CN=AUTRE\\+CLIENT,OU=10B0152872,O=CH D'ÉTÉ\\, SITE NORD,ST=Rhône (69),C=FR",
    );
    expect(names.get('establishment-a')).toMatch(/,OU=199A000014,/);
    expect(names.get('personal')).toBe(
      'CN=899700000017+GIVENNAME=CAMILLE+SURNAME=ESSAI,T=Médecin,O=GIP - TEST3012,C=FR',
    );
  });

  const verdicts: readonly (readonly [FixtureName, RegExp])[] = [
    ['good', /: OK$/],
    ['eai', /: OK$/],
    ['personal', /: OK$/],
    ['accents-comma-apostrophe', /: OK$/],
    ['establishment-b', /: OK$/],
    ['expired', /error 10 at 0 /],
    ['not-yet-valid', /error 9 at 0 /],
    ['revoked', /error 23 at 0 /],
    ['server-eku', /error 26 at 0 /],
    ['sign-usage', /error 26 at 0 /],
    ['unknown-ca', /error 20 at 0 /],
    ['self-signed', /error 18 at 0 /],
  ];

  it('has the one fault that it is named after, and no other, for OpenSSL', async (context) => {
    const pki = await newPki();
    const leaves = new Map<FixtureName, string>();
    for (const [fixture] of verdicts) {
      // oxlint-disable-next-line no-await-in-loop -- under one lock anyway
      leaves.set(fixture, (await issueLeaf(pki, { fixture })).cert);
    }
    const { pem } = await ensureCrls(pki);
    const options = ['-purpose', 'sslclient', '-crl_check_all', '-CAfile', pki.caFile];
    const crls = pem.flatMap((file) => ['-CRLfile', file]);
    for (const [fixture, verdict] of verdicts) {
      const { output } = runTool(context, 'openssl', ['verify', ...options, ...crls, leaves.get(fixture) ?? '']);
      const lines = output.split('\n').filter((line) => /: OK$|^error \d+ at/.test(line));
      // A certificate whose authority is unknown has no list to be looked up in either.
      const told = lines.filter((line) => !line.startsWith('error 3 at'));
      expect([fixture, told.length]).toEqual([fixture, 1]);
      expect(told[0]).toMatch(verdict);
    }
  });

  it('is issued once, in whatever process or order, and is there after a new start', async () => {
    const pki = await newPki();
    const [one, other] = await Promise.all([issueLeaf(pki, { fixture: 'eai' }), issueLeaf(pki, { fixture: 'eai' })]);
    expect(other).toEqual(one);
    expect(await ensurePki({ dir: pki.dir, publicHosts: ['a.example'] })).toEqual(pki);
    expect(await issueLeaf(pki, { fixture: 'eai' })).toEqual(one);
  });

  it('is issued again when a file of it has changed, or when its end is near, and the PKI stays', async () => {
    const pki = await newPki();
    const one = await issueLeaf(pki, { fixture: 'eai' });
    await appendFile(one.key, 'x');
    const other = await issueLeaf(pki, { fixture: 'eai' });
    expect(other.serialNumber).not.toBe(one.serialNumber);
    expect(await ensurePki({ dir: pki.dir })).toEqual(pki);
    const later = await issueLeaf(pki, { fixture: 'eai' }, new Date(Date.now() + 1070 * DAY_MS));
    expect(later.serialNumber).not.toBe(other.serialNumber);
  });

  it('goes, with the revocation lists, when the PKI is made again', async () => {
    const pki = await newPki();
    await issueLeaf(pki, { fixture: 'revoked' });
    await ensurePki({ dir: pki.dir, remake: true });
    expect(await revokedSerials(pki)).toEqual([]);
    expect(await readdir(path.join(pki.dir, 'issued'))).toEqual([]);
    expect(await readdir(path.join(pki.dir, 'crls')).catch(() => [])).toEqual([]);
  });

  it('is refused where there is no PKI', async () => {
    const dir = await temporaryFolder();
    await expect(issueLeaf({ dir }, { fixture: 'eai' })).rejects.toMatchObject({ code: 'certs.no-pki', subject: dir });
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('a certificate that is no fixture', () => {
  it('is for the establishment that was named: OU is 1 + FINESS', async () => {
    const leaf = await issueLeaf(await newPki(), { establishment: '2a0000014', days: 10, keyType: 'rsa' });
    expect(leaf.subjectDn).toBe('CN=LITS_2A0000014,OU=12A0000014,O=ETABLISSEMENT TEST 2A0000014,ST=Test (2A),C=FR');
    const certificate = new X509Certificate(await readFile(leaf.cert));
    expect(certificate.publicKey.asymmetricKeyType).toBe('rsa');
    expect(certificate.validToDate.getTime() - Date.now()).toBeGreaterThan(9.9 * DAY_MS);
    expect(certificate.validToDate.getTime() - Date.now()).toBeLessThan(10.1 * DAY_MS);
  });

  it('bears exactly the subject that was asked for', async () => {
    const pki = await newPki();
    for (const subject of [
      EXAMPLE,
      'CN=A\\+B+OU=c,O=\\ x\\, y\\;z\\ ,ST=Rhône \\\\ é,C=FR',
      'EMAILADDRESS=é,DC=local,C=F€',
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- under one lock anyway
      expect((await issueLeaf(pki, { subject })).subjectDn).toBe(subject);
    }
  });

  it('is a new one each time, beside the former one', async () => {
    const pki = await newPki();
    const now = new Date();
    const one = await issueLeaf(pki, { establishment: '99A000014' }, now);
    const other = await issueLeaf(pki, { establishment: '99A000014' }, now);
    expect(other.serialNumber).not.toBe(one.serialNumber);
    expect(await readdir(path.dirname(one.cert))).toHaveLength(6);
  });

  it('is refused for what is no FINESS number and no name', async () => {
    const pki = await newPki();
    await expect(issueLeaf(pki, { establishment: '../../../x' })).rejects.toMatchObject({
      code: 'certs.invalid-finess',
    });
    await expect(issueLeaf(pki, { subject: 'CN=a,b' })).rejects.toMatchObject({ code: 'certs.dn-malformed' });
    expect(await readdir(pki.dir)).not.toContain('issued');
  });

  it('stays in its folder, whatever its name', async () => {
    const pki = await newPki();
    for (const name of ['..', '/', 'con.', 'É à', '../../x', 'a'.repeat(300)]) {
      // oxlint-disable-next-line no-await-in-loop -- under one lock anyway
      const leaf = await issueLeaf(pki, { subject: `CN=${name},C=FR` });
      expect(path.relative(path.join(pki.dir, 'issued'), leaf.cert)).toMatch(/^subject-[a-z0-9-]{1,40}[\\/]asip-/);
    }
  });
});

describe('a .p12 for old stacks', () => {
  it('opens with OpenSSL and Java, is made once, and is read here too', async (context) => {
    const pki = await newPki();
    const file = await writeLegacyP12(pki, pki.leaves.good);
    const before = await readFile(file);
    expect(await writeLegacyP12(pki, pki.leaves.good)).toBe(file);
    expect(await readFile(file)).toEqual(before);
    const read = await readCertificateFile(file, pki.leaves.good.p12Password);
    expect([subjectDnOf(read.certificates[0]), read.hasPrivateKey]).toEqual([EXAMPLE, true]);
    expect(await ensurePki({ dir: pki.dir })).toEqual(pki);
    const opened = runTool(context, 'openssl', [
      'pkcs12',
      '-in',
      file,
      '-passin',
      'pass:rorkit-test',
      '-nodes',
      '-info',
    ]);
    expect(opened.output).toContain('pbeWithSHA1And3-KeyTripleDES-CBC');
    expect(opened.output).toContain('BEGIN PRIVATE KEY');
    const listed = runTool(context, 'keytool', ['-list', '-keystore', file, '-storepass', 'rorkit-test']);
    expect(listed.output).toMatch(/good, .*PrivateKeyEntry/);
  });
});
