import { severalLocationsIssue } from '../../../mev3/feed/published-texts.ts';
import { FhirError } from '../../../mev3/outcome.ts';
import { withLocationExpression } from '../location-expression.ts';
import type { FeedRule } from '../rule.ts';

/** 412: no other Location has the same identifier. */
export const locationUniqueRule: FeedRule = {
  id: 'location-unique',
  requirement: 'ROR-ERR-SEVERAL-412',
  name: 'Only one Location has this identifier',
  refuse({ matches, identifier, settings }) {
    if (matches.length === 1) return null;
    return new FhirError({
      code: 'feed.several-locations',
      status: 412,
      issues: [withLocationExpression(severalLocationsIssue(matches.length), settings)],
      detail: { requirement: 'ROR-ERR-SEVERAL-412', expected: '1', seen: String(matches.length), where: identifier },
    });
  },
};
