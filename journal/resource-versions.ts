import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BoundRow, RowWriter } from './row-writer.ts';

/**
 * The four texts of a resource around what changes with each version:
 * `[0] versionId [1] lastUpdated [2] parts [3]`. Each part brings its own separator.
 */
export type FrameSegments = readonly [string, string, string, string];

/** What stays the same from one version of a resource to the next. */
export interface ResourceFrame {
  readonly frameId: number;
  readonly segments: FrameSegments;
}

/** A piece of a resource that several versions share. */
export interface ResourcePart {
  readonly partId: number;
  readonly json: string;
}

/** A version of a resource, as references. */
export interface ResourceVersion {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** FHIR instant. */
  readonly lastUpdated: string;
  readonly frameId: number;
  readonly partIds: readonly number[];
}

/** Rows that commit in the same transaction as a journal entry. Nothing but the store that made it looks inside. */
export interface StoreWrite {
  readonly frames?: readonly ResourceFrame[];
  readonly parts?: readonly ResourcePart[];
  readonly versions: readonly ResourceVersion[];
  /** True when the state that this write was made from is no longer there: the commit is then refused alone. */
  isStale?(): boolean;
  /** Told once, after the transaction. */
  committed?(): void;
  /** Told once, when the transaction failed or the write was stale: the state in memory goes back. */
  failed?(): void;
}

/** The newest version of a resource as it was found when the store was opened. */
export interface StoredHead {
  readonly version: ResourceVersion;
  readonly segments: FrameSegments;
  readonly parts: readonly ResourcePart[];
}

/** The text of a version: what was, or will be, on the wire. */
export function composeResource(
  segments: FrameSegments,
  version: { readonly version: number; readonly lastUpdated: string },
  parts: readonly string[],
): string {
  return segments[0] + version.version + segments[1] + version.lastUpdated + segments[2] + parts.join('') + segments[3];
}

/** The resource versions that the journal refers to. */
export class ResourceVersions {
  readonly #sqlite: DatabaseSync;
  readonly #writer: RowWriter;
  readonly #readPart: StatementSync;
  readonly #readVersion: StatementSync;
  readonly #readHead: StatementSync;
  readonly #readIds: StatementSync;
  #nextFrame: number;
  #nextPart: number;

  constructor(sqlite: DatabaseSync, writer: RowWriter) {
    this.#sqlite = sqlite;
    this.#writer = writer;
    this.#readPart = sqlite.prepare('SELECT json FROM part WHERE part_id = ?');
    this.#readVersion = sqlite.prepare(`SELECT v.last_updated, v.parts, f.segments FROM version v
      JOIN frame f ON f.frame_id = v.frame_id WHERE v.type = ? AND v.id = ? AND v.version = ?`);
    this.#readHead = sqlite.prepare(`SELECT v.version, v.last_updated, v.frame_id, v.parts, f.segments FROM version v
      JOIN frame f ON f.frame_id = v.frame_id WHERE v.type = ? AND v.id = ? ORDER BY v.version DESC LIMIT 1`);
    this.#readIds = sqlite.prepare('SELECT DISTINCT id FROM version WHERE type = ?');
    this.#nextFrame = this.#next('SELECT coalesce(max(frame_id), 0) + 1 AS next FROM frame');
    this.#nextPart = this.#next('SELECT coalesce(max(part_id), 0) + 1 AS next FROM part');
  }

  /** A frame with a number of its own; written when a StoreWrite holds it. */
  newFrame(segments: FrameSegments): ResourceFrame {
    return { frameId: this.#nextFrame++, segments };
  }

  /** A part with a number of its own; written when a StoreWrite holds it. */
  newPart(json: string): ResourcePart {
    return { partId: this.#nextPart++, json };
  }

  /** Inserts the rows of these writes; the caller holds the transaction. */
  insert(writes: readonly StoreWrite[]): void {
    this.#writer.insert(
      'frame',
      writes.flatMap((write) => (write.frames ?? []).map(frameRow)),
    );
    this.#writer.insert(
      'part',
      writes.flatMap((write) => (write.parts ?? []).map(partRow)),
    );
    this.#writer.insert(
      'version',
      writes.flatMap((write) => write.versions.map(versionRow)),
    );
  }

  /** The text of one version, byte-equal to what was answered; null when there is no such version. */
  textOf(type: string, id: string, version: number): string | null {
    const row = this.#readVersion.get(type, id, version);
    if (row === undefined) return null;
    const parts = parseIds(String(row['parts'])).map((partId) => this.#partJson(partId));
    const dated = { version, lastUpdated: String(row['last_updated']) };
    return composeResource(parseSegments(String(row['segments'])), dated, parts);
  }

  /** Ids of the resources of a type of which there is a version. */
  ids(type: string): readonly string[] {
    return this.#readIds.all(type).map(({ id }) => String(id));
  }

  /** The newest version of a resource; null when there is none. A part is read when its text is asked for. */
  head(type: string, id: string): StoredHead | null {
    const row = this.#readHead.get(type, id);
    if (row === undefined) return null;
    const partIds = parseIds(String(row['parts']));
    const version = {
      type,
      id,
      version: Number(row['version']),
      lastUpdated: String(row['last_updated']),
      frameId: Number(row['frame_id']),
      partIds,
    };
    const read = (partId: number): string => this.#partJson(partId);
    return {
      version,
      segments: parseSegments(String(row['segments'])),
      parts: partIds.map((one) => lazyPart(one, read)),
    };
  }

  #partJson(partId: number): string {
    const row = this.#readPart.get(partId);
    if (row === undefined) throw new Error(`part ${partId} of a stored version is missing`);
    return String(row['json']);
  }

  #next(sql: string): number {
    return Number(this.#sqlite.prepare(sql).get()?.['next'] ?? 1);
  }
}

function lazyPart(partId: number, read: (partId: number) => string): ResourcePart {
  return {
    partId,
    get json() {
      return read(partId);
    },
  };
}

function frameRow(frame: ResourceFrame): BoundRow {
  return [frame.frameId, JSON.stringify(frame.segments)];
}

function partRow(part: ResourcePart): BoundRow {
  return [part.partId, part.json];
}

function versionRow(version: ResourceVersion): BoundRow {
  const { type, id, lastUpdated, frameId, partIds } = version;
  return [type, id, version.version, lastUpdated, frameId, partIds.join(',')];
}

function parseIds(text: string): readonly number[] {
  return text === '' ? [] : text.split(',').map(Number);
}

function parseSegments(text: string): FrameSegments {
  const [head = '', dated = '', parts = '', tail = ''] = textList(JSON.parse(text));
  return [head, dated, parts, tail];
}

function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
