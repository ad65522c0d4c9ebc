import type { JournalEntry } from '../journal/entry.ts';
import type { LaneStore } from '../journal/lane-store.ts';
import { LaneStoreError } from '../journal/lane-store-error.ts';
import { entryKind } from './control/schemas.ts';
import type { FollowQuery } from './mock-ror-questions.ts';

/** Read at once when the stream is behind. Nothing is queued for a reader: what it has not taken stays in the journal. */
const PAGE = 100;
/** A wait is renewed after this time; nothing is seen of it. */
const WAIT_MS = 60_000;

/**
 * The entries of a journal from one number on, and then each new one as it is committed, in order and without gap. Ends
 * when the signal fires or the journal is closed.
 */
export async function* followJournal(
  journal: Pick<LaneStore, 'read' | 'waitFor' | 'head'>,
  { from = journal.head() + 1, kinds, signal }: FollowQuery,
): AsyncGenerator<JournalEntry, void, undefined> {
  let next = from;
  try {
    for (;;) {
      const page = await journal.read({ from: next, limit: PAGE, ...(kinds === undefined ? {} : { kinds }) });
      for (const entry of page) {
        yield entry;
        next = entry.seq + 1;
      }
      const waited = journal.waitFor({ from: next, kinds: kinds ?? entryKind.options, timeoutMs: WAIT_MS });
      if ((await untilAborted(waited, signal)) === ABORTED) return;
    }
  } catch (error) {
    if (!(error instanceof LaneStoreError) || error.code !== 'store.closed') throw error;
  }
}

const ABORTED = Symbol('aborted');

/** The value, or ABORTED as soon as the signal fires. */
async function untilAborted<T>(value: Promise<T>, signal: AbortSignal | undefined): Promise<T | typeof ABORTED> {
  if (signal === undefined) return value;
  const leave = Promise.withResolvers<typeof ABORTED>();
  const left = (): void => leave.resolve(ABORTED);
  signal.addEventListener('abort', left, { once: true });
  if (signal.aborted) left();
  try {
    return await Promise.race([value, leave.promise]);
  } finally {
    signal.removeEventListener('abort', left);
  }
}
