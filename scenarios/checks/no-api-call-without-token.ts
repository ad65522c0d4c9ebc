import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { tokenBefore, tokenRefusals } from '../../harness/model/token-refusals.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';

/** While the token endpoint has refused and given no token since, the API is not called. */
export const noApiCallWithoutToken: Check<Record<string, never>> = {
  name: 'no-api-call-without-token',
  requirements: ['ROR-AUTH-TOKEN-FIRST'],
  params: z.strictObject({}),
  judge(context) {
    const { view } = context;
    const apiCalls = view.entries.filter((entry) => entry.kind === 'exchange').filter((one) => one.listener === 'api');
    const findings = apiCalls.flatMap((call) => {
      const last = tokenBefore(view, call.seq);
      // A caller that the server knows holds a token from before: what it does with it is another matter.
      if (last === null || last.token !== null || call.caller.clientId !== null) return [];
      return [
        {
          requirement: 'ROR-AUTH-TOKEN-FIRST',
          code: 'api-call-without-token',
          entry: call.seq,
          where: call.request.target,
          expected: '—',
          seen: `${call.request.method} → ${call.answer.status}`,
          values: { refusal: last.seq },
        },
      ];
    });
    const temporary = view.tokenCalls.filter((call) => call.token === null).map((call) => call.entry.seq);
    const watched = [...new Set([...tokenRefusals(view).map(({ seq }) => seq), ...temporary])].toSorted(
      (a, b) => a - b,
    );
    return absenceOutcome(context, { reason: 'no-token-refused', watched, findings });
  },
};
