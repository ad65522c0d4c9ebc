import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

/** Every PATCH is sent with a token of a supplier: the identity of a consumer only reads. */
export const fedAsSupplier: Check<Record<string, never>> = {
  name: 'fed-as-supplier',
  requirements: ['ROR-TRUST-ROLES'],
  params: z.strictObject({}),
  judge({ view }) {
    // A token that the server did not recognise says nothing about a role.
    const known = view.feedCalls.filter(({ entry }) => entry.caller.role !== null);
    const findings = known
      .filter(({ entry }) => entry.caller.role !== 'supplier')
      .map(({ entry }) => ({
        requirement: 'ROR-TRUST-ROLES',
        code: 'fed-as-consumer',
        entry: entry.seq,
        where: 'Authorization',
        expected: 'supplier',
        seen: `${entry.caller.role}, client_id ${entry.caller.clientId ?? '—'}`,
      }));
    return outcome(known.length, findings, 'nothing-sent');
  },
};
