import { z } from 'zod';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { headerValues } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

const MEDIA_TYPE = 'application/fhir+json';

/** `application/fhir+json`, alone or with a charset of UTF-8 (Q18). */
function isFhirJson(value: string): boolean {
  const [type = '', ...parameters] = value.split(';').map((part) => part.trim().toLowerCase());
  return type === MEDIA_TYPE && parameters.every((part) => part === '' || /^charset="?utf-8"?$/.test(part));
}

function fault({ entry }: FeedCall): Finding[] {
  const values = headerValues(entry.request.headers, 'content-type');
  const only = values.length === 1 ? values[0] : undefined;
  if (only !== undefined && isFhirJson(only)) return [];
  return [
    {
      requirement: 'ROR-HDR-CONTENT-TYPE',
      code: 'content-type',
      entry: entry.seq,
      where: 'Content-Type',
      expected: MEDIA_TYPE,
      seen: values.join(', ') || '—',
    },
  ];
}

/** Each PATCH says `Content-Type: application/fhir+json`. */
export const contentTypeIsFhirJson: Check<Record<string, never>> = {
  name: 'content-type-is-fhir-json',
  requirements: ['ROR-HDR-CONTENT-TYPE'],
  params: z.strictObject({}),
  judge: ({ view }) => outcome(view.feedCalls.length, view.feedCalls.flatMap(fault), 'nothing-sent'),
};
