/**
 * The tokens that are accepted for a shorter time than they say: their session was ended, or the server lost it. In memory, as such an end is a
 * planned fault.
 */
export interface EarlyEnds {
  /** The token with this thumbprint is not accepted from then on (mock time, ms). */
  remember(tokenPrint: string, endsAtMs: number): void;
  /** Undefined when the token lasts as long as it says. */
  of(tokenPrint: string): number | undefined;
}

const MAX_REMEMBERED = 10_000;

/** Ends by token, oldest forgotten first. */
export function createEarlyEnds(maxRemembered: number = MAX_REMEMBERED): EarlyEnds {
  const ends = new Map<string, number>();
  return {
    remember: (tokenPrint, endsAtMs) => {
      ends.set(tokenPrint, endsAtMs);
      const [oldest] = ends.keys();
      if (ends.size > maxRemembered && oldest !== undefined) ends.delete(oldest);
    },
    of: (tokenPrint) => ends.get(tokenPrint),
  };
}
