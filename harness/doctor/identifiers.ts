import type { Examine, Fault } from './cause.ts';

const FORM = /^1[0-9A-Z]{9}\/\S+$/;

/** The units of `mapping` are written as the ROR writes them, and it knows them, but for the one of the unknown unit. */
export const examineIdentifiers: Examine = ({ connector, facts }): Fault | null => {
  const units = Object.keys(connector.file.mapping.units);
  if (units.length === 0) return null;
  const malformed = units.find((unit) => !FORM.test(unit));
  if (malformed !== undefined) return { code: 'identifier-form', values: { seen: malformed } };
  const known = new Set(facts.locations.map(({ identifier }) => identifier));
  const unknown = units.filter((unit) => !known.has(unit));
  if (unknown.length <= 1 && unknown.length < units.length) return null;
  return { code: 'identifier-unknown', values: { seen: unknown.join(', '), known: [...known].join(', ') } };
};
