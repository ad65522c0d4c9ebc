import type { KernelRequirement } from '../requirement-ids.ts';

const r4 = 'HL7 FHIR R4 4.0.1';
const profiles = 'ans.fhir.fr.ror, ror-location, ror-organization, ror-healthcareservice and their extensions';
const terminology = 'ANS terminologies, value sets (JDV) bound by the ROR profiles';

/** Requirements that the findings of the profile validator name. */
export const PROFILE_REQUIREMENTS = {
  'ROR-R4-SHAPE': {
    text: 'A resource is JSON of a known type, with the properties of its type only, none of them empty or null.',
    source: `${r4}, JSON representation`,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-R4-FORMAT': {
    text: 'A primitive value is written in the format of its type; a date exists in the calendar.',
    source: `${r4}, data types`,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-R4-CARDINALITY': {
    text: 'The elements that base R4 makes mandatory are present, and none appears more often than it allows.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-R4-CODE': {
    text: 'A code with a required binding in base R4 is one of its value set.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-R4-REFERENCE': {
    text: 'A reference is a relative or absolute url, a urn or a fragment, to a type that the element allows.',
    source: `${r4}, references`,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-R4-INVARIANT': {
    text: 'The invariants of base R4 hold.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-KNOWN': {
    text: 'A resource is judged against a profile of its own type that the definitions hold.',
    source: profiles,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-CARDINALITY': {
    text: 'The elements, slices and extensions that a profile makes mandatory are present, within its limits.',
    source: profiles,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-TYPE': {
    text: 'A value has a type that the profile allows.',
    source: profiles,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-VALUE': {
    text: 'A value that the profile fixes, or gives a pattern for, is that value.',
    source: profiles,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-CODE': {
    text: 'A code with a required binding is one of its value set; a retired code is not.',
    source: terminology,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-SYSTEM': {
    text: 'The system of a coding is the code list (TRE) of its value set, never the value set (JDV) itself.',
    source: terminology,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-REFERENCE': {
    text: 'A reference points to a type of resource that the profile allows.',
    source: profiles,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PROFILE-EXTENSION': {
    text: 'An extension is one that is defined, its url written letter for letter; so are its sub-extensions.',
    source: profiles,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-PROFILE-INVARIANT': {
    text: 'The invariants of the profiles hold.',
    source: profiles,
    basis: 'documented',
    obligation: 'must',
  },
} as const satisfies Record<string, KernelRequirement>;
