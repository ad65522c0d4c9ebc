import { headerValues } from '../../header-values.ts';
import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

/** 412 with a text of its own, only when asked for: the version that `If-Match` names is the present one. */
export const ifMatchRule: FeedRule = {
  id: 'if-match',
  requirement: 'ROR-FEED-REQUEST',
  name: 'If-Match names the present version (setting ifMatch)',
  refuse({ request, location, settings }) {
    if (settings.ifMatch !== 'check') return null;
    const tags = headerValues(request.headers, 'If-Match').flatMap((value) => value.split(','));
    const present = `W/"${location.version}"`;
    // The weak mark is set aside: our tags are all weak, and a strong comparison would never hold.
    const isPresent = (tag: string): boolean => tag === '*' || tag.replace(/^W\//, '') === `"${location.version}"`;
    if (tags.length === 0 || tags.some((tag) => isPresent(tag.trim()))) return null;
    const seen = tags.join(',').slice(0, 200);
    return refuse({
      code: 'feed.if-match',
      status: 412,
      issue: 'conflict',
      text: 'mock.feed.if-match',
      values: { seen, present },
      expression: 'Location.meta.versionId',
      detail: { requirement: 'ROR-FEED-REQUEST', expected: present, seen, where: 'If-Match' },
    });
  },
};
