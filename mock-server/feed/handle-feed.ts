import type { Kernel } from '../../mev3/kernel.ts';
import type { Answer, Caller, IncomingRequest, StateChange } from '../http/exchange.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import type { FindOtherRoute } from '../trust/region-route.ts';
import { checkResult } from './check-result.ts';
import { FeedAttempt } from './feed-attempt.ts';
import { FEED_RULES } from './feed-rules.ts';
import type { FeedSettings } from './feed-settings.ts';
import { noticesOf } from './notices.ts';
import { successAnswer } from './success-answer.ts';

/** What the feed works with. */
export interface FeedDependencies {
  /** The rules in force, asked for at each request. */
  readonly kernel: () => Kernel;
  readonly store: Pick<ResourceStore, 'findByIdentifier' | 'update'>;
  /** Present values, asked for at each request. */
  readonly settings: () => FeedSettings;
  readonly findOtherRoute: FindOtherRoute;
}

/**
 * The handler of `PATCH …/Location?identifier=…`, everything after the 401: asks the rules in their order (Q35), applies
 * the operations, checks the result and answers 200 with the change to commit.
 * The handler throws FhirError when a rule refuses; nothing is changed then.
 */
export function createFeedHandler(
  dependencies: FeedDependencies,
): (request: IncomingRequest, caller: Caller) => Answer {
  return (request, caller) => {
    const settings = dependencies.settings();
    const kernel = dependencies.kernel();
    const attempt = new FeedAttempt(request, caller, { ...dependencies, kernel, settings });
    for (const rule of FEED_RULES) {
      const refusal = rule.refuse(attempt);
      if (refusal !== null) throw refusal.of(rule.id);
    }
    const { location, recordsAfter: records } = attempt;
    const isChanged = records !== location.records;
    // Before the notices: what is read back here need not be read again there.
    if (isChanged) checkResult(kernel, location.records, records);
    const notices = noticesOf(attempt);
    // A delete that found nothing (Q8 `no-op`) changes nothing: the version stays.
    if (!isChanged) return successAnswer(location, { body: settings.successBody, notices });
    const operations = attempt.reading.operations.map(({ type }) => operationName(type));
    const updated = dependencies.store.update(location, { records, nowMs: request.nowMs, operations });
    return successAnswer(updated.location, { body: settings.successBody, notices, change: updated.change });
  };
}

function operationName(type: string): StateChange['effect']['operations'][number] {
  if (type === 'add' || type === 'replace') return type;
  return 'delete';
}
