/** Kinds of secret that are looked for. */
export type SecretKind = 'token' | 'private-key' | 'password' | 'cookie';

/** What stands in the journal in place of a secret. */
const THUMBPRINT = '[sha256:';

const JWT = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{2,}\.[\w-]*/;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/;
const CREDENTIALS = /\b(?:bearer|basic|negotiate)[ \t]+(?!\[sha256:)[\w.~+/-]{16,}=*/i;
const COOKIE = /\b(?:set-)?cookie["']?\s*:\s*["']?(?!\[sha256:)[\w.-]+=/i;
const NAMED =
  /(?:password|passwd|passphrase|secret|api[-_]?key|access_token|refresh_token|assertion)["']?\s*[:=]\s*["']?(?!\[sha256:|null\b|\$\{|\{)[^\s"',}&\]]{4,}/i;
const SECRET_HEADER = /^(?:proxy-)?authorization$|cookie|token|secret|password|api-?key/i;

/** Secrets in a text as such, wherever it comes from. */
export function secretsIn(text: string): readonly SecretKind[] {
  const found = new Set<SecretKind>();
  if (JWT.test(text) || CREDENTIALS.test(text)) found.add('token');
  if (PRIVATE_KEY.test(text)) found.add('private-key');
  if (COOKIE.test(text)) found.add('cookie');
  return [...found];
}

/** Secrets in what a vendor wrote or a program printed: there a value after a telling name counts too. */
export function secretsInOwnText(text: string): readonly SecretKind[] {
  return NAMED.test(text) ? [...new Set<SecretKind>([...secretsIn(text), 'password'])] : secretsIn(text);
}

/** True for a header line whose whole value is a secret and that still shows it. */
export function isBareHeader(name: string, value: string): boolean {
  return SECRET_HEADER.test(name) && value !== '' && !value.includes(THUMBPRINT);
}
