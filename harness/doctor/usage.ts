import { inspectCertificate } from '../../certs/inspect-certificate.ts';
import type { Examine, Fault } from './cause.ts';

const CODES: ReadonlySet<string> = new Set(['no-client-auth', 'no-digital-signature', 'authority']);

/** The certificate is one with which a client may show who it is. */
export const examineUsage: Examine = ({ certificate, authorities, now }): Fault | null => {
  const { findings, keyUsage, extendedKeyUsage } = inspectCertificate([certificate], {
    now,
    testPki: authorities,
    given: [],
  });
  if (!findings.some(({ code }) => CODES.has(code))) return null;
  const seen = [...(keyUsage ?? []), ...(extendedKeyUsage ?? [])].join(', ');
  return { code: 'wrong-usage', values: { seen } };
};
