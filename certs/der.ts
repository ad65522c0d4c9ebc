/** DER of one value with tag `tag` holding `parts` one after the other. Content up to 65 535 bytes. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  if (size < 0x80) return Buffer.concat([Uint8Array.of(tag, size), content]);
  if (size < 0x100) return Buffer.concat([Uint8Array.of(tag, 0x81, size), content]);
  if (size < 0x10000) return Buffer.concat([Uint8Array.of(tag, 0x82, size >> 8, size & 0xff), content]);
  throw new RangeError('DER content is too long');
}

/** DER tags of the few values written by hand. */
export const DER = {
  integer: 0x02,
  octetString: 0x04,
  oid: 0x06,
  ia5String: 0x16,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** DER of an object identifier in dotted form. */
export function derOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(DER.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left % 128) | 0x80);
  return bytes;
}

/** DER of a BMPString: text in big-endian UTF-16. */
export function derBmpString(text: string): Buffer {
  return der(DER.bmpString, Buffer.from(text, 'utf16le').swap16());
}
