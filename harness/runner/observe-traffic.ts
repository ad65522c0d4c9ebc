import type { EntryKind, JournalEntry } from '../../journal/entry.ts';
import type { MockRor } from '../../mock-server/index.ts';
import type { Scenario } from '../model/scenario.ts';

/** When an observation ends; whichever comes first. */
export interface ObservationEnd {
  /** After this time; null: never. */
  readonly forMs: number | null;
  /** When something has come, and then nothing for this time; null: never. */
  readonly quietMs: number | null;
  /** When so many requests have come: an observation is read and judged as a whole. */
  readonly atMost: number;
  /** When the user says so. */
  readonly signal: AbortSignal;
}

/** What was observed. */
export interface Observed {
  readonly entries: readonly JournalEntry[];
  readonly journal: { readonly from: number; readonly to: number };
  readonly ended: 'time' | 'quiet' | 'full' | 'asked';
  /** How many requests came. */
  readonly exchanges: number;
  readonly durationMs: number;
  /** Set when what came was asked for after all, so that it says nothing. */
  readonly trouble: { readonly code: 'driven-meanwhile'; readonly detail: string } | null;
}

/** What comes from a connector, and ends a silence. */
const HEARD: readonly EntryKind[] = ['exchange', 'connection-unused', 'handshake-failure'];

/** The user is heard this often while nothing comes. */
const SLICE_MS = 500;

/** Watches a mock between two marks of its journal. Nothing is changed and nothing is asked of anybody. */
export async function observeTraffic(
  mock: MockRor,
  about: { readonly scenario: Scenario; readonly attempt: number; readonly onStart: () => void },
  end: ObservationEnd,
): Promise<Observed> {
  const mark = { kind: 'mark', scenario: about.scenario.id, attempt: about.attempt } as const;
  const startedAt = performance.now();
  const from = await mock.append({ ...mark, mark: 'scenario-start' });
  about.onStart();
  const { ended, exchanges } = await watch(mock, from + 1, end);
  const to = await mock.append({ ...mark, mark: 'scenario-end' });
  const entries = await mock.readJournal({ from, to });
  const durationMs = Math.round(performance.now() - startedAt);
  return { entries, journal: { from, to }, ended, exchanges, durationMs, trouble: troubleOf(entries.slice(1, -1)) };
}

async function watch(
  mock: MockRor,
  first: number,
  { forMs, quietMs, atMost, signal }: ObservationEnd,
): Promise<Pick<Observed, 'ended' | 'exchanges'>> {
  const deadline = performance.now() + (forMs ?? Infinity);
  let silentAt = Infinity;
  let [from, exchanges] = [first, 0];
  for (;;) {
    const now = performance.now();
    if (signal.aborted) return { ended: 'asked', exchanges };
    if (exchanges >= atMost) return { ended: 'full', exchanges };
    if (now >= deadline) return { ended: 'time', exchanges };
    if (now >= silentAt) return { ended: 'quiet', exchanges };
    const timeoutMs = Math.max(1, Math.ceil(Math.min(SLICE_MS, deadline - now, silentAt - now)));
    const entry = await mock.waitForEntry({ from, kinds: HEARD, timeoutMs });
    if (entry === null) continue;
    from = entry.seq + 1;
    if (entry.kind === 'exchange') exchanges += 1;
    silentAt = performance.now() + (quietMs ?? Infinity);
  }
}

/** A run that drove a connector against the same mock meanwhile asked for what came, and armed what it liked. */
function troubleOf(within: readonly JournalEntry[]): Observed['trouble'] {
  const driven = within.find(({ kind }) => kind === 'mark' || kind === 'stimulus');
  return driven === undefined ? null : { code: 'driven-meanwhile', detail: String(driven.seq) };
}
