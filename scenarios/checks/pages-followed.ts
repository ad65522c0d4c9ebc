import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { doesNotApply } from '../../harness/model/check-outcome.ts';
import { readCalls, readOutcome } from '../../harness/model/read-calls.ts';

/** Behind every page that has a next one, that next one is read. */
export const pagesFollowed: Check<Record<string, never>> = {
  name: 'pages-followed',
  requirements: ['ROR-READ-PAGES'],
  params: z.strictObject({}),
  judge({ view }) {
    const reads = readCalls(view);
    const bundles = reads.filter(({ bundle }) => bundle !== null);
    const continued = bundles.filter(({ bundle }) => bundle?.next !== null);
    if (bundles.length > 0 && continued.length === 0) return doesNotApply('one-page');
    const findings = continued.flatMap(({ entry, bundle }) => {
      const next = bundle?.next ?? '';
      if (reads.some((later) => later.entry.seq > entry.seq && later.entry.request.target === next)) return [];
      const facts = { requirement: 'ROR-READ-PAGES', code: 'page-not-read', entry: entry.seq };
      return [{ ...facts, where: 'Bundle.link(next)', expected: `GET ${next}`, seen: '—' }];
    });
    return readOutcome(view, { judged: continued.length, findings, reason: 'no-bundle' });
  },
};
