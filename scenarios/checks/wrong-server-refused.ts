import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';
import { wasLeft } from '../../harness/model/left-connections.ts';

const params = z.strictObject({
  /** The listener that presents a certificate which a connector must not trust. */
  listener: z.enum(['auth', 'api']),
  /** Id of the step up to which it does. */
  until: z.string(),
});

/** No request goes to a server whose certificate has ended, or is for another host. */
export const wrongServerRefused: Check<z.output<typeof params>> = {
  name: 'wrong-server-refused',
  requirements: ['ROR-TRUST-SERVER'],
  params,
  judge(context, { listener, until }) {
    const { view } = context;
    const end = view.stimuli.find(({ entry }) => entry.stimulusId.startsWith(`${until}-`))?.entry.seq ?? Infinity;
    const there = view.entries.filter((entry) => 'listener' in entry && entry.listener === listener && entry.seq < end);
    const spoken = there.filter((entry) => entry.kind === 'exchange');
    const findings = spoken.map(({ seq, request }) => ({
      requirement: 'ROR-TRUST-SERVER',
      code: 'spoke-to-wrong-server',
      entry: seq,
      where: listener,
      expected: '—',
      seen: `${request.method} ${request.target.slice(0, 200)}`,
    }));
    const watched = [...there.filter(wasLeft), ...spoken].map(({ seq }) => seq).toSorted((a, b) => a - b);
    return absenceOutcome(context, { reason: 'never-connected', watched, findings });
  },
};
