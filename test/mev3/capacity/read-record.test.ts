import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPACITY_URL } from '../../../mev3/capacity/attributes.ts';
import { createRecordReader } from '../../../mev3/capacity/read-record.ts';
import { recordExtension, recordJson } from '../../../mev3/capacity/record-extension.ts';
import type { GuideVersion } from '../../../mev3/capacity/types.ts';
import { CAPACITY_CODES } from '../../../mev3/codes/capacity-codes.ts';
import { isJsonObject } from '../../../mev3/finding.ts';
import { anyRecord } from '../arbitraries.ts';
import { record } from '../bodies.ts';

function reader(guide: GuideVersion = '0.7.0') {
  return createRecordReader({ guide, allows: () => false });
}

const read = reader();

/** A record's extension with plain, changeable parts. */
interface Loose {
  url?: unknown;
  extension?: unknown;
  [name: string]: unknown;
}

interface LoosePart {
  url: string;
  [name: string]: unknown;
}

/** The extension of a correct record after one change. */
function changed(change: (parts: LoosePart[], whole: Loose) => void): Loose {
  const whole: Loose & { extension: LoosePart[] } = structuredClone({
    url: CAPACITY_URL,
    extension: recordExtension(record({ comment: 'Secteur fermé la nuit' })).extension.map((one) => ({ ...one })),
  });
  change(whole.extension, whole);
  return whole;
}

function part(parts: LoosePart[], url: string): LoosePart {
  const found = parts.find((one) => one.url === url);
  if (found === undefined) throw new Error(`no part ${url}`);
  return found;
}

function coding(parts: LoosePart[], url: string): Record<string, unknown> {
  const value = part(parts, url)['valueCodeableConcept'];
  const codings = isJsonObject(value) ? value['coding'] : undefined;
  const first: unknown = Array.isArray(codings) ? codings[0] : undefined;
  if (!isChangeable(first)) throw new Error('no coding');
  return first;
}

function isChangeable(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value);
}

/** Adds what is no part. */
function addAnything(parts: unknown[], extra: unknown): void {
  parts.push(extra);
}

function drop(parts: LoosePart[], url: string): void {
  parts.splice(
    parts.findIndex((one) => one.url === url),
    1,
  );
}

type Change = (parts: LoosePart[], whole: Loose) => void;

/** One change each, and exactly the findings that it must give. */
const defects: readonly [string, Change, readonly string[]][] = [
  ['no url', (_parts, whole) => delete whole.url, ['capacity.wrong-url']],
  ['the page name as url', (_p, whole) => (whole.url = CAPACITY_URL.replace('/ror-', '-ror-')), ['capacity.wrong-url']],
  ['a slash after the url', (_p, whole) => (whole.url = `${CAPACITY_URL}/`), ['capacity.wrong-url']],
  ['a value on the record', (_p, whole) => (whole['valueInteger'] = 4), ['capacity.value-on-record']],
  ['an unknown property', (_p, whole) => (whole['name'] = 'x'), ['capacity.unknown-property']],
  ['no list of parts', (_p, whole) => (whole.extension = {}), ['capacity.not-an-extension']],
  ['null as parts', (_p, whole) => (whole.extension = null), ['capacity.not-an-extension']],
  ...[
    'capacityType',
    'capacityStatus',
    'temporalityCapacity',
    'nbCapacity',
    'capacitySourceType',
    'capacityUpdateDate',
    'temporaryAssignement',
  ].map((url): [string, Change, string[]] => [`no ${url}`, (parts) => drop(parts, url), ['capacity.missing']]),
  ...['nbCapacity', 'capacityStatus', 'genderCapacityAvailable', 'comment'].map((url): [string, Change, string[]] => [
    `${url} twice`,
    (parts) => parts.push(structuredClone(part(parts, url))),
    ['capacity.repeated'],
  ]),
  ['an unknown part', (parts) => parts.push({ url: 'nbPatient', valueInteger: 1 }), ['capacity.unknown-sub-extension']],
  [
    'the correct English spelling of temporaryAssignement',
    (parts) => (part(parts, 'temporaryAssignement').url = 'temporaryAssignment'),
    ['capacity.unknown-sub-extension', 'capacity.missing'],
  ],
  ['a part without url', (parts) => addAnything(parts, { valueInteger: 1 }), ['capacity.not-an-extension']],
  ['null as a part', (parts) => addAnything(parts, null), ['capacity.not-an-extension']],
  ['a part without value', (parts) => delete part(parts, 'comment')['valueString'], ['capacity.wrong-type']],
  ['a part in a part', (parts) => (part(parts, 'comment')['extension'] = []), ['capacity.nested-extension']],
  ['two values in a part', (parts) => (part(parts, 'nbCapacity')['valueString'] = '4'), ['capacity.wrong-type']],
  ['a sibling of a value', (parts) => (part(parts, 'nbCapacity')['_valueInteger'] = {}), ['capacity.unknown-property']],
  ['a number as text', (parts) => (part(parts, 'nbCapacity')['valueInteger'] = '4'), ['capacity.wrong-type']],
  ['half a bed', (parts) => (part(parts, 'nbCapacity')['valueInteger'] = 4.5), ['capacity.wrong-type']],
  ['null beds', (parts) => (part(parts, 'nbCapacity')['valueInteger'] = null), ['capacity.wrong-type']],
  [
    'more beds than an R4 integer',
    (parts) => (part(parts, 'nbCapacity')['valueInteger'] = 2 ** 31),
    ['capacity.wrong-type'],
  ],
  ['a negative number', (parts) => (part(parts, 'nbCapacity')['valueInteger'] = -1), ['capacity.negative']],
  [
    'valueInt',
    (parts) => {
      delete part(parts, 'nbCapacity')['valueInteger'];
      part(parts, 'nbCapacity')['valueInt'] = '2';
    },
    ['capacity.wrong-type'],
  ],
  [
    'a code as valueCode',
    (parts) => {
      delete part(parts, 'capacityStatus')['valueCodeableConcept'];
      part(parts, 'capacityStatus')['valueCode'] = '02';
    },
    ['capacity.wrong-type'],
  ],
  [
    'text as concept',
    (parts) => (part(parts, 'capacityStatus')['valueCodeableConcept'] = '02'),
    ['capacity.wrong-type'],
  ],
  [
    'no coding',
    (parts) => (part(parts, 'capacityStatus')['valueCodeableConcept'] = { text: 'Disponible' }),
    ['capacity.wrong-type'],
  ],
  [
    'an empty list of codings',
    (parts) => (part(parts, 'capacityStatus')['valueCodeableConcept'] = { coding: [] }),
    ['capacity.wrong-type'],
  ],
  [
    'null as coding',
    (parts) => (part(parts, 'capacityStatus')['valueCodeableConcept'] = { coding: [null] }),
    ['capacity.wrong-type'],
  ],
  ['a coding without code', (parts) => delete coding(parts, 'capacityStatus')['code'], ['capacity.wrong-type']],
  ['a number as code', (parts) => (coding(parts, 'capacityStatus')['code'] = 2), ['capacity.wrong-type']],
  ['an empty code', (parts) => (coding(parts, 'capacityStatus')['code'] = ''), ['capacity.wrong-type']],
  ...Object.keys(CAPACITY_CODES)
    .filter((url) => !['capacityClosingType', 'additionalBedType', 'crisisType'].includes(url))
    .map((url): [string, Change, string[]] => [
      `an unknown code of ${url}`,
      (parts) => (coding(parts, url)['code'] = '99'),
      ['capacity.unknown-code'],
    ]),
  [
    'the retired gender 03',
    (parts) => (coding(parts, 'genderCapacityAvailable')['code'] = '03'),
    ['capacity.retired-code'],
  ],
  ['the retired status 07', (parts) => (coding(parts, 'capacityStatus')['code'] = '07'), ['capacity.retired-code']],
  ['a status of FINESS', (parts) => (coding(parts, 'capacityStatus')['code'] = '08'), ['capacity.unknown-code']],
  ['no system', (parts) => delete coding(parts, 'capacityStatus')['system'], ['capacity.wrong-system']],
  [
    'another system',
    (parts) => (coding(parts, 'capacityStatus')['system'] = 'urn:oid:1.2.3'),
    ['capacity.wrong-system'],
  ],
  [
    'the system of another attribute',
    (parts) => (coding(parts, 'capacityStatus')['system'] = CAPACITY_CODES.capacityType.system),
    ['capacity.wrong-system'],
  ],
  [
    'a slash after the system',
    (parts) => (coding(parts, 'capacityStatus')['system'] += '/'),
    ['capacity.wrong-system'],
  ],
  [
    'a date as number',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = 20261123),
    ['capacity.wrong-type'],
  ],
  [
    'a French date',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = '23/11/2026'),
    ['capacity.bad-date'],
  ],
  [
    '30 February',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = '2026-02-30T10:00:00Z'),
    ['capacity.bad-date'],
  ],
  [
    '29 February of a common year',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = '2026-02-29'),
    ['capacity.bad-date'],
  ],
  [
    'hour 24',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = '2026-11-23T24:00:00Z'),
    ['capacity.bad-date'],
  ],
  [
    'a blank instead of T',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = '2026-11-23 10:00:00Z'),
    ['capacity.bad-date'],
  ],
  [
    'no seconds',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = '2026-11-23T10:00Z'),
    ['capacity.bad-date'],
  ],
  ['an empty date', (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = ''), ['capacity.bad-date']],
  [
    'no zone',
    (parts) => (part(parts, 'capacityUpdateDate')['valueDateTime'] = '2026-11-23T10:00:00'),
    ['capacity.date-without-zone'],
  ],
  ['a blank comment', (parts) => (part(parts, 'comment')['valueString'] = ' '), ['capacity.wrong-type']],
  ['a comment that is no text', (parts) => (part(parts, 'comment')['valueString'] = 1), ['capacity.wrong-type']],
];

describe('a capacity record with one defect', () => {
  it.each(defects)('%s', (_name, change, expected) => {
    const { findings } = read(changed(change), 'Location.extension[2]');
    expect(findings.map(({ code }) => code)).toEqual(expected);
    for (const found of findings) expect(found.where).toMatch(/^Location\.extension\[2\]/);
  });

  it.each([
    [
      'the value set as system',
      (p: LoosePart[]) => (coding(p, 'capacityStatus')['system'] = CAPACITY_CODES.capacityStatus.valueSet),
      'capacity.value-set-as-system',
    ],
    [
      'the value set with a slash',
      (p: LoosePart[]) => (coding(p, 'capacityStatus')['system'] = `${CAPACITY_CODES.capacityStatus.valueSet}/`),
      'capacity.value-set-as-system',
    ],
    [
      'another display',
      (p: LoosePart[]) => (coding(p, 'genderCapacityAvailable')['display'] = 'Indifférencié'),
      'capacity.other-display',
    ],
    [
      'a day without a time',
      (p: LoosePart[]) => (part(p, 'capacityUpdateDate')['valueDateTime'] = '2026-11-23'),
      'capacity.date-without-time',
    ],
    [
      'two codings',
      (p: LoosePart[]) =>
        (part(p, 'capacityStatus')['valueCodeableConcept'] = {
          coding: [{ system: 'urn:local', code: 'LIBRE' }, coding(p, 'capacityStatus')],
        }),
      'capacity.several-codings',
    ],
  ])('accepts %s with a notice', (_name, change, code) => {
    const reading = read(changed(change), 'x');
    expect(reading.findings).toEqual([]);
    expect(reading.notices.map((notice) => notice.code)).toEqual([code]);
    expect(reading.record).not.toBeNull();
  });
});

it('judges several codings by a rule of their own, which nothing published says', () => {
  const twoCodings = changed((p) => {
    part(p, 'capacityStatus')['valueCodeableConcept'] = {
      coding: [coding(p, 'capacityStatus'), { system: 'urn:local', code: 'LIBRE' }],
    };
  });
  const [notice] = read(twoCodings, 'x').notices;
  expect(notice?.requirement).toBe('ROR-CAP-ONE-CODING');
});

describe('a capacity record', () => {
  it('is read back as it was written, without a remark', () => {
    fc.assert(
      fc.property(anyRecord, (written) => {
        const reading = read(recordExtension(written), 'x');
        expect(reading).toMatchObject({ record: written, nature: written.capacityType, findings: [], notices: [] });
      }),
    );
  });

  it('has the same JSON text by pieces as in one go', () => {
    fc.assert(
      fc.property(anyRecord, (written) => {
        expect(recordJson(written)).toBe(JSON.stringify(recordExtension(written)));
      }),
    );
  });

  it('says the nearest right thing', () => {
    const retired = read(recordExtension(record({ genderCapacityAvailable: '03' })), 'x').findings[0];
    expect(retired).toMatchObject({ near: '04', values: { endedOn: '2025-08-28', nearDisplay: 'Indéterminé' } });
    const misspelt = read(
      changed((p) => (part(p, 'temporaryAssignement').url = 'temporaryAssignment')),
      'x',
    ).findings[0];
    expect(misspelt).toMatchObject({ near: 'temporaryAssignement' });
    const jdv = read(
      changed((p) => (coding(p, 'capacityType')['system'] = CAPACITY_CODES.capacityType.valueSet)),
      'x',
    );
    expect(jdv.notices[0]).toMatchObject({ near: CAPACITY_CODES.capacityType.system });
  });

  it('keeps the codes of its key even when they are unknown, cut when they are long', () => {
    const { key, record: whole } = read(recordExtension(record({ crisisType: '99' })), 'x');
    expect(key.crisisType).toBe('99');
    expect(whole?.crisisType).toBe('99');
    const long = read(recordExtension(record({ crisisType: 'x'.repeat(100_000) })), 'x');
    expect(long.key.crisisType?.length).toBeLessThan(70);
  });

  it('has no comment under guide 0.6.0', () => {
    const { findings } = reader('0.6.0')(recordExtension(record({ comment: 'x' })), 'x');
    expect(findings.map(({ code }) => code)).toEqual(['capacity.unknown-sub-extension']);
    expect(reader('0.6.0')(recordExtension(record()), 'x').findings).toEqual([]);
  });

  it('is read in bounded work however many parts it has', () => {
    const many = { url: CAPACITY_URL, extension: Array.from({ length: 100_000 }, () => ({ url: 'x' })) };
    expect(read(many, 'x').findings.length).toBeLessThan(100);
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`valueX${i}`, 1]));
    expect(read({ ...wide, url: CAPACITY_URL, extension: [] }, 'x').findings.length).toBeLessThan(100);
  });
});
