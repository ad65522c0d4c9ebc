import { compareDn } from '../../certs/dn.ts';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import type { Examine, Fault } from './cause.ts';

/** The subject DN of the certificate stands on the white list of the ROR, as a supplier's. */
export const examineSubjectDn: Examine = ({ certificate, facts }): Fault | null => {
  const seen = subjectDnOf(certificate);
  const listed = facts.participants
    .filter(({ role }) => role === 'supplier')
    .flatMap(({ certificates }) => certificates.map(({ subjectDn }) => subjectDn));
  if (listed.some((dn) => compareDn(dn, seen).verdict === 'match')) return null;
  const near = listed.find((dn) => compareDn(dn, seen).verdict !== 'different');
  return near === undefined
    ? { code: 'dn-not-listed', values: { seen, listed: listed.join(' · ') } }
    : { code: 'dn-near', values: { seen, near } };
};
