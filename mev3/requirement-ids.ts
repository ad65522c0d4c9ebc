/** What one requirement of the kernel says: the one place where its id is written. */
export interface KernelRequirement {
  /** One line, in English. */
  readonly text: string;
  /** Where it stands. */
  readonly source: string;
  readonly basis: 'documented' | 'derived' | 'assumed';
  readonly obligation: 'must' | 'should';
}

const profile = 'ans.fhir.fr.ror 0.7.0, ror-location-supported-capacity';
const terminology = 'ANS terminologies, JDV_J187 to J195 and TRE_R329 to R337';
const feedPage = 'ROR-fhir-documentation, patch-capacitaire/location';
const scenarioPage = 'ans.fhir.fr.ror 0.7.0, creation and update of the place (scenarios 2, 2 bis, 3)';
const model = 'ROR exposure model 3.0';
const indicators = 'rorkit catalogue, derived from the code definitions of TRE_R330 to R337';
const r4 = 'HL7 FHIR R4, FHIRPath Patch';

/** Requirements about one capacity record. */
const CAPACITY_REQUIREMENTS = {
  'ROR-CAP-EXTENSION': {
    text: 'A capacity record is one extension with the capacity url, made of sub-extensions only, without a value.',
    source: profile,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-URL': {
    text: 'The url of a capacity record is its canonical, letter for letter.',
    source: profile,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-MANDATORY': {
    text: 'The seven mandatory sub-extensions of a capacity record are present.',
    source: profile,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-ONCE': {
    text: 'A sub-extension of a capacity record appears at most once.',
    source: profile,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-KNOWN': {
    text: 'A capacity record holds only the sub-extensions of its guide version, spelt as published.',
    source: profile,
    basis: 'derived',
    obligation: 'must',
  },
  'ROR-CAP-VALUE': {
    text: 'Each sub-extension of a capacity record holds one value of its documented type and no extension.',
    source: profile,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-ONE-CODING': {
    text: 'A coded sub-extension holds one coding: that of its code list.',
    source: profile,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-CAP-CODE': {
    text: 'A coded sub-extension uses a code of its value set; a retired code is no longer in it.',
    source: terminology,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-SYSTEM': {
    text: 'The system of a coding is the code list (TRE), not the value set (JDV).',
    source: terminology,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-DISPLAY': {
    text: 'The display of a coding is the one of its code.',
    source: terminology,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-CAP-DATE': {
    text: 'capacityUpdateDate is a FHIR dateTime of a day that exists, with a zone when it has a time.',
    source: profile,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-CAP-DATE-TIME': {
    text: 'capacityUpdateDate tells the time of the update in the source, not only its day.',
    source: model,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-CAP-N1': {
    text: 'genderCapacityAvailable belongs to available capacity (status 02) only.',
    source: `${model}, definition of genreCapaciteDispo`,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-CAP-N2': {
    text: 'capacityClosingType belongs to closed capacity (status 05) only.',
    source: `${model}, definition of typeFermetureCapacite`,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-CAP-N3': {
    text: 'additionalBedType and crisisType belong to supplementary capacity (status 06) only.',
    source: `${model}, definitions of typeLitSupplementaire and typeCrise`,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-CAP-N4': {
    text: 'The seven codes identify a record: a Location holds no two records with the same seven codes.',
    source: `${feedPage}, error messages`,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-CAP-N5': {
    text: 'nbCapacity is not negative.',
    source: `${profile}, meaning of nombreCapacite`,
    basis: 'derived',
    obligation: 'must',
  },
} as const satisfies Record<string, KernelRequirement>;

/** Requirements about indicators and about the records of a Location taken together. */
const INDICATOR_REQUIREMENTS = {
  'ROR-IND-NATURE': {
    text: 'The capacity type of a record is one that its indicator expects (published issue a).',
    source: feedPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-IND-VALUE': {
    text: 'The seven codes of the value are a valid indicator (published issue b).',
    source: feedPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-IND-PATH': {
    text: 'The criteria of the path are a valid indicator (published issue c).',
    source: feedPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-IND-C1': {
    text: 'When the offer is closed every available capacity is 0 (RG_EXP_047).',
    source: `${model}, RG_EXP_047`,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-IND-C2': {
    text: 'The records of a Location, over all assignments, make its complete capacity view.',
    source: model,
    basis: 'documented',
    obligation: 'should',
  },
  'ROR-IND-C3': {
    text: 'Closed capacity is not above installed capacity.',
    source: indicators,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-IND-C4': {
    text: 'Available capacity over genders and assignments is not above installed capacity.',
    source: indicators,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-IND-C5': {
    text: 'Available, occupied and closed capacity together are not above installed capacity.',
    source: indicators,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-IND-C6': {
    text: 'Reserved capacity alone is not above installed capacity; it is never added to the occupied one.',
    source: indicators,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-IND-C7': {
    text: 'Supplementary capacity is beyond the installed one: it is never bounded by it.',
    source: 'TRE_R330, definition of code 06',
    basis: 'documented',
    obligation: 'should',
  },
  'ROR-IND-C8': {
    text: 'The status "Opérationnel" (07) is computed by the reader and never sent.',
    source: 'TRE_R330, definition of code 07',
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-IND-C9': {
    text: 'A capacity of 0 is a legitimate value; a capacity is a whole number.',
    source: profile,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-IND-C10': {
    text: 'A Location holds at most one record for an indicator.',
    source: indicators,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-IND-C11': {
    text: 'A free bed counts under one gender: counts by gender are disjoint.',
    source: model,
    basis: 'derived',
    obligation: 'should',
  },
} as const satisfies Record<string, KernelRequirement>;

/** Requirements about the body and the path of a PATCH. */
const FEED_REQUIREMENTS = {
  'ROR-FEED-BODY': {
    text: 'The body is a Parameters resource whose parameters are operations with type, path and value parts.',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-FEED-TYPE': {
    text: 'The type of an operation is add, replace or delete (0.6.0 wrote remove).',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-FEED-VALUE-STRING': {
    text: 'The type and the path of an operation are sent as valueString.',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'should',
  },
  'ROR-FEED-VALUE': {
    text: 'The value part of add and replace holds the whole new extension in one part; delete has no value.',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-FEED-VALUE-PART-NAME': {
    text: 'The part inside the value part has no name.',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'should',
  },
  'ROR-FEED-ONE-OPERATION': {
    text: 'One body carries one operation.',
    source: scenarioPage,
    basis: 'derived',
    obligation: 'should',
  },
  'ROR-FEED-PATH': {
    text: 'The path is a FHIRPath that can be read, of bounded length and depth.',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-FEED-CAPACITY-ONLY': {
    text: 'The path of a feed operation designates capacity records and nothing else.',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-FEED-CRITERIA': {
    text: 'The criteria of a replace or delete path name key attributes as published, each once.',
    source: feedPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-FEED-ADD-PATH': {
    text: 'The path of an add designates the collection of capacity records, without criteria.',
    source: scenarioPage,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-FEED-SAME-INDICATOR': {
    text: 'The value of a replace is the same indicator as its path.',
    source: scenarioPage,
    basis: 'derived',
    obligation: 'should',
  },
} as const satisfies Record<string, KernelRequirement>;

/** Requirements about FHIRPath Patch on any resource. */
const PATCH_REQUIREMENTS = {
  'ROR-PATCH-BODY': {
    text: 'A patch is a Parameters resource of operations, each with the parts that its type needs.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PATCH-TYPE': {
    text: 'The type of a patch operation is add, insert, delete, replace or move.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PATCH-PATH': {
    text: 'The path of a patch operation can be read and stays within the allowed functions, length and depth.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PATCH-TARGET': {
    text: 'The path of a patch operation selects exactly the element that it changes.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PATCH-VALUE': {
    text: 'The value of a patch operation has one typed value, or named parts that make the new element.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PATCH-INDEX': {
    text: 'The index, source and destination of insert and move are within the list.',
    source: r4,
    basis: 'documented',
    obligation: 'must',
  },
  'ROR-PATCH-IDENTITY': {
    text: 'A patch changes neither the type nor the technical id of a resource.',
    source: r4,
    basis: 'derived',
    obligation: 'must',
  },
} as const satisfies Record<string, KernelRequirement>;

/**
 * Every requirement id that a finding of the kernel can name. scenarios/requirements.yaml holds the same ids with their
 * texts in both languages; a test compares the two.
 */
export const KERNEL_REQUIREMENTS = {
  ...CAPACITY_REQUIREMENTS,
  ...INDICATOR_REQUIREMENTS,
  ...FEED_REQUIREMENTS,
  ...PATCH_REQUIREMENTS,
} as const;

/** Id of a requirement that the kernel judges. */
export type KernelRequirementId = keyof typeof KERNEL_REQUIREMENTS;
