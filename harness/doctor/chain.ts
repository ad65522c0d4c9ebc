import { inspectCertificate } from '../../certs/inspect-certificate.ts';
import { issuerDnOf } from '../../certs/subject-dn.ts';
import type { Examine, Fault } from './cause.ts';

/** The certificate was issued by an authority that the token endpoint accepts, and was not revoked. */
export const examineChain: Examine = ({ certificate, authorities, revoked, now }): Fault | null => {
  const { chain } = inspectCertificate([certificate], { now, testPki: authorities, given: [] });
  const values = { issuer: issuerDnOf(certificate) };
  if (chain === 'self-signed') return { code: 'self-signed', values };
  if (chain !== 'test-pki') return { code: 'unknown-issuer', values };
  if (revoked.includes(certificate.serialNumber)) {
    return { code: 'revoked', values: { serial: certificate.serialNumber } };
  }
  return null;
};
