import { setImmediate } from 'node:timers/promises';

/** How long a search works before others get their turn, ms. */
const SLICE_MS = 20;

/** Does it with each, one after the other, and lets other requests through now and then: a large store takes seconds. */
export async function inTurns<T>(items: readonly T[], each: (item: T) => void): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (const item of items) {
    if (performance.now() >= until) {
      await setImmediate();
      until = performance.now() + SLICE_MS;
    }
    each(item);
  }
}
