import type { Fault } from './fault.ts';

/** The reference connector, but it asks again and again for a read that is refused. */
export const fault: Fault = {
  id: 'insists-on-a-refused-read',
  title: 'asks again and again for a read that is refused',
  file: 'read.mjs',
  find: `  if (isTemporary(answer.status)) throw unavailable(answer, 'the ROR');`,
  replace: `  for (let tried = 1; answer.status === 403 && tried < 10; tried += 1) answer = await get();
  if (isTemporary(answer.status)) throw unavailable(answer, 'the ROR');`,
  scenarios: ['read/read-back-what-was-fed', 'read/follows-the-pages', 'read/refused-read'],
  failing: [],
  warnings: ['read/refused-read#no-tight-read-retry'],
  skipped: [],
};
