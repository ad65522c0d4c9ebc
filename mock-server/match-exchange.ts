import type { ExchangeEntry, JournalEntry } from '../journal/entry.ts';
import type { LaneStore } from '../journal/lane-store.ts';
import { callKindOf } from './call-kind.ts';
import { MockRorError } from './mock-ror-error.ts';
import type { Participant } from './mock-ror.ts';
import type { CallKind, ExchangeMatch, ExchangeQuery } from './mock-ror-questions.ts';
import { parseQuery } from './query-string.ts';

/** True for an exchange that has everything that is asked; `clientId` is that of the participant that is asked for. */
function matchesExchange(
  entry: JournalEntry,
  match: ExchangeMatch,
  clientId: string | undefined,
): entry is ExchangeEntry {
  if (entry.kind !== 'exchange') return false;
  const facts: readonly (readonly [unknown, unknown])[] = [
    [match.call, callOf(entry)],
    [match.method, entry.request.method],
    [match.participant === undefined ? undefined : clientId, entry.caller.clientId],
    [match.status, entry.answer.status],
    [match.cause, entry.cause?.code],
  ];
  if (facts.some(([wanted, seen]) => wanted !== undefined && wanted !== seen)) return false;
  return match.identifier === undefined || identifiersOf(entry).includes(match.identifier);
}

/**
 * The first exchange at or after `from` that has everything that is asked; null when `timeoutMs` passes first.
 * @throws MockRorError `mock.unknown-participant`
 */
export async function waitForExchange(
  query: ExchangeQuery,
  journal: Pick<LaneStore, 'waitFor'>,
  participants: readonly Participant[],
): Promise<ExchangeEntry | null> {
  const clientId = clientIdOf(query.participant, participants);
  const endMs = performance.now() + query.timeoutMs;
  let from = query.from;
  for (;;) {
    const timeoutMs = Math.max(0, Math.ceil(endMs - performance.now()));
    const entry = await journal.waitFor({ from, kinds: ['exchange'], timeoutMs, signal: query.signal });
    if (entry === null) return null;
    if (matchesExchange(entry, query, clientId)) return entry;
    from = entry.seq + 1;
  }
}

function clientIdOf(id: string | undefined, participants: readonly Participant[]): string | undefined {
  if (id === undefined) return undefined;
  const participant = participants.find((member) => member.id === id);
  if (participant !== undefined) return participant.clientId;
  const known = participants.map((member) => member.id).join(' | ');
  throw new MockRorError('mock.unknown-participant', `participant ${id.slice(0, 100)}: expected ${known}`);
}

/** What an exchange asked for. */
export function callOf({ listener, request }: ExchangeEntry): CallKind {
  return callKindOf({ listener, path: request.target.split('?', 1)[0] ?? '' });
}

function identifiersOf({ request }: ExchangeEntry): readonly string[] {
  const at = request.target.indexOf('?');
  const reading = parseQuery(at === -1 ? '' : request.target.slice(at + 1));
  if (!reading.ok) return [];
  return reading.parameters.filter(({ name }) => name === 'identifier').map(({ value }) => value);
}
