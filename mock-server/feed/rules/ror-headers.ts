import { rorHeaderNames } from '../../header-values.ts';
import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

/** 400, in strict mode only: no `Ror-*` header is sent. */
export const rorHeadersRule: FeedRule = {
  id: 'ror-headers',
  requirement: 'ROR-HDR-NO-ROR',
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
