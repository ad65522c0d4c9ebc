// What the answers of the feed mean.
import { COLLECTION } from './capacity-body.mjs';
import { Refused } from './failures.mjs';

/** @import { Answer } from './https-call.mjs' */

/**
 * The one answer after which `add` is right. A 404 about the Location itself is another matter.
 * @param {Answer} answer
 */
export function saysRecordIsMissing(answer) {
  if (answer.status !== 404) return false;
  return issuesOf(answer).some(
    ({ code, expression }) =>
      // Published as a bare string, while FHIR says an array: take both.
      code === 'not-found' && (Array.isArray(expression) ? expression.join() : expression) === COLLECTION,
  );
}

/** What a refusal means, whom it concerns, and what it stops. */
const MEANING = /** @type {Record<number, { advice: string, scope: 'record' | 'unit' | 'credential' }>} */ ({
  400: {
    advice: 'the ROR does not accept this indicator: tell the GRADeS, the establishment and our support',
    scope: 'record',
  },
  401: { advice: 'the ROR refuses a fresh token: tell ANS and the GRADeS', scope: 'credential' },
  403: {
    advice: 'this establishment is not on the list of our certificate: ask ANS to add it, tell the GRADeS',
    scope: 'unit',
  },
  404: { advice: 'the ROR does not know this unit: ask the GRADeS to give it this code in the ROR', scope: 'unit' },
  412: {
    advice: 'several units of the ROR have this code: tell the GRADeS and the establishment, who remove the duplicate',
    scope: 'unit',
  },
});

/**
 * What to throw for an answer that is a refusal.
 * @param {Answer} answer
 */
export function refusal(answer) {
  const { advice, scope } = MEANING[answer.status] ?? { advice: 'tell our support and the GRADeS', scope: 'record' };
  const said = issuesOf(answer).map(({ diagnostics }) => diagnostics);
  return new Refused(`HTTP ${answer.status}, ${advice}. The ROR says: ${said.join(' | ') || 'nothing more'}`, scope);
}

/**
 * The issues of an OperationOutcome; none when the answer is something else.
 * @param {Answer} answer
 * @returns {{ code?: string, diagnostics?: string, expression?: string | string[] }[]}
 */
function issuesOf(answer) {
  try {
    const { issue } = JSON.parse(answer.text);
    return Array.isArray(issue) ? issue.filter((one) => typeof one === 'object' && one !== null) : [];
  } catch {
    return [];
  }
}
