import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { DROPPED_KINDS } from './dropped-kinds.ts';
import type { Draft, RetentionEntry } from './entry.ts';
import { readRetained } from './retained.ts';
import { VersionSweep } from './version-sweep.ts';
import type { VersionReference } from './version-sweep.ts';

/** Entries looked at in one transaction: about a ms, in which nobody is answered. */
const SLICE = 32;

/** After a failure, so many entries pass before it is tried again. */
const PAUSE_ENTRIES = 1_000;

/** What one transaction takes away. */
export interface RetentionSlice {
  /** Tells of it in the journal, in the same transaction; null when there was nothing to take away. */
  readonly draft: Draft<RetentionEntry> | null;
  readonly seenTo: number;
}

/** Keeps the newest so many entries of a journal, and of the older ones those that are not of the network. */
export class Retention {
  readonly #entries: number;
  readonly #margin: number;
  readonly #sweep: VersionSweep;
  readonly #look: StatementSync;
  readonly #drop: StatementSync;
  #seenTo: number;
  #total: number;
  #last: number;
  /** Number up to which the round at work goes: what trimming itself writes does not keep it going. */
  #target = 0;
  #waitUntil = 0;

  /** `entries` newest ones are kept; trimming begins when a tenth more have come. */
  constructor(sqlite: DatabaseSync, entries: number) {
    this.#entries = entries;
    this.#margin = Math.ceil(entries / 10);
    this.#sweep = new VersionSweep(sqlite);
    this.#look = sqlite.prepare(`SELECT seq, kind, ${member('$.effect.type')} AS changedType,
      ${member('$.effect.id')} AS changedId, ${member('$.effect.versionAfter')} AS changedTo,
      ${member('$.answer.body.type')} AS type, ${member('$.answer.body.id')} AS id,
      ${member('$.answer.body.versionId')} AS version
      FROM entry WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${SLICE}`);
    const kinds = DROPPED_KINDS.map((kind) => `'${kind}'`).join(', ');
    this.#drop = sqlite.prepare(`DELETE FROM entry WHERE seq >= ? AND seq <= ? AND kind IN (${kinds})`);
    const { last, total } = readRetained(sqlite);
    this.#seenTo = last;
    this.#last = last;
    this.#total = total;
  }

  /** Number of the last entry that was taken away; 0 when none was. */
  get last(): number {
    return this.#last;
  }

  /** Whether trimming begins, with this newest number. */
  isDue(head: number): boolean {
    return head >= this.#waitUntil && head - this.#seenTo > this.#entries + this.#margin;
  }

  /** Begins a round: what need not be kept, as of this newest number, is to go. */
  begin(head: number): void {
    this.#target = head - this.#entries;
  }

  /** Whether the round goes on. */
  get hasMore(): boolean {
    return this.#seenTo < this.#target;
  }

  /** Takes the oldest away; the caller holds the transaction and writes the draft in it, then calls `done`. */
  dropSlice(): RetentionSlice {
    const to = this.#target;
    const rows = this.#look.all(this.#seenTo, to);
    const seenTo = rows.length < SLICE ? to : Number(rows.at(-1)?.['seq']);
    const dropped = rows.filter(({ kind }) => DROPPED_KINDS.some((one) => one === kind));
    if (dropped.length === 0) return { draft: null, seenTo };
    const first = Number(dropped[0]?.['seq']);
    const last = Number(dropped.at(-1)?.['seq']);
    this.#drop.run(first, last);
    this.#sweep.sweep(dropped.flatMap(referencesOf));
    const count = dropped.length;
    return { draft: { kind: 'retention', first, last, count, total: this.#total + count }, seenTo };
  }

  /** The transaction of this slice is committed. */
  done({ draft, seenTo }: RetentionSlice): void {
    this.#seenTo = seenTo;
    if (draft === null) return;
    this.#last = draft.last;
    this.#total = draft.total;
  }

  /** It could not be written. */
  failed(head: number): void {
    this.#waitUntil = head + PAUSE_ENTRIES;
  }
}

/** A member of an exchange; null in an entry of another kind, which is not read. */
function member(path: string): string {
  return `CASE kind WHEN 'exchange' THEN json_extract(body, '${path}') END`;
}

function referencesOf(row: Record<string, SQLOutputValue>): readonly VersionReference[] {
  const { changedType, changedId, changedTo, type, id, version } = row;
  return [
    ...(changedId === null ? [] : [{ type: String(changedType), id: String(changedId), version: Number(changedTo) }]),
    ...(id === null ? [] : [{ type: String(type), id: String(id), version: Number(version) }]),
  ];
}
