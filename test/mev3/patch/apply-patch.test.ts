import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '../../../mev3/finding.ts';
import { applyPatch } from '../../../mev3/patch/apply-patch.ts';
import { published, quickest } from '../bodies.ts';

type Part = Readonly<Record<string, unknown>>;

const EQUIPMENT = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-equipment';
const HOUSE_NUMBER = 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber';

function operation(type: string, path: string, ...parts: readonly Part[]): Part {
  return {
    name: 'operation',
    part: [{ name: 'type', valueCode: type }, { name: 'path', valueString: path }, ...parts],
  };
}

function patch(...operations: readonly Part[]): Part {
  return { resourceType: 'Parameters', parameter: operations };
}

const name = (text: string): Part => ({ name: 'name', valueString: text });
const value = (typed: Part): Part => ({ name: 'value', ...typed });
const at = (part: string, index: number): Part => ({ name: part, valueInteger: index });

function resourceOf(fixture: string): JsonObject {
  const parsed = published(fixture);
  if (!isJsonObject(parsed)) throw new Error(fixture);
  return parsed;
}

const code = (text: string): Part => ({ coding: [{ code: text }] });
const equipment = (type: string, nbInService: number, ...more: readonly Part[]): Part => ({
  url: EQUIPMENT,
  extension: [
    { url: 'equipmentType', valueCodeableConcept: code(type) },
    { url: 'nbInService', valueInteger: nbInService },
    ...more,
  ],
});
const limit = (kilograms: number): Part => ({
  url: `${EQUIPMENT}-limit`,
  extension: [
    { url: 'equipmentFeature', valueCodeableConcept: code('001') },
    { url: 'limitValue', valueQuantity: { value: kilograms, unit: 'kg' } },
  ],
});

const created = resourceOf('server-only-post-location-create');
const location: JsonObject = {
  ...created,
  extension: [...listOf(created['extension']), equipment('030', 5), equipment('089', 2, limit(300))],
  position: { longitude: 2.1, latitude: 48.8 },
  telecom: [{ value: '1' }, { value: '2' }, { value: '3' }],
};

function listOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function patched(resource: JsonObject, body: unknown): JsonObject {
  const result = applyPatch(resource, body);
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.resource;
}

function refusal(resource: JsonObject, body: unknown): string[] {
  const result = applyPatch(resource, body);
  return result.ok ? [] : result.findings.map((found) => found.code);
}

const LINE = 'Location.address.line[0]';

describe('add', () => {
  it('sets an element that was not there', () => {
    const after = patched(
      location,
      patch(operation('add', 'Location', name('description'), value({ valueString: 'Aile B' }))),
    );
    expect(after).toEqual({ ...location, description: 'Aile B' });
  });

  it('appends to an element that repeats, and makes its list when there is none', () => {
    const add = patch(operation('add', 'Location', name('alias'), value({ valueString: 'Urgences' })));
    expect(patched(location, add)['alias']).toEqual(['Urgences']);
    expect(patched(patched(location, add), add)['alias']).toEqual(['Urgences', 'Urgences']);
  });

  it('builds an element from named parts, choices and lists included', () => {
    const parts = [
      { name: 'url', valueUri: EQUIPMENT },
      {
        name: 'extension',
        part: [
          { name: 'url', valueUri: 'equipmentType' },
          { name: 'value', valueCodeableConcept: code('001') },
        ],
      },
      {
        name: 'extension',
        part: [
          { name: 'url', valueUri: 'nbInService' },
          { name: 'value', valueInteger: 4 },
        ],
      },
    ];
    const after = patched(
      location,
      patch(operation('add', 'Location', name('extension'), { name: 'value', part: parts })),
    );
    expect(listOf(after['extension']).at(-1)).toEqual(equipment('001', 4));
  });

  it('adds an extension to a primitive', () => {
    const parts = [
      { name: 'url', valueUri: 'u' },
      { name: 'value', valueBoolean: true },
    ];
    const add = (path: string): Part =>
      patch(operation('add', path, name('extension'), { name: 'value', part: parts }));
    const extension = [{ url: 'u', valueBoolean: true }];
    expect(patched(location, add('Location.address.city'))['address']).toMatchObject({ _city: { extension } });
    const lines: unknown = patched(location, add(LINE))['address'];
    expect(lines).toMatchObject({ _line: [{ extension: [{}, {}, {}, extension[0]] }] });
    expect(patched({ resourceType: 'Location', alias: ['a', 'b'] }, add('Location.alias[1]'))).toMatchObject({
      alias: ['a', 'b'],
      _alias: [null, { extension }],
    });
  });

  it.each([
    [
      'an element that is there and does not repeat',
      operation('add', 'Location.address', name('city'), value({ valueString: 'X' })),
      'patch.already-there',
    ],
    [
      'an element that R4 does not have',
      operation('add', 'Location', name('nom'), value({ valueString: 'X' })),
      'patch.unknown-element',
    ],
    [
      'an element named after the prototype',
      operation('add', 'Location', name('__proto__'), value({ valueString: 'X' })),
      'patch.unknown-element',
    ],
    [
      'to nothing',
      operation('add', 'Location.hoursOfOperation', name('allDay'), value({ valueBoolean: true })),
      'patch.no-target',
    ],
    [
      'to several elements',
      operation('add', 'Location.telecom', name('rank'), value({ valuePositiveInt: 1 })),
      'patch.several-targets',
    ],
    [
      'a number where a text is',
      operation('add', 'Location', name('description'), value({ valueInteger: 1 })),
      'patch.value',
    ],
    [
      'a text where a number is',
      operation('add', 'Location.telecom[0]', name('rank'), value({ valueString: '1' })),
      'patch.value',
    ],
    ['half a rank', operation('add', 'Location.telecom[0]', name('rank'), value({ valueDecimal: 1.5 })), 'patch.value'],
    [
      'a period where a reference is',
      operation('add', 'Location', name('partOf'), value({ valuePeriod: {} })),
      'patch.value',
    ],
    [
      'two values',
      operation('add', 'Location', name('description'), value({ valueString: 'a', valueCode: 'b' })),
      'patch.value',
    ],
    ['no name', operation('add', 'Location', value({ valueString: 'X' })), 'patch.missing-part'],
    ['no value', operation('add', 'Location', name('description')), 'patch.missing-part'],
  ])('refuses %s', (_name, one, expected) => {
    expect(refusal(location, patch(one))).toEqual([expected]);
  });
});

/** The values of the telecoms, in their order. */
function values(resource: JsonObject): unknown[] {
  return listOf(resource['telecom']).map((item) => (isJsonObject(item) ? item['value'] : item));
}

describe('insert and move', () => {
  it.each([
    [0, ['9', '1', '2', '3']],
    [2, ['1', '2', '9', '3']],
    [3, ['1', '2', '3', '9']],
  ])('insert at %i', (index, expected) => {
    const one = operation(
      'insert',
      'Location.telecom',
      at('index', index),
      value({ valueContactPoint: { value: '9' } }),
    );
    expect(values(patched(location, patch(one)))).toEqual(expected);
  });

  it.each([
    [0, 2, ['2', '3', '1']],
    [2, 0, ['3', '1', '2']],
    [1, 1, ['1', '2', '3']],
  ])('move from %i to %i', (source, destination, expected) => {
    const one = operation('move', 'Location.telecom', at('source', source), at('destination', destination));
    expect(values(patched(location, patch(one)))).toEqual(expected);
  });

  it('keep the extensions of primitives beside their values', () => {
    const two: JsonObject = { resourceType: 'Location', alias: ['a', 'b'], _alias: [null, { id: 'b' }] };
    const moved = patched(two, patch(operation('move', 'Location.alias', at('source', 1), at('destination', 0))));
    expect(moved).toMatchObject({ alias: ['b', 'a'], _alias: [{ id: 'b' }, null] });
    const inserted = patched(
      two,
      patch(operation('insert', 'Location.alias', at('index', 0), value({ valueString: 'c' }))),
    );
    expect(inserted).toMatchObject({ alias: ['c', 'a', 'b'], _alias: [null, null, { id: 'b' }] });
    const deleted = patched(two, patch(operation('delete', 'Location.alias[0]')));
    expect(deleted).toMatchObject({ alias: ['b'], _alias: [{ id: 'b' }] });
    const replaced = patched(two, patch(operation('replace', 'Location.alias[1]', value({ valueString: 'c' }))));
    expect(replaced).toMatchObject({ alias: ['a', 'c'] });
    expect(JSON.stringify(replaced)).not.toContain('"id":"b"');
  });

  it.each([
    [
      'insert beyond the list',
      operation('insert', 'Location.telecom', at('index', 4), value({ valueContactPoint: {} })),
      'patch.index',
    ],
    [
      'move from beyond the list',
      operation('move', 'Location.telecom', at('source', 3), at('destination', 0)),
      'patch.index',
    ],
    [
      'move to beyond the list',
      operation('move', 'Location.telecom', at('source', 0), at('destination', 3)),
      'patch.index',
    ],
    [
      'insert into a part of the list',
      operation('insert', "Location.telecom.where(value = '2')", at('index', 0), value({ valueContactPoint: {} })),
      'patch.not-a-list',
    ],
    [
      'insert into an element that does not repeat',
      operation('insert', 'Location.address', at('index', 0), value({ valueAddress: {} })),
      'patch.not-a-list',
    ],
    [
      'insert into nothing',
      operation('insert', 'Location.alias', at('index', 0), value({ valueString: 'a' })),
      'patch.no-target',
    ],
    [
      'insert without index',
      operation('insert', 'Location.telecom', value({ valueContactPoint: {} })),
      'patch.missing-part',
    ],
    ['move without destination', operation('move', 'Location.telecom', at('source', 0)), 'patch.missing-part'],
  ])('refuse %s', (_name, one, expected) => {
    expect(refusal(location, patch(one))).toEqual([expected]);
  });

  it('refuse an index that is negative or no number', () => {
    const one = operation(
      'insert',
      'Location.telecom',
      { name: 'index', valueInteger: -1 },
      value({ valueContactPoint: {} }),
    );
    expect(refusal(location, patch(one))).toContain('patch.index');
  });
});

describe('delete', () => {
  it('takes an element away, and what it leaves empty', () => {
    expect(patched(location, patch(operation('delete', 'Location.position')))['position']).toBeUndefined();
    expect(patched(location, patch(operation('delete', 'Location.telecom[1]')))['telecom']).toEqual([
      { value: '1' },
      { value: '3' },
    ]);
    const last: JsonObject = { resourceType: 'Location', telecom: [{ value: '1' }] };
    expect(patched(last, patch(operation('delete', 'Location.telecom.value')))).toEqual({ resourceType: 'Location' });
  });

  it('reaches the extensions of primitives', () => {
    const one = patch(operation('delete', `${LINE}.extension('${HOUSE_NUMBER}')`));
    expect(JSON.stringify(patched(location, one))).not.toContain('houseNumber');
    const only: JsonObject = {
      resourceType: 'Location',
      name: 'a',
      _name: { extension: [{ url: 'u', valueCode: 'x' }] },
    };
    expect(patched(only, patch(operation('delete', 'Location.name.extension[0]')))).toEqual({
      resourceType: 'Location',
      name: 'a',
    });
  });

  it('of nothing is no error, of several or of all is one', () => {
    expect(patched(location, patch(operation('delete', 'Location.description')))).toEqual(location);
    expect(refusal(location, patch(operation('delete', 'Location.telecom')))).toEqual(['patch.several-targets']);
    expect(refusal(location, patch(operation('delete', 'Location')))).toEqual(['patch.whole-resource']);
  });
});

describe('replace', () => {
  it('puts a value in the place of another', () => {
    const number = patched(
      location,
      patch(operation('replace', `${LINE}.extension('${HOUSE_NUMBER}').value`, value({ valueString: '9' }))),
    );
    expect(number['address']).toMatchObject({
      _line: [{ extension: [{ url: HOUSE_NUMBER, valueString: '9' }, {}, {}] }],
    });
    const whole = patched(
      location,
      patch(operation('replace', 'Location.telecom[2]', value({ valueContactPoint: { value: '8' } }))),
    );
    expect(whole['telecom']).toEqual([{ value: '1' }, { value: '2' }, { value: '8' }]);
  });

  it('may change the type of a choice element, its JSON name with it', () => {
    const path = `Location.extension.where(url='${EQUIPMENT}').first().extension.where(url='nbInService').value`;
    const after = patched(location, patch(operation('replace', path, value({ valueString: 'cinq' }))));
    expect(listOf(after['extension'])[2]).toMatchObject({
      extension: [{}, { url: 'nbInService', valueString: 'cinq' }],
    });
    expect(JSON.stringify(listOf(after['extension'])[2])).not.toContain('valueInteger');
  });

  it.each([
    ['nothing', operation('replace', 'Location.description', value({ valueString: 'x' })), 'patch.no-target'],
    ['several', operation('replace', 'Location.telecom', value({ valueContactPoint: {} })), 'patch.several-targets'],
    ['the resource', operation('replace', 'Location', value({ valueString: 'x' })), 'patch.whole-resource'],
    ['the id', operation('replace', 'Location.id', value({ valueId: 'other' })), 'patch.identity'],
    [
      'a choice by a type that it cannot have',
      operation('replace', `Location.extension[2].extension[1].value`, value({ valueExtension: {} })),
      'patch.value',
    ],
  ])('refuses %s', (_name, one, expected) => {
    expect(refusal(location, patch(one))).toEqual([expected]);
  });
});

describe('several operations', () => {
  const rename = operation('add', 'Location', name('description'), value({ valueString: 'a' }));

  it('see one another', () => {
    const change = operation('replace', 'Location.description', value({ valueString: 'b' }));
    expect(patched(location, patch(rename, change))['description']).toBe('b');
  });

  it('are done all or none', () => {
    const before = structuredClone(location);
    expect(refusal(location, patch(rename, rename))).toEqual(['patch.already-there']);
    expect(location).toStrictEqual(before);
  });
});

describe('a body that is no patch', () => {
  it.each([
    ['null', null, ['patch.not-a-patch']],
    ['another resource', { resourceType: 'Location' }, ['patch.not-a-patch']],
    ['no operation', patch(), ['patch.not-a-patch']],
    [
      'too many',
      patch(...Array.from({ length: 51 }, () => operation('delete', 'Location.alias'))),
      ['patch.not-a-patch'],
    ],
    ['no parts', patch({ name: 'operation' }), ['patch.not-a-patch']],
    ['an unknown part', patch(operation('delete', 'Location.name', { name: 'valeur' })), ['patch.unknown-part']],
    ['a part twice', patch(operation('delete', 'Location.name', name('a'), name('b'))), ['patch.unknown-part']],
    ['an unknown type', patch(operation('remove', 'Location.name')), ['patch.unknown-type']],
    ['no path', patch(operation('delete', '')), ['patch.missing-part']],
  ])('is refused: %s', (_name, body, expected) => {
    expect(refusal(location, body)).toEqual(expected);
  });

  it('never makes it throw', () => {
    const part = fc.dictionary(
      fc.constantFrom('name', 'valueCode', 'valueString', 'value', 'part', 'valueInteger'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('type', 'path', 'value', 'add', 'replace', 'Location', 'name')),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.array(part).map((parts) => patch({ name: 'operation', part: parts })),
        ),
        (body) => {
          expect(typeof applyPatch(location, body).ok).toBe('boolean');
        },
      ),
    );
  });
});

describe('a hostile path', () => {
  it.each([
    ['a megabyte', 'a'.repeat(1_000_000), 'patch.path-too-long'],
    ['thousands of parentheses', '('.repeat(2000), 'patch.path-too-deep'],
    ['repeat()', 'Location.repeat(extension)', 'patch.path-function'],
    ['a huge union', `a${'|a'.repeat(900)}`, 'patch.path-operator'],
    ['hundreds of conditions', `Location.where(${'name and '.repeat(200)}name)`, 'patch.path-too-large'],
    ['a variable', '%resource.id', 'patch.path-variable'],
    ['a syntax fault', 'a and and b', 'patch.path-unreadable'],
    ['no element', '1', 'patch.path-evaluation'],
  ])('is refused: %s', (_name, path, expected) => {
    const body = patch(operation('delete', path));
    expect(refusal(location, body)).toEqual([expected]);
    expect(quickest(() => refusal(location, body))).toBeLessThan(50);
  });
});

describe('the published server-only bodies', () => {
  it('1b attaches a Location to an offer', () => {
    const offer = { resourceType: 'HealthcareService', id: 'x' };
    expect(patched(offer, published('server-only-patch-healthcareservice-add-location-reference'))).toEqual({
      ...offer,
      location: [{ reference: 'Location/YYY' }],
    });
  });

  it('4 changes the house number, found by the url of its extension', () => {
    const after = patched(location, published('server-only-patch-location-replace-house-number'));
    expect(after['address']).toMatchObject({
      _line: [{ extension: [{ url: HOUSE_NUMBER, valueString: 'YYY' }, {}, {}] }],
    });
    expect(refusal({ resourceType: 'Location' }, published('server-only-patch-location-replace-house-number'))).toEqual(
      ['patch.no-target'],
    );
  });

  it('5 is refused for its quoted number, and done when it is mended', () => {
    const body = published('server-only-patch-location-add-equipment');
    const result = applyPatch(location, body);
    expect(result).toMatchObject({
      ok: false,
      findings: [{ code: 'patch.value', expected: 'integer (JSON number)', seen: '"2"' }],
    });
    const mended: unknown = JSON.parse(
      JSON.stringify(body)
        .replace('"valueInteger":"2"', '"valueInteger":2')
        .replace('"quantity":[{"value":"300","unit":"kg"}]', '"valueQuantity":{"value":300,"unit":"kg"}'),
    );
    const added = listOf(patched(location, mended)['extension']).slice(-2);
    expect(added).toMatchObject([
      { extension: [{ url: 'equipmentType' }, { url: 'nbInService', valueInteger: 2 }] },
      { extension: [{ url: 'equipmentFeature' }, { url: 'limitValue', valueQuantity: { value: 300, unit: 'kg' } }] },
    ]);
  });

  it('6 selects nothing on an equipment built as the profile says, and works on the one its path describes', () => {
    const body = published('server-only-patch-location-replace-equipment-quantity');
    expect(refusal(location, body)).toEqual(['patch.no-target']);
    const asThePathHasIt = {
      resourceType: 'Location',
      extension: [equipment('089', 2, { url: 'x', extension: [limit(300)] })],
    };
    const after = patched(asThePathHasIt, body);
    expect(listOf(after['extension'])[0]).toMatchObject({ extension: [{}, { valueInteger: 3 }, {}] });
  });

  it('7 sets a number to zero', () => {
    const after = patched(location, published('server-only-patch-location-equipment-quantity-to-zero'));
    expect(listOf(after['extension'])[2]).toEqual(equipment('030', 0));
  });

  it('8 is refused for its path, and its standard form works', () => {
    const body = published('server-only-patch-location-replace-equipment-limit-value');
    expect(applyPatch(location, body)).toMatchObject({
      ok: false,
      findings: [{ code: 'patch.path-unreadable', values: { offset: 426 } }],
    });
    const path = `Location.extension.where(url='${EQUIPMENT}').extension.where(url='${EQUIPMENT}-limit').extension.where(url='limitValue').value.value`;
    const after = patched(location, patch(operation('replace', path, value({ valueDecimal: 280 }))));
    expect(listOf(after['extension'])[3]).toEqual(equipment('089', 2, limit(280)));
  });

  it('the capacity bodies of the feed work by technical id too', () => {
    const empty = { resourceType: 'Location', id: 'x' };
    const added = patched(empty, published('patch-add-available-places'));
    const replaced = patched(added, published('patch-replace-available-places'));
    expect(listOf(replaced['extension'])).toHaveLength(1);
    expect(JSON.stringify(replaced)).toContain('"valueInteger":12');
    expect(patched(replaced, published('patch-delete-available-places'))).toEqual(empty);
  });
});

function twice(resource: JsonObject, first: Part, second: Part): JsonObject {
  return patched(patched(resource, patch(first)), patch(second));
}

describe('a patch and its inverse', () => {
  const telecom = fc.array(fc.record({ value: fc.string({ minLength: 1 }) }), { minLength: 1, maxLength: 6 });

  it('give back the resource: insert then delete', () => {
    fc.assert(
      fc.property(telecom, fc.nat(6), (list, index) => {
        fc.pre(index <= list.length);
        const resource = { resourceType: 'Location', telecom: list };
        const insert = operation(
          'insert',
          'Location.telecom',
          at('index', index),
          value({ valueContactPoint: { value: 'new' } }),
        );
        expect(twice(resource, insert, operation('delete', `Location.telecom[${index}]`))).toEqual(resource);
      }),
      { numRuns: 30 },
    );
  });

  it('give back the resource: move there and back', () => {
    fc.assert(
      fc.property(telecom, fc.nat(5), fc.nat(5), (list, from, to) => {
        fc.pre(from < list.length && to < list.length);
        const resource = { resourceType: 'Location', telecom: list };
        const there = operation('move', 'Location.telecom', at('source', from), at('destination', to));
        const back = operation('move', 'Location.telecom', at('source', to), at('destination', from));
        expect(twice(resource, there, back)).toEqual(resource);
      }),
      { numRuns: 30 },
    );
  });

  it('give back the resource: replace twice, add then delete', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (before, after) => {
        const resource = { resourceType: 'Location', name: before };
        const replace = (text: string): Part => operation('replace', 'Location.name', value({ valueString: text }));
        expect(twice(resource, replace(after), replace(before))).toEqual(resource);
        const add = operation('add', 'Location', name('description'), value({ valueString: after }));
        expect(twice(resource, add, operation('delete', 'Location.description'))).toEqual(resource);
      }),
      { numRuns: 30 },
    );
  });
});
