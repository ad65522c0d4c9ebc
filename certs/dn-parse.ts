import { decodeDerText, decodeUtf8 } from './dn-der-text.ts';
import { attributeType, DnError, sortRdn } from './dn-name.ts';
import type { Dn, DnAttribute } from './dn-name.ts';

/** Characters that may follow a backslash as themselves. */
const ESCAPABLE = ',=\n+<>#;\\" ';
const MUST_BE_ESCAPED = '<>"';
const HEX_PAIR = /[0-9a-f]{2}/iy;
const HEX_DIGIT = /^[0-9a-f]$/i;

/** How strictly a text is read. */
export interface ParseDnOptions {
  /**
   * True for the name found in a certificate: whatever a stranger's certificate holds (empty value, exotic attribute) must
   * be readable. False (default) for what a person configures, where the same is a mistake.
   */
  readonly isFromCertificate?: boolean;
}

/**
 * Reads a distinguished name as ANS and Keycloak do: RFC 4514 or RFC 2253, spaces around separators, quoted values, `;`, hex escapes and
 * OIDs allowed; attribute types in any case. Time is linear in the length of the text.
 * @throws {DnError} with the position and the reason, and nothing else, for any text.
 * @see pki-and-oauth §3.2, appendix A
 */
export function parseDn(text: string, options: ParseDnOptions = {}): Dn {
  return new DnReader(text, options.isFromCertificate === true).read();
}

class DnReader {
  readonly #text: string;
  readonly #isLenient: boolean;
  #at = 0;

  constructor(text: string, isLenient: boolean) {
    this.#text = text;
    this.#isLenient = isLenient;
  }

  read(): Dn {
    this.#skipBlanks();
    if (this.#peek() === '') throw new DnError('empty', 0);
    if (this.#peek() === '/') throw new DnError('slash-form', this.#at);
    const rdns: DnAttribute[][] = [];
    let members: DnAttribute[] = [];
    for (;;) {
      members.push({ type: this.#type(), value: this.#value() });
      const separator = this.#peek();
      if (separator !== '+') {
        rdns.push(members);
        members = [];
      }
      if (separator === '') return rdns.map((rdn) => (rdn.length === 1 ? rdn : sortRdn(rdn)));
      const separatorAt = this.#at++;
      this.#skipBlanks();
      if (this.#peek() === '') throw new DnError('trailing-separator', separatorAt);
    }
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #skipBlanks(): void {
    while (this.#peek() === ' ' || this.#peek() === '\n') this.#at++;
  }

  #type(): string {
    const start = this.#at;
    while (!isOneOf('=,;+"\\', this.#peek())) this.#at++;
    if (this.#peek() !== '=') throw new DnError(this.#at === start ? 'trailing-separator' : 'missing-equals', start);
    const written = this.#text.slice(start, this.#at++).trim();
    const type = attributeType(written) ?? (this.#isLenient && written !== '' ? written : null);
    if (type === null) throw new DnError('unknown-attribute', start);
    return type;
  }

  #value(): string {
    this.#skipBlanks();
    const start = this.#at;
    const value = this.#startedValue();
    if (value === '' && !this.#isLenient) throw new DnError('empty-value', start);
    return value;
  }

  #startedValue(): string {
    if (this.#peek() === '"') return this.#quotedValue();
    if (this.#peek() === '#') return this.#encodedValue();
    return this.#bareValue();
  }

  #bareValue(): string {
    const parts: string[] = [];
    let kept = 0; // parts up to here are in the value; later ones are unescaped spaces that may prove to be trailing
    while (!isOneOf(',;+', this.#peek())) {
      const character = this.#peek();
      if (character === '\\') parts.push(this.#escaped());
      else {
        if (MUST_BE_ESCAPED.includes(character)) throw new DnError('unescaped-character', this.#at);
        parts.push(character);
        this.#at++;
      }
      if (character !== ' ') kept = parts.length;
    }
    return parts.slice(0, kept).join('');
  }

  #quotedValue(): string {
    const start = this.#at++;
    const parts: string[] = [];
    while (this.#peek() !== '"') {
      if (this.#peek() === '') throw new DnError('unterminated-quote', start);
      if (this.#peek() === '\\') parts.push(this.#escaped());
      else parts.push(this.#text.charAt(this.#at++));
    }
    this.#at++;
    this.#skipBlanks();
    if (!isOneOf(',;+', this.#peek())) throw new DnError('after-quote', this.#at);
    return parts.join('');
  }

  /** `\c`, or a run of `\XX`: the bytes of a character come as several pairs, so a run is decoded as a whole. */
  #escaped(): string {
    const start = this.#at;
    const bytes: number[] = [];
    while (this.#peek() === '\\') {
      HEX_PAIR.lastIndex = this.#at + 1;
      const pair = HEX_PAIR.exec(this.#text)?.[0];
      if (pair === undefined) break;
      bytes.push(Number.parseInt(pair, 16));
      this.#at += 3;
    }
    if (bytes.length > 0) return decodeUtf8(Uint8Array.from(bytes), start);
    const character = this.#text.charAt(start + 1);
    if (HEX_DIGIT.test(character) || !isOneOf(ESCAPABLE, character) || character === '')
      throw new DnError('bad-escape', start);
    this.#at += 2;
    return character;
  }

  /** `#` and the DER encoding of a text in hex, as RFC 4514 allows for any attribute. */
  #encodedValue(): string {
    const start = this.#at++;
    while (!isOneOf(',;+', this.#peek())) this.#at++;
    const hex = this.#text.slice(start + 1, this.#at).trimEnd();
    if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) throw new DnError('bad-hex', start);
    return decodeDerText(Buffer.from(hex, 'hex'), start);
  }
}

/** True at the end of the text too: `''` stands for it. */
function isOneOf(characters: string, character: string): boolean {
  return character === '' || characters.includes(character);
}
