import type { LeafName } from './pki.ts';

/** Attributes of a subject in encoded order (country first), one an RDN. */
export type Subject = readonly (readonly ['C' | 'ST' | 'O' | 'OU' | 'CN', string])[];

/** The subject that ANS prints as its example: what a vendor has on its list first. */
const ANS_EXAMPLE: Subject = organisation({
  st: 'Paris (75)',
  o: 'GIP - TEST3012',
  ou: '33333333333',
  cn: 'CLIENT_TEST_RORN',
});

/**
 * Subjects of the client leaves. All that test the certificate itself bear the name that is on the list, so that nothing but
 * their one fault can be the reason of a refusal.
 * @see pki-and-oauth §2.3, §8.2
 */
export const LEAF_SUBJECTS: Readonly<Record<LeafName, Subject>> = {
  good: ANS_EXAMPLE,
  renewed: ANS_EXAMPLE,
  expired: ANS_EXAMPLE,
  'unknown-ca': ANS_EXAMPLE,
  'self-signed': ANS_EXAMPLE,
  'other-subject': organisation({ st: 'Rhône (69)', o: 'GIP - TEST3013', ou: '33333333334', cn: 'AUTRE_CLIENT_TEST' }),
  consumer: organisation({ st: 'Paris (75)', o: 'GIP - TEST3012', ou: '33333333333', cn: 'CLIENT_TEST_RORN_CONSO' }),
};

/** Subject of the mock's own server certificate. */
export const SERVER_SUBJECT: Subject = organisation({
  st: 'Paris (75)',
  o: 'MOCK-ROR',
  ou: '33333333330',
  cn: 'localhost',
});

function organisation(parts: { st: string; o: string; ou: string; cn: string }): Subject {
  return [
    ['C', 'FR'],
    ['ST', parts.st],
    ['O', parts.o],
    ['OU', parts.ou],
    ['CN', parts.cn],
  ];
}

/** An authority of the test PKI. */
export type AuthorityName = 'root' | 'intermediate' | 'unknown';

/**
 * Subject of an authority. Same shape as the real chain, with names that cannot be mistaken for it; `id` (from the key) keeps
 * authorities of two runs apart, else a leaf of a former run would fail as a bad signature and not as an unknown authority.
 * @see pki-and-oauth §6.1, §8.2
 */
export function authoritySubject(name: AuthorityName, id: string): Subject {
  if (name === 'unknown') {
    return [
      ['C', 'FR'],
      ['O', 'MOCK-ROR AUTRE'],
      ['CN', `AC RACINE INCONNUE ${id}`],
    ];
  }
  const role = name === 'root' ? 'RACINE IGC-SANTE ELEMENTAIRE' : 'IGC-SANTE ELEMENTAIRE ORGANISATIONS';
  return [
    ['C', 'FR'],
    ['O', 'MOCK-ROR'],
    ['OU', '0002 000000000'],
    ['OU', 'IGC-SANTE TEST MOCK'],
    ['CN', `MOCK TEST AC ${role} ${id}`],
  ];
}
