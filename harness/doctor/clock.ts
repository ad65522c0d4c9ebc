import type { Examine, Fault } from './cause.ts';

/** By the clock of this machine the certificate is valid. */
export const examineClock: Examine = ({ certificate, now }): Fault | null => {
  const { validFromDate, validToDate } = certificate;
  const values = { now: now.toISOString(), from: validFromDate.toISOString(), to: validToDate.toISOString() };
  if (now < validFromDate) return { code: 'not-yet-valid', values };
  return now > validToDate ? { code: 'expired', values } : null;
};
