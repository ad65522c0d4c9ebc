import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { issueLeaf } from '../../certs/issue-leaf.ts';
import type { FixtureName, Pki } from '../../certs/pki.ts';
import type { ExchangeEntry, JournalEntry } from '../../journal/entry.ts';
import { startMockRor } from '../../mock-server/index.ts';
import type { MockRor, StartOptions } from '../../mock-server/index.ts';

/** client_id of the default supplier. */
export const CLIENT_ID = 'rorkit-supplier';

/** An answer as a client reads it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request of a test. */
export interface Ask extends Pick<
  RequestOptions,
  'minVersion' | 'maxVersion' | 'method' | 'headers' | 'rejectUnauthorized'
> {
  readonly leaf?: FixtureName;
  /** Default: a connection of its own for each request. */
  readonly agent?: RequestOptions['agent'];
  readonly body?: string | Buffer;
}

/** A mock with a test PKI of its own, in a folder that goes when it is closed. */
export class RunningMock {
  readonly dir: string;
  readonly pki: Pki;
  readonly mock: MockRor;
  readonly tokenUrl: string;
  readonly feedUrl: string;
  readonly readUrl: string;
  readonly #ca: Buffer;

  private constructor(parts: {
    dir: string;
    pki: Pki;
    mock: MockRor;
    ca: Buffer;
    urls: readonly [string, string, string];
  }) {
    this.dir = parts.dir;
    this.pki = parts.pki;
    this.mock = parts.mock;
    this.#ca = parts.ca;
    [this.tokenUrl, this.feedUrl, this.readUrl] = parts.urls;
  }

  static async start(options: Partial<StartOptions> = {}): Promise<RunningMock> {
    const dir = await mkdtemp(path.join(tmpdir(), 'rorkit-mock-'));
    const pki = await ensurePki({ dir: path.join(dir, 'pki'), keyType: 'ec' });
    const mock = await startMockRor({ pki, ...options });
    const { addresses } = await mock.describe();
    const urls = [
      addresses.tokenUrl,
      `${addresses.apiBase}${addresses.feedPath}`,
      `${addresses.apiBase}${addresses.readPath}`,
    ] as const;
    return new RunningMock({ dir, pki, mock, ca: await readFile(pki.caFile), urls });
  }

  async close(): Promise<void> {
    await this.mock.close();
    await rm(this.dir, { recursive: true, force: true });
  }

  /** TLS options of a client that trusts the mock and holds that leaf. */
  async tls(leaf?: FixtureName): Promise<RequestOptions> {
    if (leaf === undefined) return { ca: this.#ca };
    const { cert, key } = await issueLeaf(this.pki, { fixture: leaf });
    return { ca: this.#ca, cert: await readFile(cert), key: await readFile(key) };
  }

  async ask(url: string, { leaf, body, ...rest }: Ask = {}): Promise<Reply> {
    const options = { agent: false, ...(await this.tls(leaf)), ...rest };
    return await new Promise<Reply>((resolve, reject) => {
      const sent = request(url, options, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        answer.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  askToken(form: Record<string, string> | string, ask: Ask = { leaf: 'good' }): Promise<Reply> {
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.ask(this.tokenUrl, { method: 'POST', ...ask, headers, body });
  }

  /** A fresh access token of the default supplier. */
  async token(): Promise<string> {
    const reply = await this.askToken({ client_id: CLIENT_ID, grant_type: 'client_credentials' });
    const answer: unknown = JSON.parse(reply.text);
    if (typeof answer === 'object' && answer !== null && 'access_token' in answer) return String(answer.access_token);
    throw new Error(`no token: ${reply.text}`);
  }

  /** A feed PATCH with an empty body: whoever gets 400 was let in. */
  async patch(token: string | null, identifier = '199A000014/MED-A', body: string | Buffer = '{}'): Promise<Reply> {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    return await this.ask(`${this.feedUrl}/Location?identifier=${encodeURIComponent(identifier)}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/fhir+json', ...authorization },
      body,
    });
  }

  async exchanges(): Promise<readonly ExchangeEntry[]> {
    const entries = await this.mock.readJournal({ kinds: ['exchange'] });
    return entries.filter((entry) => entry.kind === 'exchange');
  }

  /** The newest exchange: it is committed before its answer leaves. */
  async lastExchange(): Promise<ExchangeEntry> {
    const last = (await this.exchanges()).at(-1);
    if (last === undefined) throw new Error('no exchange yet');
    return last;
  }

  /** The first entry of a kind after `seq`; fails after five seconds. */
  async waitFor<K extends JournalEntry['kind']>(kind: K, seq: number): Promise<Extract<JournalEntry, { kind: K }>> {
    const entry = await this.mock.waitForEntry({ from: seq + 1, kinds: [kind], timeoutMs: 5_000 });
    if (entry === null || !isKind(entry, kind)) throw new Error(`no entry ${kind} after ${seq}`);
    return entry;
  }
}

function isKind<K extends JournalEntry['kind']>(
  entry: JournalEntry,
  kind: K,
): entry is Extract<JournalEntry, { kind: K }> {
  return entry.kind === kind;
}
