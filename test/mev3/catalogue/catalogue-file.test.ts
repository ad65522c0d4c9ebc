import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { CatalogueFileError, catalogueSchema, readCatalogueFile } from '../../../mev3/catalogue/catalogue-file.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { addBody, record } from '../bodies.ts';

const women = {
  id: 'LITS_DISPO_F',
  natures: ['01'],
  capacityStatus: '02',
  temporalityCapacity: '01',
  genderCapacityAvailable: '01',
  temporaryAssignement: '01',
};
const file = (...indicators: readonly unknown[]) => ({ name: 'liste-ans-2026', version: '3', indicators });

function faultsOf(value: unknown): { path: string; message: string }[] {
  try {
    readCatalogueFile(value);
  } catch (error) {
    if (!(error instanceof CatalogueFileError)) throw error;
    return error.faults.map(({ path, message }) => ({ path: path.join('.'), message }));
  }
  throw new Error('accepted');
}

describe('the catalogue file of a vendor', () => {
  it('becomes a catalogue whose entries are the vendor’s', () => {
    const catalogue = readCatalogueFile(file(women));
    expect(catalogue).toMatchObject({ name: 'liste-ans-2026', size: 1 });
    expect(catalogue.find(record())).toMatchObject({
      id: 'LITS_DISPO_F',
      natures: ['01'],
      evidence: 'vendor',
      labelFr: 'Disponible / Courant / Femme / Aucune',
    });
    expect(catalogue.find(record({ genderCapacityAvailable: '02' }))).toBeUndefined();
  });

  it('rules the kernel, retired codes that it names included', () => {
    const kernel = createKernel({ catalogue: readCatalogueFile(file({ ...women, genderCapacityAvailable: '03' })) });
    const reading = kernel.readFeedBody(addBody(record({ genderCapacityAvailable: '03' })));
    expect(reading.operations[0]?.value?.findings).toEqual([]);
    expect(reading.operations.flatMap((one) => kernel.businessRules(one))).toEqual([]);
    const other = kernel.readFeedBody(addBody(record()));
    expect(other.operations.flatMap((one) => kernel.businessRules(one))).toHaveLength(2);
  });

  it.each([
    ['no object', null, ''],
    ['no name', { indicators: [women] }, 'name'],
    ['a name of ours', { name: 'current', indicators: [women] }, 'name'],
    ['no indicators', { name: 'x', indicators: [] }, 'indicators'],
    ['a key with a typo', file({ ...women, genderCapacity: '01' }), 'indicators.0'],
    ['an unknown top key', { ...file(women), indicator: [] }, ''],
    ['an unknown code', file({ ...women, genderCapacityAvailable: '9' }), 'indicators.0.genderCapacityAvailable'],
    ['a number as code', file({ ...women, capacityStatus: 2 }), 'indicators.0.capacityStatus'],
    ['no mandatory code', file({ ...women, capacityStatus: undefined }), 'indicators.0.capacityStatus'],
    ['null as mandatory code', file({ ...women, capacityStatus: null }), 'indicators.0.capacityStatus'],
    ['no nature', file({ ...women, natures: [] }), 'indicators.0.natures'],
    ['an unknown nature', file({ ...women, natures: ['01', 'Lit'] }), 'indicators.0.natures.1'],
    ['the same id twice', file(women, { ...women, genderCapacityAvailable: '02' }), 'indicators.1.id'],
    ['the same key twice', file(women, { ...women, id: 'X' }), 'indicators.1'],
  ])('is refused with %s, the path named', (_name, value, path) => {
    expect(faultsOf(value).map((fault) => fault.path)).toEqual([path]);
  });

  it('says the nearest code', () => {
    const [fault] = faultsOf(file({ ...women, genderCapacityAvailable: 'Homme' }));
    expect(fault?.message).toBe('not a code of TRE_R332-GenreCapacite; the nearest is 02 (Homme)');
  });

  it('has a JSON Schema that refuses the same shapes', () => {
    const validate = new Ajv2020({ strict: false }).compile(catalogueSchema);
    expect(validate(file(women))).toBe(true);
    expect(validate(file({ ...women, genderCapacity: '01' }))).toBe(false);
    expect(validate({ name: 'x' })).toBe(false);
  });
});
