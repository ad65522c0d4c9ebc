import { compareDn } from '../../certs/dn.ts';
import type { DnComparison } from '../../certs/dn.ts';
import type { RefusalCause } from '../../journal/entry.ts';
import { refusalCause } from '../http/refusal.ts';
import type { Participant } from '../mock-ror.ts';

/** How the names are compared: as Keycloak's exact mode, or byte by byte with the ANS form. */
export type DnMatch = 'rfc4514' | 'literal';

/** A participant's line of the white list. */
export type ListedCertificate = Participant['certificates'][number];

/** The line of the white list that lets this subject DN in; undefined when there is none. */
export function findListed(participant: Participant, subjectDn: string, match: DnMatch): ListedCertificate | undefined {
  return participant.certificates.find((listed) => isMatch(listed.subjectDn, subjectDn, match));
}

/** The cause for a DN that is not listed: names the nearest one on the list and what differs. */
export function notListed(participant: Participant, subjectDn: string, match: DnMatch): RefusalCause {
  const near = participant.certificates
    .map(({ subjectDn: configured }) => ({ configured, comparison: compareDn(configured, subjectDn) }))
    .toSorted((a, b) => nearness(a.comparison) - nearness(b.comparison))[0];
  return refusalCause('trust.dn-not-listed', {
    expected: near?.configured ?? null,
    seen: subjectDn,
    where: near === undefined ? 'subject' : whereOf(near.comparison, match),
  });
}

function isMatch(configured: string, subjectDn: string, match: DnMatch): boolean {
  if (match === 'literal') return configured === subjectDn;
  return compareDn(configured, subjectDn).verdict === 'match';
}

const NEARNESS = { match: 0, near: 1, reversed: 2, different: 3 } as const;

function nearness({ verdict }: DnComparison): number {
  return NEARNESS[verdict];
}

/** `subject: O differs`, `subject: reversed` … A match that is not literal differs by its spelling only. */
function whereOf({ verdict, nearMiss, attribute }: DnComparison, match: DnMatch): string {
  if (verdict === 'match' && match === 'literal') return 'subject: spelling';
  if (nearMiss === 'attribute') return `subject: ${attribute ?? 'attribute'}`;
  return nearMiss === null ? 'subject' : `subject: ${nearMiss}`;
}
