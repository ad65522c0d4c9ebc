import { createHash } from 'node:crypto';
import { exportJWK } from 'jose/key/export';
import { openEncryptionKey } from './signing-key.ts';
import type { SigningKey } from './signing-key.ts';

/** A key as a realm publishes it. @see pki-and-oauth §4.6 */
export type PublishedKey = Readonly<Record<string, string | readonly string[]>>;

/** Realm of the ROR in its authorization server. */
const REALM = 'ror';

/**
 * The keys at `/protocol/openid-connect/certs`: the one that signs the tokens and the one for encryption, each with the certificate that the
 * realm gave itself. Made when they are first asked for: most mocks never are.
 * @param dataDir folder that keeps the key for encryption; null: it lives as long as the lane
 */
export function createPublishedKeys(
  key: () => Promise<SigningKey>,
  dataDir: string | null,
): () => Promise<readonly PublishedKey[]> {
  let keys: Promise<readonly PublishedKey[]> | null = null;
  return () => (keys ??= publish(key, dataDir));
}

async function publish(key: () => Promise<SigningKey>, dataDir: string | null): Promise<readonly PublishedKey[]> {
  const [signing, encryption] = await Promise.all([key(), openEncryptionKey(dataDir)]);
  return await Promise.all([
    publishedKey(signing, { alg: 'RS256', use: 'sig' }),
    publishedKey(encryption, { alg: 'RSA-OAEP', use: 'enc' }),
  ]);
}

async function publishedKey(
  { privateKey, publicKey, kid }: SigningKey,
  { alg, use }: { readonly alg: string; readonly use: string },
): Promise<PublishedKey> {
  const { realmCertificate } = await import('../../certs/realm-certificate.ts'); // a third of a second to load
  const certificate = await realmCertificate(privateKey, REALM);
  const { kty = 'RSA', n = '', e = '' } = await exportJWK(publicKey);
  const print = (hash: string): string => createHash(hash).update(certificate).digest('base64url');
  return {
    kid,
    kty,
    alg,
    use,
    x5c: [certificate.toString('base64')],
    x5t: print('sha1'),
    'x5t#S256': print('sha256'),
    n,
    e,
  };
}
