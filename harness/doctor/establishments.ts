import { compareDn } from '../../certs/dn.ts';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import type { Examine, Fault } from './cause.ts';

/** The establishments that the connector file names are on the list of the certificate. */
export const examineEstablishments: Examine = ({ certificate, connector, facts }): Fault | null => {
  const { mapping, start } = connector.file;
  const named = [
    ...Object.keys(mapping.establishments),
    ...(start?.instances ?? []).flatMap(({ establishments }) => establishments ?? []),
  ];
  const own = subjectDnOf(certificate);
  const listed = facts.participants
    .filter(({ role }) => role === 'supplier')
    .flatMap(({ certificates }) => certificates)
    .filter(({ subjectDn }) => compareDn(subjectDn, own).verdict === 'match')
    .flatMap(({ establishments }) => establishments);
  if (listed.length === 0) return { code: 'no-establishment', values: { subject: own } };
  const missing = [...new Set(named)].filter((finess) => !listed.includes(finess));
  if (missing.length === 0) return null;
  return { code: 'establishment-not-listed', values: { seen: missing.join(', '), listed: listed.join(', ') } };
};
