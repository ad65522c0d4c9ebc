import type { HeaderLines } from '../../journal/entry.ts';
import { headerValues } from '../header-values.ts';
import type { QueryParameter } from '../query-string.ts';
import { refuse } from '../refuse.ts';

/** What an answer is written in. */
export type ReadFormat = 'json' | 'xml';

const FORMATS: Readonly<Record<string, ReadFormat>> = {
  json: 'json',
  'application/json': 'json',
  'application/fhir+json': 'json',
  'text/json': 'json',
  xml: 'xml',
  'application/xml': 'xml',
  'application/fhir+xml': 'xml',
  'text/xml': 'xml',
  '*/*': 'json',
  'application/*': 'json',
};

/**
 * The format that the client asks for: `_format` when given, else the best of `Accept`, else JSON.
 * @throws FhirError 406 when none of what is asked for is served
 */
export function readFormat(parameters: readonly QueryParameter[], headers: HeaderLines): ReadFormat {
  const asked = parameters.find(({ name }) => name === '_format')?.value;
  if (asked !== undefined) return byParameter(asked);
  const accept = headerValues(headers, 'Accept').join(',');
  if (accept.trim() === '') return 'json';
  const best = mediaRanges(accept).find(({ type, quality }) => quality > 0 && formatOf(type) !== undefined);
  const format = best === undefined ? undefined : formatOf(best.type);
  if (format !== undefined) return format;
  const seen = accept.slice(0, 200);
  throw refuse({
    code: 'read.not-acceptable',
    status: 406,
    issue: 'not-supported',
    text: 'mock.read.not-acceptable',
    values: { seen },
    detail: { expected: 'application/fhir+json | application/fhir+xml', seen, where: 'Accept' },
  });
}

function byParameter(asked: string): ReadFormat {
  // `+` of `application/fhir+json` is a blank once decoded, when the client did not encode it.
  const format = formatOf(asked.replaceAll(' ', '+').split(';', 1)[0] ?? '');
  if (format !== undefined) return format;
  const seen = asked.slice(0, 200);
  throw refuse({
    code: 'read.format-unknown',
    status: 406,
    issue: 'not-supported',
    text: 'mock.read.format-unknown',
    values: { seen },
    detail: { expected: 'json | xml', seen, where: '_format' },
  });
}

function formatOf(type: string): ReadFormat | undefined {
  const name = type.trim().toLowerCase();
  return Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
}

/** The media ranges of an Accept header, best quality first, in their order among equals. */
function mediaRanges(accept: string): readonly { readonly type: string; readonly quality: number }[] {
  const ranges = accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';');
    const quality = parameters.map((one) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(one)?.[1]).find((q) => q !== undefined);
    return { type, quality: quality === undefined ? 1 : Number(quality) };
  });
  return ranges.toSorted((a, b) => b.quality - a.quality);
}
