import type { Fault } from './fault.ts';

/** The reference connector, but it compares the end of the token with its own clock. */
export const fault: Fault = {
  id: 'trusts-its-own-clock',
  title: 'compares the end of the token with its own clock',
  file: 'token.mjs',
  find: 'renewAtMs: Date.now() + usableSeconds * 1000',
  replace: `renewAtMs: JSON.parse(Buffer.from(value.split('.')[1], 'base64url').toString()).exp * 1000 - (lifeSeconds - usableSeconds) * 1000`,
  scenarios: ['time/clock-behind'],
  failing: [],
  warnings: ['time/clock-behind#token-reused'],
  skipped: [],
};
