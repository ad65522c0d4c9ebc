import { rorHeaderNames } from '../../header-values.ts';
import { refuse } from '../../refuse.ts';
import { defineSetting } from '../../setting.ts';
import type { FeedRule } from '../rule.ts';

/** What a `Ror-*` header on a capacity PATCH leads to (Q6): "must not be present", but no error is published. */
export const rorHeaders = defineSetting({
  name: 'rorHeaders',
  default: 'notice',
  values: ['notice', 'refuse'],
  question: 'Q6',
  requirement: 'ROR-HDR-NO-ROR',
  evidence: 'assumed',
  text: 'mock.setting.ror-headers',
});

/** 400, in strict mode only: no `Ror-*` header is sent. */
export const rorHeadersRule: FeedRule = {
  name: 'No Ror-* header (setting rorHeaders)',
  refuse({ request, settings }) {
    if (settings.rorHeaders !== 'refuse') return null;
    const names = rorHeaderNames(request.headers);
    if (names.length === 0) return null;
    const seen = names.join(', ').slice(0, 200);
    return refuse({
      code: 'feed.ror-header',
      status: 400,
      issue: 'invalid',
      text: 'mock.feed.ror-header',
      values: { seen },
      detail: { requirement: 'ROR-HDR-NO-ROR', expected: '—', seen, where: names[0] ?? '' },
    });
  },
};
