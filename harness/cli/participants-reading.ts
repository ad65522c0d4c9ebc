import type { X509Certificate } from 'node:crypto';
import path from 'node:path';
import type { MessageId, Translate } from '../../messages/index.ts';
import { locateInYaml } from '../model/yaml-document.ts';
import { CliError } from './cli-error.ts';

/** Path inside the document, such as `['participants', 0, 'id']`. */
export type Place = readonly (string | number)[];

type Values = Readonly<Record<string, string | number>>;

/** What the reading of a file of participants works with. */
export interface ReadingSource {
  readonly file: string;
  readonly text: string;
  readonly t: Translate;
  readonly now: Date;
  /** Authorities of the test PKI, and those that the user gave beside: a certificate of another one would not be let in. */
  readonly testPki: readonly X509Certificate[];
  readonly given: readonly X509Certificate[];
}

/** Collects what is wrong with a file of participants beyond its form, each with line and column; then all or nothing is taken. */
export class ParticipantsReading {
  readonly t: Translate;
  readonly now: Date;
  readonly testPki: readonly X509Certificate[];
  readonly given: readonly X509Certificate[];
  readonly #source: ReadingSource;
  readonly #faults: string[] = [];
  readonly #warnings: string[] = [];
  /** Positions found so far: the problems of one list share theirs. */
  readonly #positions = new Map<string, string>();

  constructor(source: ReadingSource) {
    this.#source = source;
    this.t = source.t;
    this.now = source.now;
    this.testPki = source.testPki;
    this.given = source.given;
  }

  /** A path in the file, from the folder of the file. */
  resolve(file: string): string {
    return path.resolve(path.dirname(this.#source.file), file);
  }

  fault(place: Place, text: MessageId, values: Values = {}): void {
    this.#faults.push(this.#line(place, this.t(text, values)));
  }

  warn(place: Place, text: MessageId, values: Values = {}): void {
    this.#warnings.push(this.#line(place, this.t(text, values)));
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** @throws CliError `participants.refused` when there was a fault: the first in full, and how many more */
  refuseFaults(): void {
    const [first, ...others] = this.#faults;
    if (first === undefined) return;
    const hint = others.length === 0 ? {} : { hint: this.t('cli.file-more-faults', { count: others.length }) };
    throw new CliError({ code: 'participants.refused', message: first, ...hint });
  }

  #line(place: Place, said: string): string {
    const key = place.join('/');
    let position = this.#positions.get(key);
    if (position === undefined) {
      const { line, column } = locateInYaml(this.#source.text, place);
      position = `${line}:${column}`;
      this.#positions.set(key, position);
    }
    return `${this.#source.file}:${position} ${said}`;
  }
}
