import type { Range } from './comparison.ts';

/** Time zones that a date without one may be read in. */
export type SearchZone = 'Europe/Paris' | 'UTC';

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The time that a FHIR date covers, in ms: `2024` the whole year, `2024-01-31T15:00` the minute. Null when it is no
 * date of the calendar. Minutes are enough, and the zone may be missing: it is then `zone`.
 */
export function dateRange(text: string, zone: SearchZone): Range | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [, year = '', month, day, hour, minute, second, fraction, offset] = match;
  const parts = [year, month ?? '1', day ?? '1', hour ?? '0', minute ?? '0', second ?? '0'].map(Number);
  const wall = wallTime(parts);
  if (wall === null) return null;
  const start = wall + milliseconds(fraction);
  const length = lengthMs(match, fraction);
  const end = length === null ? nextPeriod(parts, month !== undefined) : start + length;
  const toUtc = (at: number): number => at - offsetMs(at, offset, zone);
  return { from: toUtc(start), to: toUtc(end) };
}

/** The wall time as if it were UTC; null when there is no such day or hour. A leap second counts as the next second. */
function wallTime(parts: readonly number[]): number | null {
  const [year = 0, month = 1, day = 1] = parts;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const seconds = secondsOfDay(parts.slice(3));
  if (seconds === null || !isWithin(month, 1, 12) || !isWithin(day, 1, days)) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + seconds * 1_000;
}

function secondsOfDay([hour = 0, minute = 0, second = 0]: readonly number[]): number | null {
  if (hour > 23 || minute > 59 || second > 60) return null;
  return (hour * 60 + minute) * 60 + second;
}

function isWithin(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** How long what is written lasts; null for a year or a month, whose length depends on which one it is. */
function lengthMs([, , , day, hour, , second]: RegExpExecArray, fraction: string | undefined): number | null {
  if (fraction !== undefined) return fraction.length >= 3 ? 1 : 10 ** (3 - fraction.length);
  if (second !== undefined) return 1_000;
  if (hour !== undefined) return MINUTE_MS;
  return day === undefined ? null : DAY_MS;
}

function nextPeriod([year = 0, month = 1]: readonly number[], isMonth: boolean): number {
  const date = new Date(0);
  date.setUTCFullYear(isMonth ? year : year + 1, isMonth ? month : 0, 1);
  return date.getTime();
}

function offsetMs(wall: number, offset: string | undefined, zone: SearchZone): number {
  if (offset === 'Z' || (offset === undefined && zone === 'UTC')) return 0;
  if (offset === undefined) return parisOffsetMs(wall);
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

let parisClock: Intl.DateTimeFormat | undefined;

/** What Paris is ahead of UTC at this wall time; looked up twice, because the offset moves the instant it is asked for. */
function parisOffsetMs(wall: number): number {
  const first = parisAhead(wall);
  return parisAhead(wall - first);
}

function parisAhead(instant: number): number {
  parisClock ??= new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });
  const name = parisClock.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
