import type { EntryKind, ExchangeEntry, HandshakeFailureEntry, JournalEntry } from '../../journal/entry.ts';
import type { Traffic } from './driver.ts';

const CALLS: readonly EntryKind[] = ['exchange', 'handshake-failure'];

/** Refusals for good: what follows is about other records. A 404, 401, 429 or 5xx may be made good by the next call. */
const FINAL: readonly number[] = [400, 403, 412, 415];

/** True when a call from the entry `from` on was refused and no later one made it good: an operator is to be told. */
export async function wasRefused(traffic: Traffic, from: number): Promise<boolean> {
  const calls: (ExchangeEntry | HandshakeFailureEntry)[] = [];
  for (let next = from; ;) {
    const entry = await traffic.waitForEntry({ from: next, kinds: CALLS, timeoutMs: 0 });
    if (entry === null || entry.seq < next) break;
    if (isCall(entry)) calls.push(entry);
    next = entry.seq + 1;
  }
  return calls.some((call, index) => isOpen(call, calls.slice(index + 1)));
}

function isCall(entry: JournalEntry): entry is ExchangeEntry | HandshakeFailureEntry {
  return entry.kind === 'exchange' || entry.kind === 'handshake-failure';
}

function isOpen(
  call: ExchangeEntry | HandshakeFailureEntry,
  later: readonly (ExchangeEntry | HandshakeFailureEntry)[],
): boolean {
  if (call.kind === 'handshake-failure') return !later.some(({ listener }) => listener === call.listener);
  const { status } = call.answer;
  if (status < 400) return false;
  if (FINAL.includes(status)) return true;
  return !later.some((next) => next.kind === 'exchange' && next.request.target === call.request.target);
}
