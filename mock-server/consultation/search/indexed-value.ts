import { objectsAt, textAt } from './fhir-json.ts';
import type { FhirObject } from './fhir-json.ts';
import type { ResourceType } from './stored-resource.ts';
import { isResourceType } from './stored-resource.ts';

/** A code of a concept, a coding, an identifier, or a plain code or boolean. */
export interface TokenValue {
  readonly kind: 'token';
  /** Null when it has none. */
  readonly system: string | null;
  readonly code: string;
  /** The types of an identifier, for `:of-type`. */
  readonly types?: readonly { readonly system: string | null; readonly code: string }[];
}

/** A text. */
export interface StringValue {
  readonly kind: 'string';
  /** Without accents, lower case, single blanks. */
  readonly folded: string;
}

/** A FHIR date, dateTime or instant as written, or the two ends of a Period (null: open). */
export interface DateValue {
  readonly kind: 'date';
  readonly from: string | null;
  readonly to: string | null;
}

/** A number. */
export interface NumberValue {
  readonly kind: 'number';
  readonly number: number;
}

/** A quantity. */
export interface QuantityValue {
  readonly kind: 'quantity';
  readonly number: number;
  readonly system: string | null;
  readonly code: string | null;
  readonly unit: string | null;
}

/** A reference to another resource of the store. */
export interface ReferenceValue {
  readonly kind: 'reference';
  readonly type: ResourceType;
  readonly id: string;
}

/** A place on earth, WGS84, in degrees. */
export interface PositionValue {
  readonly kind: 'position';
  readonly latitude: number;
  readonly longitude: number;
}

/** What a search parameter finds in a resource. */
export type IndexedValue = (
  TokenValue | StringValue | DateValue | NumberValue | QuantityValue | ReferenceValue | PositionValue
) & {
  /** Which capacity record of the Location it comes from, from 0: criteria may ask for one and the same (Q30). */
  readonly record?: number;
};

/** The text without accents and case, its blanks single: how texts are compared (R4 search, string). */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The tokens of codings. */
export function codingTokens(codings: readonly FhirObject[]): readonly TokenValue[] {
  return codings.flatMap((coding) => {
    const code = textAt(coding, 'code');
    return code === null ? [] : [{ kind: 'token' as const, system: textAt(coding, 'system'), code }];
  });
}

/** The tokens of identifiers, with their types. */
export function identifierTokens(identifiers: readonly FhirObject[]): readonly TokenValue[] {
  return identifiers.flatMap((identifier) => {
    const code = textAt(identifier, 'value');
    if (code === null) return [];
    const types = codingTokens(objectsAt(identifier, 'type', 'coding'));
    return [{ kind: 'token' as const, system: textAt(identifier, 'system'), code, types }];
  });
}

/** The token of a plain code or boolean; none when it is neither. */
export function plainToken(value: unknown): readonly TokenValue[] {
  if (typeof value !== 'string' && typeof value !== 'boolean') return [];
  return [{ kind: 'token', system: null, code: String(value) }];
}

/** The values of texts. */
export function stringValues(texts: readonly string[]): readonly StringValue[] {
  return texts.map((text) => ({ kind: 'string', folded: foldText(text) }));
}

/** The value of a date as written; none when it is no text. */
export function dateValue(value: unknown): readonly DateValue[] {
  return typeof value === 'string' ? [{ kind: 'date', from: value, to: value }] : [];
}

/** The value of a Period. */
export function periodValue(period: FhirObject): DateValue {
  return { kind: 'date', from: textAt(period, 'start'), to: textAt(period, 'end') };
}

/** The value of a number; none when it is no number. */
export function numberValue(value: unknown): readonly NumberValue[] {
  return typeof value === 'number' ? [{ kind: 'number', number: value }] : [];
}

/** The values of quantities. */
export function quantityValues(quantities: readonly FhirObject[]): readonly QuantityValue[] {
  return quantities.flatMap((quantity) => {
    const number = quantity['value'];
    if (typeof number !== 'number') return [];
    const [system, code, unit] = [textAt(quantity, 'system'), textAt(quantity, 'code'), textAt(quantity, 'unit')];
    return [{ kind: 'quantity' as const, number, system, code, unit }];
  });
}

/** The resources that references name, relative or absolute, with or without a version. */
export function referenceValues(references: readonly FhirObject[]): readonly ReferenceValue[] {
  return references.flatMap((one) => referenceOf(textAt(one, 'reference') ?? '') ?? []);
}

/** The resource that the text of a reference names; null when it is none of a type that is served. */
function referenceOf(text: string): ReferenceValue | null {
  const [, type = '', id = ''] = /(?:^|\/)([A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(text) ?? [];
  return isResourceType(type) ? { kind: 'reference', type, id } : null;
}
