import type { ErrorCode } from '../../messages/error-codes.ts';
import type { VerifiedToken } from './verified-tokens.ts';

/** Why a token does not count at a moment. Times are ISO instants. */
export interface NotAlive {
  readonly code: Extract<ErrorCode, `bearer.${string}`>;
  readonly expected: string;
  readonly seen: string;
}

/** A clock that was set back makes fresh tokens look as if they came from the future; a second is rounding. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * Why a token does not count now; null when it does. `endsEarlyAtMs`: when a planned fault ends it before its time; to its holder that looks as if
 * it had expired.
 */
export function notAlive(token: VerifiedToken, nowMs: number, endsEarlyAtMs: number | undefined): NotAlive | null {
  const expected = new Date(nowMs).toISOString();
  const says = (code: NotAlive['code'], atMs: number): NotAlive => ({
    code,
    expected,
    seen: new Date(atMs).toISOString(),
  });
  if (nowMs >= token.expiresAtMs) return says('bearer.expired', token.expiresAtMs);
  if (nowMs + CLOCK_TOLERANCE_MS < token.notBeforeMs) return says('bearer.not-yet-valid', token.notBeforeMs);
  if (endsEarlyAtMs === undefined || nowMs < endsEarlyAtMs) return null;
  return says('bearer.ended-early', endsEarlyAtMs);
}
