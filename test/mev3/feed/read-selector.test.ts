import * as fc from 'fast-check';
import { evaluate } from 'fhirpath';
import r4Model from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keyText, sameKey } from '../../../mev3/capacity/key.ts';
import { recordExtension } from '../../../mev3/capacity/record-extension.ts';
import { KEY_ATTRIBUTES, type CapacityKey } from '../../../mev3/capacity/types.ts';
import { createSelectorReader, readSelector } from '../../../mev3/feed/read-selector.ts';
import { anyKey, anyRecord } from '../arbitraries.ts';
import { COLLECTION, pathOf, published, quickest, record } from '../bodies.ts';

const available: CapacityKey = {
  capacityStatus: '02',
  temporalityCapacity: '01',
  genderCapacityAvailable: '03',
  capacityClosingType: null,
  additionalBedType: null,
  crisisType: null,
  temporaryAssignement: '01',
};

const bodySchema = z.object({
  parameter: z.array(z.object({ part: z.array(z.object({ name: z.string(), valueString: z.string().optional() })) })),
});

function publishedPath(name: string): string {
  const { parameter } = bodySchema.parse(published(name));
  return parameter[0]?.part.find((part) => part.name === 'path')?.valueString ?? '';
}

const given = ['capacityStatus', 'temporalityCapacity', 'genderCapacityAvailable', 'temporaryAssignement'];
const url = "url='https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity'";

describe('a published path', () => {
  it('selects the collection, or the record of its criteria with the others absent', () => {
    expect(readSelector(publishedPath('patch-add-available-places'))).toEqual({ kind: 'collection' });
    const selected = { kind: 'record', key: available, given };
    expect(publishedPath('patch-replace-available-places')).toContain("'01')  and"); // two spaces, as published
    expect(readSelector(publishedPath('patch-replace-available-places'))).toEqual(selected);
    expect(readSelector(publishedPath('patch-delete-available-places'))).toEqual(selected);
  });

  it.each([
    ['blanks and line ends anywhere', (path: string) => path.replaceAll(' ', '\n  \t').replaceAll('(', ' ( ')],
    ['double quotes', (path: string) => path.replaceAll("'", '"')],
    ['value instead of valueCodeableConcept', (path: string) => path.replaceAll('valueCodeableConcept', 'value')],
    ['exists() after each criterion', (path: string) => path.replaceAll("'01')", "'01').exists()")],
    ['coding[0]', (path: string) => path.replaceAll('.coding.', '.coding[0].')],
    ['coding.first()', (path: string) => path.replaceAll('.coding.', '.coding.first().')],
    [
      'the extension function',
      (path: string) => path.replace(`.extension.where(${url})`, `.extension(${url.slice(4)})`),
    ],
    ['one where', (path: string) => path.replace(`${url}).where(`, `${url} and `)],
    ['chained wheres', (path: string) => path.replaceAll(' and extension', ').where(extension')],
    ['no resource type', (path: string) => path.replace('Location.', '')],
    [
      'the code before the url',
      (path: string) =>
        path.replace(
          "url = 'capacityStatus' and valueCodeableConcept.coding.code = '02'",
          "'02' = valueCodeableConcept.coding.code and 'capacityStatus' = url",
        ),
    ],
    [
      'parentheses around criteria',
      (path: string) => path.replace('where(extension', 'where((extension').replace(/\)$/, '))'),
    ],
    [
      'the code after the where',
      (path: string) =>
        path.replace(
          "where(url = 'capacityStatus' and valueCodeableConcept.coding.code = '02')",
          "where(url = 'capacityStatus').valueCodeableConcept.coding.code = '02'",
        ),
    ],
    ['a comment', (path: string) => `${path} // the free beds`],
  ])('is understood with %s', (_name, change) => {
    const path = change(pathOf(available));
    expect(path).not.toBe(pathOf(available));
    const selector = readSelector(path);
    expect(selector).toMatchObject({ kind: 'record', key: available });
    expect(selector.kind === 'record' && [...selector.given].toSorted()).toEqual(given.toSorted());
  });

  it('says an absent attribute in words', () => {
    for (const absent of [
      ".where(url='crisisType').empty()",
      ".where(url='crisisType').exists().not()",
      "('crisisType').empty()",
    ]) {
      const path = pathOf(available).replace(/\)$/, ` and extension${absent})`);
      expect(readSelector(path)).toEqual({ kind: 'record', key: available, given: [...given, 'crisisType'] });
    }
  });

  it('may name an attribute outside the key, which selects nothing', () => {
    const path = pathOf(available).replace(/\)$/, " and extension('capacityType').value.coding.code = '01')");
    expect(readSelector(path)).toEqual({ kind: 'record', key: available, given: [...given, 'capacityType'] });
  });
});

describe('a path that is not of the feed', () => {
  it.each([
    ['Location', 'not-capacity'],
    ['Location.name', 'not-capacity'],
    ['Location.extension', 'not-capacity'],
    ["Location.extension.where(url='x')", 'not-capacity: x'],
    ["Patient.extension.where(url='x')", 'not-capacity'],
    ['1', 'not-capacity'],
    ["'a' | 'b'", 'not-capacity'],
    [`${COLLECTION}.extension.where(url='nbCapacity')`, 'below-record'],
    [`${COLLECTION}.first()`, 'below-record'],
    [`${COLLECTION}[0]`, 'below-record'],
    [`${COLLECTION}.where(extension.where(url='nbCapacity'))`, 'criterion-form'],
    [`${COLLECTION}.where(true)`, 'criterion-form'],
    [`${COLLECTION}.where(extension.where(url='capacityStatus' or url='x'))`, 'criterion-form'],
    [`${COLLECTION}.where(extension('capacityStatus').value.coding.code != '02')`, 'criterion-form'],
    [`${COLLECTION}.where(extension('capacityStatus').value.coding.code = 2)`, 'criterion-form'],
    [
      pathOf(available).replace('temporaryAssignement', 'temporaryAssignment'),
      'unknown-criterion: temporaryAssignment',
    ],
    [
      `${pathOf(available)}.where(extension('capacityStatus').value.coding.code='03')`,
      'repeated-criterion: capacityStatus',
    ],
  ])('%s is something else: %s', (path, reason) => {
    expect(readSelector(path)).toEqual({ kind: 'other', reason });
  });

  it.each([
    ['', 'syntax: 0'],
    ['Location.extension.where(', 'syntax: 25'],
    [publishedPath('server-only-patch-location-replace-equipment-limit-value'), 'syntax: 426'],
    ["Location.extension.where(url='x'", 'syntax: 32'],
    ['Location..extension', 'syntax: 9'],
    ['Location.extension.where(url=’x’)', 'syntax: 29'],
    ['Location extension', 'syntax: 9'],
    ['a and and b', 'syntax: 6'],
    ["'unclosed", 'syntax: 0'],
  ])('%s is unreadable: %s', (path, reason) => {
    expect(readSelector(path)).toEqual({ kind: 'unreadable', reason });
  });
});

describe('a hostile path', () => {
  const hostile: readonly [string, string][] = [
    ['a megabyte', `'${'a'.repeat(1_000_000)}'`],
    ['thousands of parentheses', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['a thousand parentheses', `${'('.repeat(999)}1${')'.repeat(999)}`],
    ['two thousand open parentheses', '('.repeat(2000)],
    ['a thousand calls', 'a(('.repeat(600)],
    ['nested wheres', `${'a.where('.repeat(240)}b${')'.repeat(40)}`],
    ['two thousand signs', `${'-'.repeat(1999)}1`],
    ['a thousand additions', `1${'+1'.repeat(999)}`],
    ['a huge union', `a${'|a'.repeat(999)}`],
    ['hundreds of indexes', `a${'[0]'.repeat(660)}`],
    ['nested indexes', 'a['.repeat(660)],
    ['unclosed comments', '/*'.repeat(1000)],
    ['backslashes', `'${'\\'.repeat(1998)}`],
    ['quotes', "'".repeat(1999)],
    ['repeat()', 'Location.repeat(extension)'],
    ['matches()', `'${'a'.repeat(100)}!'.matches('^(a+)+$')`],
    ['a thousand conjunctions', `${COLLECTION}.where(${'a and '.repeat(280)}a)`],
  ];

  it.each(hostile)('of %s ends in less than 50 ms', (_name, path) => {
    expect(['other', 'unreadable']).toContain(readSelector(path).kind);
    expect(quickest(() => readSelector(path))).toBeLessThan(50);
  });

  it('never throws', () => {
    const pieces = [
      'Location',
      '.',
      'extension',
      'where',
      '(',
      ')',
      "'x'",
      '=',
      ' and ',
      '"',
      '[',
      ']',
      '0',
      '|',
      '/*',
      '\\',
      '`',
      '%',
      '$this',
      '@2',
      COLLECTION,
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
        ),
        (path) => {
          expect(['collection', 'record', 'other', 'unreadable']).toContain(readSelector(path).kind);
        },
      ),
    );
  });
});

describe('a reader of paths', () => {
  it('gives the same reading again, and forgets what was not asked for among a thousand', () => {
    const read = createSelectorReader();
    const asked = read(COLLECTION);
    const left = read(pathOf(available));
    for (let i = 0; i < 999; i++) {
      read(`Location.a${i}`);
      expect(read(COLLECTION)).toBe(asked);
    }
    expect(read(pathOf(available))).not.toBe(left);
    expect(read(pathOf(available))).toEqual(left);
  });
});

/** One criterion of a path that constrains an attribute, written one way or another. */
function criterion(attribute: string, code: string | null, form: number): string {
  const present = [
    `extension.where(url = '${attribute}' and valueCodeableConcept.coding.code = '${code}')`,
    `extension.where(url='${attribute}' and value.coding.code='${code}').exists()`,
    `extension.where(url='${attribute}').value.coding.code = '${code}'`,
    `extension('${attribute}').value.coding.first().code = '${code}'`,
    `extension.exists(url='${attribute}' and value.coding[0].code='${code}')`,
  ];
  const absent = [
    `extension.where(url='${attribute}').empty()`,
    `extension.where(url='${attribute}').exists().not()`,
    `extension('${attribute}').empty()`,
  ];
  const forms = code === null ? absent : present;
  return forms[form % forms.length] ?? '';
}

/** A path that constrains all seven attributes, in any order and form, and the key that it names. */
const fullPath = fc
  .tuple(
    anyKey,
    fc.shuffledSubarray([...KEY_ATTRIBUTES], { minLength: 7 }),
    fc.array(fc.nat(20), { minLength: 7, maxLength: 7 }),
  )
  .map(([key, order, forms]) => ({
    key,
    path: `${COLLECTION}.where(${order.map((attribute, i) => criterion(attribute, key[attribute], forms[i] ?? 0)).join(' and ')})`,
  }));

describe('a path that constrains all seven attributes', () => {
  it('selects the same records as the FHIRPath engine', () => {
    let selectedSome = 0;
    fc.assert(
      fc.property(fullPath, fc.array(anyRecord, { maxLength: 6 }), fc.boolean(), (full, others, present) => {
        const records = present ? [...others, { ...record(), ...full.key }] : others;
        const location = { resourceType: 'Location', extension: records.map(recordExtension) };
        const selector = readSelector(full.path);
        if (selector.kind !== 'record') throw new Error(`not recognised: ${full.path}`);
        const ours = records.filter((one) => sameKey(one, selector.key)).map(recordExtension);
        const theirs: unknown = evaluate(location, full.path, {}, r4Model, { async: false });
        expect(theirs).toEqual(ours);
        expect(keyText(selector.key)).toBe(keyText(full.key));
        selectedSome += ours.length;
      }),
      { numRuns: 300 },
    );
    expect(selectedSome).toBeGreaterThan(50);
  });
});
