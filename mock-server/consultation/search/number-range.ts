import type { Range } from './comparison.ts';

const NUMBER = /^[+-]?\d{1,15}(?:\.(\d{1,20}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** A number searched: its value, and the range that its digits leave open (`5` is 4.5 to 5.5; R4 search, number). */
export interface SearchedNumber {
  readonly number: number;
  readonly range: Range;
}

/** The number that a text writes; null when it is none. */
export function searchedNumber(text: string): SearchedNumber | null {
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const [, decimals = '', exponent = '0'] = match;
  const half = 0.5 * 10 ** (Number(exponent) - decimals.length);
  const number = Number(text);
  return { number, range: { from: number - half, to: number + half } };
}
