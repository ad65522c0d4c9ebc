/** Kind of structure identifier, by the type digit (TRE_G07). @see pki-and-oauth §2.3 */
export type StructureKind = 'adeli' | 'finess' | 'siret' | 'rpps-rank' | 'unknown';

/** A national structure identifier, as OU of an organisation certificate carries it. */
export interface StructureId {
  /** The OU as it is. */
  readonly ou: string;
  readonly kind: StructureKind;
  /** What follows the type digit. */
  readonly value: string;
  /** False when what follows the digit has not the form of its kind. ANS's own example is such a one: never an error. */
  readonly isWellFormed: boolean;
}

/** The length of an ADELI practice number is not published: any alphanumeric one is taken. */
const KINDS: ReadonlyMap<string, { kind: StructureKind; form: RegExp }> = new Map([
  ['0', { kind: 'adeli', form: /^[0-9A-Z]+$/ }],
  ['1', { kind: 'finess', form: /^[0-9A-Z]{9}$/ }],
  ['3', { kind: 'siret', form: /^\d{14}$/ }],
  ['4', { kind: 'rpps-rank', form: /^\d{14}$/ }],
]);

/** Takes an OU apart: one type digit, then the identifier. */
export function structureOf(ou: string): StructureId {
  const known = KINDS.get(ou.slice(0, 1));
  const value = ou.slice(1);
  if (known === undefined) return { ou, kind: 'unknown', value, isWellFormed: false };
  return { ou, kind: known.kind, value, isWellFormed: known.form.test(value) };
}
