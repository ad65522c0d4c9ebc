import type { JournalEntry } from '../journal/entry.ts';
import type { LaneStore } from '../journal/lane-store.ts';
import { LaneStoreError } from '../journal/lane-store-error.ts';
import { entryKind } from './control/schemas.ts';
import { mayBeDropped, refuseDropped } from './dropped-entry.ts';
import type { FollowQuery } from './mock-ror-questions.ts';

/** Read at once when the stream is behind. Nothing is queued for a reader: what it has not taken stays in the journal. */
const PAGE = 100;
/** A wait is renewed after this time; nothing is seen of it. */
const WAIT_MS = 60_000;

/**
 * The entries of a journal from one number on, and then each new one as it is committed, in order and without gap. Ends
 * when the signal fires or the journal is closed. @throws MockRorError `mock.entry-dropped`, before a gap that retention made
 */
export async function* followJournal(
  journal: Pick<LaneStore, 'read' | 'waitFor' | 'head' | 'droppedTo'>,
  { from = journal.head() + 1, kinds, signal }: FollowQuery,
): AsyncGenerator<JournalEntry, void, undefined> {
  const wanted = kinds ?? entryKind.options;
  const isOver = (): boolean => signal?.aborted === true;
  let next = from;
  try {
    while (!isOver()) {
      const head = journal.head();
      const page = await journal.read({ from: next, limit: PAGE, kinds: wanted });
      // Asked after the reading: what went before it is seen, and what goes after it was read.
      if (mayBeDropped(wanted)) refuseDropped(next, journal.droppedTo());
      for (const entry of page) {
        yield entry;
        next = entry.seq + 1;
      }
      // Nothing that is wanted stands before: what retention takes away there is not missed.
      if (page.length < PAGE) next = Math.max(next, head + 1);
      await journal.waitFor({ from: next, kinds: wanted, timeoutMs: WAIT_MS, signal });
    }
  } catch (error) {
    if (!(error instanceof LaneStoreError) || error.code !== 'store.closed') throw error;
  }
}
