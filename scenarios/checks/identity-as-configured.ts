import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

const params = z.strictObject({
  /** The client_id that the scenario gives the connector. */
  clientId: z.string().min(1),
});

/** Every token is asked for with the client_id that the connector was given: nothing of the sandbox is left in the code. */
export const identityAsConfigured: Check<z.output<typeof params>> = {
  name: 'identity-as-configured',
  requirements: ['ROR-GOLIVE-CONFIGURATION'],
  params,
  judge({ view }, { clientId }) {
    const findings = view.tokenCalls.flatMap(({ entry, form }) => {
      const [seen = '—'] = form.get('client_id') ?? [];
      if (seen === clientId) return [];
      return [
        {
          requirement: 'ROR-GOLIVE-CONFIGURATION',
          code: 'other-client-id',
          entry: entry.seq,
          where: 'client_id',
          expected: clientId,
          seen,
        },
      ];
    });
    return outcome(view.tokenCalls.length, findings, 'no-token-request');
  },
};
