import { PkiError } from '../../certs/pki-error.ts';
import type { Pki } from '../../certs/pki.ts';
import { revokedSerialsNow } from '../../certs/revocation.ts';
import { MockRorError } from '../mock-ror-error.ts';

/** Which list a serial number stands on: the one of the test PKI (`rorkit certs revoke`), or the one of this mock alone. */
export type RevocationList = 'pki' | 'mock';

/** X.690 allows more; RFC 5280 §4.1.2.2 lets nobody issue more than 20 octets. */
const MAX_HEX_DIGITS = 40;

/** The revoked certificates that a lane knows of. */
export class Revocations {
  readonly #pki: Pick<Pki, 'dir'>;
  readonly #log: (text: string) => void;
  readonly #here = new Set<string>();
  #isPkiGone = false;

  constructor(pki: Pick<Pki, 'dir'>, log: (text: string) => void) {
    this.#pki = pki;
    this.#log = log;
  }

  /**
   * Revokes on this mock alone, until {@link clear}. Hexadecimal, any case, colons and leading zeros allowed. Gives the serial number as
   * OpenSSL prints it.
   * @throws MockRorError `mock.bad-serial`
   */
  revokeHere(serialHex: string): string {
    const serial = bareSerial(serialHex);
    if (!/^[0-9A-F]+$/.test(serial) || serial.length > MAX_HEX_DIGITS) {
      const seen = JSON.stringify(serialHex.slice(0, 2 * MAX_HEX_DIGITS));
      const expected = `1 to ${MAX_HEX_DIGITS} hexadecimal digits, not all zero, as rorkit certs inspect prints them`;
      throw new MockRorError('mock.bad-serial', `serial number ${seen}: expected ${expected}`);
    }
    this.#here.add(serial);
    return serial.length % 2 === 0 ? serial : `0${serial}`;
  }

  /** Forgets what was revoked here; the list of the PKI is nobody's to take back. */
  clear(): void {
    this.#here.clear();
  }

  /** What was revoked here, bare hexadecimal. */
  revokedHere(): readonly string[] {
    return [...this.#here];
  }

  /** Takes these instead of all that was revoked here. @throws MockRorError `mock.bad-serial` */
  replaceAll(serials: readonly string[]): void {
    this.#here.clear();
    for (const serial of serials) this.revokeHere(serial);
  }

  /** The list on which a serial number stands, as of now; null: on none. The list of the PKI is read each time. */
  listOf(serialHex: string): RevocationList | null {
    const serial = bareSerial(serialHex);
    if (this.#here.has(serial)) return 'mock';
    return this.#readPki().some((revoked) => bareSerial(revoked) === serial) ? 'pki' : null;
  }

  /** A PKI that was removed under a running mock has no list any more: said once, because nothing is checked from then on. */
  #readPki(): readonly string[] {
    try {
      const serials = revokedSerialsNow(this.#pki);
      this.#isPkiGone = false;
      return serials;
    } catch (error) {
      if (!(error instanceof PkiError)) throw error;
      if (!this.#isPkiGone) this.#log(`the revocation list of the PKI cannot be read: ${error.message}`);
      this.#isPkiGone = true;
      return [];
    }
  }
}

function bareSerial(text: string): string {
  return text.replaceAll(/[:\s]/g, '').toUpperCase().replace(/^0+/, '');
}
