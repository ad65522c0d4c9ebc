/** Kinds of personal data that are looked for. */
export type PersonalKind = 'rpps' | 'nir' | 'e-mail' | 'phone' | 'name';

/** Not inside a longer word, number or hexadecimal text. */
const BEFORE = String.raw`(?<![\p{L}\d_.\-])`;
const AFTER = String.raw`(?![\p{L}\d_\-])`;

const RPPS = new RegExp(`${BEFORE}[18]\\d{10}${AFTER}`, 'gu');
const NIR = new RegExp(
  `${BEFORE}[1278] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}${AFTER}`,
  'gu',
);
const E_MAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/gu;
const PHONE = new RegExp(`${BEFORE}(?:(?:\\+|00)33 ?(?:\\(0\\))? ?|0)[1-9](?:[ .]?\\d{2}){4}${AFTER}`, 'gu');
/** A civility and the name that follows it: nothing else tells a name from a word. */
const NAME =
  /(?<![\p{L}\d])(?:M\.|MM\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr\.?|Docteur|Pr\.?|Professeur)[ \u00a0]\p{Lu}[\p{L}'’-]+/gu;

/** Domains whose addresses are no finding: those that a vendor writes to, and those kept free for examples (RFC 2606). */
const FREE_DOMAINS = /@(?:[\w-]+\.)*(?:esante\.gouv\.fr|example|example\.(?:com|org|net)|test|invalid)$/i;

/**
 * What looks like personal data in a text: an RPPS number, a NIR whose key is right, an e-mail address, a phone number, a
 * name after a civility. The addresses of ANS and the texts of `allowed` (the signatory's) are none.
 */
export function personalDataIn(text: string, allowed: ReadonlySet<string> = new Set()): readonly PersonalKind[] {
  const found = new Set<PersonalKind>();
  if (matches(text, RPPS).some(hasLuhnKey)) found.add('rpps');
  if (matches(text, NIR).some(hasNirKey)) found.add('nir');
  // Looking for the sign first spares the search of most texts, which is the longest of all.
  const addresses = text.includes('@') ? matches(text, E_MAIL) : [];
  if (addresses.some((one) => !FREE_DOMAINS.test(one) && !allowed.has(one.toLowerCase()))) found.add('e-mail');
  if (matches(text, PHONE).length > 0) found.add('phone');
  if (matches(text, NAME).some((one) => !isAllowedName(one, allowed))) found.add('name');
  return [...found];
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return text.match(pattern) ?? [];
}

/** The name after the civility is a part of an allowed text. */
function isAllowedName(found: string, allowed: ReadonlySet<string>): boolean {
  const name = found.replace(/^\S+[ \u00a0]/u, '').toLowerCase();
  return [...allowed].some((text) => text.split(/[\s,]+/).includes(name));
}

function hasLuhnKey(number: string): boolean {
  const sum = number
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** Key of a NIR: 97 less the rest of the thirteen digits by 97; in Corsica 2A counts as 19 and 2B as 18. */
function hasNirKey(found: string): boolean {
  const nir = found.replaceAll(' ', '');
  const digits = nir.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return Number(nir.slice(13)) === 97 - Number(BigInt(digits) % 97n);
}
