import type { Pki } from '../../certs/pki.ts';
import type { Establishment, Participant } from '../mock-ror.ts';

/** client_id of the default supplier and of the default consumer. */
export const DEFAULT_CLIENT_IDS = { supplier: 'rorkit-supplier', consumer: 'rorkit-consumer' } as const;

/**
 * The participants of a mock that was given none: a SaaS supplier whose certificate `good` lists every establishment but
 * the last one (the one to be refused for), and a consumer with the certificate `consumer`.
 */
export function defaultParticipants(pki: Pki, establishments: readonly Establishment[]): readonly Participant[] {
  const region = establishments[0]?.region ?? '';
  const listed = establishments.slice(0, -1).map(({ finess }) => finess);
  const { good, consumer } = pki.leaves;
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
  ];
}
