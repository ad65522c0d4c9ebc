import type { QueryParameter } from '../query-string.ts';
import { refuse } from '../refuse.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import type { StoredLocation } from '../store/stored-location.ts';

/** A value set that ANS's documentation writes as the system of a Location's identifier; identifiers have no system. */
const DOCUMENTED_SYSTEM = /^https:\/\/mos\.esante\.gouv\.fr\/NOS\/JDV_J236-/;

/** Parameters that say how to answer, not what to look for. */
const RESULT_PARAMETERS = new Set(['_format']);

/** Values of one parameter at most: a longer list is hostile, or wants the export. */
const MOST_VALUES = 200;

/** What the search needs of the store. */
export type SearchedStore = Pick<ResourceStore, 'findByIdentifier' | 'findById'>;

/**
 * The Locations that a search names by `identifier` or `_id`: values separated by a comma are alternatives, a repeated
 * parameter must hold as well.
 * @throws FhirError 400 for any other parameter, and for a search without one
 */
export function searchLocations(
  store: SearchedStore,
  parameters: readonly QueryParameter[],
): readonly StoredLocation[] {
  const criteria = parameters.filter(({ name }) => !RESULT_PARAMETERS.has(name));
  const unknown = criteria.find(({ name }) => name !== 'identifier' && name !== '_id');
  if (unknown !== undefined) throw refuseParameter(unknown.name);
  const found = criteria.map((criterion) => matchesOf(store, criterion));
  const [first, ...others] = found;
  if (first === undefined) {
    throw refuse({
      code: 'read.parameter-missing',
      status: 400,
      issue: 'required',
      text: 'mock.read.parameter-missing',
      detail: { expected: 'identifier=… | _id=…', where: 'query' },
    });
  }
  return [...first].filter((location) => others.every((set) => set.has(location)));
}

function matchesOf(store: SearchedStore, { name, value }: QueryParameter): ReadonlySet<StoredLocation> {
  const values = splitUnescaped(value, ',').filter((one) => one !== '');
  if (values.length === 0 || values.length > MOST_VALUES) {
    throw refuse({
      code: 'read.parameter-form',
      status: 400,
      issue: 'value',
      text: 'mock.read.parameter-form',
      values: { seen: `${name}=${value.slice(0, 200)}` },
      detail: { expected: `${name}=<value>[,<value>…]`, seen: String(values.length), where: name },
    });
  }
  if (name === '_id') return new Set(values.flatMap((id) => store.findById(unescape(id)) ?? []));
  return new Set(values.flatMap((token) => byToken(store, token)));
}

/** `value`, `|value` and `system|value` with the documented system; an identifier has no other. */
function byToken(store: SearchedStore, token: string): readonly StoredLocation[] {
  const [first = '', second] = splitUnescaped(token, '|');
  if (second === undefined) return store.findByIdentifier(unescape(first));
  return first === '' || DOCUMENTED_SYSTEM.test(first) ? store.findByIdentifier(unescape(second)) : [];
}

/** Splits where the separator is not escaped by a backslash (R4 search, escaping). */
function splitUnescaped(text: string, separator: ',' | '|'): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start)];
}

function unescape(text: string): string {
  return text.replace(/\\([\\,|$])/g, '$1');
}

function refuseParameter(name: string): Error {
  const seen = name.slice(0, 100);
  return refuse({
    code: 'read.parameter-unknown',
    status: 400,
    issue: 'not-supported',
    text: 'mock.read.parameter-unknown',
    values: { seen },
    detail: { expected: 'identifier | _id', seen, where: 'query' },
  });
}
