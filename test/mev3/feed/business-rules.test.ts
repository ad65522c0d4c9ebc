import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { addBody, body, COLLECTION, deleteBody, operation, record, replaceBody } from '../bodies.ts';

const kernel = createKernel();
const permissive = createKernel({ catalogue: createCatalogue('permissive') });

function codes(of: typeof kernel, sent: unknown): string[] {
  return of.readFeedBody(sent).operations.flatMap((one) => of.businessRules(one).map(({ finding }) => finding.code));
}

const noGender = record({ genderCapacityAvailable: null });

describe('business rules', () => {
  it.each([
    ['a valid add', addBody(record()), []],
    ['a valid replace', replaceBody(record(), record({ nbCapacity: 0 })), []],
    ['a valid delete', deleteBody(record()), []],
    ['a place where beds and places are expected', addBody(record({ capacityType: '02' })), []],
    [
      'a place where only beds are',
      addBody(record({ capacityStatus: '04', genderCapacityAvailable: null, capacityType: '02' })),
      ['indicator.other-nature'],
    ],
    ['an add of no indicator', addBody(noGender), ['indicator.other-nature', 'indicator.unknown-value']],
    ['a delete of no indicator', deleteBody(noGender), ['indicator.unknown-path']],
    ['a replace whose path alone is wrong', replaceBody(noGender, record()), ['indicator.unknown-path']],
    [
      'a replace whose value alone is wrong',
      replaceBody(record(), noGender),
      ['indicator.other-nature', 'indicator.unknown-value'],
    ],
    ['a delete of the whole collection', body(operation('delete', COLLECTION)), ['indicator.unknown-path']],
  ])('judge %s', (_name, sent, expected) => {
    expect(codes(kernel, sent)).toEqual(expected);
  });

  it('name the indicator whose nature is not the one that is expected', () => {
    const sent = addBody(record({ capacityStatus: '04', genderCapacityAvailable: null, capacityType: '02' }));
    const [operationRead] = kernel.readFeedBody(sent).operations;
    if (operationRead === undefined) throw new Error('no operation');
    const [refusal] = kernel.businessRules(operationRead);
    expect(refusal?.issue.diagnostics).toBe(
      "Indicateur RESERVE : L'attribut 'natureCapacite' a un code différent de celui attendu",
    );
    expect(refusal?.finding).toMatchObject({ expected: '01', seen: '"02"', values: { natures: '01 Lit' } });
  });

  it('say which valid indicator differs by one code, and by which', () => {
    const [operationRead] = kernel.readFeedBody(deleteBody(record({ genderCapacityAvailable: '03' }))).operations;
    if (operationRead === undefined) throw new Error('no operation');
    const [refusal] = kernel.businessRules(operationRead);
    expect(refusal?.finding).toMatchObject({
      near: 'DISPO_INDETERMINE',
      values: { nearest: 'DISPO_INDETERMINE (genderCapacityAvailable: 04)' },
    });
  });

  it('let every tuple of codes pass under the permissive catalogue, but not an absent mandatory code', () => {
    expect(codes(permissive, replaceBody(noGender, record({ capacityStatus: '06', capacityType: '02' })))).toEqual([]);
    expect(codes(permissive, body(operation('delete', COLLECTION)))).toEqual(['indicator.unknown-path']);
    expect(codes(permissive, addBody(record({ genderCapacityAvailable: '03' })))).toHaveLength(2);
  });
});
