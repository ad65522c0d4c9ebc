import { z } from 'zod';
import { headerValues, queryParameters } from '../../harness/model/attempt-facts.ts';
import type { Check } from '../../harness/model/check.ts';
import { readCalls, readOutcome } from '../../harness/model/read-calls.ts';

/** What the consultation can answer in, as its CapabilityStatement spells it. */
const FORMATS = ['application/fhir+json', 'application/json', 'json', 'application/fhir+xml', 'application/xml', 'xml'];

/** True when a header or parameter names a format that the ROR can answer in; `*` leaves the choice to the server. */
function namesFormat(text: string): boolean {
  // A plus sign that was not encoded arrives as a space.
  const types = text.split(',').map((part) => (part.split(';', 1)[0] ?? '').trim().replace(' ', '+').toLowerCase());
  return types.some((type) => FORMATS.includes(type));
}

/** Every read says, in `Accept` or `_format`, the format that the connector can read. */
export const readNamesItsFormat: Check<Record<string, never>> = {
  name: 'read-names-its-format',
  requirements: ['ROR-READ-FORMAT'],
  params: z.strictObject({}),
  judge({ view }) {
    const reads = readCalls(view);
    const findings = reads.flatMap(({ entry: { seq, request } }) => {
      const said = [...headerValues(request.headers, 'accept'), ...queryParameters(request.target).getAll('_format')];
      if (said.some(namesFormat)) return [];
      const facts = { requirement: 'ROR-READ-FORMAT', code: 'no-format-named', entry: seq, where: 'Accept' };
      return [{ ...facts, expected: 'application/fhir+json', seen: said.join(', ') || '—' }];
    });
    return readOutcome(view, { judged: reads.length, findings, reason: 'no-read-answered' });
  },
};
