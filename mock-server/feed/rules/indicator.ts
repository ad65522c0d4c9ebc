import { CAPACITY_COLLECTION, indicatorNotFoundIssue } from '../../../mev3/feed/published-texts.ts';
import { EMPTY_KEY, keyText } from '../../../mev3/capacity/key.ts';
import { KEY_ATTRIBUTES } from '../../../mev3/capacity/types.ts';
import type { CapacityKey } from '../../../mev3/capacity/types.ts';
import { ambiguousIndicatorIssue, duplicateIndicatorIssue } from '../../../mev3/feed/mock-made-texts.ts';
import type { FeedOperation, KeyedRecord } from '../../../mev3/kernel.ts';
import { FhirError } from '../../../mev3/outcome.ts';
import type { FeedRule } from '../rule.ts';

/** 404 with the capacity path, or 400: the record that the path selects is there, and the one to add is not. */
export const indicatorRule: FeedRule = {
  id: 'indicator',
  requirement: 'ROR-FEED-ADD-AFTER-404',
  name: 'The record to change is there once; the record to add is not',
  refuse({ applied, settings, location }) {
    if (applied.ok) return null;
    const seen = keyText(keyMeant(applied.operation));
    if (applied.why === 'not-found') {
      return new FhirError({
        code: 'feed.indicator-not-found',
        status: 404,
        issues: [indicatorNotFoundIssue(settings.indicatorExpression)],
        detail: {
          requirement: 'ROR-FEED-ADD-AFTER-404',
          seen,
          where: CAPACITY_COLLECTION,
          ...nearestRecord(keyMeant(applied.operation), location.records),
        },
      });
    }
    const isDuplicate = applied.why === 'duplicate';
    const issue = isDuplicate ? duplicateIndicatorIssue : ambiguousIndicatorIssue;
    return new FhirError({
      code: isDuplicate ? 'feed.duplicate-record' : 'feed.ambiguous-record',
      status: 400,
      issues: [issue(keyMeant(applied.operation))],
      detail: {
        requirement: isDuplicate ? 'ROR-FEED-REPLACE-FIRST' : 'ROR-CAP-N4',
        seen,
        where: CAPACITY_COLLECTION,
      },
    });
  },
};

/** The record of the Location whose key has the most in common with the one asked for; nothing for one without records. */
function nearestRecord(key: CapacityKey, records: readonly KeyedRecord[]): { readonly near?: string } {
  const differences = (record: KeyedRecord): number =>
    KEY_ATTRIBUTES.filter((attribute) => record.key[attribute] !== key[attribute]).length;
  const [nearest] = records.toSorted((a, b) => differences(a) - differences(b));
  return nearest === undefined ? {} : { near: nearest.keyText };
}

/** The seven codes that the operation is about: those of its value when it has one, else those of its path. */
function keyMeant({ selector, value }: FeedOperation): CapacityKey {
  return value?.key ?? (selector.kind === 'record' ? selector.key : EMPTY_KEY);
}
