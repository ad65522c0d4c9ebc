import type { Rdn } from './dn-name.ts';
import type { ExtraFixture, LeafName } from './pki.ts';

/** A subject in encoded order (country first): the reverse of a `Dn`. */
export type Subject = readonly Rdn[];

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

/**
 * Subjects of the fixtures that are issued on demand. Those with a fault of their own bear the name that is on the list; the others
 * stand for participants of other kinds.
 * @see pki-and-oauth §2.3, §8.2
 */
export const EXTRA_SUBJECTS: Readonly<Record<ExtraFixture, Subject>> = {
  'accents-comma-apostrophe': organisation({
    st: 'Rhône (69)',
    o: "CH D'ÉTÉ, SITE NORD",
    ou: '10B0152872',
    cn: 'AUTRE+CLIENT',
  }),
  'establishment-a': establishmentSubject('99A000014', 'CH FICTIF DE BELLEFONTAINE'),
  'establishment-b': establishmentSubject('99A000022', 'CLINIQUE FICTIVE DES TROIS-MOULINS'),
  eai: organisation({ st: 'Rhône (69)', o: 'GIP - EAI REGIONAL TEST', ou: '333333333333334', cn: 'EAI_TEST_ROR' }),
  'not-yet-valid': ANS_EXAMPLE,
  revoked: ANS_EXAMPLE,
  'server-eku': ANS_EXAMPLE,
  'sign-usage': ANS_EXAMPLE,
  personal: [
    ...plain([
      ['C', 'FR'],
      ['O', 'GIP - TEST3012'],
      ['T', 'Médecin'],
    ]),
    [
      { type: 'CN', value: '899700000017' },
      { type: 'SURNAME', value: 'ESSAI' },
      { type: 'GIVENNAME', value: 'CAMILLE' },
    ],
  ],
};

/** The subject of an instance of a proprietary product: OU is `1` + FINESS. */
export function establishmentSubject(finess: string, name = `ETABLISSEMENT TEST ${finess}`): Subject {
  const department = finess.startsWith('97') ? finess.slice(0, 3) : finess.slice(0, 2);
  return organisation({ st: `Test (${department})`, o: name, ou: `1${finess}`, cn: `LITS_${finess}` });
}

/** Subject of the mock's own server certificate. */
export const SERVER_SUBJECT: Subject = organisation({
  st: 'Paris (75)',
  o: 'MOCK-ROR',
  ou: '33333333330',
  cn: 'localhost',
});

function organisation(parts: { st: string; o: string; ou: string; cn: string }): Subject {
  return plain([
    ['C', 'FR'],
    ['ST', parts.st],
    ['O', parts.o],
    ['OU', parts.ou],
    ['CN', parts.cn],
  ]);
}

/** One attribute an RDN. */
function plain(attributes: readonly (readonly [type: string, value: string])[]): Subject {
  return attributes.map(([type, value]) => [{ type, value }]);
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
    return plain([
      ['C', 'FR'],
      ['O', 'MOCK-ROR AUTRE'],
      ['CN', `AC RACINE INCONNUE ${id}`],
    ]);
  }
  const role = name === 'root' ? 'RACINE IGC-SANTE ELEMENTAIRE' : 'IGC-SANTE ELEMENTAIRE ORGANISATIONS';
  return plain([
    ['C', 'FR'],
    ['O', 'MOCK-ROR'],
    ['OU', '0002 000000000'],
    ['OU', 'IGC-SANTE TEST MOCK'],
    ['CN', `MOCK TEST AC ${role} ${id}`],
  ]);
}
