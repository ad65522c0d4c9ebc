import type { QueryParameter } from '../../query-string.ts';
import { parseQuery } from '../../query-string.ts';
import { nearestHint, refuseSearch, refuseTooMany, refuseValue } from '../refusals.ts';

/** Parameters of an export that are documented. */
const PARAMETERS = ['_outputFormat', '_type', '_typeFilter', 'includeAssociatedData', '_format'];

/** Formats that the ROR can write; it has no ndjson, unlike the standard of bulk data. */
const FORMATS = ['application/fhir+json', 'application/json'];

/** The one documented value: it changes nothing, the answer always holds all that is linked. */
const ASSOCIATED = '_myCompleteExtract';

/**
 * The criteria on HealthcareService of an export request.
 * @throws FhirError 400 for another parameter (`_since` is not documented), format or type
 */
export function parseExport(parameters: readonly QueryParameter[]): readonly QueryParameter[] {
  const unknown = parameters.find(({ name }) => !PARAMETERS.includes(name));
  if (unknown !== undefined) throw refuseParameter(unknown.name);
  for (const name of PARAMETERS) {
    const times = parameters.filter((one) => one.name === name).length;
    if (times > 1) throw refuseTooMany(name, times, 1);
  }
  const value = (name: string): string | undefined => parameters.find((one) => one.name === name)?.value;
  // `+` of `application/fhir+json` is a blank once decoded, when the client did not encode it.
  const format = value('_outputFormat')?.replaceAll(' ', '+');
  if (format !== undefined && !FORMATS.includes(format)) throw refuseFormat(format);
  requireValue('_type', value('_type'), 'HealthcareService');
  requireValue('includeAssociatedData', value('includeAssociatedData'), ASSOCIATED);
  const filter = value('_typeFilter');
  return filter === undefined ? [] : parseTypeFilter(filter);
}

/** `HealthcareService?_tag=…`: a search of HealthcareService. */
function parseTypeFilter(filter: string): readonly QueryParameter[] {
  const [, query] = /^HealthcareService\?(.+)$/.exec(filter) ?? [];
  const reading = query === undefined ? null : parseQuery(query);
  if (reading?.ok !== true) throw refuseValue('_typeFilter', filter, 'HealthcareService?<criterion>=<value>');
  const other = reading.parameters.find(({ name }) => /^_(?:include|revinclude|sort|count|format)(?::|$)/.test(name));
  if (other !== undefined) throw refuseValue('_typeFilter', other.name, 'HealthcareService?<criterion>=<value>');
  return reading.parameters;
}

function requireValue(name: string, seen: string | undefined, expected: string): void {
  if (seen !== undefined && seen !== expected) throw refuseValue(name, seen, expected);
}

function refuseFormat(seen: string): Error {
  return refuseSearch({
    code: 'read.export-format',
    issue: 'not-supported',
    text: 'consultation.export-format',
    requirement: 'ROR-READ-EXPORT',
    where: '_outputFormat',
    seen,
    expected: FORMATS.join(' | '),
  });
}

function refuseParameter(name: string): Error {
  return refuseSearch({
    code: 'read.parameter-unknown',
    issue: 'not-supported',
    text: name === '_since' ? 'consultation.export-since' : 'consultation.parameter-unknown',
    requirement: 'ROR-READ-EXPORT',
    where: name,
    seen: `$export?${name}`,
    expected: nearestHint(name, PARAMETERS),
  });
}
