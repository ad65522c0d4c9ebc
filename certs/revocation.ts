import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { changePki, heldManifest } from './change-pki.ts';
import type { Pki } from './pki.ts';
import { describePki, pkiPaths } from './pki-layout.ts';
import { isIntact, readManifestNow } from './pki-manifest.ts';
import type { PkiManifest } from './pki-manifest.ts';
import { PkiError } from './pki-error.ts';
import { leafOf, readCertificateFile } from './read-certificate.ts';

/** The revocation lists of a test PKI. Paths are absolute. */
export interface CrlFiles {
  /** DER, under the names that ANS uses: `ACI-EL-ORG-TEST.crl`, `ACR-EL-TEST.crl`. */
  readonly intermediate: string;
  readonly root: string;
  /** PEM, one file for each authority of the chain: what Node's TLS wants, as an array, in `crl`. */
  readonly pem: readonly [intermediate: string, root: string];
}

/** What {@link revoke} did. */
export interface Revocation {
  /** Upper-case hex. */
  readonly serialNumber: string;
  readonly isNew: boolean;
  readonly crls: CrlFiles;
}

/**
 * Serial numbers (upper-case hex, as Node's `serialNumber`) that a test PKI has revoked; cheap enough for each request.
 * @throws {PkiError} `certs.no-pki`
 */
export async function revokedSerials(pki: Pick<Pki, 'dir'>): Promise<readonly string[]> {
  const { revoked } = await heldManifest(pki.dir);
  return revoked.map(({ serialNumber }) => serialNumber);
}

/**
 * The same at once: a server must know them before the handshake of a client ends.
 * @throws {PkiError} `certs.no-pki`
 */
export function revokedSerialsNow({ dir }: Pick<Pki, 'dir'>): readonly string[] {
  const held = readManifestNow(dir);
  if (held === null) throw new PkiError('certs.no-pki', dir, { message: `there is no test PKI in ${dir}` });
  return held.revoked.map(({ serialNumber }) => serialNumber);
}

/**
 * The revocation lists of a test PKI, written now when they are missing or damaged.
 * @throws {PkiError} as {@link revoke}
 */
export async function ensureCrls(pki: Pick<Pki, 'dir'>, now = new Date()): Promise<CrlFiles> {
  const isWritten = async (held: PkiManifest): Promise<boolean> => {
    const { rootCrl, rootCrlPem, intermediateCrl, intermediateCrlPem } = pkiPaths(held.stamp);
    const files = [rootCrl, rootCrlPem, intermediateCrl, intermediateCrlPem];
    const intact = await Promise.all(files.map(async (file) => await isIntact(pki.dir, held, file)));
    return intact.every(Boolean);
  };
  if (await isWritten(await heldManifest(pki.dir))) return crlFiles(pki.dir);
  await changePki(pki.dir, async (held) => {
    if (await isWritten(held)) return null;
    const { makeCrls } = await import('./make-crls.ts');
    return { files: await makeCrls(pki.dir, held, now) };
  });
  return crlFiles(pki.dir);
}

/**
 * Puts a certificate of the test PKI on its revocation list, once and for all.
 * @param target its serial number (hex, any case, colons allowed) or a file (PEM, DER or PKCS#12) that holds it.
 * @throws {PkiError} `certs.unknown-serial` or `certs.foreign-certificate` for one that this PKI did not issue; `certs.no-pki`,
 * `certs.locked`, `certs.directory-unusable`.
 * @throws {CertificateFileError} for a file that holds no certificate.
 */
export async function revoke(
  pki: Pick<Pki, 'dir'>,
  target: { serial: string } | { file: string; password?: string },
  now = new Date(),
): Promise<Revocation> {
  const serialNumber = 'serial' in target ? await knownSerial(pki.dir, target.serial) : await serialOf(pki.dir, target);
  let isNew = false;
  await changePki(pki.dir, async (held) => {
    isNew = !held.revoked.some((entry) => entry.serialNumber === serialNumber);
    if (!isNew) return null;
    const revoked = [...held.revoked, { serialNumber, revokedAt: now.toISOString() }];
    const { makeCrls } = await import('./make-crls.ts');
    return { files: await makeCrls(pki.dir, { ...held, revoked }, now), manifest: { revoked } };
  });
  return { serialNumber, isNew, crls: await ensureCrls(pki, now) };
}

function crlFiles(dir: string): CrlFiles {
  const paths = pkiPaths('');
  const at = (relative: string): string => path.join(dir, ...relative.split('/'));
  return {
    intermediate: at(paths.intermediateCrl),
    root: at(paths.rootCrl),
    pem: [at(paths.intermediateCrlPem), at(paths.rootCrlPem)],
  };
}

/** A serial that nobody bears would look revoked and change nothing: a slip of the keyboard is refused. */
async function knownSerial(dir: string, text: string): Promise<string> {
  const serial = text.replaceAll(/[:\s]/g, '').toUpperCase();
  const held = await heldManifest(dir);
  const { leaves } = describePki(dir, held);
  const ofLeaves = await Promise.all(
    Object.values(leaves).map(async ({ cert }) => new X509Certificate(await readFile(cert))),
  );
  const issuer = await intermediateOf(dir, held);
  const known = [
    ...ofLeaves.filter((leaf) => isIssuedBy(leaf, issuer)).map(({ serialNumber }) => serialNumber),
    ...held.issued.map(({ serialNumber }) => serialNumber),
  ];
  const found = known.find((each) => bare(each) === bare(serial));
  if (found !== undefined) return found;
  throw new PkiError('certs.unknown-serial', text, { message: `this test PKI issued no certificate ${text}` });
}

function bare(serial: string): string {
  return serial.replace(/^0+/, '');
}

async function serialOf(dir: string, target: { file: string; password?: string }): Promise<string> {
  const { certificates } = await readCertificateFile(target.file, target.password);
  const leaf = leafOf(certificates);
  if (isIssuedBy(leaf, await intermediateOf(dir, await heldManifest(dir)))) return leaf.serialNumber;
  throw new PkiError('certs.foreign-certificate', target.file, {
    message: `the test PKI did not issue the certificate in ${target.file}`,
  });
}

async function intermediateOf(dir: string, held: PkiManifest): Promise<X509Certificate> {
  return new X509Certificate(await readFile(path.join(dir, ...pkiPaths(held.stamp).intermediateCer.split('/'))));
}

function isIssuedBy(leaf: X509Certificate, issuer: X509Certificate): boolean {
  return leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey);
}
