import { severalLocationsIssue } from '../../mev3/feed/published-texts.ts';
import type { IssueType } from '../../mev3/outcome.ts';
import type { Answer } from '../http/exchange.ts';
import { refusalCause } from '../http/refusal.ts';
import type { Dialect, HttpRefusal } from '../http/refusal-answer.ts';
import type { ArmedFault } from './fault-schema.ts';

const PROXY_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

/** The answer of a fault that keeps a call from being handled; null when it lets the call through. */
export function answerInstead({ id, action }: ArmedFault, dialect: Dialect): Answer | null {
  if (action.kind === 'reset' && action.when === 'before-handling') return dialect.refuse(refused(503, id));
  if (action.kind !== 'status') return null;
  const { status, retryAfterS } = action;
  if (status === 401) return dialect.unauthorized(refused(status, id));
  const headers = retryAfterS === undefined ? [] : ([['Retry-After', String(retryAfterS)]] as const);
  if (status !== 502) return dialect.refuse({ ...refused(status, id), headers });
  const body = { kind: 'text', contentType: 'text/html', text: PROXY_PAGE } as const;
  return { status, headers, body, cause: refusalCause('fault.answered', { seen: id }) };
}

/** The answer with its body spoiled as the fault wants; the journal holds the spoiled one, because that is what travels. */
export function spoiledAnswer(answer: Answer, { action }: ArmedFault): Answer {
  const { body } = answer;
  if (body.kind === 'none' || (action.kind !== 'not-json' && action.kind !== 'truncated-body')) return answer;
  const spoil = (text: string): string =>
    action.kind === 'not-json' ? 'OK' : text.slice(0, Math.ceil(text.length / 2));
  const { contentType, text } = body;
  const journal =
    body.kind === 'text' && body.journalText !== undefined ? { journalText: spoil(body.journalText) } : {};
  return { ...answer, body: { kind: 'text', contentType, text: spoil(text), ...journal } };
}

const ISSUES: ReadonlyMap<number, IssueType> = new Map([
  [400, 'business-rule'],
  [403, 'forbidden'],
]);

function refused(status: number, id: string): HttpRefusal {
  return {
    status,
    code: 'fault.answered',
    issue: ISSUES.get(status) ?? 'exception',
    // The one refusal whose whole body is published and says nothing of the request.
    ...(status === 412 ? { issues: [severalLocationsIssue(2)] } : {}),
    text: 'mock.fault.answered',
    detail: { seen: id },
  };
}
