import { DnError } from './dn-name.ts';

/**
 * Text of UTF-8 bytes.
 * @throws {DnError} `bad-utf8` at `position` when they are not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array, position: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DnError('bad-utf8', position);
  }
}

/** Decoders of the DER string types that a name may hold, by tag. */
const DECODERS: ReadonlyMap<number | undefined, (content: Buffer, position: number) => string> = new Map([
  [0x0c, decodeUtf8],
  [0x12, latin1], // NumericString
  [0x13, latin1], // PrintableString
  [0x14, latin1], // T61String, read as Latin-1 as everyone does
  [0x16, latin1], // IA5String
  [0x1e, bigEndianUtf16], // BMPString
]);

/**
 * Text held by the DER encoding of a string.
 * @throws {DnError} `bad-hex` or `bad-utf8` at `position` when it holds anything else.
 */
export function decodeDerText(der: Buffer, position: number): string {
  const decode = DECODERS.get(der[0]);
  const content = derContent(der);
  if (decode === undefined || content === null) throw new DnError('bad-hex', position);
  return decode(content, position);
}

/** The content of one DER value that fills the buffer, else null. */
function derContent(der: Buffer): Buffer | null {
  const first = der[1];
  if (first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const isReadable = first !== 0x80 && lengthBytes <= 3 && der.length >= 2 + lengthBytes;
  if (!isReadable) return null;
  const length = lengthBytes === 0 ? first : der.readUIntBE(2, lengthBytes);
  const content = der.subarray(2 + lengthBytes);
  return content.length === length ? content : null;
}

function latin1(content: Buffer): string {
  return content.toString('latin1');
}

function bigEndianUtf16(content: Buffer, position: number): string {
  if (content.length % 2 !== 0) throw new DnError('bad-hex', position);
  return Buffer.from(content).swap16().toString('utf16le');
}
