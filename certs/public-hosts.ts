import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { PkiError } from './pki-error.ts';

/** A name or an address that the server certificate is good for. */
export interface ServerHost {
  readonly type: 'dns' | 'ip';
  readonly value: string;
}

/**
 * Hosts that every server certificate covers: loopback, and the names of the real sandbox, for those who map them to the mock
 * in a hosts file.
 * @see pki-and-oauth §8.2
 */
export const BUILT_IN_HOSTS: readonly ServerHost[] = [
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
  { type: 'ip', value: '::1' },
  { type: 'dns', value: 'bas-auth-api.qualif.ror.esante.gouv.fr' },
  { type: 'dns', value: 'bas-api-fhir.qualif.ror.esante.gouv.fr' },
];

/** Label of a host name; a certificate may also name `*.example.org`. */
const DNS_NAME =
  /^(?=.{1,253}$)(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** The conversion of names stops at some of these without a word: `a/b` would become `a`. */
const NEVER_IN_A_NAME = /[\s/\\:?#@%[\]]/;

/**
 * A host as it stands in a certificate: lower case, punycode, IPv6 in its shortest form, brackets removed.
 * @throws {PkiError} `certs.invalid-public-host` for what is neither a host name nor an IP address (a URL, a port…).
 */
export function parsePublicHost(text: string): ServerHost {
  const bare = text.trim().replace(/^\[(.*)\]$/, '$1');
  const version = isIP(bare);
  if (version === 4) return { type: 'ip', value: bare };
  if (version === 6 && !bare.includes('%')) return { type: 'ip', value: shortestIpv6(bare) };
  const name = bare.startsWith('*.') ? `*.${domainToASCII(bare.slice(2))}` : domainToASCII(bare);
  const isDottedNumber = isIP(name) !== 0;
  if (version !== 0 || isDottedNumber || NEVER_IN_A_NAME.test(bare) || !DNS_NAME.test(name)) {
    throw new PkiError('certs.invalid-public-host', text, {
      message: `neither a host name nor an IP address: ${JSON.stringify(text.slice(0, 100))}`,
    });
  }
  return { type: 'dns', value: name };
}

/** Two lists of hosts as one, without repetition, the first list first. */
export function mergeHosts(first: readonly ServerHost[], second: readonly ServerHost[]): readonly ServerHost[] {
  const byValue = new Map([...first, ...second].map((host) => [host.value, host] as const));
  return [...byValue.values()];
}

function shortestIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
