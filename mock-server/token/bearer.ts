import { thumbprint } from '../../journal/redact.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';
import { headerValues } from '../header-values.ts';
import type { Answer, Caller, IncomingRequest } from '../http/exchange.ts';
import { fhirDialect } from '../http/refusal-answer.ts';
import type { Participant } from '../mock-ror.ts';
import { notAdmitted } from '../trust/admission.ts';
import type { Participants } from '../trust/participants.ts';
import { subjectId } from './access-token.ts';
import type { EarlyEnds } from './early-ends.ts';
import type { IssuedRights } from './issued-rights.ts';
import { BINDING_BROKEN, bindingOf } from './token-binding.ts';
import { notAlive } from './token-life.ts';
import type { VerifiedToken, VerifiedTokens } from './verified-tokens.ts';

/** What the check of the bearer token works with. */
export interface BearerDeps {
  readonly tokens: VerifiedTokens;
  readonly earlyEnds: EarlyEnds;
  readonly participants: Participants;
  readonly rights: IssuedRights;
  readonly settings: () => {
    readonly rightsCheck: 'request' | 'token';
    readonly tokenBinding: 'none' | 'certificate';
  };
}

/** The caller, or the 401 that it gets. */
export type BearerResult =
  { readonly caller: Caller; readonly refused: null } | { readonly caller: null; readonly refused: Answer };

/** Tells who calls the API from the token in `Authorization` (Q1); at once for a token that was seen before. */
export function createBearerCheck(
  deps: BearerDeps,
): (request: IncomingRequest) => BearerResult | Promise<BearerResult> {
  const callerOf = rememberCallers(deps);
  return (request) => {
    const [header, ...others] = headerValues(request.headers, 'authorization');
    if (header === undefined) return refuse(missing(request));
    // RFC 9110 §5.3: a field that is no list stands once. Whoever stands between might take the other one.
    if (others.length > 0) return refuse({ code: 'bearer.malformed', seen: `${others.length + 1} Authorization` });
    const token = /^bearer +([\w.~+/=-]+) *$/i.exec(header)?.[1];
    if (token === undefined) return refuse({ code: 'bearer.malformed', seen: schemeOf(header) });
    const print = thumbprint(token);
    const verified = deps.tokens.verify(token, print);
    const judge = (found: VerifiedToken | null): BearerResult => judgeToken(deps, found, { request, print, callerOf });
    return verified instanceof Promise ? verified.then(judge) : judge(verified);
  };
}

/** The scheme of a header, as far as it certainly is one: whoever forgot it would find the token in the journal. */
function schemeOf(header: string): string {
  return /^[a-z-]{1,20}(?= )/i.exec(header)?.[0] ?? 'no scheme';
}

interface Refused {
  readonly code: ErrorCode;
  readonly seen: string;
  readonly expected?: string;
  /** Default: the header. */
  readonly where?: string;
  readonly tokenPrint?: string;
  readonly clientId?: string;
}

/** A token in the URL is never read (RFC 6750 discourages it, and URLs are logged), but it explains the missing header. */
function missing(request: IncomingRequest): Refused {
  const isInQuery = new URLSearchParams(request.query).has('access_token');
  return isInQuery ? { code: 'bearer.in-query', seen: 'access_token' } : { code: 'bearer.missing', seen: 'none' };
}

function judgeToken(
  deps: BearerDeps,
  verified: VerifiedToken | null,
  { request, print, callerOf }: { request: IncomingRequest; print: string; callerOf: CallerOf },
): BearerResult {
  if (verified === null) return refuse({ code: 'bearer.bad-signature', seen: 'unknown', tokenPrint: print });
  const { clientId } = verified;
  const late = notAlive(verified, request.nowMs, deps.earlyEnds.of(print));
  if (late !== null) return refuse({ ...late, tokenPrint: print, clientId });
  const broken = deps.settings().tokenBinding === 'certificate' ? brokenBinding(verified.boundTo, request) : null;
  if (broken !== null) return refuse({ ...broken, where: 'x5t#S256', tokenPrint: print, clientId });
  const participant = deps.participants.byClientId(clientId);
  if (participant === undefined) {
    return refuse({ code: 'trust.client-unknown', seen: clientId, tokenPrint: print, clientId });
  }
  // Rights that act at once act on the token too, as when the API asks the authorization server about it.
  const closed = deps.settings().rightsCheck === 'request' ? notAdmitted(participant, request.nowMs) : null;
  if (closed !== null) return refuse({ ...closed, tokenPrint: print, clientId });
  return { caller: callerOf(participant, verified, print), refused: null };
}

/** ROR cannot enforce a binding, as its API asks for no certificate: the check is there for those who rehearse it. */
function brokenBinding(
  boundTo: string | null,
  { tls }: IncomingRequest,
): Pick<Refused, 'code' | 'expected' | 'seen'> | null {
  const seen = tls.peer === null ? 'none' : bindingOf(tls.peer.sha256);
  return boundTo === null || boundTo === seen ? null : { code: 'bearer.binding-broken', expected: boundTo, seen };
}

type CallerOf = (participant: Participant, verified: VerifiedToken, print: string) => Caller;

/** Callers are made once a token, and again when a participant or the setting changed. */
function rememberCallers({ participants, rights, settings }: BearerDeps): CallerOf {
  const known = new WeakMap<VerifiedToken, { readonly caller: Caller; readonly state: string }>();
  return (participant, verified, print) => {
    const { rightsCheck } = settings();
    const state = `${participants.revision()} ${rightsCheck}`;
    const remembered = known.get(verified);
    if (remembered?.state === state) return remembered.caller;
    const issued = rightsCheck === 'token' ? rights.of(print) : undefined;
    const caller = makeCaller(participant, { verified, print, issued });
    known.set(verified, { caller, state });
    return caller;
  };
}

function makeCaller(
  participant: Participant,
  token: { verified: VerifiedToken; print: string; issued: readonly string[] | undefined },
): Caller {
  const { clientId, certificates } = participant;
  // A certificate that left the list since leaves its token without any establishment.
  const listed = certificates.find(({ subjectDn }) => subjectId(clientId, subjectDn) === token.verified.subject);
  return {
    participantId: participant.id,
    clientId,
    role: participant.role,
    subjectDn: listed?.subjectDn ?? '',
    establishments: new Set(token.issued ?? listed?.establishments),
    accessProfile: participant.accessProfile,
    token: token.print,
  };
}

function refuse({ code, seen, expected, where, tokenPrint, clientId }: Refused): BearerResult {
  const isExpired = code === 'bearer.expired' || code === 'bearer.ended-early';
  const hasNone = tokenPrint === undefined;
  const tokenText = isExpired ? 'mock.http.bearer-expired' : 'mock.http.bearer-invalid';
  const answer = fhirDialect.refuse({
    status: 401,
    code,
    issue: isExpired ? 'expired' : 'login',
    text: hasNone ? 'mock.http.bearer-missing' : tokenText,
    detail: { expected: expected ?? 'Bearer <access_token>', seen, where: where ?? 'Authorization' },
    headers: [['WWW-Authenticate', hasNone ? 'Bearer realm="ror"' : challenge(code)]],
  });
  const caller = { clientId: clientId ?? null, role: null, token: tokenPrint ?? null };
  return { caller: null, refused: { ...answer, caller } };
}

/** The challenge to a token that was sent (RFC 6750 §3). */
function challenge(code: ErrorCode): string {
  const said = code === 'bearer.binding-broken' ? `, error_description="${BINDING_BROKEN}"` : '';
  return `Bearer realm="ror", error="invalid_token"${said}`;
}
