import type { RefusalCause } from '../../journal/entry.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';

/** The requirement (scenarios/requirements.yaml) that each refusal of the circle of trust enforces. */
const REQUIREMENTS: Partial<Record<ErrorCode, string>> = {
  'trust.no-certificate': 'ROR-TRUST-CERTIFICATE',
  'trust.unknown-ca': 'ROR-TRUST-CERTIFICATE',
  'trust.revoked': 'ROR-TRUST-CERTIFICATE',
  'trust.expired': 'ROR-TRUST-CERTIFICATE',
  'trust.not-yet-valid': 'ROR-TRUST-CERTIFICATE',
  'trust.wrong-usage': 'ROR-TRUST-CERTIFICATE',
  'trust.dn-not-listed': 'ROR-TRUST-SUBJECT-DN',
  'trust.client-not-yet': 'ROR-TRUST-OPENING',
  'trust.not-open-yet': 'ROR-TRUST-OPENING',
  'bearer.expired': 'ROR-TOKEN-LIFETIME',
  'bearer.ended-early': 'ROR-TOKEN-LIFETIME',
  'token.secret-not-allowed': 'ROR-TRUST-CERTIFICATE',
};

/** A refusal's cause with the members that nothing is known of set to null. */
export function refusalCause(code: ErrorCode, detail: Partial<Omit<RefusalCause, 'code'>> = {}): RefusalCause {
  return { code, requirement: REQUIREMENTS[code] ?? null, expected: null, seen: null, where: null, ...detail };
}
