import { locationNotFoundIssue } from '../../../mev3/feed/published-texts.ts';
import { FhirError } from '../../../mev3/outcome.ts';
import { withLocationExpression } from '../location-expression.ts';
import type { FeedRule } from '../rule.ts';

/** 404 with the expression `Location`: one Location at least has this identifier (Q4). */
export const locationExistsRule: FeedRule = {
  id: 'location-exists',
  requirement: 'ROR-ERR-LOCATION-404',
  name: 'A Location has this identifier',
  refuse({ matches, identifier, settings }) {
    if (matches.length > 0) return null;
    return new FhirError({
      code: 'feed.location-not-found',
      status: 404,
      issues: [withLocationExpression(locationNotFoundIssue(identifier), settings)],
      detail: { requirement: 'ROR-ERR-LOCATION-404', seen: identifier, where: 'identifier' },
    });
  },
};
