import { formatDn } from '../../certs/dn.ts';
import { establishmentSubject, EXTRA_SUBJECTS } from '../../certs/subjects.ts';
import type { Subject } from '../../certs/subjects.ts';
import type { Establishment, Participant } from '../mock-ror.ts';
import type { Feeding } from '../store/seed.ts';

/** client_id of the default supplier and of the default consumer. */
export const DEFAULT_CLIENT_IDS = { supplier: 'rorkit-supplier', consumer: 'rorkit-consumer' } as const;

/** What is asked of a test PKI: the names of its two leaves. */
interface OwnLeaves {
  readonly leaves: Readonly<Record<'good' | 'consumer', { readonly subjectDn: string }>>;
}

/**
 * The participants of a mock that was given none: a SaaS supplier whose certificate `good` lists every establishment but
 * the last one (the one to be refused for), and a consumer with the certificate `consumer`. A seed that says who feeds what has
 * besides the EAI of a region and a product installed on site, whose certificates `rorkit certs issue` makes.
 */
export function defaultParticipants(
  { leaves }: OwnLeaves,
  establishments: readonly Establishment[],
  feeding?: Feeding,
): readonly Participant[] {
  const listed = feeding?.supplier ?? establishments.slice(0, -1).map(({ finess }) => finess);
  const region = establishments.find(({ finess }) => finess === listed[0])?.region ?? '';
  const { good, consumer } = leaves;
  return [
    {
      id: 'supplier',
      clientId: DEFAULT_CLIENT_IDS.supplier,
      role: 'supplier',
      kind: 'saas',
      certificates: [{ subjectDn: good.subjectDn, establishments: listed }],
      accessProfile: 1,
      region,
      state: 'whitelisted',
    },
    {
      id: 'consumer',
      clientId: DEFAULT_CLIENT_IDS.consumer,
      role: 'consumer',
      kind: 'saas',
      certificates: [{ subjectDn: consumer.subjectDn, establishments: [] }],
      accessProfile: 1,
      region,
      state: 'whitelisted',
    },
    ...(feeding === undefined ? [] : otherFeeders(feeding)),
  ];
}

function otherFeeders({ eai, proprietary }: Feeding): readonly Participant[] {
  const shared = { role: 'supplier', accessProfile: 1, state: 'whitelisted' } as const;
  return [
    {
      ...shared,
      id: 'eai',
      clientId: 'rorkit-eai',
      kind: 'regional-eai',
      region: eai.region,
      certificates: [{ subjectDn: dnOf(EXTRA_SUBJECTS.eai), establishments: eai.establishments }],
    },
    {
      ...shared,
      id: 'proprietary',
      clientId: 'rorkit-proprietary',
      kind: 'proprietary',
      region: proprietary.region,
      certificates: proprietary.establishments.map((finess) => ({
        subjectDn: dnOf(establishmentSubject(finess)),
        establishments: [finess],
      })),
    },
  ];
}

/** A subject stands in encoded order, a DN the other way round. */
function dnOf(subject: Subject): string {
  return formatDn(subject.toReversed());
}
