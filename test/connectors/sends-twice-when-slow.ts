import type { Fault } from './fault.ts';

/** The reference connector, but it sends a second time when the answer is slow, and listens to both. */
export const fault: Fault = {
  id: 'sends-twice-when-slow',
  title: 'sends a second time when the answer is slow, and listens to both',
  file: 'feed.mjs',
  find: `    return call(url, { method: 'PATCH', headers, agent }, body).catch((error) => {`,
  replace: `    const once = () => call(url, { method: 'PATCH', headers, agent }, body);
    const first = once();
    const isSlow = await Promise.race([first.then(() => false, () => false), wait(500).then(() => true)]);
    return (isSlow ? once().then(() => first) : first).catch((error) => {`,
  scenarios: ['time/slow-answer'],
  failing: [],
  warnings: ['time/slow-answer#one-patch-per-record'],
  skipped: [],
};
