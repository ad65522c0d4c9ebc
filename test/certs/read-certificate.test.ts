import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CertificateFileError } from '../../certs/certificate-file-error.ts';
import { ensurePki } from '../../certs/ensure-pki.ts';
import type { Pki } from '../../certs/pki.ts';
import { leafOf, readCertificateFile } from '../../certs/read-certificate.ts';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import { runTool } from './other-tool.ts';
import { temporaryFolder } from './temporary-folder.ts';

let pki: Pki;

beforeAll(async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'rorkit-read-'));
  pki = await ensurePki({ dir: path.join(dir, 'pki') });
  return async () => rm(dir, { recursive: true, force: true });
});

async function fileWith(content: string | Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, content);
  return file;
}

async function dnIn(file: string, password?: string): Promise<string> {
  return subjectDnOf(leafOf((await readCertificateFile(file, password)).certificates));
}

function formatOf(found: unknown): string {
  const isRead = typeof found === 'object' && found !== null && 'format' in found;
  return isRead ? String(found.format) : `a bug: ${String(found)}`;
}

describe('readCertificateFile', () => {
  it('reads PEM, DER and .p12, whatever the name of the file', async () => {
    const { cert, p12, p12Password, subjectDn } = pki.leaves.good;
    const der = await fileWith(new X509Certificate(await readFile(cert)).raw);
    const copy = await fileWith(await readFile(p12));
    expect(await readCertificateFile(cert)).toMatchObject({ format: 'pem' });
    expect(await readCertificateFile(der)).toMatchObject({ format: 'der' });
    expect(await readCertificateFile(copy, p12Password)).toMatchObject({ format: 'p12' });
    for (const [file, password] of [[cert], [der], [copy, p12Password]] as const) {
      expect(await dnIn(file, password)).toBe(subjectDn);
    }
  });

  it('reads every certificate of a PEM file, among keys, comments and Windows line ends', async () => {
    const { cert, key } = pki.leaves.good;
    const parts = [
      await readFile(pki.caFile, 'utf8'),
      'subject=…',
      await readFile(key, 'utf8'),
      await readFile(cert, 'utf8'),
    ];
    const file = await fileWith(`\uFEFF${parts.join('\n').replaceAll('\n', '\r\n')}`);
    const { certificates } = await readCertificateFile(file);
    expect(certificates).toHaveLength(3);
    expect(subjectDnOf(leafOf(certificates))).toBe(pki.leaves.good.subjectDn);
  });

  it('never gives a private key', async () => {
    const { p12, p12Password } = pki.leaves.good;
    const shown = JSON.stringify(await readCertificateFile(p12, p12Password));
    expect(shown).not.toContain('PRIVATE KEY');
    expect(shown).toContain('BEGIN CERTIFICATE');
  });

  it('reads a trust store, which holds no key', async () => {
    const { certificates } = await readCertificateFile(pki.trustP12, pki.trustP12Password);
    expect(certificates.map((certificate) => certificate.ca)).toEqual([true, true]);
  });

  it.each([
    ['certs.file-unreadable', async () => path.join(await temporaryFolder(), 'absent')],
    ['certs.file-unreadable', async () => await temporaryFolder()],
    ['certs.file-too-large', async () => await fileWith(new Uint8Array(1024 * 1024 + 1))],
    ['certs.not-a-certificate', async () => await fileWith('')],
    ['certs.not-a-certificate', async () => await fileWith('hello')],
    ['certs.not-a-certificate', async () => pki.leaves.good.key],
    [
      'certs.not-a-certificate',
      async () => await fileWith('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
    ],
    ['certs.not-a-certificate', async () => await fileWith(Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x03).subarray(0, 4))],
    ['certs.password-needed', async () => pki.leaves.good.p12],
  ])('says %s', async (code, make) => {
    const file = await make();
    await expect(readCertificateFile(file)).rejects.toMatchObject({ name: 'CertificateFileError', code, file });
  });

  it('says that the password is wrong', async () => {
    for (const file of [pki.leaves.good.p12, pki.trustP12]) {
      await expect(readCertificateFile(file, 'other')).rejects.toMatchObject({ code: 'certs.wrong-password' });
    }
  });

  it('ends with its own error for a damaged .p12, at whatever byte', async () => {
    const bytes = await readFile(pki.leaves.good.p12);
    const file = await fileWith('');
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, change, isCut) => {
          const damaged = Uint8Array.from(bytes);
          damaged[at] = (damaged[at] ?? 0) ^ change;
          await writeFile(file, isCut ? damaged.subarray(0, at) : damaged);
          const found = await readCertificateFile(file, pki.leaves.good.p12Password).catch((error: unknown) => error);
          outcomes.add(found instanceof CertificateFileError ? found.code : formatOf(found));
        },
      ),
      { numRuns: 150 },
    );
    const possible = ['certs.not-a-certificate', 'certs.p12-unsupported', 'certs.wrong-password', 'p12'];
    expect([...outcomes].filter((outcome) => !possible.includes(outcome))).toEqual([]);
    expect(outcomes.size).toBeGreaterThan(1);
  });
});

describe('a .p12 that OpenSSL made', () => {
  it('is read without a password when its password is empty', async (context) => {
    const { cert, key, subjectDn } = pki.leaves.good;
    const file = await fileWith('');
    const args = ['pkcs12', '-export', '-in', cert, '-inkey', key, '-out', file, '-passout', 'pass:'];
    expect(runTool(context, 'openssl', args)).toMatchObject({ code: 0 });
    expect(await dnIn(file)).toBe(subjectDn);
  });

  it.for([
    ['with the empty password', '', []],
    ['with a password that has accents', 'été€', []],
    ['with its chain', 'a', ['chain']],
    [
      'with triple DES, as before 2022',
      'a',
      ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
    ],
    ['with 40-bit RC2, as OpenSSL 1, Windows and Java 8 do', 'a', ['-legacy']],
    ['without integrity check', 'a', ['-nomac']],
    ['without key', 'a', ['-nokeys']],
    ['without key, with 40-bit RC2', 'a', ['-nokeys', '-legacy']],
  ] as const)('is read %s', async ([, password, options], context) => {
    const { cert, key, subjectDn } = pki.leaves.good;
    const file = await fileWith('');
    const more = options.flatMap((option) => (option === 'chain' ? ['-certfile', pki.caFile] : [option]));
    const args = [
      'pkcs12',
      '-export',
      '-in',
      cert,
      '-inkey',
      key,
      '-out',
      file,
      '-passout',
      `pass:${password}`,
      ...more,
    ];
    expect(runTool(context, 'openssl', args)).toMatchObject({ code: 0 });
    const found = await readCertificateFile(file, password);
    expect(subjectDnOf(found.certificates[0])).toBe(subjectDn);
    expect(found.certificates).toHaveLength(more.includes('-certfile') ? 3 : 1);
  });
});

describe('a .p12 that Java made', () => {
  it('is read, key entry and trust store', async (context) => {
    const folder = await temporaryFolder();
    const [store, trust] = [path.join(folder, 'key.p12'), path.join(folder, 'trust.p12')];
    const common = ['-storepass', 'changeit', '-storetype', 'PKCS12', '-noprompt'];
    const made = runTool(context, 'keytool', [
      '-genkeypair',
      '-keyalg',
      'RSA',
      '-alias',
      'a',
      '-keystore',
      store,
      ...common,
      '-dname',
      "CN=JAVA, O=CH D'ARC\\, SITE NORD, C=FR",
    ]);
    expect(made).toMatchObject({ code: 0 });
    expect(
      runTool(context, 'keytool', ['-importcert', '-alias', 'r', '-file', pki.rootCer, '-keystore', trust, ...common]),
    ).toMatchObject({ code: 0 });
    expect(await dnIn(store, 'changeit')).toBe(String.raw`CN=JAVA,O=CH D'ARC\, SITE NORD,C=FR`);
    expect((await readCertificateFile(trust, 'changeit')).certificates).toHaveLength(1);
  });
});
