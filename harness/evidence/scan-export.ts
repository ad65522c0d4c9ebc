import { EvidenceError } from './evidence-error.ts';
import { textOf } from './file-text.ts';
import { personalDataIn } from './scan-personal-data.ts';
import { isBareHeader, secretsIn, secretsInOwnText } from './scan-secrets.ts';
import { textsOf } from './text-places.ts';
import type { TextPlace } from './text-places.ts';

/** Most places that are named one by one. */
const MAX_NAMED = 50;
/** How many texts without findings are remembered, and how long they may be. */
const MAX_REMEMBERED = 5_000;
const MAX_REMEMBERED_CHARS = 500;
/** Members of an entry that hold digests, made by the recorder itself. */
const DIGEST = /(?:^|\.)(?:sha256|token|serial)$/;
const HEADER_VALUE = /\.headers\[\d+\]\[1\]$/;

/** Reads everything that a pack exports and remembers where secrets and personal data stand; never what they are. */
export class ExportScan {
  readonly #allowed: ReadonlySet<string>;
  readonly #secrets: string[] = [];
  readonly #personal: string[] = [];
  readonly #notScanned: string[] = [];
  /** Short texts in which nothing was found: names and values of headers stand in a journal thousands of times. */
  readonly #clean = new Set<string>();

  /** @param allowed lower-case texts that are no finding: those of the signatory */
  constructor(allowed: readonly string[]) {
    this.#allowed = new Set(allowed.map((text) => text.toLowerCase()));
  }

  /** Scans a journal entry or an event; `place` names its line. */
  record(record: unknown, place: string): void {
    let name = '';
    for (const { where, text } of textsOf(record)) {
      if (HEADER_VALUE.test(where) && isBareHeader(name, text))
        this.#secrets.push(`${place}, ${where} (cookie, token)`);
      name = text;
      if (!DIGEST.test(where)) this.#text({ where, text }, place);
    }
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

  /** Scans a file that may be no text; one that is none cannot be looked through, and is remembered as such. */
  file(content: Buffer, place: string): void {
    const text = textOf(content);
    if (text === null) this.#notScanned.push(place);
    else this.own(text, place);
  }

  /** Files that are not text. */
  get notScanned(): readonly string[] {
    return this.#notScanned;
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
    if (this.#clean.has(text)) return;
    const secrets = secretsIn(text);
    const personal = personalDataIn(text, this.#allowed);
    for (const kind of secrets) this.#secrets.push(`${place}, ${where} (${kind})`);
    for (const kind of personal) this.#personal.push(`${place}, ${where} (${kind})`);
    const isShort = text.length <= MAX_REMEMBERED_CHARS && this.#clean.size < MAX_REMEMBERED;
    if (isShort && secrets.length === 0 && personal.length === 0) this.#clean.add(text);
  }
}

function listed(places: readonly string[]): Readonly<Record<string, string | number>> {
  const more = places.length - MAX_NAMED;
  return { count: places.length, places: places.slice(0, MAX_NAMED).join('; ') + (more > 0 ? '; …' : '') };
}
