import { FhirError } from '../../../mev3/outcome.ts';
import type { FeedRule } from '../rule.ts';
import { faultOf } from '../fault-of.ts';
import { structureRefusals } from '../structure-refusals.ts';

/** More issues than this are not listed: the body is hostile, or generated wrong throughout. */
const MOST_ISSUES = 50;

/** 400 (or 403 for a path outside capacity, Q17): the body is built as the feed expects it (Q14), every fault listed. */
export const bodyStructureRule: FeedRule = {
  id: 'body-structure',
  requirement: 'ROR-FEED-BODY',
  name: 'The body is built as published',
  refuse(attempt) {
    const refusals = structureRefusals(attempt);
    const [first] = refusals;
    if (first === undefined) return null;
    const [fault, ...more] = refusals.map(({ finding }) => faultOf(finding));
    const { code, ...detail } = fault ?? faultOf(first.finding);
    return new FhirError({
      code,
      status: code === 'feed.path-not-capacity' ? attempt.settings.otherPathStatus : 400,
      issues: refusals.slice(0, MOST_ISSUES).map(({ issue }) => issue),
      detail,
      more,
    });
  },
};
