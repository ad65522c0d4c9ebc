import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { der, DER } from './der.ts';
import type { Issued } from './issue.ts';
import { loadAuthority } from './load-authority.ts';
import { pkiPaths } from './pki-layout.ts';
import type { PkiManifest, RevokedEntry } from './pki-manifest.ts';

/**
 * The revocation lists of both authorities, by relative path: DER under the names that ANS uses, and PEM under the label that OpenSSL
 * and Node want (`X509 CRL`, the library writes `CRL`). They last as long as their authority, so that none ever runs out in a test.
 * @see pki-and-oauth §2.5, §6.1
 */
export async function makeCrls(dir: string, held: PkiManifest, now: Date): Promise<Map<string, string | Uint8Array>> {
  const paths = pkiPaths(held.stamp);
  const [root, intermediate] = await Promise.all([
    loadAuthority(dir, held, 'root'),
    loadAuthority(dir, held, 'intermediate'),
  ]);
  const [ofRoot, ofIntermediate] = await Promise.all([
    makeCrl(root, [], now),
    makeCrl(intermediate, held.revoked, now),
  ]);
  return new Map<string, string | Uint8Array>([
    [paths.rootCrl, ofRoot],
    [paths.rootCrlPem, crlPem(ofRoot)],
    [paths.intermediateCrl, ofIntermediate],
    [paths.intermediateCrlPem, crlPem(ofIntermediate)],
  ]);
}

async function makeCrl(issuer: Issued, revoked: readonly RevokedEntry[], now: Date): Promise<Uint8Array> {
  const crl = await x509.X509CrlGenerator.create({
    issuer: issuer.certificate.subjectName,
    thisUpdate: now,
    nextUpdate: issuer.certificate.notAfter,
    entries: revoked.map(({ serialNumber, revokedAt }) => ({
      serialNumber,
      revocationDate: new Date(revokedAt),
      reason: x509.X509CrlReason.unspecified,
    })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      crlNumber(revoked.length + 1),
    ],
    signingAlgorithm: { name: issuer.keys.privateKey.algorithm.name, hash: 'SHA-256' },
    signingKey: issuer.keys.privateKey,
  });
  return new Uint8Array(crl.rawData);
}

const CRL_NUMBER_EXTENSION = '2.5.29.20';

/** Grows with each revocation, since none is ever taken back. */
function crlNumber(number: number): x509.Extension {
  return new x509.Extension(CRL_NUMBER_EXTENSION, false, der(DER.integer, shortestInteger(number)));
}

/** Big-endian, without needless leading bytes, positive. */
function shortestInteger(number: number): Buffer {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(Number.parseInt(even.slice(0, 2), 16) < 0x80 ? even : `00${even}`, 'hex');
}

function crlPem(crl: Uint8Array): string {
  const lines =
    Buffer.from(crl)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN X509 CRL-----', ...lines, '-----END X509 CRL-----', ''].join('\n');
}
