import { describe, expect, it } from 'vitest';
import {
  CAPACITY_CODES,
  CODED_ATTRIBUTES,
  displayOf,
  isValueSetCode,
  nearestCode,
  outsideCode,
} from '../../../mev3/codes/capacity-codes.ts';
import { nearestOf } from '../../../mev3/codes/nearest.ts';

const numbers = {
  capacityType: [187, 329],
  capacityStatus: [188, 330],
  temporalityCapacity: [189, 331],
  genderCapacityAvailable: [190, 332],
  capacityClosingType: [191, 333],
  additionalBedType: [192, 334],
  capacitySourceType: [193, 335],
  crisisType: [194, 336],
  temporaryAssignement: [195, 337],
} as const;

describe('the code lists of the capacity record', () => {
  it.each(CODED_ATTRIBUTES)('%s draws from the value set and code list that the guide binds', (attribute) => {
    const list = CAPACITY_CODES[attribute];
    const [jdv, tre] = numbers[attribute];
    expect(list.valueSet).toMatch(
      new RegExp(`^https://mos\\.esante\\.gouv\\.fr/NOS/(JDV_J${jdv}-\\w+-ROR)/FHIR/JDV-J${jdv}-\\w+-ROR$`),
    );
    expect(list.system).toMatch(
      new RegExp(`^https://mos\\.esante\\.gouv\\.fr/NOS/(TRE_R${tre}-\\w+)/FHIR/TRE-R${tre}-\\w+$`),
    );
    expect(list.system).toBe(
      `https://mos.esante.gouv.fr/NOS/${list.systemName}/FHIR/${list.systemName.replace('_', '-')}`,
    );
    expect(list.codes.length).toBeGreaterThanOrEqual(2);
    for (const { code, display } of list.codes) {
      expect(isValueSetCode(attribute, code)).toBe(true);
      expect(displayOf(attribute, code)).toBe(display);
    }
    for (const { code } of list.outside) expect(isValueSetCode(attribute, code)).toBe(false);
  });

  it('keep the retired codes apart', () => {
    expect(outsideCode('genderCapacityAvailable', '03')).toEqual({
      code: '03',
      display: 'Indifférencié',
      endedOn: '2025-08-28',
      replacedBy: '04',
    });
    expect(outsideCode('capacityStatus', '07')?.endedOn).toBe('2025-01-31');
    expect(outsideCode('capacityStatus', '08')?.endedOn).toBeUndefined();
    expect(displayOf('capacityType', '03')).toBe('Logement');
    expect(displayOf('capacityType', '99')).toBeUndefined();
  });

  it.each([
    ['genderCapacityAvailable', '03', undefined, '04'],
    ['genderCapacityAvailable', '1', undefined, '01'],
    ['genderCapacityAvailable', 'homme', undefined, '02'],
    ['genderCapacityAvailable', 'Indetermine', undefined, '04'],
    ['genderCapacityAvailable', 'M', 'Homme', '02'],
    ['capacityStatus', 'ferme', undefined, '05'],
    ['capacityStatus', '12', undefined, '02'],
    ['temporaryAssignement', 'COVID+', undefined, '02'],
    ['capacityType', '', undefined, '01'],
    ['capacityType', 'x'.repeat(100_000), undefined, '01'],
  ] as const)('of %s, %s (%s) was likely meant as %s', (...[attribute, seen, display, expected]) => {
    expect(nearestCode(attribute, seen, display).code).toBe(expected);
  });
});

describe('the nearest word', () => {
  it('is one that differs by few letters, or none', () => {
    expect(nearestOf('temporaryAssignment', ['temporaryAssignement', 'crisisType'])).toBe('temporaryAssignement');
    expect(nearestOf('nbPatient', ['nbCapacity', 'comment'])).toBeUndefined();
    expect(nearestOf('x', ['y'])).toBeUndefined();
    expect(nearestOf('x', ['y'], { always: true })).toBe('y');
    expect(nearestOf('x', [])).toBeUndefined();
  });
});
