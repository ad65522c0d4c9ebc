import { z } from 'zod';
import type { JournalEntry } from '../../journal/entry.ts';
import type { Check } from '../../harness/model/check.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';
import { wasLeft } from '../../harness/model/left-connections.ts';

const params = z.strictObject({
  /** The listener that presents a certificate which a connector must not trust. */
  listener: z.enum(['auth', 'api']),
});

/** Tells whether a connection was shown the wrong certificate: one that was opened before it was armed, or after, was not. */
function wasShownIt(entries: readonly JournalEntry[]): (connection: number) => boolean {
  const met = entries.filter((entry) => entry.kind === 'connection').filter(({ fault }) => fault !== undefined);
  const seqs = new Set(met.map(({ seq }) => seq));
  return (connection) => seqs.has(connection);
}

/** No request goes to a server whose certificate has ended, or is for another host. */
export const wrongServerRefused: Check<z.output<typeof params>> = {
  name: 'wrong-server-refused',
  requirements: ['ROR-TRUST-SERVER'],
  params,
  judge(context, { listener }) {
    const { entries } = context.view;
    const isWrong = wasShownIt(entries);
    const spoken = entries
      .filter((entry) => entry.kind === 'exchange')
      .filter((entry) => entry.listener === listener && isWrong(entry.connection));
    const left = entries
      .filter(wasLeft)
      .filter((entry) => entry.listener === listener)
      .filter((entry) => ('connection' in entry ? isWrong(entry.connection) : entry.fault !== undefined));
    const findings = spoken.map(({ seq, request }) => ({
      requirement: 'ROR-TRUST-SERVER',
      code: 'spoke-to-wrong-server',
      entry: seq,
      where: listener,
      expected: '—',
      seen: `${request.method} ${request.target.slice(0, 200)}`,
    }));
    const watched = [...left, ...spoken].map(({ seq }) => seq).toSorted((a, b) => a - b);
    return absenceOutcome(context, { reason: 'never-connected', watched, findings });
  },
};
