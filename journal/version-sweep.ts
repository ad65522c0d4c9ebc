import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { SnapshotPins } from './snapshot-pins.ts';

/** A version of a resource to which an exchange referred. */
export interface VersionReference {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

/**
 * Takes away the versions of resources to which nothing refers any more, and the records that only they held. Kept are: the newest version
 * of a resource, what an exchange that is kept was answered with or changed, and what a snapshot holds.
 */
export class VersionSweep {
  readonly #pins: SnapshotPins;
  readonly #newest: StatementSync;
  readonly #upTo: StatementSync;
  readonly #answered: StatementSync;
  readonly #changed: StatementSync;
  readonly #before: StatementSync;
  readonly #after: StatementSync;
  readonly #dropVersion: StatementSync;
  readonly #dropPart: StatementSync;
  readonly #returning: ReadonlySet<string>;

  constructor(sqlite: DatabaseSync) {
    this.#pins = new SnapshotPins(sqlite);
    const ofResource = 'FROM version WHERE type = ? AND id = ?';
    this.#newest = sqlite.prepare(`SELECT max(version) AS newest ${ofResource}`);
    this.#upTo = sqlite.prepare(`SELECT version, parts ${ofResource} AND version <= ? ORDER BY version`);
    this.#before = sqlite.prepare(`SELECT parts ${ofResource} AND version < ? ORDER BY version DESC LIMIT 1`);
    this.#after = sqlite.prepare(`SELECT parts ${ofResource} AND version > ? ORDER BY version LIMIT 1`);
    this.#answered = sqlite.prepare(`SELECT 1 FROM entry WHERE json_extract(body, '$.answer.body.id') = ?
      AND json_extract(body, '$.answer.body.versionId') = ? LIMIT 1`);
    this.#changed = sqlite.prepare(`SELECT 1 FROM entry WHERE json_extract(body, '$.effect.id') = ?
      AND json_extract(body, '$.effect.versionAfter') IN (?, ?) LIMIT 1`);
    this.#dropVersion = sqlite.prepare('DELETE FROM version WHERE type = ? AND id = ? AND version = ?');
    this.#dropPart = sqlite.prepare('DELETE FROM part WHERE part_id = ?');
    this.#returning = returningParts(sqlite);
  }

  /** `references`: those of exchanges that have just been taken away; the caller holds the transaction. */
  sweep(references: readonly VersionReference[]): void {
    if (references.length === 0) return;
    this.#pins.update();
    for (const { type, id, version } of newestOfEach(references)) this.#sweepResource(type, id, version);
  }

  #sweepResource(type: string, id: string, upTo: number): void {
    const newest = Number(this.#newest.get(type, id)?.['newest']);
    const gone = this.#upTo
      .all(type, id, upTo)
      .map((row) => ({ version: Number(row['version']), parts: partIds(row) }))
      .filter(({ version }) => version < newest && !this.#isWanted(id, version));
    for (const { version } of gone) this.#dropVersion.run(type, id, version);
    for (const { version, parts } of gone) {
      const kept = new Set([this.#before, this.#after].flatMap((next) => partIds(next.get(type, id, version))));
      for (const part of parts) if (!kept.has(part) && !this.#returning.has(part)) this.#dropPart.run(Number(part));
    }
  }

  #isWanted(id: string, version: number): boolean {
    if (this.#pins.has(id, version)) return true;
    // An accepted PATCH tells of the version before it, too.
    return this.#answered.get(id, version) !== undefined || this.#changed.get(id, version, version + 1) !== undefined;
  }
}

/**
 * A record stays from one version to the next, so that the versions before and after a gap tell whether a part is still in use. The
 * exceptions are the parts named here, of a file whose writer took a part up again after it had gone: they are never dropped.
 */
function returningParts(sqlite: DatabaseSync): ReadonlySet<string> {
  const returning = new Set<string>();
  let resource = '';
  let lastSeen = new Map<string, number>();
  let index = 0;
  for (const row of sqlite.prepare('SELECT type, id, parts FROM version ORDER BY type, id, version').iterate()) {
    const name = `${String(row['type'])}/${String(row['id'])}`;
    if (name !== resource) lastSeen = new Map();
    resource = name;
    index += 1;
    for (const part of partIds(row)) {
      if ((lastSeen.get(part) ?? index) < index - 1) returning.add(part);
      lastSeen.set(part, index);
    }
  }
  return returning;
}

function newestOfEach(references: readonly VersionReference[]): Iterable<VersionReference> {
  const newest = new Map<string, VersionReference>();
  for (const one of references) {
    const name = `${one.type}/${one.id}`;
    if ((newest.get(name)?.version ?? 0) < one.version) newest.set(name, one);
  }
  return newest.values();
}

function partIds(row: Record<string, SQLOutputValue> | undefined): readonly string[] {
  const text = String(row?.['parts'] ?? '');
  return text === '' ? [] : text.split(',');
}
