import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';

/** The key that signs the tokens of a lane; it has nothing to do with the PKI. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly kid: string;
}

const FILE = 'token-signing-key.pem';
const ENCRYPTION_FILE = 'token-encryption-key.pem';
const MODULUS_BITS = 2_048;

/**
 * The signing key kept in a data folder (`token-signing-key.pem`, mode 0600), made on first use; with null, a key that lives
 * as long as the lane. Two processes that start together agree: the file is made exclusively.
 */
export function openSigningKey(dataDir: string | null): Promise<SigningKey> {
  return openKey(dataDir, FILE);
}

/** The key that Keycloak publishes beside it for encryption; nothing is encrypted by it. Kept and made in the same way. */
export function openEncryptionKey(dataDir: string | null): Promise<SigningKey> {
  return openKey(dataDir, ENCRYPTION_FILE);
}

async function openKey(dataDir: string | null, name: string): Promise<SigningKey> {
  if (dataDir === null) return describe(await makeKey());
  const file = path.join(dataDir, name);
  const kept = await readKept(file);
  if (kept !== null) return describe(kept);
  const made = await makeKey();
  try {
    await writeFile(file, made.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    return await describe(made);
  } catch (error) {
    const winner = await readKept(file);
    if (winner === null) throw error;
    return describe(winner);
  }
}

async function readKept(file: string): Promise<KeyObject | null> {
  try {
    return createPrivateKey(await readFile(file));
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw error;
  }
}

async function makeKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
  return privateKey;
}

async function describe(privateKey: KeyObject): Promise<SigningKey> {
  const publicKey = createPublicKey(privateKey);
  const { kty = 'RSA', n = '', e = '' } = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint({ kty, n, e });
  return { privateKey, publicKey, kid };
}
