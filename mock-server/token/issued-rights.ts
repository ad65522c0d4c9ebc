/**
 * The establishments that each token was issued with: what counts when rights change at the end of the token only (Q39
 * `token`). In memory: after a restart the present list counts.
 */
export interface IssuedRights {
  remember(tokenPrint: string, establishments: readonly string[]): void;
  /** Undefined when the token is not remembered. */
  of(tokenPrint: string): readonly string[] | undefined;
}

const MAX_REMEMBERED = 50_000;

/** Rights by token, oldest forgotten first. */
export function createIssuedRights(maxRemembered: number = MAX_REMEMBERED): IssuedRights {
  const rights = new Map<string, readonly string[]>();
  return {
    remember: (tokenPrint, establishments) => {
      rights.set(tokenPrint, establishments);
      if (rights.size <= maxRemembered) return;
      const [oldest] = rights.keys();
      if (oldest !== undefined) rights.delete(oldest);
    },
    of: (tokenPrint) => rights.get(tokenPrint),
  };
}
