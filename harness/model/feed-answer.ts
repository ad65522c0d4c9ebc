import { CAPACITY_COLLECTION } from '../../mev3/feed/published-texts.ts';
import type { FeedCall } from './check.ts';

/** The refusals that end the matter: none of them is mended by trying again. */
export const FINAL_REFUSALS = ['location-404', 'several-412', 'rules-400', 'forbidden-403'] as const;

/** A refusal that ends the matter. */
export type FinalRefusal = (typeof FINAL_REFUSALS)[number];

/** What an answer to a capacity PATCH means. */
export type FeedAnswer = 'accepted' | 'indicator-404' | FinalRefusal | 'other';

/** True for the one 404 after which an add follows: code `not-found` and exactly the path of the collection. */
function saysIndicatorUnknown(call: FeedCall): boolean {
  return call.issues.some((issue) => issue.code === 'not-found' && issue.expression.includes(CAPACITY_COLLECTION));
}

function saysLocationUnknown(call: FeedCall): boolean {
  return call.issues.some((issue) => issue.expression.some((path) => path.toLowerCase() === 'location'));
}

/**
 * What the answer of a call means, read as the published pages tell a client to read it.
 * @see requirements ROR-FEED-ADD-ON-404, ROR-ERR-LOCATION-404
 */
export function feedAnswer(call: FeedCall): FeedAnswer {
  const { status } = call.entry.answer;
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 404 && saysIndicatorUnknown(call)) return 'indicator-404';
  if (status === 404 && saysLocationUnknown(call)) return 'location-404';
  if (status === 412) return 'several-412';
  if (status === 400) return 'rules-400';
  return status === 403 ? 'forbidden-403' : 'other';
}

/** The answer as a reader knows it: `404 not-found`, `412 multiple-matches`, `200`. */
export function answerWords(call: FeedCall): string {
  const code = call.issues[0]?.code;
  return `${call.entry.answer.status}${code === undefined ? '' : ` ${code}`}`;
}
