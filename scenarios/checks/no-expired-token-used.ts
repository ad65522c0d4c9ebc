import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { outcome, skipped } from '../../harness/model/check-outcome.ts';

const params = z.strictObject({
  /**
   * `free` where anybody may move the clock of the mock: a token that ended because of it shows nothing, and nothing is
   * judged. Default `armed`: only the scenario moves it.
   */
  clock: z.enum(['armed', 'free']).default('armed'),
});

/** A token is renewed before it ends: the API never has to say that it has ended. */
export const noExpiredTokenUsed: Check<z.output<typeof params>> = {
  name: 'no-expired-token-used',
  requirements: ['ROR-AUTH-RENEW'],
  params,
  judge({ view }, { clock }) {
    if (clock === 'free' && view.entries.some(({ kind }) => kind === 'clock')) return skipped('clock-moved');
    const lives = view.tokenCalls.flatMap(({ entry, token, expiresIn }) =>
      token === null || expiresIn === null ? [] : [Date.parse(entry.answer.at) + expiresIn * 1000],
    );
    const firstEnd = Math.min(...lives);
    // Calls made while every token lived show nothing.
    const late = view.feedCalls.filter(({ entry }) => Date.parse(entry.at) > firstEnd);
    const findings = view.feedCalls
      .filter(({ entry }) => entry.answer.status === 401 && entry.cause?.code === 'bearer.expired')
      .map(({ entry }) => ({
        requirement: 'ROR-AUTH-RENEW',
        code: 'token-ended',
        entry: entry.seq,
        where: 'Authorization',
        expected: entry.cause?.expected ?? '—',
        seen: entry.cause?.seen ?? '—',
      }));
    return outcome(Math.max(late.length, findings.length), findings, 'no-token-ended');
  },
};
