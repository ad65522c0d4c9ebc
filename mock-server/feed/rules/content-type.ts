import { headerValues } from '../../header-values.ts';
import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

const FHIR_JSON = /^application\/fhir\+json *(?:; *(?:charset="?utf-8"?|fhirversion=4\.0) *)*$/i;

/** 415: the body is announced as FHIR JSON, with or without a charset, which is UTF-8 (Q18). */
export const contentTypeRule: FeedRule = {
  id: 'content-type',
  requirement: 'ROR-HDR-CONTENT-TYPE',
  name: 'Content-Type is application/fhir+json',
  refuse({ request }) {
    const types = headerValues(request.headers, 'Content-Type');
    const [type] = types;
    if (types.length === 1 && type !== undefined && FHIR_JSON.test(type.trim())) return null;
    const seen = types.length === 0 ? '—' : types.join(', ').slice(0, 200);
    return refuse({
      code: 'feed.content-type',
      status: 415,
      issue: 'not-supported',
      text: 'mock.feed.content-type',
      values: { seen },
      detail: {
        requirement: 'ROR-HDR-CONTENT-TYPE',
        expected: 'application/fhir+json',
        seen,
        where: 'Content-Type',
      },
    });
  },
};
