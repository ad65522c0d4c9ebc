import type { DatabaseSync } from 'node:sqlite';

/** The versions of Locations that a snapshot holds, read from the journal: they are wanted again when it is restored. */
export class SnapshotPins {
  readonly #sqlite: DatabaseSync;
  /** `<id>/<version>`, by the name of the snapshot. */
  readonly #pinned = new Map<string, ReadonlySet<string>>();
  #read = 0;

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
  }

  /** Reads what has been put aside and dropped since the last time. Only the few entries of changes are looked at. */
  update(): void {
    const sql = `SELECT seq, body FROM entry INDEXED BY entry_change
      WHERE kind IN ('settings', 'clock') AND seq > ? ORDER BY seq`;
    for (const { seq, body } of this.#sqlite.prepare(sql).iterate(this.#read)) {
      this.#note(JSON.parse(String(body)));
      this.#read = Number(seq);
    }
  }

  has(id: string, version: number): boolean {
    const wanted = `${id}/${version}`;
    return [...this.#pinned.values()].some((versions) => versions.has(wanted));
  }

  #note(entry: unknown): void {
    if (!isObject(entry) || entry['subject'] !== 'snapshot' || !isObject(entry['detail'])) return;
    const { action, name, locations } = entry['detail'];
    if (action === 'dropped') this.#pinned.delete(String(name));
    if (action !== 'taken' || !isObject(locations)) return;
    this.#pinned.set(
      String(name),
      new Set(Object.entries(locations).map(([id, version]) => `${id}/${String(version)}`)),
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
