import { z } from 'zod';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { headerValues } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

const MEDIA_TYPE = 'application/fhir+json';

function isUtf8(parameter: string): boolean {
  return /^charset\s*=\s*"?utf-8"?$/.test(parameter);
}

function fault({ entry }: FeedCall): Finding[] {
  const values = headerValues(entry.request.headers, 'content-type');
  const facts = { entry: entry.seq, where: 'Content-Type', expected: MEDIA_TYPE, seen: values.join(', ') || '—' };
  const only = values.length === 1 ? (values[0] ?? '') : '';
  const [type = '', ...parameters] = only.split(';').map((part) => part.trim().toLowerCase());
  const others = parameters.filter((parameter) => parameter !== '' && !isUtf8(parameter));
  if (type !== MEDIA_TYPE || others.some((parameter) => parameter.startsWith('charset'))) {
    return [{ ...facts, requirement: 'ROR-HDR-CONTENT-TYPE', code: 'content-type' }];
  }
  if (others.length === 0) return [];
  return [{ ...facts, requirement: 'ROR-HDR-TYPE-PARAMETERS', code: 'content-type-parameter' }];
}

/** Each PATCH says `Content-Type: application/fhir+json`, at most with a charset of UTF-8 (Q18). */
export const contentTypeIsFhirJson: Check<Record<string, never>> = {
  name: 'content-type-is-fhir-json',
  requirements: ['ROR-HDR-CONTENT-TYPE', 'ROR-HDR-TYPE-PARAMETERS'],
  params: z.strictObject({}),
  judge: ({ view }) => outcome(view.feedCalls.length, view.feedCalls.flatMap(fault), 'nothing-sent'),
};
