import { EvidenceError } from './evidence-error.ts';
import { personalDataIn } from './scan-personal-data.ts';
import { isBareHeader, secretsIn, secretsInOwnText } from './scan-secrets.ts';
import { textsOf } from './text-places.ts';
import type { TextPlace } from './text-places.ts';

/** Most places that are named one by one. */
const MAX_NAMED = 50;
/** Members of an entry that hold digests, made by the recorder itself. */
const DIGEST = /(?:^|\.)(?:sha256|token|serial)$/;
const HEADER_VALUE = /\.headers\[\d+\]\[1\]$/;

/** Reads everything that a pack exports and remembers where secrets and personal data stand; never what they are. */
export class ExportScan {
  readonly #allowed: ReadonlySet<string>;
  readonly #secrets: string[] = [];
  readonly #personal: string[] = [];

  /** @param allowed lower-case texts that are no finding: those of the signatory */
  constructor(allowed: readonly string[]) {
    this.#allowed = new Set(allowed.map((text) => text.toLowerCase()));
  }

  /** Scans a journal entry or an event; `place` names its line. */
  record(record: unknown, place: string): void {
    for (const found of textsOf(record)) {
      if (DIGEST.test(found.where)) continue;
      this.#text(found, place);
    }
    this.#headers(record, place);
  }

  /** Scans a file that rorkit itself wrote or brought along: what is a secret by its shape. */
  plain(text: string, place: string): void {
    for (const kind of secretsIn(text)) this.#secrets.push(`${place} (${kind})`);
  }

  /** Scans a file of the vendor, or what the connector printed, line by line. */
  own(text: string, place: string): void {
    for (const [index, line] of text.split('\n').entries()) {
      for (const kind of secretsInOwnText(line)) this.#secrets.push(`${place}:${index + 1} (${kind})`);
      for (const kind of personalDataIn(line, this.#allowed)) this.#personal.push(`${place}:${index + 1} (${kind})`);
    }
  }

  /** Where personal data stand. */
  get personalData(): readonly string[] {
    return this.#personal.slice(0, MAX_NAMED);
  }

  /**
   * Stops the export when something may not go out.
   * @throws {EvidenceError} `secret-found`; `personal-data` unless that is allowed
   */
  assertClean(isPersonalDataAllowed: boolean): void {
    if (this.#secrets.length > 0) throw new EvidenceError('secret-found', listed(this.#secrets));
    if (this.#personal.length > 0 && !isPersonalDataAllowed) {
      throw new EvidenceError('personal-data', listed(this.#personal));
    }
  }

  #text({ where, text }: TextPlace, place: string): void {
    for (const kind of secretsIn(text)) this.#secrets.push(`${place}, ${where} (${kind})`);
    for (const kind of personalDataIn(text, this.#allowed)) this.#personal.push(`${place}, ${where} (${kind})`);
  }

  #headers(record: unknown, place: string): void {
    let name = '';
    for (const { where, text } of textsOf(record)) {
      if (HEADER_VALUE.test(where) && isBareHeader(name, text))
        this.#secrets.push(`${place}, ${where} (cookie, token)`);
      name = text;
    }
  }
}

function listed(places: readonly string[]): Readonly<Record<string, string | number>> {
  const more = places.length - MAX_NAMED;
  return { count: places.length, places: places.slice(0, MAX_NAMED).join('; ') + (more > 0 ? '; …' : '') };
}
