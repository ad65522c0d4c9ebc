import { setTimeout } from 'node:timers/promises';
import { Client } from 'undici';
import type { Dispatcher } from 'undici';
import type { JournalEntry } from '../../journal/entry.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { FollowQuery } from '../mock-ror-questions.ts';
import { answerError } from './answer-error.ts';
import { journalEntry } from './schemas.ts';

/** Where a live stream is read. */
export interface EventSource {
  readonly origin: string;
  readonly token: string;
  readonly query: FollowQuery;
  /** Number of the newest entry. */
  head(): Promise<number>;
}

/** Longer than the signs of life of the server are apart. */
const SILENCE_MS = 60_000;
/** Before a stream that broke is taken up again. */
const PAUSE_MS = 200;

/**
 * The entries of a live stream of the control API. A stream that breaks is taken up again after the last entry; it ends when
 * the signal fires or the mock is gone. @throws MockRorError `control.unreachable`, `control.unauthorized`, `control.too-many-streams`
 */
export async function* readEvents(source: EventSource): AsyncGenerator<JournalEntry, void, undefined> {
  const { kinds, signal } = source.query;
  const client = new Client(source.origin, { bodyTimeout: SILENCE_MS });
  try {
    // Known before the stream opens, so that nothing is missed when it breaks before its first entry.
    let from = source.query.from ?? (await source.head()) + 1;
    for (let isFirst = true; ; isFirst = false) {
      const search = new URLSearchParams({
        from: String(from),
        ...(kinds === undefined ? {} : { kinds: kinds.join(',') }),
      });
      const path = `/v1/events?${search.toString()}`;
      const body = await open(client, { path, token: source.token, signal, isFirst });
      if (body === null) return;
      for await (const entry of entriesOf(body)) {
        yield entry;
        from = entry.seq + 1;
      }
      await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  } finally {
    await client.destroy();
  }
}

type Body = Dispatcher.ResponseData['body'];

interface Opening {
  readonly path: string;
  readonly token: string;
  readonly signal: AbortSignal | undefined;
  readonly isFirst: boolean;
}

/** Null when the signal fired, or when nobody answers any more. */
async function open(client: Client, { path, token, signal, isFirst }: Opening): Promise<Body | null> {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  let answer: Dispatcher.ResponseData;
  try {
    answer = await client.request({ method: 'GET', path, headers, signal: signal ?? null });
  } catch (error) {
    if (!isFirst || signal?.aborted === true) return null;
    throw new MockRorError('control.unreachable', 'the control API does not answer', { cause: error });
  }
  if (answer.statusCode === 200) return answer.body;
  throw answerError(await answer.body.text(), answer.statusCode);
}

/** The entries as they come; ends when the connection does. */
async function* entriesOf(body: Body): AsyncGenerator<JournalEntry, void, undefined> {
  let rest = '';
  for await (const chunk of chunksOf(body)) {
    const events = `${rest}${chunk}`.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = dataOf(event);
      if (data !== null) yield journalEntry.parse(JSON.parse(data));
    }
  }
}

async function* chunksOf(body: Body): AsyncGenerator<string, void, undefined> {
  try {
    for await (const chunk of body.setEncoding('utf8')) yield String(chunk);
  } catch {
    // the connection broke, or the signal fired: whoever reads decides what follows
  }
}

/** Our server sends the data of an event in one line; a comment has none. */
function dataOf(event: string): string | null {
  const line = event.split('\n').find((one) => one.startsWith('data: '));
  return line === undefined ? null : line.slice('data: '.length);
}
