import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { readCalls, readOutcome } from '../../harness/model/read-calls.ts';

/** Every read is made with a token of a consumer: the identity of a supplier only feeds. */
export const readAsConsumer: Check<Record<string, never>> = {
  name: 'read-as-consumer',
  requirements: ['ROR-READ-ROLE'],
  params: z.strictObject({}),
  judge({ view }) {
    // A token that the server did not recognise says nothing about a role.
    const reads = readCalls(view).filter(({ entry }) => entry.caller.role !== null);
    const findings = reads
      .filter(({ entry }) => entry.caller.role !== 'consumer')
      .map(({ entry }) => ({
        requirement: 'ROR-READ-ROLE',
        code: 'read-as-another',
        entry: entry.seq,
        where: 'Authorization',
        expected: 'consumer',
        seen: `${entry.caller.role}, client_id ${entry.caller.clientId ?? '—'}`,
      }));
    return readOutcome(view, { judged: reads.length, findings, reason: 'no-read-answered' });
  },
};
