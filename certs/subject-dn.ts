import type { X509Certificate } from 'node:crypto';
import { DnError } from './dn-name.ts';
import { formatDn } from './dn-format.ts';
import { parseDn } from './dn-parse.ts';

/**
 * Subject DN of a certificate in the ANS form, such as
 * `CN=CLIENT_TEST_RORN,OU=33333333333,O=GIP - TEST3012,ST=Paris (75),C=FR`; empty for a certificate without subject.
 * @see pki-and-oauth §3.1
 */
export function subjectDnOf(certificate: X509Certificate): string {
  return ansForm(certificate.subject);
}

/** Issuer DN of a certificate, in the same form as {@link subjectDnOf}. */
export function issuerDnOf(certificate: X509Certificate): string {
  return ansForm(certificate.issuer);
}

/**
 * Node writes one RDN a line in encoded order (country first), with the escapes of RFC 2253, and joins the members of a multi-valued RDN by ` + `.
 */
function ansForm(nodeName: string | undefined): string {
  if (nodeName === undefined || nodeName === '') return '';
  const text = nodeName.split('\n').toReversed().join(',');
  try {
    return formatDn(parseDn(text, { isFromCertificate: true }));
  } catch (error) {
    if (error instanceof DnError) return text; // a stranger's certificate must be shown, whatever its name holds
    throw error;
  }
}
