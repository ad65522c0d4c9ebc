import { Pool } from 'undici';
import { z } from 'zod';
import type { AppendableEntry, ExchangeEntry, JournalEntry } from '../../journal/entry.ts';
import { armedFaultSchema } from '../faults/fault-schema.ts';
import type { ArmedFault, Fault } from '../faults/fault-schema.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { Explanation } from '../explanation.ts';
import type { JournalQuery, LocationSetup, LocationView, MockDescription, MockRor, Participant } from '../mock-ror.ts';
import type {
  ExchangeQuery,
  FollowQuery,
  NearMissAnswer,
  NearMissQuestion,
  Reloaded,
  Snapshot,
} from '../mock-ror-questions.ts';
import { answerError, parseAnswer } from './answer-error.ts';
import { nearMissAnswer, reloaded } from './question-schemas.ts';
import { readEvents } from './read-events.ts';
import type { ListForParticipant, TakenList } from '../trust/list-for-participant.ts';
import { takenList } from './list-schemas.ts';
import { MAX_ENTRIES, MAX_WAIT_MS } from './route.ts';
import { description, exchangeEntry, journalEntry, locationView, participant } from './schemas.ts';
import { snapshot } from './snapshot-schemas.ts';
import { explanation } from './why-route.ts';

interface Call<T> {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly result: z.ZodType<T>;
  /** Ends the call. */
  readonly signal?: AbortSignal | undefined;
}

const nothing = z.undefined();

function snapshotPath(name: string): string {
  return `/v1/snapshots/${encodeURIComponent(name)}`;
}

/** Asks again and again until the time is over, or nobody waits any more: the server bounds one wait. */
async function untilEntry<E>(
  { wholeMs, signal }: { readonly wholeMs: number; readonly signal: AbortSignal | undefined },
  ask: (timeoutMs: number) => Promise<E | null>,
): Promise<E | null> {
  const endMs = performance.now() + wholeMs;
  for (;;) {
    const leftMs = Math.max(0, Math.ceil(endMs - performance.now()));
    try {
      // oxlint-disable-next-line no-await-in-loop -- one question after the other
      const entry = await ask(Math.min(leftMs, MAX_WAIT_MS));
      if (entry !== null || leftMs <= MAX_WAIT_MS) return entry;
    } catch (error) {
      if (signal?.aborted === true) return null;
      throw error;
    }
  }
}

/** MockRor over the control API of a mock in another process. */
export class RemoteMockRor implements MockRor {
  readonly #origin: string;
  readonly #pool: Pool;
  readonly #token: string;

  /** `url` is the control address, such as `http://127.0.0.1:8445`. */
  constructor(url: string, token: string) {
    this.#origin = new URL(url).origin;
    this.#pool = new Pool(this.#origin, { connections: 8 });
    this.#token = token;
  }

  describe(): Promise<MockDescription> {
    return this.#call({ method: 'GET', path: '/v1/description', result: description });
  }

  async changeSettings(values: Readonly<Record<string, string | number | boolean>>): Promise<void> {
    await this.#call({ method: 'PATCH', path: '/v1/settings', body: values, result: nothing });
  }

  participants(): Promise<readonly Participant[]> {
    return this.#call({ method: 'GET', path: '/v1/participants', result: z.array(participant) });
  }

  async putParticipant(member: Participant): Promise<void> {
    await this.#call({ method: 'PUT', path: '/v1/participants', body: member, result: nothing });
  }

  async revokeCertificate(serialNumber: string): Promise<void> {
    await this.#call({ method: 'POST', path: '/v1/revocations', body: { serialNumber }, result: nothing });
  }

  async removeParticipant(id: string): Promise<void> {
    const path = `/v1/participants/${encodeURIComponent(id)}`;
    await this.#call({ method: 'DELETE', path, result: nothing });
  }

  putEstablishmentList({ participant: id, subjectDn, content }: ListForParticipant): Promise<TakenList> {
    const path = `/v1/participants/${encodeURIComponent(id)}/establishments`;
    const body = { subjectDn, base64: Buffer.from(content).toString('base64') };
    return this.#call({ method: 'PUT', path, body, result: takenList });
  }

  locations({ limit }: { readonly limit?: number } = {}): Promise<readonly LocationView[]> {
    const query = limit === undefined ? {} : { query: { limit: String(limit) } };
    return this.#call({ method: 'GET', path: '/v1/locations', ...query, result: z.array(locationView) });
  }

  findLocations(identifier: string): Promise<readonly LocationView[]> {
    const result = z.array(locationView);
    return this.#call({ method: 'GET', path: '/v1/locations', query: { identifier }, result });
  }

  async setRecords(setup: LocationSetup): Promise<void> {
    await this.#call({ method: 'PUT', path: '/v1/locations/records', body: setup, result: nothing });
  }

  async setClockOffset(offsetMs: number): Promise<void> {
    await this.#call({ method: 'PUT', path: '/v1/clock', body: { offsetMs }, result: nothing });
  }

  async addFault(fault: Fault): Promise<string> {
    const result = z.strictObject({ id: z.string() });
    return (await this.#call({ method: 'POST', path: '/v1/faults', body: fault, result })).id;
  }

  faults(): Promise<readonly ArmedFault[]> {
    return this.#call({ method: 'GET', path: '/v1/faults', result: z.array(armedFaultSchema) });
  }

  async clearFaults(): Promise<void> {
    await this.#call({ method: 'DELETE', path: '/v1/faults', result: nothing });
  }

  async reset(): Promise<void> {
    await this.#call({ method: 'POST', path: '/v1/reset', result: nothing });
  }

  reload(): Promise<Reloaded> {
    return this.#call({ method: 'POST', path: '/v1/reload', result: reloaded });
  }

  async takeSnapshot(name: string): Promise<void> {
    await this.#call({ method: 'PUT', path: snapshotPath(name), result: nothing });
  }

  snapshots(): Promise<readonly Snapshot[]> {
    return this.#call({ method: 'GET', path: '/v1/snapshots', result: z.array(snapshot) });
  }

  async restoreSnapshot(name: string): Promise<void> {
    await this.#call({ method: 'POST', path: `${snapshotPath(name)}/restore`, result: nothing });
  }

  async dropSnapshot(name: string): Promise<void> {
    await this.#call({ method: 'DELETE', path: snapshotPath(name), result: nothing });
  }

  nearMiss(question: NearMissQuestion): Promise<NearMissAnswer> {
    return this.#call({ method: 'POST', path: '/v1/near-miss', body: question, result: nearMissAnswer });
  }

  async journalHead(): Promise<number> {
    const result = z.strictObject({ head: z.int() });
    return (await this.#call({ method: 'GET', path: '/v1/journal/head', result })).head;
  }

  /** Asks page by page: the server gives a bounded number at once. */
  async readJournal(query: JournalQuery = {}): Promise<readonly JournalEntry[]> {
    const wanted = query.limit ?? Number.POSITIVE_INFINITY;
    const kinds = query.kinds?.join(',');
    if (kinds === '') return [];
    const found: JournalEntry[] = [];
    let from = query.from ?? 1;
    while (found.length < wanted) {
      const limit = Math.min(MAX_ENTRIES, wanted - found.length);
      const page = await this.#page({ from, to: query.to, kinds, limit });
      found.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < limit) break;
      from = last.seq + 1;
    }
    return found;
  }

  async append(entry: AppendableEntry): Promise<number> {
    const result = z.strictObject({ seq: z.int() });
    return (await this.#call({ method: 'POST', path: '/v1/journal', body: entry, result })).seq;
  }

  async waitForEntry(query: Parameters<MockRor['waitForEntry']>[0]): Promise<JournalEntry | null> {
    const result = z.strictObject({ entry: journalEntry.nullable() });
    const asked = { from: query.from, kinds: query.kinds.join(',') };
    const path = '/v1/journal/wait';
    const { signal } = query;
    return await untilEntry({ wholeMs: query.timeoutMs, signal }, async (timeoutMs) => {
      const { entry } = await this.#call({ method: 'GET', path, query: { ...asked, timeoutMs }, result, signal });
      return entry;
    });
  }

  async waitForExchange({ timeoutMs: wholeMs, signal, ...asked }: ExchangeQuery): Promise<ExchangeEntry | null> {
    const result = z.strictObject({ entry: exchangeEntry.nullable() });
    const path = '/v1/exchanges/wait';
    return await untilEntry({ wholeMs, signal }, async (timeoutMs) => {
      const { entry } = await this.#call({ method: 'GET', path, query: { ...asked, timeoutMs }, result, signal });
      return entry;
    });
  }

  why(exchange: number): Promise<Explanation> {
    return this.#call({ method: 'GET', path: `/v1/exchanges/${exchange}/why`, result: explanation });
  }

  follow(query: FollowQuery = {}): AsyncIterable<JournalEntry> {
    const head = (): Promise<number> => this.journalHead();
    return readEvents({ origin: this.#origin, token: this.#token, query, head });
  }

  /** Lets go of the connection; the mock, which others may use, runs on. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #page(query: Call<unknown>['query'] & {}): Promise<readonly JournalEntry[]> {
    const result = z.strictObject({ entries: z.array(journalEntry) });
    return (await this.#call({ method: 'GET', path: '/v1/journal', query, result })).entries;
  }

  async #call<T>({ method, path, query = {}, body, result, signal }: Call<T>): Promise<T> {
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const search = new URLSearchParams(asked).toString();
    const { status, text } = await this.#send({
      method,
      path: search === '' ? path : `${path}?${search}`,
      body: body === undefined ? null : JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
    if (status >= 400) throw answerError(text, status);
    const read = result.safeParse(parseAnswer(text));
    if (read.success) return read.data;
    throw new MockRorError('control.unreachable', `${path}: not an answer of the control API`, { cause: read.error });
  }

  async #send(request: { method: Call<unknown>['method']; path: string; body: string | null; signal?: AbortSignal }) {
    try {
      const { statusCode, body } = await this.#pool.request({
        ...request,
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      });
      return { status: statusCode, text: await body.text() };
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      throw new MockRorError('control.unreachable', `the control API does not answer: ${because}`, { cause: error });
    }
  }
}
