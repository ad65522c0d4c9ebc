import type {
  Draft,
  ExchangeEntry,
  HandshakeFailureEntry,
  JournalEntry,
  ListenerName,
  RefusalCause,
} from '../../journal/entry.ts';
import { redactHeaders, redactJwts, redactTarget } from '../../journal/redact.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import type { Connection, Remote } from './connection.ts';
import type { Answer } from './exchange.ts';
import { recordAnswerBody, recordRequestBody } from './record-body.ts';
import type { ReceivedRequest } from './read-request.ts';

/** An answer ready for the wire. */
export interface ReadyAnswer {
  readonly answer: Answer;
  /** Every header line, in the order in which it travels. */
  readonly headers: readonly (readonly [string, string])[];
  /** The body that travels, as UTF-8; empty when none does. A text and not its bytes: most answers are written as they are. */
  readonly text: string;
}

const NO_CALLER: ExchangeEntry['caller'] = { clientId: null, role: null, token: null };

/** The entry of one exchange. `seq` is the number of its connection's entry. */
export function exchangeDraft(
  received: ReceivedRequest,
  ready: ReadyAnswer,
  decided: { readonly seq: number; readonly fault: { readonly id: string } | null },
): Draft<ExchangeEntry> {
  const { request, body } = received;
  const { answer } = ready;
  return {
    kind: 'exchange',
    at: received.at,
    listener: request.listener,
    connection: decided.seq,
    tls: request.tls,
    request: {
      method: request.method,
      target: redactTarget(received.target),
      httpVersion: received.httpVersion,
      headers: redactHeaders(request.headers),
      body: recordRequestBody(body, request.listener === 'auth'),
    },
    answer: {
      status: answer.status,
      headers: redactHeaders(ready.headers),
      body: recordAnswerBody(answer.body, ready.text),
      at: new Date().toISOString(),
    },
    caller: answer.caller ?? NO_CALLER,
    cause: answer.cause === undefined ? null : withoutToken(answer.cause),
    notices: answer.notices ?? [],
    effect: answer.change?.effect ?? null,
    ...(decided.fault === null ? {} : { fault: decided.fault.id }),
  };
}

/** What was seen is shown, whatever part of the request it came from: never a token. */
function withoutToken(cause: RefusalCause): RefusalCause {
  return cause.seen === null ? cause : { ...cause, seen: redactJwts(cause.seen) };
}

/** Appends what nobody waits for; a failure of the store is logged, because there is no answer to turn it into. */
export function appendQuietly(
  journal: LaneStore,
  draft: Draft<JournalEntry>,
  log: (text: string) => void,
): Promise<number> {
  const written = journal.commit(draft);
  written.catch((error: unknown) => log(`journal: ${String(error)}`));
  return written;
}

/** The entry of a connection that just opened. */
export function connectionDraft(
  listener: ListenerName,
  { remote, tls, fault }: Pick<Connection, 'remote' | 'tls'> & { readonly fault: string | null },
): Draft<JournalEntry> {
  return { kind: 'connection', listener, remote, tls, ...(fault === null ? {} : { fault }) };
}

/** The entry of a handshake that failed. */
export function handshakeDraft(
  listener: ListenerName,
  remote: Remote,
  failure: Pick<HandshakeFailureEntry, 'code' | 'cause' | 'tls' | 'refusal' | 'fault'>,
): Draft<HandshakeFailureEntry> {
  return { kind: 'handshake-failure', listener, remote, ...failure };
}
