import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { nearestOf } from '../codes/nearest.ts';
import { isJsonObject, show } from '../finding.ts';
import type { JsonObject } from '../finding.ts';
import type { TypeFacts } from '../profiles/definitions.ts';
import { choiceProperty, isChoice, isSystemType } from './element-node.ts';
import type { Children, ElementNode, StructureRegistry } from './element-node.ts';
import type { ProfileFindingCode } from './profile-finding.ts';

/** Something wrong with the direct properties of one object. */
export interface ShapeFault {
  readonly code: ProfileFindingCode;
  /** The property, with its index in a list: `name`, `alias[1]`; empty for the object itself. */
  readonly property: string;
  readonly expected: string;
  readonly seen: string;
  readonly near?: string;
}

/** Judges the direct properties of an object against an element of base R4. */
export type ShapeCheck = (shape: ElementNode, data: JsonObject) => readonly ShapeFault[];

const REGEX = 'http://hl7.org/fhir/StructureDefinition/regex';
const CALENDAR_TYPES = new Set(['date', 'dateTime', 'instant']);
const NO_FAULTS: readonly ShapeFault[] = [];
type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON form of base R4, by ajv: which properties exist, whether they are lists, the JSON type and format of
 * primitives, one value of a choice. One small schema for each element with children, generated from the definitions
 * and compiled at its first use; what is below is left to the walk, which knows the profile.
 */
export function createShapeCheck(registry: StructureRegistry): ShapeCheck {
  // The schemas are ours: neither checked nor optimised, which halves the time to compile them.
  const quick = { strict: false, validateSchema: false, meta: false, code: { optimize: false } } as const;
  const ajv = new Ajv({ allErrors: true, verbose: true, ...quick });
  ajv.addKeyword({ keyword: 'fhirType', schemaType: 'string' });
  ajv.addFormat('fhir-calendar', isCalendarDay);
  ajv.addKeyword({ keyword: 'oneValueOf', type: 'object', schemaType: 'array', compile: oneValueOf });
  const compiled = new WeakMap<ElementNode, ValidateFunction>();
  return (shape, data) => {
    const validate = compiled.get(shape) ?? ajv.compile(objectSchema(shape, registry));
    compiled.set(shape, validate);
    if (validate(data)) return NO_FAULTS;
    const known = Object.keys(propertiesOf(shape, registry));
    return (validate.errors ?? []).map((error) => faultOf(error, known));
  };
}

function objectSchema(shape: ElementNode, registry: StructureRegistry): Schema {
  const choices = [...(shape.children ?? [])].filter(([name]) => isChoice(name));
  return {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: propertiesOf(shape, registry),
    ...(choices.length === 0 ? {} : { oneValueOf: choices.map(propertiesOfChoice) }),
  };
}

function propertiesOfChoice([name, node]: readonly [string, ElementNode]): readonly string[] {
  return node.types.map((type) => choiceProperty(name, type.code));
}

function propertiesOf(shape: ElementNode, registry: StructureRegistry): Record<string, Schema> {
  const children: Children = shape.children ?? new Map();
  const isResource = registry.structure(shape.source)?.kind === 'resource';
  const properties: Record<string, Schema> = isResource ? { resourceType: { type: 'string' } } : {};
  for (const [name, node] of children) {
    for (const { code } of node.types) {
      if (!isSystemType(code))
        addProperty(properties, isChoice(name) ? choiceProperty(name, code) : name, { node, code });
    }
    if (node.contentReference !== undefined) properties[name] = listed(node.isList, { type: 'object' });
  }
  return properties;

  function addProperty(into: Record<string, Schema>, name: string, element: { node: ElementNode; code: string }): void {
    const { node, code } = element;
    if (!registry.isPrimitive(code)) {
      into[name] = listed(node.isList, { type: 'object', fhirType: code });
      return;
    }
    into[name] = listed(node.isList, primitiveSchema(code, node.isList, registry));
    into[`_${name}`] = listed(node.isList, { type: node.isList ? ['object', 'null'] : 'object', fhirType: 'Element' });
  }
}

function listed(isList: boolean, item: Schema): Schema {
  return isList ? { type: 'array', minItems: 1, items: item } : item;
}

function primitiveSchema(code: string, isNullable: boolean, registry: StructureRegistry): Schema {
  const value = registry.type(code)?.children?.get('value')?.types[0] ?? { code: '' };
  const json = jsonType(value.code);
  return { type: isNullable ? [json, 'null'] : json, fhirType: code, ...formatOf(code, json, regexOf(value)) };
}

function formatOf(code: string, json: string, regex: string | undefined): Schema {
  if (regex === undefined) return {};
  if (json === 'integer') return integerRange(regex);
  if (json !== 'string') return {};
  return CALENDAR_TYPES.has(code) ? { pattern: regex, format: 'fhir-calendar' } : { pattern: regex };
}

function regexOf(value: TypeFacts): string | undefined {
  const pattern = value.extension?.find((each) => each.url === REGEX)?.['valueString'];
  return typeof pattern === 'string' ? `^(?:${pattern})$` : undefined;
}

function jsonType(system: string): 'integer' | 'number' | 'boolean' | 'string' {
  if (system.endsWith('System.Integer')) return 'integer';
  if (system.endsWith('System.Decimal')) return 'number';
  return system.endsWith('System.Boolean') ? 'boolean' : 'string';
}

/** The range of an integer type: 32 bits, from the least number that its format allows. */
function integerRange(regex: string): { readonly minimum: number; readonly maximum: number } {
  const format = new RegExp(regex, 'u');
  const minimum = format.test('-1') ? -(2 ** 31) : Number(!format.test('0'));
  return { minimum, maximum: 2 ** 31 - 1 };
}

/** True unless the text starts with a day that the calendar does not have: 30 February passes the FHIR format. */
function isCalendarDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (match === null) return true;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return day <= (month === 2 ? februaryDays(year) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function februaryDays(year: number): number {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** True unless a choice has two values; `_valueX` beside `valueX` is the same one. */
function oneValueOf(choices: readonly (readonly string[])[]): (data: JsonObject) => boolean {
  const choiceOf = new Map(choices.flatMap((properties, choice) => properties.map((each) => [each, choice] as const)));
  return (data) => {
    const chosen = new Map<number, string>();
    for (const key in data) {
      const property = key.startsWith('_') ? key.slice(1) : key;
      const choice = choiceOf.get(property);
      if (choice === undefined) continue;
      if ((chosen.get(choice) ?? property) !== property) return false;
      chosen.set(choice, property);
    }
    return true;
  };
}

function faultOf(error: ErrorObject, known: readonly string[]): ShapeFault {
  const property = propertyOf(error.instancePath);
  const seen = show(error.data);
  const schema: unknown = error.parentSchema;
  const type = isJsonObject(schema) && typeof schema['fhirType'] === 'string' ? schema['fhirType'] : 'list';
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(String(error.params['additionalProperty']), known);
    case 'oneValueOf':
      return { code: 'r4.two-values', property, expected: 'value[x]', seen: valuesOf(error.data) };
    case 'minItems':
    case 'minProperties':
      return { code: 'r4.empty', property, expected: type, seen };
    case 'type':
      return { code: typeFault(error.data, type), property, expected: type, seen };
    default:
      return { code: error.data === '' ? 'r4.empty' : 'r4.bad-format', property, expected: type, seen };
  }
}

function typeFault(data: unknown, type: string): ProfileFindingCode {
  if (data === null) return 'r4.null';
  if (type === 'list') return 'r4.not-a-list';
  return Array.isArray(data) ? 'r4.unexpected-list' : 'r4.wrong-json-type';
}

function unknownProperty(name: string, known: readonly string[]): ShapeFault {
  const begun = known.filter((each) => each.startsWith(name));
  const near = begun.length === 1 ? begun[0] : nearestOf(name, known);
  const fault = { code: 'r4.unknown-property', property: name, expected: near ?? '', seen: name } as const;
  return near === undefined ? fault : { ...fault, near };
}

function valuesOf(data: unknown): string {
  const keys = isJsonObject(data) ? Object.keys(data) : [];
  return keys.filter((key) => /^_?value[A-Z]/.test(key)).join(', ') || keys.join(', ');
}

/** `/alias/1` gives `alias[1]`. */
function propertyOf(pointer: string): string {
  const [, name = '', index] = pointer.split('/');
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~');
  return index === undefined ? plain : `${plain}[${index}]`;
}
