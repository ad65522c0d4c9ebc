import { describe, expect, it } from 'vitest';
import { loadEmbeddedDefinitions } from '../../../mev3/profiles/load.ts';
import { createValidator } from '../../../mev3/validator/create-validator.ts';
import { changed } from './change.ts';
import type { Change } from './change.ts';
import { goodLocation, jdv, ror, tre } from './good-resources.ts';

/** What is wrong, the one change that makes it so, and every finding: requirement, code, place within the Location. */
type Defect = readonly [title: string, change: Change, expected: readonly string[]];

const RECORD_DEFECTS: readonly Defect[] = [
  [
    'misses capacityType',
    ['remove', 'extension.2.extension.0'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityType'],
  ],
  [
    'misses capacityStatus',
    ['remove', 'extension.2.extension.1'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityStatus'],
  ],
  [
    'misses temporalityCapacity',
    ['remove', 'extension.2.extension.2'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporalityCapacity'],
  ],
  [
    'misses nbCapacity',
    ['remove', 'extension.2.extension.3'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[2].extension nbCapacity'],
  ],
  [
    'misses capacitySourceType',
    ['remove', 'extension.2.extension.4'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacitySourceType'],
  ],
  [
    'misses capacityUpdateDate',
    ['remove', 'extension.2.extension.6'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityUpdateDate'],
  ],
  [
    'misses temporaryAssignement',
    ['remove', 'extension.2.extension.7'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporaryAssignement'],
  ],
  [
    'has capacityType twice',
    ['repeat', 'extension.2.extension.0'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension capacityType'],
  ],
  [
    'has capacityStatus twice',
    ['repeat', 'extension.2.extension.1'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension capacityStatus'],
  ],
  [
    'has temporalityCapacity twice',
    ['repeat', 'extension.2.extension.2'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension temporalityCapacity'],
  ],
  [
    'has nbCapacity twice',
    ['repeat', 'extension.2.extension.3'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension nbCapacity'],
  ],
  [
    'has capacitySourceType twice',
    ['repeat', 'extension.2.extension.4'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension capacitySourceType'],
  ],
  [
    'has genderCapacityAvailable twice',
    ['repeat', 'extension.2.extension.5'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension genderCapacityAvailable'],
  ],
  [
    'has capacityUpdateDate twice',
    ['repeat', 'extension.2.extension.6'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension capacityUpdateDate'],
  ],
  [
    'has temporaryAssignement twice',
    ['repeat', 'extension.2.extension.7'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension temporaryAssignement'],
  ],
  [
    'has comment twice',
    ['repeat', 'extension.2.extension.8'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension[2].extension comment'],
  ],
  [
    'has an unknown code of capacityType',
    ['set', 'extension.2.extension.0.valueCodeableConcept.coding.0.code', '99'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[0].value.coding[0].code'],
  ],
  [
    'has an unknown code of capacityStatus',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.code', '99'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[1].value.coding[0].code'],
  ],
  [
    'has an unknown code of temporalityCapacity',
    ['set', 'extension.2.extension.2.valueCodeableConcept.coding.0.code', '99'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[2].value.coding[0].code'],
  ],
  [
    'has an unknown code of capacitySourceType',
    ['set', 'extension.2.extension.4.valueCodeableConcept.coding.0.code', '99'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[4].value.coding[0].code'],
  ],
  [
    'has an unknown code of genderCapacityAvailable',
    ['set', 'extension.2.extension.5.valueCodeableConcept.coding.0.code', '99'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[5].value.coding[0].code'],
  ],
  [
    'has an unknown code of temporaryAssignement',
    ['set', 'extension.2.extension.7.valueCodeableConcept.coding.0.code', '99'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[7].value.coding[0].code'],
  ],
  [
    'has the value set as system of capacityType',
    ['set', 'extension.2.extension.0.valueCodeableConcept.coding.0.system', jdv('J187-NatureCapacite-ROR')],
    ['ROR-PROFILE-SYSTEM profile.system-is-value-set extension[2].extension[0].value.coding[0].system'],
  ],
  [
    'has the value set as system of capacityStatus',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.system', jdv('J188-TypeStatutCapacite-ROR')],
    ['ROR-PROFILE-SYSTEM profile.system-is-value-set extension[2].extension[1].value.coding[0].system'],
  ],
  [
    'has the value set as system of temporalityCapacity',
    ['set', 'extension.2.extension.2.valueCodeableConcept.coding.0.system', jdv('J189-TemporaliteCapacite-ROR')],
    ['ROR-PROFILE-SYSTEM profile.system-is-value-set extension[2].extension[2].value.coding[0].system'],
  ],
  [
    'has the value set as system of capacitySourceType',
    ['set', 'extension.2.extension.4.valueCodeableConcept.coding.0.system', jdv('J193-TypeSourceCapacite-ROR')],
    ['ROR-PROFILE-SYSTEM profile.system-is-value-set extension[2].extension[4].value.coding[0].system'],
  ],
  [
    'has the value set as system of genderCapacityAvailable',
    ['set', 'extension.2.extension.5.valueCodeableConcept.coding.0.system', jdv('J190-GenreCapacite-ROR')],
    ['ROR-PROFILE-SYSTEM profile.system-is-value-set extension[2].extension[5].value.coding[0].system'],
  ],
  [
    'has the value set as system of temporaryAssignement',
    ['set', 'extension.2.extension.7.valueCodeableConcept.coding.0.system', jdv('J195-AffectationTemporaire-ROR')],
    ['ROR-PROFILE-SYSTEM profile.system-is-value-set extension[2].extension[7].value.coding[0].system'],
  ],
  [
    'has a system of another list',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.system', tre('R329-NatureCapacite')],
    ['ROR-PROFILE-SYSTEM profile.wrong-system extension[2].extension[1].value.coding[0].system'],
  ],
  [
    'has no system',
    ['remove', 'extension.2.extension.1.valueCodeableConcept.coding.0.system'],
    ['ROR-PROFILE-SYSTEM profile.wrong-system extension[2].extension[1].value.coding[0].system'],
  ],
  [
    'has no code',
    ['remove', 'extension.2.extension.1.valueCodeableConcept.coding.0.code'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[1].value.coding[0].code'],
  ],
  [
    'has the value set with a trailing slash as system',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.system', `${jdv('J188-TypeStatutCapacite-ROR')}/`],
    ['ROR-PROFILE-SYSTEM profile.system-is-value-set extension[2].extension[1].value.coding[0].system'],
  ],
  [
    'has the retired gender 03',
    ['set', 'extension.2.extension.5.valueCodeableConcept.coding.0.code', '03'],
    ['ROR-PROFILE-CODE profile.code-not-in-set extension[2].extension[5].value.coding[0].code'],
  ],
  [
    'has the retired status 07',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.code', '07'],
    ['ROR-PROFILE-CODE profile.code-not-in-set extension[2].extension[1].value.coding[0].code'],
  ],
  [
    'has a nature of the list that the set leaves out',
    ['set', 'extension.2.extension.0.valueCodeableConcept.coding.0.code', '03'],
    ['ROR-PROFILE-CODE profile.code-not-in-set extension[2].extension[0].value.coding[0].code'],
  ],
  [
    'has a code without its zero',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.code', '2'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[2].extension[1].value.coding[0].code'],
  ],
  [
    'has a code as number',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.code', 2],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[1].value.coding[0].code'],
  ],
  [
    'has a code with a space',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.code', ' 02'],
    [
      'ROR-PROFILE-CODE profile.unknown-code extension[2].extension[1].value.coding[0].code',
      'ROR-R4-FORMAT r4.bad-format extension[2].extension[1].value.coding[0].code',
    ],
  ],
  [
    'has text without coding',
    ['set', 'extension.2.extension.1.valueCodeableConcept', { text: 'Disponible' }],
    ['ROR-PROFILE-CODE profile.no-coding extension[2].extension[1].value'],
  ],
  [
    'has an empty list of codings',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding', []],
    [
      'ROR-PROFILE-CODE profile.no-coding extension[2].extension[1].value',
      'ROR-R4-SHAPE r4.empty extension[2].extension[1].value.coding',
    ],
  ],
  [
    'has one coding instead of a list',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding', { system: 'x', code: '02' }],
    [
      'ROR-PROFILE-CODE profile.no-coding extension[2].extension[1].value',
      'ROR-R4-SHAPE r4.not-a-list extension[2].extension[1].value.coding',
    ],
  ],
  [
    'has an unknown property in a coding',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.libelle', 'x'],
    ['ROR-R4-SHAPE r4.unknown-property extension[2].extension[1].value.coding[0].libelle'],
  ],
  [
    'has a display that is no text',
    ['set', 'extension.2.extension.1.valueCodeableConcept.coding.0.display', 3],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[1].value.coding[0].display'],
  ],
  [
    'has a CodeableConcept as text',
    ['set', 'extension.2.extension.1.valueCodeableConcept', '02'],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[1].value'],
  ],
  [
    'has a number as text',
    ['set', 'extension.2.extension.3.valueInteger', '4'],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[3].value'],
  ],
  [
    'has a number with decimals',
    ['set', 'extension.2.extension.3.valueInteger', 4.5],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[3].value'],
  ],
  [
    'has a number beyond 32 bits',
    ['set', 'extension.2.extension.3.valueInteger', 2147483648],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[3].value'],
  ],
  [
    'has null as number',
    ['set', 'extension.2.extension.3.valueInteger', null],
    ['ROR-R4-SHAPE r4.null extension[2].extension[3].value'],
  ],
  [
    'has a list as number',
    ['set', 'extension.2.extension.3.valueInteger', [4]],
    ['ROR-R4-SHAPE r4.unexpected-list extension[2].extension[3].value'],
  ],
  [
    'has a boolean as number',
    ['set', 'extension.2.extension.3.valueInteger', true],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[3].value'],
  ],
  [
    'has two values in one sub-extension',
    ['set', 'extension.2.extension.3.valueString', '4'],
    [
      'ROR-R4-SHAPE r4.two-values extension[2].extension[3]',
      'ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[3].value',
    ],
  ],
  [
    'has valueInt',
    ['set', 'extension.2.extension.3', { url: 'nbCapacity', valueInt: 4 }],
    ['ROR-R4-SHAPE r4.unknown-property extension[2].extension[3].valueInt'],
  ],
  [
    'has valueString for a number',
    ['set', 'extension.2.extension.3', { url: 'nbCapacity', valueString: '4' }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[3].value'],
  ],
  [
    'has valueDecimal for a number',
    ['set', 'extension.2.extension.3', { url: 'nbCapacity', valueDecimal: 4 }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[3].value'],
  ],
  [
    'has valuePositiveInt for a number',
    ['set', 'extension.2.extension.3', { url: 'nbCapacity', valuePositiveInt: 4 }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[3].value'],
  ],
  [
    'has valueCode for a concept',
    ['set', 'extension.2.extension.1', { url: 'capacityStatus', valueCode: '02' }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[1].value'],
  ],
  [
    'has valueCoding for a concept',
    ['set', 'extension.2.extension.1', { url: 'capacityStatus', valueCoding: { code: '02' } }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[1].value'],
  ],
  [
    'has valueDate for a dateTime',
    ['set', 'extension.2.extension.6', { url: 'capacityUpdateDate', valueDate: '2026-11-23' }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[6].value'],
  ],
  [
    'has valueInstant for a dateTime',
    ['set', 'extension.2.extension.6', { url: 'capacityUpdateDate', valueInstant: '2026-11-23T14:00:00+01:00' }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[2].extension[6].value'],
  ],
  [
    'has a sub-extension without value',
    ['set', 'extension.2.extension.3', { url: 'nbCapacity' }],
    ['ROR-R4-INVARIANT r4.invariant extension[2].extension[3] ext-1'],
  ],
  [
    'has a sub-extension without url',
    ['remove', 'extension.2.extension.3.url'],
    [
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension nbCapacity',
      'ROR-R4-CARDINALITY r4.missing extension[2].extension[3].url url',
    ],
  ],
  [
    'has a sub-extension with a sub-extension',
    ['set', 'extension.2.extension.3.extension', [{ url: 'http://example.org/x', valueString: 'y' }]],
    [
      'ROR-PROFILE-CARDINALITY profile.not-allowed extension[2].extension[3].extension extension',
      'ROR-PROFILE-EXTENSION profile.unknown-extension extension[2].extension[3].extension[0].url (warning)',
      'ROR-R4-INVARIANT r4.invariant extension[2].extension[3] ext-1',
    ],
  ],
  [
    'has an empty sub-extension',
    ['set', 'extension.2.extension.3', {}],
    [
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension nbCapacity',
      'ROR-R4-SHAPE r4.empty extension[2].extension[3]',
    ],
  ],
  [
    'has a text as sub-extension',
    ['set', 'extension.2.extension.3', 'nbCapacity'],
    [
      'ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[3]',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension nbCapacity',
    ],
  ],
  [
    'has null as sub-extension',
    ['set', 'extension.2.extension.3', null],
    [
      'ROR-R4-SHAPE r4.null extension[2].extension[3]',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension nbCapacity',
    ],
  ],
  [
    'has a date without zone',
    ['set', 'extension.2.extension.6.valueDateTime', '2026-11-23T14:00:00'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date without seconds',
    ['set', 'extension.2.extension.6.valueDateTime', '2026-11-23T14:00+01:00'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date on 30 February',
    ['set', 'extension.2.extension.6.valueDateTime', '2026-02-30T14:00:00+01:00'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date on 31 April',
    ['set', 'extension.2.extension.6.valueDateTime', '2026-04-31'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date in month 13',
    ['set', 'extension.2.extension.6.valueDateTime', '2026-13-01'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date at 25 hours',
    ['set', 'extension.2.extension.6.valueDateTime', '2026-11-23T25:00:00Z'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date in the French form',
    ['set', 'extension.2.extension.6.valueDateTime', '23/11/2026 14:00'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date with a space for the T',
    ['set', 'extension.2.extension.6.valueDateTime', '2026-11-23 14:00:00+01:00'],
    ['ROR-R4-FORMAT r4.bad-format extension[2].extension[6].value'],
  ],
  [
    'has a date that is empty',
    ['set', 'extension.2.extension.6.valueDateTime', ''],
    ['ROR-R4-SHAPE r4.empty extension[2].extension[6].value'],
  ],
  [
    'has a date as a number',
    ['set', 'extension.2.extension.6.valueDateTime', 1764000000],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[2].extension[6].value'],
  ],
  [
    'has temporaryAssignment in correct English',
    ['set', 'extension.2.extension.7.url', 'temporaryAssignment'],
    [
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporaryAssignement',
      'ROR-PROFILE-EXTENSION profile.unknown-sub-extension extension[2].extension[7].url (warning)',
    ],
  ],
  [
    'has a sub-extension in another letter case',
    ['set', 'extension.2.extension.1.url', 'CapacityStatus'],
    [
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityStatus',
      'ROR-PROFILE-EXTENSION profile.unknown-sub-extension extension[2].extension[1].url (warning)',
    ],
  ],
  [
    'has a sub-extension that does not exist',
    ['push', 'extension.2.extension', { url: 'bedColour', valueString: 'blue' }],
    ['ROR-PROFILE-EXTENSION profile.unknown-sub-extension extension[2].extension[9].url (warning)'],
  ],
  [
    'has a sub-extension with an absolute url',
    ['push', 'extension.2.extension', { url: 'https://example.org/bed', valueString: 'blue' }],
    ['ROR-PROFILE-EXTENSION profile.unknown-extension extension[2].extension[9].url (warning)'],
  ],
  [
    'has a value of its own',
    ['set', 'extension.2.valueString', 'x'],
    [
      'ROR-PROFILE-CARDINALITY profile.not-allowed extension[2].value value',
      'ROR-R4-INVARIANT r4.invariant extension[2] ext-1',
    ],
  ],
  [
    'has no sub-extensions',
    ['remove', 'extension.2.extension'],
    [
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityType',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityStatus',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporalityCapacity',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension nbCapacity',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacitySourceType',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityUpdateDate',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporaryAssignement',
      'ROR-R4-INVARIANT r4.invariant extension[2] ext-1',
    ],
  ],
  [
    'has an empty list of sub-extensions',
    ['set', 'extension.2.extension', []],
    [
      'ROR-R4-SHAPE r4.empty extension[2].extension',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityType',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityStatus',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporalityCapacity',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension nbCapacity',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacitySourceType',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityUpdateDate',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporaryAssignement',
    ],
  ],
  [
    'has an object instead of a list',
    ['set', 'extension.2.extension', { url: 'nbCapacity' }],
    [
      'ROR-R4-SHAPE r4.not-a-list extension[2].extension',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityType',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityStatus',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporalityCapacity',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacitySourceType',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension capacityUpdateDate',
      'ROR-PROFILE-CARDINALITY profile.missing extension[2].extension temporaryAssignement',
      'ROR-R4-INVARIANT r4.invariant extension[2].extension[0] ext-1',
    ],
  ],
  [
    'has an unknown property',
    ['set', 'extension.2.capacity', 4],
    ['ROR-R4-SHAPE r4.unknown-property extension[2].capacity'],
  ],
  [
    'has resourceType',
    ['set', 'extension.2.resourceType', 'Extension'],
    ['ROR-R4-SHAPE r4.unknown-property extension[2].resourceType'],
  ],
  [
    'has a comment that is empty',
    ['set', 'extension.2.extension.8.valueString', ''],
    ['ROR-R4-SHAPE r4.empty extension[2].extension[8].value'],
  ],
  [
    'has a comment that is null beside',
    ['set', 'extension.2.extension.8._valueString', null],
    ['ROR-R4-SHAPE r4.null extension[2].extension[8].value'],
  ],
  [
    'has the page name as url',
    [
      'set',
      'extension.2.url',
      'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition-ror-location-supported-capacity',
    ],
    ['ROR-PROFILE-EXTENSION profile.extension-near-miss extension[2].url'],
  ],
  [
    'has its url in capitals',
    [
      'set',
      'extension.2.url',
      'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ROR-LOCATION-SUPPORTED-CAPACITY',
    ],
    ['ROR-PROFILE-EXTENSION profile.extension-near-miss extension[2].url'],
  ],
  [
    'has a url with http',
    [
      'set',
      'extension.2.url',
      'http://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity',
    ],
    ['ROR-PROFILE-EXTENSION profile.extension-near-miss extension[2].url'],
  ],
  [
    'has only its name as url',
    ['set', 'extension.2.url', 'ror-location-supported-capacity'],
    ['ROR-R4-SHAPE r4.relative-extension-url extension[2].url'],
  ],
];

const LOCATION_DEFECTS: readonly Defect[] = [
  ['has no resourceType', ['remove', 'resourceType'], ['ROR-R4-SHAPE r4.unknown-resource-type $this']],
  ['is said to be a Place', ['set', 'resourceType', 'Place'], ['ROR-R4-SHAPE r4.unknown-resource-type Place']],
  [
    'is said to be a Patient',
    ['set', 'resourceType', 'Patient'],
    ['ROR-R4-SHAPE r4.resource-not-judged Patient (information)'],
  ],
  [
    'is said to be in small letters',
    ['set', 'resourceType', 'location'],
    ['ROR-R4-SHAPE r4.unknown-resource-type location'],
  ],
  ['has a bad id', ['set', 'id', 'essai 1'], ['ROR-R4-FORMAT r4.bad-format id']],
  [
    'has an id of 65 characters',
    ['set', 'id', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['ROR-R4-FORMAT r4.bad-format id'],
  ],
  ['has no meta at all, which R4 allows', ['remove', 'meta'], []],
  [
    'has no lastUpdated',
    ['remove', 'meta.lastUpdated'],
    ['ROR-PROFILE-CARDINALITY profile.missing meta.lastUpdated lastUpdated'],
  ],
  [
    'has lastUpdated as a day',
    ['set', 'meta.lastUpdated', '2026-11-23'],
    ['ROR-R4-FORMAT r4.bad-format meta.lastUpdated'],
  ],
  [
    'has a region outside its set',
    ['set', 'meta.tag.0.code', '00'],
    ['ROR-PROFILE-CODE profile.unknown-code meta.tag[0].code'],
  ],
  [
    'has two regions',
    ['push', 'meta.tag', { system: tre('R30-RegionOM'), code: '24' }],
    ['ROR-PROFILE-CARDINALITY profile.too-many meta.tag codeRegion'],
  ],
  ['has no commune', ['remove', 'extension.0'], ['ROR-PROFILE-CARDINALITY profile.missing extension ror-commune-cog']],
  [
    'has two communes',
    ['repeat', 'extension.0'],
    ['ROR-PROFILE-CARDINALITY profile.too-many extension ror-commune-cog'],
  ],
  [
    'has a commune of the older list',
    ['set', 'extension.0.valueCodeableConcept.coding.0.system', tre('R13-Commune')],
    ['ROR-PROFILE-SYSTEM profile.wrong-system extension[0].value.coding[0].system'],
  ],
  [
    'has a commune as text',
    ['set', 'extension.0', { url: ror('ror-commune-cog'), valueString: '99999' }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[0].value'],
  ],
  [
    'has no creation date',
    ['remove', 'extension.1'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension ror-meta-creation-date'],
  ],
  [
    'has a creation date without zone',
    ['set', 'extension.1.valueDateTime', '2020-01-02T10:00:00'],
    ['ROR-R4-FORMAT r4.bad-format extension[1].value'],
  ],
  [
    'has a creation date of another type',
    ['set', 'extension.1', { url: ror('ror-meta-creation-date'), valueDate: '2020-01-02' }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[1].value'],
  ],
  [
    'has equipment without type',
    ['remove', 'extension.3.extension.0'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[3].extension equipmentType'],
  ],
  [
    'has equipment of an unknown type',
    ['set', 'extension.3.extension.0.valueCodeableConcept.coding.0.code', 'xyz'],
    ['ROR-PROFILE-CODE profile.unknown-code extension[3].extension[0].value.coding[0].code'],
  ],
  [
    'has equipment with a number as text',
    ['set', 'extension.3.extension.1.valueInteger', '2'],
    ['ROR-R4-SHAPE r4.wrong-json-type extension[3].extension[1].value'],
  ],
  [
    'has an equipment limit without value',
    ['remove', 'extension.3.extension.2.extension.1'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[3].extension[2].extension limitValue'],
  ],
  [
    'has an equipment limit as integer',
    ['set', 'extension.3.extension.2.extension.1', { url: 'limitValue', valueInteger: 200 }],
    ['ROR-PROFILE-TYPE profile.wrong-type extension[3].extension[2].extension[1].value'],
  ],
  [
    'has a limit whose code has no system',
    ['set', 'extension.3.extension.2.extension.1.valueQuantity.code', 'kg'],
    ['ROR-R4-INVARIANT r4.invariant extension[3].extension[2].extension[1].value qty-3'],
  ],
  [
    'has an equipment limit by its page name',
    [
      'set',
      'extension.3.extension.2.url',
      'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition-ror-location-equipment-limit',
    ],
    ['ROR-PROFILE-EXTENSION profile.extension-near-miss extension[3].extension[2].url'],
  ],
  [
    'has a residential capacity without type',
    ['remove', 'extension.4.extension.0'],
    ['ROR-PROFILE-CARDINALITY profile.missing extension[4].extension residentialType'],
  ],
  ['has two comments', ['repeat', 'extension.5'], ['ROR-PROFILE-CARDINALITY profile.too-many extension ror-comment']],
  [
    'has a questionnaire without version',
    ['set', 'extension.6.valueCanonical', 'https://example.org/Questionnaire/q'],
    ['ROR-PROFILE-INVARIANT profile.invariant extension[6].value ror-questionnaire-version-required'],
  ],
  [
    'has an extension nobody knows',
    ['push', 'extension', { url: 'https://example.org/x', valueString: 'y' }],
    ['ROR-PROFILE-EXTENSION profile.unknown-extension extension[7].url (warning)'],
  ],
  [
    'has an extension without value',
    ['push', 'extension', { url: 'https://example.org/x' }],
    [
      'ROR-PROFILE-EXTENSION profile.unknown-extension extension[7].url (warning)',
      'ROR-R4-INVARIANT r4.invariant extension[7] ext-1',
    ],
  ],
  [
    'has an extension with a relative url',
    ['push', 'extension', { url: 'colour', valueString: 'y' }],
    ['ROR-R4-SHAPE r4.relative-extension-url extension[7].url'],
  ],
  [
    'has an extension with value and extension',
    [
      'push',
      'extension',
      { url: ror('ror-comment'), valueString: 'y', extension: [{ url: 'https://example.org/x', valueString: 'y' }] },
    ],
    [
      'ROR-PROFILE-CARDINALITY profile.too-many extension ror-comment',
      'ROR-PROFILE-CARDINALITY profile.not-allowed extension[7].extension extension',
      'ROR-PROFILE-EXTENSION profile.unknown-extension extension[7].extension[0].url (warning)',
      'ROR-R4-INVARIANT r4.invariant extension[7] ext-1',
    ],
  ],
  [
    'has two internal identifiers',
    ['repeat', 'identifier.0'],
    ['ROR-PROFILE-CARDINALITY profile.too-many identifier idLocation'],
  ],
  [
    'has two external identifiers',
    ['repeat', 'identifier.1'],
    ['ROR-PROFILE-CARDINALITY profile.too-many identifier idExterneSynchro'],
  ],
  [
    'has one identifier instead of a list',
    ['set', 'identifier', { value: '1' }],
    ['ROR-R4-SHAPE r4.not-a-list identifier'],
  ],
  [
    'has an unknown use of an identifier',
    ['set', 'identifier.0.use', 'main'],
    ['ROR-R4-CODE r4.unknown-code identifier[0].use'],
  ],
  ['has an unknown status', ['set', 'status', 'open'], ['ROR-R4-CODE r4.unknown-code status']],
  [
    'has an unknown operational status',
    ['set', 'operationalStatus.code', '9'],
    ['ROR-PROFILE-CODE profile.unknown-code operationalStatus.code'],
  ],
  [
    'has an operational status of another list',
    ['set', 'operationalStatus.system', tre('R204-X')],
    ['ROR-PROFILE-SYSTEM profile.wrong-system operationalStatus.system'],
  ],
  ['has a name that is a number', ['set', 'name', 3], ['ROR-R4-SHAPE r4.wrong-json-type name']],
  ['has an empty name', ['set', 'name', ''], ['ROR-R4-SHAPE r4.empty name']],
  ['has a list as name', ['set', 'name', ['x']], ['ROR-R4-SHAPE r4.unexpected-list name']],
  ['has an alias that is no list', ['set', 'alias', 'x'], ['ROR-R4-SHAPE r4.not-a-list alias']],
  ['has null in a list of alias', ['push', 'alias', null], ['ROR-R4-SHAPE r4.null alias[1]']],
  ['has an empty list of alias', ['set', 'alias', []], ['ROR-R4-SHAPE r4.empty alias']],
  ['has an unknown mode', ['set', 'mode', 'real'], ['ROR-R4-CODE r4.unknown-code mode']],
  ['has two types', ['repeat', 'type.0'], ['ROR-PROFILE-CARDINALITY profile.too-many type type']],
  [
    'has a type outside its set',
    ['set', 'type.0.coding.0.code', '999'],
    ['ROR-PROFILE-CODE profile.unknown-code type[0].coding[0].code'],
  ],
  [
    'has a telecom without channel',
    ['remove', 'telecom.0.extension.0'],
    ['ROR-PROFILE-CARDINALITY profile.missing telecom[0].extension ror-telecom-communication-channel'],
  ],
  [
    'has a telecom without confidentiality',
    ['remove', 'telecom.0.extension.1'],
    ['ROR-PROFILE-CARDINALITY profile.missing telecom[0].extension ror-telecom-confidentiality-level'],
  ],
  [
    'has a telecom with two usages',
    ['repeat', 'telecom.0.extension.2'],
    ['ROR-PROFILE-CARDINALITY profile.too-many telecom[0].extension ror-telecom-usage'],
  ],
  [
    'has a telecom without value',
    ['remove', 'telecom.0.value'],
    ['ROR-PROFILE-CARDINALITY profile.missing telecom[0].value value'],
  ],
  ['has a telecom without system', ['remove', 'telecom.0.system'], ['ROR-R4-INVARIANT r4.invariant telecom[0] cpt-2']],
  [
    'has a telecom of an unknown system',
    ['set', 'telecom.0.system', 'telephone'],
    ['ROR-R4-CODE r4.unknown-code telecom[0].system'],
  ],
  [
    'has a channel outside its set',
    ['set', 'telecom.0.extension.0.valueCodeableConcept.coding.0.code', '77'],
    ['ROR-PROFILE-CODE profile.unknown-code telecom[0].extension[0].value.coding[0].code'],
  ],
  [
    'has a street type in full',
    ['set', 'address._line.0.extension.1.valueString', 'rue'],
    ['ROR-PROFILE-CODE profile.unknown-code address.line[0].extension[1].value'],
  ],
  [
    'has a street type as code',
    [
      'set',
      'address._line.0.extension.1',
      { url: 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-streetNameType', valueCode: 'RUE' },
    ],
    ['ROR-PROFILE-TYPE profile.wrong-type address.line[0].extension[1].value'],
  ],
  [
    'has a house number twice',
    ['repeat', 'address._line.0.extension.0'],
    ['ROR-PROFILE-CARDINALITY profile.too-many address.line[0].extension iso21090-ADXP-houseNumber'],
  ],
  ['has a list of addresses', ['set', 'address', [{ city: 'x' }]], ['ROR-R4-SHAPE r4.unexpected-list address']],
  ['has an unknown use of an address', ['set', 'address.use', 'office'], ['ROR-R4-CODE r4.unknown-code address.use']],
  [
    'has an unknown property in the address',
    ['set', 'address.zip', '99999'],
    ['ROR-R4-SHAPE r4.unknown-property address.zip'],
  ],
  ['has an empty address', ['set', 'address', {}], ['ROR-R4-SHAPE r4.empty address']],
  [
    'has a position without latitude',
    ['remove', 'position.latitude'],
    ['ROR-R4-CARDINALITY r4.missing position.latitude latitude'],
  ],
  [
    'has a longitude as text',
    ['set', 'position.longitude', '2.1'],
    ['ROR-R4-SHAPE r4.wrong-json-type position.longitude'],
  ],
  [
    'has a reliability as text',
    ['set', 'position.extension.0.valueBoolean', 'true'],
    ['ROR-R4-SHAPE r4.wrong-json-type position.extension[0].value'],
  ],
  [
    'is managed by a Location',
    ['set', 'managingOrganization.reference', 'Location/x'],
    ['ROR-PROFILE-REFERENCE profile.wrong-target managingOrganization.reference'],
  ],
  [
    'is part of an Organization',
    ['set', 'partOf.reference', 'Organization/x'],
    ['ROR-PROFILE-REFERENCE profile.wrong-target partOf.reference'],
  ],
  [
    'has a reference that is none',
    ['set', 'partOf.reference', 'not a reference'],
    ['ROR-R4-REFERENCE r4.bad-reference partOf.reference'],
  ],
  [
    'refers to a contained resource that is not there',
    ['set', 'partOf.reference', '#x'],
    ['ROR-R4-INVARIANT r4.invariant partOf ref-1'],
  ],
  ['has an empty reference', ['set', 'partOf', {}], ['ROR-R4-SHAPE r4.empty partOf']],
  ['has an unknown property', ['set', 'capacity', 4], ['ROR-R4-SHAPE r4.unknown-property capacity']],
  ['has a property in another letter case', ['set', 'Name', 'x'], ['ROR-R4-SHAPE r4.unknown-property Name']],
  [
    'has an underscore property of a complex element',
    ['set', '_address', { id: 'a' }],
    ['ROR-R4-SHAPE r4.unknown-property _address'],
  ],
  [
    'has a contained resource of an unknown type',
    ['set', 'contained', [{ resourceType: 'Bed' }]],
    ['ROR-R4-SHAPE r4.unknown-resource-type contained[0]'],
  ],
  ['has null for a property', ['set', 'description', null], ['ROR-R4-SHAPE r4.null description']],
  ['has a bad language code', ['set', 'language', 'fr  FR'], ['ROR-R4-FORMAT r4.bad-format language']],
  [
    'has opening hours of an unknown day',
    ['set', 'hoursOfOperation', [{ daysOfWeek: ['lundi'] }]],
    ['ROR-R4-CODE r4.unknown-code hoursOfOperation[0].daysOfWeek[0]'],
  ],
  [
    'has opening hours at 25:00',
    ['set', 'hoursOfOperation', [{ openingTime: '25:00:00' }]],
    ['ROR-R4-FORMAT r4.bad-format hoursOfOperation[0].openingTime'],
  ],
];

const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));

function findingsOf(resource: unknown): readonly string[] {
  return validator.validate(resource).map(({ requirement, code, where, severity, values }) => {
    const about = values?.['key'] ?? values?.['element'];
    const key = about === undefined ? '' : ` ${String(about).replace(/^.*[/.]/, '')}`;
    const weight = severity === 'error' ? '' : ` (${severity})`;
    return `${requirement} ${code} ${where.replace('Location.', '')}${key}${weight}`;
  });
}

describe('the Location that the defects start from', () => {
  it('has no finding', () => {
    expect(findingsOf(goodLocation())).toEqual([]);
  });

  it('is changed once for each of at least 120 defects', () => {
    expect(RECORD_DEFECTS.length + LOCATION_DEFECTS.length).toBeGreaterThanOrEqual(120);
  });
});

describe('a capacity record', () => {
  it.each(RECORD_DEFECTS)('%s', (_title, change, expected) => {
    expect(findingsOf(changed(goodLocation(), change))).toEqual(expected);
  });
});

describe('a Location', () => {
  it.each(LOCATION_DEFECTS)('%s', (_title, change, expected) => {
    expect(findingsOf(changed(goodLocation(), change))).toEqual(expected);
  });
});
