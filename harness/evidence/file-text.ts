import { isUtf8 } from 'node:buffer';

/** How files begin that may be written in characters and still hide what they say. */
const PACKED = ['%PDF-', 'PK\u0003\u0004', '{\\rtf'];
/** No text has these; the escape character (0x1b) is left out, since programs print colours. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

/**
 * The text of a file: UTF-8, or Latin-1 as older programs write it. Null for what is no text or hides it: PDF, office documents,
 * pictures, archives, UTF-16.
 */
export function textOf(content: Buffer): string | null {
  const bytes = content.toString('latin1');
  if (PACKED.some((start) => bytes.startsWith(start)) || CONTROL.test(bytes)) return null;
  return isUtf8(content) ? content.toString('utf8') : bytes;
}
