/** What is wrong with a FHIR dateTime; null when nothing is. */
export type DateTimeFault = 'format' | 'no-such-day' | 'no-zone' | null;

const PATTERN =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?)?)?)?$/;

/** Judges a FHIR dateTime: its format, that the day exists, and that a time has a zone (R4 dateTime). */
export function dateTimeFault(text: string): DateTimeFault {
  if (text.length > 40) return 'format';
  const match = PATTERN.exec(text);
  if (match === null) return 'format';
  const [, year = '', month, day, zone] = match;
  if (year === '0000') return 'no-such-day';
  if (month !== undefined && day !== undefined && Number(day) > daysIn(Number(year), Number(month))) {
    return 'no-such-day';
  }
  return text.includes('T') && zone === undefined ? 'no-zone' : null;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
