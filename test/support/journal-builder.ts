import { createHash } from 'node:crypto';
import type {
  ConnectorExitEntry,
  ExchangeEntry,
  HeaderLines,
  JournalEntry,
  PeerCertificate,
  RecordedBody,
  SettingsEntry,
  TlsFacts,
} from '../../journal/entry.ts';
import { CAPACITY_COLLECTION } from '../../mev3/feed/published-texts.ts';
import type { Stimulus } from '../../harness/model/check.ts';

/** Every member of a type may be left out, at any depth. */
type Changes<T> = { readonly [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };

/** A certificate as a good supplier presents it. */
export const PEER: PeerCertificate = {
  subjectDn: 'CN=CLIENT_TEST,OU=33333333333,O=EDITEUR FICTIF,ST=Paris (75),C=FR',
  issuerDn: 'CN=AC TEST,O=AUTORITE FICTIVE,C=FR',
  serial: '0A',
  sha256: 'a'.repeat(64),
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2029-01-01T00:00:00.000Z',
};

function tls(peer: PeerCertificate | null): TlsFacts {
  const verification = peer === null ? 'none' : 'ok';
  const cipher = 'TLS_AES_128_GCM_SHA256';
  return { version: 'TLSv1.3', cipher, resumed: false, serverName: 'localhost', peer, verification };
}

/** A body of text as the journal records it. */
export function textBody(text: string): RecordedBody {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return text === '' ? { form: 'none' } : { form: 'text', text, bytes: Buffer.byteLength(text), sha256 };
}

/** Answers of the ROR, ready made. */
export const ANSWERS = {
  ok: { status: 200, body: '{"resourceType":"Location"}' },
  indicator404: outcome(404, { code: 'not-found', expression: CAPACITY_COLLECTION }),
  location404: outcome(404, { code: 'not-found', expression: ['Location'] }),
  several412: outcome(412, { code: 'multiple-matches', expression: ['Location'] }),
  rules400: outcome(400, { code: 'business-rule' }),
  forbidden403: outcome(403, { code: 'forbidden', expression: ['Location'] }),
  media415: outcome(415, { code: 'not-supported' }),
  login401: outcome(401, { code: 'login' }),
  unavailable503: outcome(503, { code: 'exception' }),
  later503: { ...outcome(503, { code: 'exception' }), headers: [['Retry-After', '2']] },
} as const;

function outcome(status: number, issue: object): { status: number; body: string } {
  return {
    status,
    body: JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', ...issue }] }),
  };
}

/** What a test says of one exchange; everything else is that of a good one. */
export interface ExchangeInput {
  readonly target?: string;
  readonly method?: string;
  readonly headers?: HeaderLines;
  readonly body?: RecordedBody;
  readonly answer?: { readonly status: number; readonly body: string; readonly headers?: HeaderLines };
  readonly cause?: string;
  readonly peer?: PeerCertificate | null;
  readonly caller?: Changes<ExchangeEntry['caller']>;
}

/** The token request of a good supplier. */
const TOKEN_FORM = 'client_id=supplier-client&grant_type=client_credentials';

/** Builds the journal of one attempt, entry by entry: numbered from 1, 100 ms apart. */
export class JournalBuilder {
  readonly #entries: JournalEntry[] = [];
  #nowMs: number;
  #token = 0;
  #connection = 0;

  constructor(startMs: number = Date.UTC(2026, 10, 23, 13, 0, 30)) {
    this.#nowMs = startMs;
  }

  /** The entries so far. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** Time of the next entry, in ms. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Lets time pass before the next entry. */
  wait(ms: number): this {
    this.#nowMs += ms;
    return this;
  }

  mark(mark: 'scenario-start' | 'scenario-end' | 'settled'): this {
    this.#entries.push({ ...this.#base(), kind: 'mark', mark, scenario: 'feed/test', attempt: 1 });
    return this;
  }

  stimulus(body: Stimulus, driver = 'command'): this {
    this.#entries.push({ ...this.#base(), kind: 'stimulus', stimulusId: body.id, driver, body });
    return this;
  }

  /** A token request; granted for 300 s unless the answer says otherwise. */
  token(input: ExchangeInput & { readonly expiresIn?: number } = {}): this {
    const granted = (input.answer?.status ?? 200) === 200;
    if (granted) this.#token++;
    const token = granted ? `token-${this.#token}` : null;
    const grant = { status: 200, body: JSON.stringify({ access_token: '[t]', expires_in: input.expiresIn ?? 300 }) };
    return this.#exchange('auth', {
      target: '/auth/realms/ror/protocol/openid-connect/token',
      method: 'POST',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: textBody(TOKEN_FORM),
      answer: grant,
      peer: PEER,
      ...input,
      caller: {
        clientId: granted ? 'supplier-client' : null,
        role: granted ? 'supplier' : null,
        token,
        ...input.caller,
      },
    });
  }

  /** A capacity PATCH of `identifier`; accepted unless the answer says otherwise. */
  patch(identifier: string, body: string, input: ExchangeInput = {}): this {
    return this.#exchange('api', {
      target: `/ws-synchro-dispo-lits-fhir/Location?identifier=${encodeURIComponent(identifier)}`,
      method: 'PATCH',
      headers: [
        ['Authorization', 'Bearer [sha256:0123456789abcdef]'],
        ['Content-Type', 'application/fhir+json'],
      ],
      body: textBody(body),
      answer: ANSWERS.ok,
      ...input,
      caller: { clientId: 'supplier-client', role: 'supplier', token: `token-${this.#token}`, ...input.caller },
    });
  }

  /** Any other exchange of the API. */
  other(method: string, target: string, input: ExchangeInput = {}): this {
    return this.#exchange('api', { method, target, ...input });
  }

  /** A look-up of the authorisation server. */
  discovery(target: string): this {
    return this.#exchange('auth', { method: 'GET', target });
  }

  /** The answer of the last exchange did not reach the connector. */
  lost(): this {
    const exchange = this.#entries.findLast((entry) => entry.kind === 'exchange')?.seq ?? 0;
    this.#entries.push({ ...this.#base(), kind: 'delivery', exchange, result: 'lost' });
    return this;
  }

  /** A TLS handshake with the authorization host that the server ended because of the certificate. */
  refusedHandshake(cause = 'trust.expired'): this {
    const remote = { address: '127.0.0.1', port: 50_000 };
    const code = 'CERT_HAS_EXPIRED';
    this.#entries.push({
      ...this.#base(),
      kind: 'handshake-failure',
      listener: 'auth',
      remote,
      code,
      cause,
      tls: tls(PEER),
    });
    return this;
  }

  /** A connection, which what comes after it is on; `fault`: the id of the fault that showed it another server certificate. */
  connected(listener: 'auth' | 'api', fault?: string): this {
    const base = this.#base();
    const remote = { address: '127.0.0.1', port: 50_000 };
    const met = fault === undefined ? {} : { fault };
    this.#entries.push({ ...base, kind: 'connection', listener, remote, tls: tls(PEER), ...met });
    this.#connection = base.seq;
    return this;
  }

  /** A connection that the connector closed before any request. */
  left(listener: 'auth' | 'api'): this {
    const connection = this.#connection;
    this.#entries.push({ ...this.#base(), kind: 'connection-unused', listener, connection, openMs: 5 });
    return this;
  }

  /** Something was set at the mock. */
  settings(subject: SettingsEntry['subject'], detail: unknown): this {
    this.#entries.push({ ...this.#base(), kind: 'settings', subject, detail });
    return this;
  }

  exit(stimulusId: string, facts: Partial<ConnectorExitEntry> = {}): this {
    const ended = { result: 'done', exitCode: 0, signal: null, timedOut: false, durationMs: 100 } as const;
    this.#entries.push({ ...this.#base(), kind: 'connector-exit', stimulusId, ...ended, ...facts });
    return this;
  }

  attest(stimulusId: string, answer: 'yes' | 'no'): this {
    const said = { statement: 'the refusal was reported', by: 'A. Fictif' };
    this.#entries.push({ ...this.#base(), kind: 'attestation', stimulusId, answer, ...said });
    return this;
  }

  /** A person answered a question that is about no stimulus. */
  answered(question: string, answer: 'yes' | 'no', note?: string): this {
    const said = { question, statement: question, answer, by: 'A. Fictif', ...(note !== undefined && { note }) };
    this.#entries.push({ ...this.#base(), kind: 'attestation', stimulusId: null, ...said });
    return this;
  }

  /** A person said that everything of the stimulus before is entered in the product. */
  entered(): this {
    const said = { question: 'entered', statement: 'entered in the product', answer: 'yes', by: 'operator' } as const;
    this.#entries.push({ ...this.#base(), kind: 'attestation', stimulusId: null, ...said });
    return this;
  }

  #base(): { seq: number; at: string } {
    this.#nowMs += 100;
    return { seq: this.#entries.length + 1, at: new Date(this.#nowMs).toISOString() };
  }

  #exchange(listener: 'auth' | 'api', input: ExchangeInput): this {
    const base = this.#base();
    const answer = input.answer ?? { status: 200, body: '' };
    const headers = input.headers ?? [];
    const request = { method: input.method ?? 'GET', target: input.target ?? '/', httpVersion: '1.1', headers };
    this.#entries.push({
      ...base,
      kind: 'exchange',
      listener,
      connection: this.#connection,
      tls: tls(input.peer ?? null),
      request: { ...request, body: input.body ?? { form: 'none' } },
      answer: { status: answer.status, headers: answer.headers ?? [], body: textBody(answer.body), at: base.at },
      caller: { clientId: null, role: null, token: null, ...input.caller },
      cause:
        input.cause === undefined
          ? null
          : { code: input.cause, requirement: null, expected: null, seen: null, where: null },
      notices: [],
      effect: null,
    });
    return this;
  }
}
