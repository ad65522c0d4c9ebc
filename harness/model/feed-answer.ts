import { CAPACITY_COLLECTION } from '../../mev3/feed/published-texts.ts';
import type { FeedCall } from './check.ts';

/** The refusals that end the matter: none of them is mended by trying again. */
export const FINAL_REFUSALS = ['location-404', 'several-412', 'rules-400', 'forbidden-403'] as const;

/** A refusal that ends the matter. */
export type FinalRefusal = (typeof FINAL_REFUSALS)[number];

/** What an answer to a capacity PATCH means. */
export type FeedAnswer = 'accepted' | 'indicator-404' | FinalRefusal | 'token-401' | 'temporary' | 'lost' | 'other';

/** True for the statuses that say "not now". */
export function isTemporaryStatus(status: number): boolean {
  return status === 429 || status >= 500;
}

/** True for the one 404 after which an add follows: code `not-found` and exactly the path of the collection. */
function saysIndicatorUnknown(call: FeedCall): boolean {
  return call.issues.some((issue) => issue.code === 'not-found' && issue.expression.includes(CAPACITY_COLLECTION));
}

function saysLocationUnknown(call: FeedCall): boolean {
  return call.issues.some((issue) => issue.expression.some((path) => path.toLowerCase() === 'location'));
}

/**
 * What the answer of a call means to the connector, read as the published pages tell a client to read it.
 * @see requirements ROR-FEED-ADD-ON-404, ROR-ERR-LOCATION-404
 */
export function feedAnswer(call: FeedCall): FeedAnswer {
  const { status } = call.entry.answer;
  // What the connector never read tells it nothing, whatever the ROR did.
  if (call.lost) return 'lost';
  if (isTemporaryStatus(status)) return 'temporary';
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 404) return whatIsUnknown(call);
  return BY_STATUS.get(status) ?? 'other';
}

const BY_STATUS: ReadonlyMap<number, FeedAnswer> = new Map([
  [400, 'rules-400'],
  [401, 'token-401'],
  [403, 'forbidden-403'],
  [412, 'several-412'],
]);

function whatIsUnknown(call: FeedCall): FeedAnswer {
  if (saysIndicatorUnknown(call)) return 'indicator-404';
  return saysLocationUnknown(call) ? 'location-404' : 'other';
}

/** The answer as a reader knows it: `404 not-found`, `412 multiple-matches`, `200`. */
export function answerWords(call: FeedCall): string {
  const code = call.issues[0]?.code;
  return `${call.entry.answer.status}${code === undefined ? '' : ` ${code}`}`;
}
