import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { decryptRc2Cbc } from './rc2.ts';

/** Password-based encryption of PKCS#12 v1, with SHA-1: what tools wrote before PBES2. */
export interface OldEncryption {
  readonly algorithm: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

const KEY = 1;
const IV = 2;
const MAC = 3;
const SHA1_BYTES = 20;
const IV_BYTES = 8;

/** Triple DES with three keys: the least bad of the old ones, and the one that every old tool opens. */
export const OLD_TRIPLE_DES = '1.2.840.113549.1.12.1.3';

const CIPHERS: ReadonlyMap<
  string,
  { keyBytes: number; decrypt: (data: Uint8Array, key: Buffer, iv: Buffer) => Buffer }
> = new Map([
  [OLD_TRIPLE_DES, { keyBytes: 24, decrypt: decryptTripleDes }],
  ['1.2.840.113549.1.12.1.5', { keyBytes: 16, decrypt: decryptRc2Cbc }],
  ['1.2.840.113549.1.12.1.6', { keyBytes: 5, decrypt: decryptRc2Cbc }],
]);

/**
 * Decrypts content of an old PKCS#12 file.
 * @throws {RangeError} for another algorithm, or a wrong password.
 */
export function decryptOldPbe(data: Uint8Array, encryption: OldEncryption, password: string): Buffer {
  const cipher = CIPHERS.get(encryption.algorithm);
  if (cipher === undefined) throw new RangeError('unknown PKCS#12 encryption');
  const key = derive(KEY, cipher.keyBytes, { ...encryption, password });
  return cipher.decrypt(data, key, derive(IV, IV_BYTES, { ...encryption, password }));
}

/** Encrypts content for an old PKCS#12 file, with {@link OLD_TRIPLE_DES}. */
export function encryptOldPbe(data: Uint8Array, from: Omit<OldEncryption, 'algorithm'>, password: string): Buffer {
  const key = derive(KEY, 24, { ...from, password });
  const cipher = createCipheriv('des-ede3-cbc', key, derive(IV, IV_BYTES, { ...from, password }));
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** HMAC-SHA-1 of the content of an old PKCS#12 file, with a key from its password. */
export function oldMac(data: Uint8Array, from: Omit<OldEncryption, 'algorithm'>, password: string): Buffer {
  return createHmac('sha1', derive(MAC, SHA1_BYTES, { ...from, password }))
    .update(data)
    .digest();
}

function decryptTripleDes(data: Uint8Array, key: Buffer, iv: Buffer): Buffer {
  const decipher = createDecipheriv('des-ede3-cbc', key, iv);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

const SHA1_BLOCK = 64;

/** Key derivation of RFC 7292 appendix B.2, with SHA-1. */
function derive(
  purpose: number,
  length: number,
  from: { salt: Uint8Array; iterations: number; password: string },
): Buffer {
  const diversifier = Buffer.alloc(SHA1_BLOCK, purpose);
  const secret = Buffer.from(`${from.password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([filled(from.salt), filled(secret)]);
  const blocks: Buffer[] = [];
  for (let have = 0; have < length; have += SHA1_BYTES) {
    let hash = sha1(Buffer.concat([diversifier, input]));
    for (let i = 1; i < from.iterations; i++) hash = sha1(hash);
    blocks.push(hash);
    addToEachBlock(input, filled(hash).subarray(0, SHA1_BLOCK));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** `bytes` repeated up to a whole number of hash blocks. */
function filled(bytes: Uint8Array): Buffer {
  const size = Math.ceil(bytes.length / SHA1_BLOCK) * SHA1_BLOCK;
  return bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(size, bytes);
}

/** Each 64-byte block of `input`, as a big-endian number, plus `addend` plus one. */
function addToEachBlock(input: Buffer, addend: Buffer): void {
  for (let start = 0; start < input.length; start += SHA1_BLOCK) {
    let carry = 1;
    for (let i = SHA1_BLOCK - 1; i >= 0; i--) {
      const sum = (input[start + i] ?? 0) + (addend[i] ?? 0) + carry;
      input[start + i] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}

function sha1(data: Uint8Array): Buffer {
  return createHash('sha1').update(data).digest();
}
