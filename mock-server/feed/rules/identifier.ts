import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

/** 400: the query names one Location by `identifier`, and nothing else (Q5). */
export const identifierRule: FeedRule = {
  id: 'identifier',
  requirement: 'ROR-FEED-IDENTIFIER',
  name: 'The query is identifier=…, one value without system|',
  refuse({ query }) {
    if (query.ok) return null;
    const { fault } = query;
    const seen = query.seen.slice(0, 200);
    const isRequest = fault === 'parameter-unknown' || fault === 'query-malformed';
    return refuse({
      code: `feed.${fault}`,
      status: 400,
      issue: fault === 'identifier-missing' ? 'required' : 'not-supported',
      text: `mock.feed.${fault}`,
      values: { seen },
      detail: {
        requirement: isRequest ? 'ROR-FEED-REQUEST' : 'ROR-FEED-IDENTIFIER',
        expected: 'identifier=<IdNatStruct>/<code>',
        seen,
        where: 'identifier',
      },
    });
  },
};
