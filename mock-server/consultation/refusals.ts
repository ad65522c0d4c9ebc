import type { ErrorCode } from '../../messages/error-codes.ts';
import type { MessageId } from '../../messages/index.ts';
import { nearestOf } from '../../mev3/codes/nearest.ts';
import type { FhirError, IssueType } from '../../mev3/outcome.ts';
import { refuse } from '../refuse.ts';

/** Longest piece of a request that an answer repeats. */
const LONGEST_SEEN = 100;

/** What a refused piece of a search is told. */
interface SearchRefusal {
  readonly code: ErrorCode;
  readonly issue: IssueType;
  readonly text: MessageId;
  /** Parameter of the request. */
  readonly where: string;
  readonly seen: string;
  readonly expected: string;
  readonly status?: number;
  readonly requirement?: string;
}

/** A 400 that says what was expected, what was seen, and where. */
export function refuseSearch(refusal: SearchRefusal): FhirError {
  const { code, issue, text, status = 400, requirement = 'ROR-READ-SEARCH' } = refusal;
  const where = short(refusal.where);
  const seen = short(refusal.seen);
  const expected = refusal.expected;
  return refuse({
    code,
    status,
    issue,
    text,
    values: { where, seen, expected },
    detail: { requirement, expected, seen, where },
  });
}

/** The refusal of a value whose form is not that of its parameter. */
export function refuseValue(where: string, seen: string, expected: string): FhirError {
  return refuseSearch({
    code: 'read.parameter-form',
    issue: 'value',
    text: 'consultation.value-form',
    where,
    seen,
    expected,
  });
}

/** The refusal of more than a request may hold of something. */
export function refuseTooMany(where: string, seen: number, most: number): FhirError {
  const [code, issue] = ['read.too-many', 'too-long'] as const;
  return refuseSearch({
    code,
    issue,
    text: 'consultation.too-many',
    where,
    seen: String(seen),
    expected: `<= ${most}`,
  });
}

/** The name nearest to what was written, and else every name that there is. */
export function nearestHint(seen: string, known: readonly string[]): string {
  return nearestOf(seen, known) ?? known.join(', ');
}

function short(text: string): string {
  return text.length <= LONGEST_SEEN ? text : `${text.slice(0, LONGEST_SEEN)}…`;
}
