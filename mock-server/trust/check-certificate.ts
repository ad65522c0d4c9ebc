import { X509Certificate } from 'node:crypto';
import type { RefusalCause, TlsFacts } from '../../journal/entry.ts';
import { refusalCause } from '../http/refusal.ts';
import type { RevocationList } from './revocations.ts';

/** OID of the extended key usage `clientAuth`. */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** What a client presented. */
export interface Presented {
  readonly tls: TlsFacts;
  readonly certificate: X509Certificate | null;
}

/** What the check works with. */
export interface CertificateCheckDeps {
  /** PEM of the trusted authorities: intermediate and root. */
  readonly clientCa: string;
  /** `none`: as a server that lost the authority from its trust store. */
  readonly settings: () => { readonly clientTrust: 'pki' | 'none' };
  /** The revocation list on which a serial number stands, as of now; null: on none. */
  readonly revokedOn: (serialNumber: string) => RevocationList | null;
}

/** Judges a client certificate by itself: chain, revocation, dates by the mock's clock, usage. Null when there is nothing to refuse. */
export type CheckCertificate = (presented: Presented, nowMs: number) => RefusalCause | null;

/**
 * The check against the trusted authorities. It is made per request, not per connection, and in code: OpenSSL names only one of several
 * faults, and looks at the machine's clock. Its order: what is not of a trusted authority has no other fault worth naming.
 * @see pki-and-oauth §6.3, §8.4
 */
export function createCertificateCheck({ clientCa, settings, revokedOn }: CertificateCheckDeps): CheckCertificate {
  const authorities = (clientCa.match(BLOCK) ?? []).map((pem) => new X509Certificate(pem));
  /** The chain of a certificate never changes; dates do. */
  const chains = new WeakMap<X509Certificate, boolean>();
  return ({ tls, certificate }, nowMs) => {
    if (certificate === null) return refusalCause('trust.no-certificate', { seen: 'none', expected: 'AUTH_CLI' });
    const isOurs = chains.get(certificate) ?? isIssuedBy(certificate, authorities);
    chains.set(certificate, isOurs);
    const trusted = settings().clientTrust === 'pki' ? authorities : [];
    if (!isOurs || trusted.length === 0) return unknownAuthority(tls, trusted);
    const list = revokedOn(certificate.serialNumber);
    if (list !== null) return revoked(certificate, list);
    return checkDates(certificate, nowMs) ?? checkUsage(certificate, tls);
  };
}

function unknownAuthority({ peer }: TlsFacts, trusted: readonly X509Certificate[]): RefusalCause {
  const expected = trusted.map(({ subject }) => lastLine(subject)).join(', ') || 'none (clientTrust)';
  return refusalCause('trust.unknown-ca', { expected, seen: peer?.issuerDn ?? null, where: 'issuer' });
}

/** Up to a self-signed authority of ours; a chain has at most as many links as there are authorities. */
function isIssuedBy(leaf: X509Certificate, authorities: readonly X509Certificate[]): boolean {
  let current = leaf;
  for (let link = 0; link <= authorities.length; link += 1) {
    const child = current;
    const issuer = authorities.find((authority) => child.checkIssued(authority) && child.verify(authority.publicKey));
    if (issuer === undefined) return false;
    if (issuer.checkIssued(issuer)) return true;
    current = issuer;
  }
  return false;
}

const LISTS: Readonly<Record<RevocationList, string>> = {
  pki: 'revocation list of the PKI',
  mock: 'revoked on this mock',
};

function revoked({ serialNumber }: X509Certificate, list: RevocationList): RefusalCause {
  const seen = `${serialNumber} (${LISTS[list]})`;
  return refusalCause('trust.revoked', { expected: 'on no revocation list', seen, where: 'serialNumber' });
}

function checkDates(certificate: X509Certificate, nowMs: number): RefusalCause | null {
  const from = certificate.validFromDate;
  const to = certificate.validToDate;
  const seen = `${from.toISOString()} – ${to.toISOString()}`;
  const expected = new Date(nowMs).toISOString();
  if (nowMs > to.getTime()) return refusalCause('trust.expired', { expected, seen, where: 'validity' });
  if (nowMs < from.getTime()) return refusalCause('trust.not-yet-valid', { expected, seen, where: 'validity' });
  return null;
}

/** No extended usage at all means any. The plain key usage is OpenSSL's to judge: Node does not show it. */
function checkUsage(certificate: X509Certificate, tls: TlsFacts): RefusalCause | null {
  const usages: readonly string[] | undefined = certificate.keyUsage;
  const isForClients = usages === undefined || usages.length === 0 || usages.includes(CLIENT_AUTH);
  if (!isForClients) {
    return refusalCause('trust.wrong-usage', {
      expected: `clientAuth (${CLIENT_AUTH})`,
      seen: usages.join(', '),
      where: 'extendedKeyUsage',
    });
  }
  if (tls.verification !== 'INVALID_PURPOSE') return null;
  return refusalCause('trust.wrong-usage', {
    expected: 'digitalSignature',
    seen: 'another key usage',
    where: 'keyUsage',
  });
}

function lastLine(name: string): string {
  return name.split('\n').at(-1) ?? name;
}
