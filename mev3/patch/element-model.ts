import {
  choiceTypePaths,
  path2Repeating,
  path2Type,
  pathsDefinedElsewhere,
  type2Parent,
} from 'fhirpath/fhir-context/r4';

/** What base R4 says of a child element. */
export interface ElementFacts {
  /** Type or path to look its own children up by: `Address`, `Location.position`, `string` … */
  readonly type: string;
  readonly repeats: boolean;
  /** Type suffixes of a choice element, such as `Integer`; null when it is no choice. */
  readonly choices: readonly string[] | null;
}

/** The child `name` of an element of `type`; null when base R4 has none. `name` has no type suffix for a choice. */
export function childElement(type: string, name: string): ElementFacts | null {
  for (let owner: string | undefined = type; owner !== undefined; owner = type2Parent[owner]) {
    const facts = ownChild(owner, name);
    if (facts !== null) return facts;
  }
  return null;
}

function ownChild(owner: string, name: string): ElementFacts | null {
  const asked = `${owner}.${name}`;
  const path = pathsDefinedElsewhere[asked] ?? asked;
  const repeats = path2Repeating[asked] === true;
  const choices = choiceTypePaths[path];
  if (choices !== undefined) return { type: path, repeats, choices };
  const declared = lookUp(path2Type, path);
  if (declared === undefined) return null;
  const isInline = declared === 'BackboneElement' || declared === 'Element';
  return { type: isInline ? path : declared, repeats, choices: null };
}

function lookUp(table: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const found = Object.hasOwn(table, path) ? table[path] : undefined;
  return typeof found === 'string' ? found : undefined;
}

const WHOLE_NUMBERS: ReadonlySet<string> = new Set(['integer', 'positiveInt', 'unsignedInt']);

const TEXTS: ReadonlySet<string> = new Set([
  'base64Binary',
  'canonical',
  'code',
  'date',
  'dateTime',
  'id',
  'instant',
  'markdown',
  'oid',
  'string',
  'time',
  'uri',
  'url',
  'uuid',
  'xhtml',
]);

/** The JSON type of a value of an R4 type; `System.String` is the type of ids and urls. */
export function jsonTypeOf(type: string): 'number' | 'boolean' | 'string' | 'object' {
  const name = type.startsWith('System.') ? smallFirst(type.slice('System.'.length)) : type;
  if (name === 'decimal' || WHOLE_NUMBERS.has(name)) return 'number';
  if (name === 'boolean') return 'boolean';
  return TEXTS.has(name) ? 'string' : 'object';
}

/** True for a value that has the JSON type of an R4 type. */
export function isJsonOf(type: string, value: unknown): boolean {
  const wanted = jsonTypeOf(type);
  if (wanted === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === wanted && (!WHOLE_NUMBERS.has(type) || Number.isInteger(value));
}

/** The R4 type that a suffix of `value[x]` names: `Integer` → `integer`, `Quantity` → `Quantity`. */
export function typeOfSuffix(suffix: string): string {
  const small = smallFirst(suffix);
  return jsonTypeOf(small) === 'object' ? suffix : small;
}

function smallFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
