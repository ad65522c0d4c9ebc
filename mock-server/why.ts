import type { ExchangeEntry, HandshakeFailureEntry, JournalEntry, RefusalCause } from '../journal/entry.ts';
import { FEED_RULES } from './feed/feed-rules.ts';
import { callOf } from './match-exchange.ts';
import type { Explanation, JudgedRule } from './explanation.ts';

/** The explanation of an entry; null for one that is neither an exchange nor a handshake that failed. */
export function explainEntry(entry: JournalEntry): Explanation | null {
  if (entry.kind === 'handshake-failure') return explainHandshake(entry);
  return entry.kind === 'exchange' ? explainExchange(entry) : null;
}

function explainHandshake(entry: HandshakeFailureEntry): Explanation {
  const { listener, tls } = entry;
  const cause: RefusalCause = {
    code: entry.cause,
    requirement: entry.cause.includes('certificate') ? 'ROR-TRUST-CERTIFICATE' : null,
    expected: null,
    seen: tls.verification !== null && tls.verification !== 'ok' ? tls.verification : entry.code,
    where: `TLS, ${listener}`,
  };
  return {
    seq: entry.seq,
    at: entry.at,
    call: 'handshake',
    outcome: 'refused',
    request: null,
    status: null,
    clientId: null,
    subjectDn: tls.peer?.subjectDn ?? null,
    refusals: [entry.refusal ?? cause],
    said: [],
    rules: [],
    notices: [],
    effect: null,
    fault: entry.fault ?? null,
    nearest: [],
  };
}

function explainExchange(entry: ExchangeEntry): Explanation {
  const { cause, request, answer } = entry;
  return {
    seq: entry.seq,
    at: entry.at,
    call: callOf(entry),
    outcome: cause === null ? 'accepted' : 'refused',
    request: { method: request.method, target: request.target },
    status: answer.status,
    clientId: entry.caller.clientId,
    subjectDn: entry.tls.peer?.subjectDn ?? null,
    refusals: cause === null ? [] : [withoutMore(cause), ...(cause.more ?? [])],
    said: cause === null ? [] : textsOf(entry),
    rules: rulesOf(entry),
    notices: entry.notices,
    effect: entry.effect,
    fault: entry.fault ?? null,
    nearest: [],
  };
}

function withoutMore({ more: _more, ...cause }: RefusalCause): RefusalCause {
  return cause;
}

/** Checks of the token endpoint in their order, with the causes that each gives. */
const TOKEN_RULES: readonly (readonly [id: string, requirement: string, causes: RegExp])[] = [
  ['token-form', 'ROR-AUTH-GRANT', /^token\.(media-type|duplicated-parameter|grant-missing|grant-unsupported)$/],
  [
    'token-certificate',
    'ROR-TRUST-CERTIFICATE',
    /^trust\.(no-certificate|unknown-ca|revoked|expired|not-yet-valid|wrong-usage)$/,
  ],
  ['token-client', 'ROR-TRUST-SUBJECT-DN', /^(token\.client-id-missing|trust\.(client-|not-open-yet))/],
  ['token-subject-dn', 'ROR-TRUST-SUBJECT-DN', /^trust\.dn-not-listed$/],
  ['token-scope', 'ROR-AUTH-GRANT', /^token\.(grant-not-allowed|scope-invalid)$/],
];

/** Checks before those of a service: refused by what stands before a rule, all rules were not asked. */
function rulesOf(entry: ExchangeEntry): readonly JudgedRule[] {
  const call = callOf(entry);
  if (entry.fault !== undefined && entry.cause?.code === 'fault.answered') return [];
  if (call === 'token') {
    const at = TOKEN_RULES.findIndex(([, , causes]) => entry.cause !== null && causes.test(entry.cause.code));
    return judged(
      TOKEN_RULES.map(([id, requirement]) => ({ id, requirement })),
      { entry, at },
    );
  }
  if (call !== 'feed' || entry.request.method !== 'PATCH') return [];
  const rules = [BEARER_RULE, ...FEED_RULES.map(({ id, requirement }) => ({ id, requirement }))];
  const refusing = entry.cause?.rule ?? (isBearerCause(entry.cause) ? BEARER_RULE.id : null);
  return judged(rules, { entry, at: rules.findIndex(({ id }) => id === refusing) });
}

const BEARER_RULE = { id: 'bearer', requirement: 'ROR-AUTH-BEARER' } as const;

function isBearerCause(cause: RefusalCause | null): boolean {
  return cause !== null && /^(bearer|trust)\./.test(cause.code);
}

function judged(
  rules: readonly { readonly id: string; readonly requirement: string }[],
  { entry, at }: { readonly entry: ExchangeEntry; readonly at: number },
): readonly JudgedRule[] {
  if (entry.cause !== null && at === -1) return [];
  return rules.map((rule, index) => ({ ...rule, result: resultAt(index, at) }));
}

function resultAt(index: number, refusedAt: number): JudgedRule['result'] {
  if (refusedAt === -1 || index < refusedAt) return 'passed';
  return index === refusedAt ? 'refused' : 'not-asked';
}

/** The texts of the answer that a person at the client reads. */
function textsOf({ answer }: ExchangeEntry): readonly string[] {
  if (answer.body.form !== 'text') return [];
  let body: unknown;
  try {
    body = JSON.parse(answer.body.text);
  } catch {
    return []; // a page of a proxy, or a body that a fault spoiled
  }
  if (!isRecord(body)) return [];
  const issues: unknown = body['issue'];
  if (Array.isArray(issues)) {
    return issues.flatMap((issue: unknown) => (isRecord(issue) ? textIn(issue, 'diagnostics') : []));
  }
  return [[...textIn(body, 'error'), ...textIn(body, 'error_description')].join(': ')].filter((text) => text !== '');
}

function textIn(from: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = from[name];
  return typeof value === 'string' ? [value] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
