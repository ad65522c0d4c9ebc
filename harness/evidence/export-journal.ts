import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry, RecordedBody } from '../../journal/entry.ts';
import { openLaneStore } from '../../journal/lane-store.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import { LaneStoreError } from '../../journal/lane-store-error.ts';
import { because, EvidenceError } from './evidence-error.ts';

const PAGE = 200;

/**
 * The journal of a lane, entry by entry, with the bodies that were kept as references rebuilt (`text` beside the reference).
 * @throws {EvidenceError} `no-journal`, `run-damaged`, or `not-rebuilt` when a body is not the one that travelled
 */
export async function* exportJournal(laneFolder: string): AsyncGenerator<JournalEntry> {
  const file = join(laneFolder, 'mock', 'lane.sqlite');
  if (!existsSync(file)) throw new EvidenceError('no-journal', { folder: laneFolder });
  const store = open(file);
  try {
    yield* entriesOf(store);
  } catch (error) {
    throw storeFault(error, file);
  } finally {
    await store.close();
  }
}

async function* entriesOf(store: LaneStore): AsyncGenerator<JournalEntry> {
  for (let from = 1; from <= store.head(); from += PAGE) {
    const page = await store.read({ from, to: from + PAGE - 1 });
    for (const entry of page) yield entry.kind === 'exchange' ? withBodies(entry, store) : entry;
  }
}

type Exchange = Extract<JournalEntry, { kind: 'exchange' }>;

function withBodies(entry: Exchange, store: LaneStore): JournalEntry {
  const body = entry.answer.body;
  if (body.form !== 'resource') return entry;
  return { ...entry, answer: { ...entry.answer, body: rebuilt(body, entry.seq, store) } };
}

function rebuilt(
  body: Extract<RecordedBody, { form: 'resource' }>,
  seq: number,
  store: LaneStore,
): RecordedBody & { readonly text: string } {
  const text = store.resources.textOf(body.type, body.id, body.versionId);
  if (text === null || createHash('sha256').update(text).digest('hex') !== body.sha256) {
    throw new EvidenceError('not-rebuilt', { seq, resource: `${body.type}/${body.id}/_history/${body.versionId}` });
  }
  return { ...body, text };
}

function open(file: string): LaneStore {
  try {
    return openLaneStore({ file, durability: 'process' });
  } catch (error) {
    throw storeFault(error, file);
  }
}

function storeFault(error: unknown, file: string): unknown {
  if (!(error instanceof LaneStoreError)) return error;
  return new EvidenceError('run-damaged', { file, because: because(error) }, error);
}
