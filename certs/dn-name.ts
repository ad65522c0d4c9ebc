/** One attribute of a name: `type` is a short name of {@link attributeType} or a dotted OID, `value` is plain text. */
export interface DnAttribute {
  readonly type: string;
  readonly value: string;
}

/** A relative distinguished name: nearly always one attribute; several (`CN=a+OU=b`) are sorted by type. */
export type Rdn = readonly DnAttribute[];

/** A distinguished name in the order of RFC 4514: the most specific part (CN) first, the country last. */
export type Dn = readonly Rdn[];

/** What is wrong with a text that should be a distinguished name. Stable: messages are chosen by it. */
export type DnErrorReason =
  | 'empty'
  | 'slash-form'
  | 'missing-equals'
  | 'unknown-attribute'
  | 'empty-value'
  | 'unescaped-character'
  | 'unterminated-quote'
  | 'after-quote'
  | 'bad-escape'
  | 'bad-hex'
  | 'bad-utf8'
  | 'trailing-separator';

const EXPLANATIONS: Readonly<Record<DnErrorReason, string>> = {
  empty: 'the name is empty',
  'slash-form': 'this is the slash form of OpenSSL; write CN=…,OU=…,O=…,ST=…,C=FR',
  'missing-equals': 'expected TYPE=value; is a comma, a plus or a semicolon inside a value left without its backslash?',
  'unknown-attribute': 'this attribute type is unknown; write a known one (CN, OU, O, ST, C…) or its dotted OID',
  'empty-value': 'the value is empty',
  'unescaped-character': 'this character needs a backslash before it',
  'unterminated-quote': 'the closing quote is missing',
  'after-quote': 'only a separator may follow a closing quote',
  'bad-escape': 'a backslash is followed by a special character or by two hexadecimal digits',
  'bad-hex': 'the value after # is not the DER encoding of a text',
  'bad-utf8': 'the escaped bytes are not UTF-8',
  'trailing-separator': 'a part of the name is missing beside this separator',
};

/** Thrown for a text that is not a distinguished name: says where (`position`, UTF-16 index from 0) and why. */
export class DnError extends Error {
  readonly code = 'certs.dn-malformed';
  readonly position: number;
  readonly reason: DnErrorReason;

  constructor(reason: DnErrorReason, position: number) {
    super(`not a distinguished name, at character ${position + 1}: ${EXPLANATIONS[reason]}`);
    this.name = 'DnError';
    this.reason = reason;
    this.position = position;
  }
}

/** Written name, OID, then other names under which the same attribute is read. */
const ATTRIBUTES: readonly (readonly [string, string, ...string[]])[] = [
  ['CN', '2.5.4.3', 'COMMONNAME'],
  ['SURNAME', '2.5.4.4', 'SN'],
  ['SERIALNUMBER', '2.5.4.5'],
  ['C', '2.5.4.6'],
  ['L', '2.5.4.7'],
  ['ST', '2.5.4.8', 'S'],
  ['STREET', '2.5.4.9'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['T', '2.5.4.12', 'TITLE'],
  ['GIVENNAME', '2.5.4.42', 'GN'],
  ['INITIALS', '2.5.4.43'],
  ['GENERATION', '2.5.4.44', 'GENERATIONQUALIFIER'],
  ['DNQ', '2.5.4.46', 'DNQUALIFIER'],
  ['2.5.4.97', '2.5.4.97', 'ORGANIZATIONIDENTIFIER'],
  ['EMAILADDRESS', '1.2.840.113549.1.9.1'],
  ['UID', '0.9.2342.19200300.100.1.1'],
  ['DC', '0.9.2342.19200300.100.1.25'],
];

const WRITTEN_BY_ALIAS: ReadonlyMap<string, string> = new Map(
  ATTRIBUTES.flatMap(([written, ...aliases]) => [written, ...aliases].map((alias) => [alias, written] as const)),
);

/**
 * The written form of an attribute type: `st`, `S` and `OID.2.5.4.8` are all `ST`; an OID without a short name stays
 * an OID; null when unknown.
 */
export function attributeType(text: string): string | null {
  const upper = text.toUpperCase();
  const bare = upper.startsWith('OID.') ? upper.slice(4) : upper;
  const written = WRITTEN_BY_ALIAS.get(bare);
  if (written !== undefined) return written;
  return /^[0-2](\.(0|[1-9]\d*))+$/.test(bare) ? bare : null;
}

/** The OID of a type as {@link attributeType} gives it. */
export function attributeOid(type: string): string {
  return ATTRIBUTES.find(([written]) => written === type)?.[1] ?? type;
}

/** The members of an RDN in the one order in which they are written and compared: they have none of their own. */
export function sortRdn(attributes: readonly DnAttribute[]): Rdn {
  return attributes.toSorted((a, b) => order(a.type, b.type) || order(a.value, b.value));
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
