import { sortRdn } from './dn-name.ts';
import type { Dn, Rdn } from './dn-name.ts';

/**
 * Writes a distinguished name in the form that ANS asks for: RFC 4514, CN first, `,` without space, accents as they are,
 * control characters as `\XX`. `parseDn(formatDn(dn))` gives `dn` back for a name without empty value.
 * @see pki-and-oauth §3.1
 */
export function formatDn(dn: Dn): string {
  return dn.map(formatRdn).join(',');
}

function formatRdn(rdn: Rdn): string {
  const members = rdn.length === 1 ? rdn : sortRdn(rdn);
  return members.map(({ type, value }) => `${type}=${escapeValue(value)}`).join('+');
}

function escapeValue(value: string): string {
  return value
    .replace(/[,+"\\<>;]|^[# ]| $/g, '\\$&')
    .replace(/\p{Cc}/gu, (control) => Buffer.from(control).toString('hex').toUpperCase().replace(/../g, '\\$&'));
}
