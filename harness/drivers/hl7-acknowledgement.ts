import Parser from 'simple-hl7/lib/hl7/parser.js';

/** What an acknowledgement says (HL7 v2.5, MSA and ERR). */
export interface Acknowledgement {
  /** MSA-1. */
  readonly code: 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';
  /** MSA-2: MSH-10 of the message that it is about. */
  readonly controlId: string;
  /** MSA-3, or what ERR says; empty when nothing is said. */
  readonly text: string;
}

/** Fields of ERR that say what is wrong: user message, diagnostic, code, and the only one of version 2.3. */
const ERROR_FIELDS = [8, 7, 3, 1];

const CODES = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'] as const;

/** Reads an acknowledgement; null for anything else. The delimiters of MSH-1 and MSH-2 are expected to be the usual ones. */
export function readAcknowledgement(text: string): Acknowledgement | null {
  if (!text.startsWith('MSH|^~\\&')) return null;
  // Segments end with CR; some products write LF or both.
  const message = new Parser({ segmentSeperator: '\r' }).parse(text.replaceAll(/\r?\n/g, '\r'));
  const msa = message.getSegment('MSA');
  if (msa === undefined) return null;
  const code = CODES.find((one) => one === msa.getField(1).trim());
  if (code === undefined) return null;
  const error = message.getSegment('ERR');
  const texts = [msa.getField(3), ...ERROR_FIELDS.map((field) => error?.getField(field) ?? '')].map(plain);
  return { code, controlId: plain(msa.getField(2)), text: texts.find((one) => one !== '') ?? '' };
}

/** True for an acknowledgement that takes the message. */
export function isAccepted({ code }: Acknowledgement): boolean {
  return code === 'AA' || code === 'CA';
}

const SIGNS: Readonly<Record<string, string>> = { F: '|', S: '^', T: '&', R: '~', E: '\\' };

/** The text of a field without escape sequences. */
function plain(field: string): string {
  return field.replaceAll(/\\([FSTRE])\\/g, (...[, sign]) => SIGNS[String(sign)] ?? '').trim();
}
