import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A key with the certificate that says whose it is; the certificate of the key comes first. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]];
}

/** Why a key cannot sign. */
export type SigningKeyReason = 'unreadable' | 'password' | 'ed25519' | 'unsuited' | 'too-short' | 'not-of-certificate';

/** Thrown by {@link readSigningKey}; never holds anything of the key. */
export class SigningKeyError extends Error {
  readonly reason: SigningKeyReason;

  constructor(reason: SigningKeyReason, cause?: unknown) {
    super(`the key cannot sign: ${reason}`, cause === undefined ? undefined : { cause });
    this.name = 'SigningKeyError';
    this.reason = reason;
  }
}

const CURVES: readonly string[] = ['prime256v1', 'secp384r1', 'secp521r1'];
const MIN_RSA_BITS = 2048;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * A key and its certificates from PEM texts.
 * @param pem.passphrase of an encrypted key
 * @throws {SigningKeyError} when it is neither RSA of 2048 bits on nor EC on a NIST curve, or not the key of the first certificate
 */
export function readSigningKey(pem: { key: string; certificates: string; passphrase?: string }): SigningKey {
  return signingKeyOf(privateKeyOf(pem), certificatesOf(pem.certificates));
}

/**
 * A key with its certificates, that of the key first.
 * @throws {SigningKeyError} when it is neither RSA of 2048 bits on nor EC on a NIST curve, or not the key of the first certificate
 */
export function signingKeyOf(key: KeyObject, certificates: readonly X509Certificate[]): SigningKey {
  assertSuited(key);
  const [first, ...others] = certificates;
  if (first === undefined) throw new SigningKeyError('unreadable');
  if (!first.checkPrivateKey(key)) throw new SigningKeyError('not-of-certificate');
  return { key, certificates: [first, ...others] };
}

/** The certificates of a PEM text, as they stand. @throws {SigningKeyError} `unreadable` */
export function certificatesOf(pem: string): readonly X509Certificate[] {
  try {
    return [...pem.matchAll(CERTIFICATE)].map(([block]) => new X509Certificate(block));
  } catch (error) {
    throw new SigningKeyError('unreadable', error);
  }
}

function privateKeyOf({ key, passphrase }: { key: string; passphrase?: string }): KeyObject {
  try {
    return createPrivateKey(passphrase === undefined ? key : { key, passphrase });
  } catch (error) {
    throw new SigningKeyError(key.includes('ENCRYPTED') ? 'password' : 'unreadable', error);
  }
}

/** OpenSSL 3 cannot verify a CMS signature by Ed25519, so that nobody could check it with a standard tool. */
function assertSuited({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): void {
  if (type === 'ed25519' || type === 'ed448') throw new SigningKeyError('ed25519');
  if (type === 'rsa' && (details?.modulusLength ?? 0) < MIN_RSA_BITS) throw new SigningKeyError('too-short');
  if (type !== 'rsa' && !isGoodCurve(type, details?.namedCurve)) throw new SigningKeyError('unsuited');
}

function isGoodCurve(type: string | undefined, curve: string | undefined): boolean {
  return type === 'ec' && curve !== undefined && CURVES.includes(curve);
}
