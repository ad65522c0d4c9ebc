import { Pool } from 'undici';
import { z } from 'zod';
import type { AppendableEntry, JournalEntry } from '../../journal/entry.ts';
import { ERROR_CODES } from '../../messages/error-codes.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';
import { armedFaultSchema } from '../faults/fault-schema.ts';
import type { ArmedFault, Fault } from '../faults/fault-schema.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { JournalQuery, LocationSetup, LocationView, MockDescription, MockRor, Participant } from '../mock-ror.ts';
import { MAX_ENTRIES, MAX_WAIT_MS } from './routes.ts';
import { description, journalEntry, locationView, participant } from './schemas.ts';

const problem = z.looseObject({ code: z.string(), detail: z.string() });

interface Call<T> {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly result: z.ZodType<T>;
}

const nothing = z.undefined();

/** MockRor over the control API of a mock in another process. */
export class RemoteMockRor implements MockRor {
  readonly #pool: Pool;
  readonly #token: string;

  /** `url` is the control address, such as `http://127.0.0.1:8445`. */
  constructor(url: string, token: string) {
    this.#pool = new Pool(new URL(url).origin, { connections: 8 });
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

  locations(): Promise<readonly LocationView[]> {
    return this.#call({ method: 'GET', path: '/v1/locations', result: z.array(locationView) });
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

  /** Asks again and again until the time is over: the server bounds one wait. */
  async waitForEntry(query: Parameters<MockRor['waitForEntry']>[0]): Promise<JournalEntry | null> {
    const endMs = performance.now() + query.timeoutMs;
    const result = z.strictObject({ entry: journalEntry.nullable() });
    for (;;) {
      const leftMs = Math.max(0, Math.ceil(endMs - performance.now()));
      const timeoutMs = Math.min(leftMs, MAX_WAIT_MS);
      const asked = { from: query.from, kinds: query.kinds.join(','), timeoutMs };
      const { entry } = await this.#call({ method: 'GET', path: '/v1/journal/wait', query: asked, result });
      if (entry !== null || leftMs <= MAX_WAIT_MS) return entry;
    }
  }

  /** Lets go of the connection; the mock, which others may use, runs on. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #page(query: Call<unknown>['query'] & {}): Promise<readonly JournalEntry[]> {
    const result = z.strictObject({ entries: z.array(journalEntry) });
    return (await this.#call({ method: 'GET', path: '/v1/journal', query, result })).entries;
  }

  async #call<T>({ method, path, query = {}, body, result }: Call<T>): Promise<T> {
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const search = new URLSearchParams(asked).toString();
    const { status, text } = await this.#send({
      method,
      path: search === '' ? path : `${path}?${search}`,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const value: unknown = text === '' ? undefined : parse(text);
    if (status >= 400) throw asError(value, status);
    const read = result.safeParse(value);
    if (read.success) return read.data;
    throw new MockRorError('control.unreachable', `${path}: not an answer of the control API`, { cause: read.error });
  }

  async #send(request: { method: Call<unknown>['method']; path: string; body: string | null }) {
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function asError(value: unknown, status: number): MockRorError {
  const read = problem.safeParse(value);
  if (!read.success || !isErrorCode(read.data.code)) {
    return new MockRorError('control.unreachable', `status ${status}, and no problem that this version knows`);
  }
  return new MockRorError(read.data.code, read.data.detail);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
