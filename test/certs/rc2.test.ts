import { describe, expect, it } from 'vitest';
import { decryptRc2Cbc } from '../../certs/rc2.ts';

const NO_IV = Buffer.alloc(8);

describe('decryptRc2Cbc', () => {
  it.each([
    ['40-bit', '0102030405', '3371a591b5ccbda238efdf03310a38839bc9cf052bd8c251'],
    ['128-bit', '000102030405060708090a0b0c0d0e0f', '50a0b9051f4abe001b9311e20bd075d5636b0acb9595c327'],
  ])('decrypts what OpenSSL encrypted with a %s key', (_, key, data) => {
    const clear = decryptRc2Cbc(Buffer.from(data, 'hex'), Buffer.from(key, 'hex'), NO_IV);
    expect(clear.toString()).toBe('hello world 12345');
  });

  it('refuses what is not whole blocks, and the padding that a wrong key gives', () => {
    const data = Buffer.from('3371a591b5ccbda238efdf03310a38839bc9cf052bd8c251', 'hex');
    expect(() => decryptRc2Cbc(data.subarray(1), Buffer.alloc(5), NO_IV)).toThrow(RangeError);
    expect(() => decryptRc2Cbc(Buffer.alloc(0), Buffer.alloc(5), NO_IV)).toThrow(RangeError);
    expect(() => decryptRc2Cbc(data, Buffer.alloc(5), NO_IV)).toThrow(RangeError);
  });
});
