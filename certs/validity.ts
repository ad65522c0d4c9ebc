import type { Validity } from './issue.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Days of a year, as certificates count them. */
export const YEAR_DAYS = 365;

/** Days for which a leaf is valid, as those of IGC-Santé. */
export const LEAF_DAYS = 3 * YEAR_DAYS;

/** From an hour ago, so that a client whose clock is a little late accepts it too. */
export function validity(now: Date, days: number): Validity {
  return { notBefore: wholeSecond(now.getTime() - HOUR_MS), notAfter: period(now, 0, days).notAfter };
}

/** Ended a day ago by the machine's clock, which is the one that TLS looks at, even when `now` is another. */
export function expiredValidity(now: Date): Validity {
  return period(new Date(Math.min(now.getTime(), Date.now())), -LEAF_DAYS - 1, -1);
}

/**
 * Starts only when the test PKI is made again, so that the leaf is never valid while it is there; ends within the life of its authority.
 * @param madeAt when the PKI was made.
 */
export function futureValidity(madeAt: Date): Validity {
  return period(madeAt, LEAF_DAYS, 2 * LEAF_DAYS - 1);
}

/** From `fromDays` to `toDays` days after `now` (before, when negative). */
export function period(now: Date, fromDays: number, toDays: number): Validity {
  return {
    notBefore: wholeSecond(now.getTime() + fromDays * DAY_MS),
    notAfter: wholeSecond(now.getTime() + toDays * DAY_MS),
  };
}

function wholeSecond(time: number): Date {
  return new Date(Math.floor(time / 1000) * 1000);
}
