import type { HeaderLines } from '../journal/entry.ts';

/** Every value of a header, in the order of its lines; the name is compared without case. */
export function headerValues(headers: HeaderLines, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([one]) => one.toLowerCase() === wanted).map(([, value]) => value);
}

/** The names of the headers that begin with `Ror-`, as sent. */
export function rorHeaderNames(headers: HeaderLines): readonly string[] {
  return headers.filter(([name]) => /^ror-/i.test(name)).map(([name]) => name);
}
