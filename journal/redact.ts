import { hash } from 'node:crypto';
import type { HeaderLines } from './entry.ts';

/** Headers whose whole value is a secret, by a part of their name. */
const SECRET_HEADER = /authorization|cookie|token|secret|password|api-?key|credential/i;

/** Parameters of a query whose value is a secret, by a part of their name. */
const SECRET_PARAMETER = /token|secret|password|passwd|assertion|authorization|api-?_?key|credential|bearer|^code$/i;

/** Fields of a token request that say nothing secret; the value of every other field is replaced. */
const PLAIN_FIELDS = new Set([
  'grant_type',
  'client_id',
  'scope',
  'client_assertion_type',
  'response_type',
  'audience',
  'resource',
  'requested_token_type',
]);

/** Authentication schemes that stay readable before the thumbprint. */
const SCHEME = /^(bearer|basic|digest|dpop|negotiate) +(?=\S)/i;

/** Characters that no urlencoded form holds: the text is something else, and none of it is shown. */
const NOT_A_FORM = /[\s"'<>{}\\]/;

/** A field name that can be shown. */
const FIELD_NAME = /^[A-Za-z_][\w.-]{0,40}$/;

/** Lower-case hexadecimal SHA-256 of a secret: recognises it again without holding it. */
export function thumbprint(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** What stands in a recorded text in place of a secret: `[sha256:…]` with the first 16 digits of its thumbprint. */
export function redacted(secret: string): string {
  return `[sha256:${thumbprint(secret).slice(0, 16)}]`;
}

/**
 * The header lines with their secrets replaced: whole values of Authorization, Cookie and their like (the scheme stays),
 * and tokens that stand in the value of another header, such as a URL in Referer.
 */
export function redactHeaders(lines: HeaderLines): HeaderLines {
  return lines.map(([name, value]) => [
    name,
    SECRET_HEADER.test(name) ? redactCredentials(value) : redactTarget(value),
  ]);
}

/** A request target (or any URL) with the secrets of its query, its user information and its tokens replaced. */
export function redactTarget(target: string): string {
  const start = target.search(/[?#]/);
  if (start === -1) return redactJwts(redactUserInfo(target));
  const pairs = target.slice(start).split(/([?&;#])/);
  return redactJwts(redactUserInfo(target.slice(0, start)) + pairs.map(redactParameter).join(''));
}

/**
 * An urlencoded form with every value replaced but those of fields known to be harmless. A text that is no form is
 * replaced whole: a client that sends its secret as JSON must not find it in the journal.
 */
export function redactForm(text: string): string {
  const form = text.trimEnd();
  if (form === '') return text;
  if (NOT_A_FORM.test(form)) return redacted(text);
  return form.split('&').map(redactField).join('&');
}

function redactCredentials(value: string): string {
  const scheme = SCHEME.exec(value)?.[0] ?? '';
  const secret = value.slice(scheme.length);
  return secret === '' ? value : scheme + redacted(secret);
}

function redactField(field: string): string {
  if (field === '') return field;
  const { name, value } = splitPair(field);
  if (value === null || !FIELD_NAME.test(decode(name))) return redacted(field);
  if (value === '' || PLAIN_FIELDS.has(decode(name))) return redactJwts(field);
  return `${name}=${redacted(decode(value))}`;
}

function redactParameter(pair: string): string {
  const { name, value } = splitPair(pair);
  if (value === null || value === '' || !SECRET_PARAMETER.test(decode(name))) return pair;
  return `${name}=${redacted(decode(value))}`;
}

function splitPair(pair: string): { name: string; value: string | null } {
  const at = pair.indexOf('=');
  return at === -1 ? { name: pair, value: null } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
}

/** The value behind the encoding, so that its thumbprint is that of the secret itself; the text as sent when it is broken. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** `https://user:password@host` without the two; only before the first slash of the path. */
function redactUserInfo(url: string): string {
  const scheme = url.indexOf('://');
  if (scheme === -1) return url;
  const start = scheme + 3;
  const slash = url.indexOf('/', start);
  const end = url.lastIndexOf('@', slash === -1 ? url.length : slash);
  return end < start ? url : url.slice(0, start) + redacted(url.slice(start, end)) + url.slice(end);
}

/** A text with what looks like a JWT replaced, wherever it stands. Each run of characters is read once: linear on any input. */
export function redactJwts(text: string): string {
  if (!text.includes('eyJ')) return text; // nearly every header
  return text.replace(/[\w.-]+/g, (run) => (isJwt(run) ? redacted(run) : run));
}

function isJwt(run: string): boolean {
  return run.includes('eyJ') && run.split('.', 3).length === 3;
}
