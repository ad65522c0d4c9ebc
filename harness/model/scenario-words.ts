import { z } from 'zod';

/** A name inside a scenario. */
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

const DURATION = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** An ISO 8601 duration with an optional sign. */
export const SIGNED_DURATION = /^-?P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds, such as `PT7M`. */
export function durationMs(text: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = DURATION.exec(text) ?? [];
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** A duration of one second or more, as text. */
export const duration = z
  .string()
  .regex(DURATION, { error: 'an ISO 8601 duration such as PT7M or P1D', abort: true })
  .refine((text) => durationMs(text) >= 1000, 'a duration of one second or more');
