/**
 * RC2 in CBC mode, decryption only: the cipher of most PKCS#12 files made before 2022, which Node's OpenSSL no longer opens.
 * It protects nothing; it is here to read certificates, which are public. Padding is removed.
 * @param key 5 or 16 bytes; its length also gives the effective key bits.
 * @throws {RangeError} when the data is not a whole number of blocks or the padding is wrong (wrong key).
 * @see RFC 2268
 */
export function decryptRc2Cbc(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  if (data.length === 0 || data.length % BLOCK !== 0 || iv.length !== BLOCK)
    throw new RangeError('not whole RC2 blocks');
  const words = expandKey(key);
  const out = Buffer.alloc(data.length);
  for (let at = 0; at < data.length; at += BLOCK) {
    const previous = at === 0 ? iv : data.subarray(at - BLOCK, at);
    out.set(
      decryptBlock(data.subarray(at, at + BLOCK), words).map((byte, index) => byte ^ (previous[index] ?? 0)),
      at,
    );
  }
  return withoutPadding(out);
}

const BLOCK = 8;

/** PITABLE of RFC 2268: a permutation of the bytes from the digits of pi. */
const PI_TABLE = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32' +
    'bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a' +
    '961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e' +
    'c5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

function pi(index: number): number {
  return PI_TABLE[index & 0xff] ?? 0;
}

function expandKey(key: Uint8Array): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  const at = (index: number): number => bytes[index] ?? 0;
  for (let i = key.length; i < 128; i++) bytes[i] = pi(at(i - 1) + at(i - key.length));
  const effective = key.length; // whole bytes here: no bits to mask
  bytes[128 - effective] = pi(at(128 - effective));
  for (let i = 127 - effective; i >= 0; i--) bytes[i] = pi(at(i + 1) ^ at(i + effective));
  return Uint16Array.from({ length: 64 }, (_, i) => at(2 * i) | (at(2 * i + 1) << 8));
}

const ROTATIONS = [1, 2, 3, 5] as const;
/** Running backwards, a mashing round comes after each of these mixing rounds. */
const MASH_AFTER: ReadonlySet<number> = new Set([11, 5]);

function decryptBlock(block: Uint8Array, keyWords: Uint16Array): Uint8Array {
  const view = new DataView(block.buffer, block.byteOffset, BLOCK);
  const r = Uint16Array.from({ length: 4 }, (_, i) => view.getUint16(2 * i, true));
  const word = (index: number): number => r[index & 3] ?? 0;
  for (let round = 15; round >= 0; round--) {
    for (let i = 3; i >= 0; i--) {
      const shift = ROTATIONS[i] ?? 0;
      const rotated = (word(i) >>> shift) | (word(i) << (16 - shift));
      const mixed = (word(i - 1) & word(i - 2)) + (~word(i - 1) & word(i - 3));
      r[i] = rotated - (keyWords[4 * round + i] ?? 0) - mixed;
    }
    if (MASH_AFTER.has(round)) unmash(r, keyWords);
  }
  const out = new Uint8Array(BLOCK);
  r.forEach((value, i) => new DataView(out.buffer).setUint16(2 * i, value, true));
  return out;
}

function unmash(r: Uint16Array, keyWords: Uint16Array): void {
  for (let i = 3; i >= 0; i--) r[i] = (r[i] ?? 0) - (keyWords[(r[(i + 3) & 3] ?? 0) & 63] ?? 0);
}

function withoutPadding(data: Buffer): Buffer {
  const length = data.at(-1) ?? 0;
  const isPadding = length >= 1 && length <= BLOCK && data.subarray(-length).every((byte) => byte === length);
  if (!isPadding) throw new RangeError('wrong RC2 padding');
  return data.subarray(0, -length);
}
