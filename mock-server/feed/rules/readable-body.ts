import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

/** 400: the body is JSON in UTF-8, not too deep, and says each thing once. */
export const readableBodyRule: FeedRule = {
  id: 'readable-body',
  requirement: 'ROR-FEED-BODY',
  name: 'The body can be read as JSON',
  refuse({ body }) {
    if (body.ok) return null;
    const { fault, seen } = body;
    return refuse({
      code: `feed.body-${fault}`,
      status: 400,
      issue: fault === 'too-deep' ? 'too-long' : 'structure',
      text: `mock.feed.body-${fault}`,
      values: { seen },
      detail: { requirement: 'ROR-FEED-BODY', expected: 'Parameters', seen, where: 'body' },
    });
  },
};
