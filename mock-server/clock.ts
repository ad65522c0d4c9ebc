/** The mock's clock: real time plus an offset. It is never frozen (design §2 *Time*). */
export interface MockClock {
  /** Mock time in ms since the epoch. */
  nowMs(): number;
  /** Mock time minus real time, in ms. Default 0. */
  offsetMs(): number;
  setOffset(offsetMs: number): void;
}

/** A clock that starts at real time; `realNowMs` (default `Date.now`) is the real time it adds to. */
export function createClock(realNowMs: () => number = Date.now): MockClock {
  let offset = 0;
  return {
    nowMs: () => realNowMs() + offset,
    offsetMs: () => offset,
    setOffset: (offsetMs) => {
      offset = offsetMs;
    },
  };
}
