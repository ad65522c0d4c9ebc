import type { RefusalCause } from '../../journal/entry.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';

/** A refusal's cause with the members that nothing is known of set to null. */
export function refusalCause(code: ErrorCode, detail: Partial<Omit<RefusalCause, 'code'>> = {}): RefusalCause {
  return { code, requirement: null, expected: null, seen: null, where: null, ...detail };
}
