import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

/** 413: the body is within the limit of the listener. */
export const bodySizeRule: FeedRule = {
  id: 'body-size',
  requirement: 'ROR-FEED-BODY',
  name: 'The body is not too large',
  refuse({ request }) {
    if (!request.bodyTooLarge) return null;
    return refuse({
      code: 'http.body-too-large',
      status: 413,
      issue: 'too-long',
      text: 'mock.feed.body-too-large',
      detail: { requirement: 'ROR-FEED-BODY', where: 'body' },
    });
  },
};
