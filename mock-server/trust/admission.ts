import type { ErrorCode } from '../../messages/error-codes.ts';
import type { Participant } from '../mock-ror.ts';

/** Why a participant that is known is not let in. */
export interface NotAdmitted {
  readonly code: ErrorCode;
  readonly expected: string;
  readonly seen: string;
  /** Which member of the participant it is: `state` or `opening`. */
  readonly where: string;
}

const STATE_CODE = { requested: 'trust.client-not-yet', suspended: 'trust.client-suspended' } as const;

/**
 * Why a participant is not let in at this moment of the mock's clock; null when it is. Until ANS confirms that its certificate is on
 * the white list, the APIs of the national ROR cannot be reached: to the connector, a participant that was only asked for, or that is
 * not open yet, is as one that is not listed. A state that closes counts before the date.
 * @see ans-steps 10; pki-and-oauth §4.2
 */
export function notAdmitted({ state, opening }: Participant, nowMs: number): NotAdmitted | null {
  if (state !== 'whitelisted') {
    return { code: STATE_CODE[state], expected: 'whitelisted', seen: state, where: 'state' };
  }
  if (opening === undefined || nowMs >= Date.parse(opening)) return null;
  const seen = new Date(nowMs).toISOString();
  return { code: 'trust.not-open-yet', expected: `≥ ${opening}`, seen, where: 'opening' };
}
