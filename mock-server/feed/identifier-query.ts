import { redactTarget } from '../../journal/redact.ts';
import { parseQuery } from '../query-string.ts';

/** Why the query of a PATCH does not name one Location, as the last part of an error code. */
export type IdentifierFault =
  'query-malformed' | 'parameter-unknown' | 'identifier-missing' | 'identifier-repeated' | 'identifier-form';

/** The `identifier` of a conditional PATCH, or what is wrong with it (Q5). */
export type IdentifierReading =
  | { readonly ok: true; readonly identifier: string }
  | { readonly ok: false; readonly fault: IdentifierFault; readonly seen: string };

/** Asks for the form of the answer, which is JSON whatever it says: the one parameter tolerated beside `identifier`. */
const TOLERATED = new Set(['_format']);

/** Reads the query of `PATCH …/Location?identifier=…`: one value, without `system|`, without a list. */
export function readIdentifier(query: string): IdentifierReading {
  const reading = parseQuery(query);
  if (!reading.ok) return { ok: false, fault: 'query-malformed', seen: redactTarget(`?${reading.piece}`).slice(1) };
  const other = reading.parameters.find(({ name }) => name !== 'identifier' && !TOLERATED.has(name));
  if (other !== undefined) return { ok: false, fault: 'parameter-unknown', seen: other.name };
  const [first, ...more] = reading.parameters.filter(({ name }) => name === 'identifier');
  if (first === undefined || first.value === '') return { ok: false, fault: 'identifier-missing', seen: query };
  if (more.length > 0) return { ok: false, fault: 'identifier-repeated', seen: String(more.length + 1) };
  // `|` would separate a system from the value, `,` two values: neither names one Location of the feed.
  if (/[|,]/.test(first.value)) return { ok: false, fault: 'identifier-form', seen: first.value };
  return { ok: true, identifier: first.value };
}
