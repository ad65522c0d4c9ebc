import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSeedFile } from '../../../harness/cli/seed-file.ts';
import { SEED_COLUMNS } from '../../../harness/cli/seed-file-schema.ts';
import { createTranslate } from '../../../messages/index.ts';
import { createResourceStore } from '../../../mock-server/store/resource-store.ts';
import { defaultSeed } from '../../../mock-server/store/seed.ts';
import type { Seed } from '../../../mock-server/store/seed.ts';
import { openTestLane } from '../../journal/temporary-lane.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rorkit-seed-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function load(name: string, text: string, language: 'en' | 'fr' = 'en'): Promise<Seed> {
  const file = join(dir, name);
  writeFileSync(file, text);
  return loadSeedFile(file, createTranslate(language));
}

/** What is said of a file that is refused, without its folder. */
async function refusal(name: string, text: string, language: 'en' | 'fr' = 'en'): Promise<string> {
  try {
    await load(name, text, language);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.message.replaceAll(`${dir}/`, '');
    throw error;
  }
  throw new Error('the file was taken');
}

const CSV = `finess;establishment;region;unit;unitName;field;sensitive;capacityStatus;genderCapacityAvailable;nbCapacity
99A000055;CH fictif;84;MED-1;Médecine;MCO;;01;;24
99A000055;CH fictif;84;MED-1;Médecine;MCO;;02;01;3
99A000055;CH fictif;84;SMR-1;Réadaptation;SMR;oui;;;
99A000063;EPSM fictif;84;PSY-1;Psychiatrie;PSY;non;01;;12
`;

const YAML = `establishments:
  - finess: '99A000055'
    establishment: CH fictif
    region: '84'
    units:
      - unit: MED-1
        unitName: Médecine
        records:
          - { capacityStatus: '01', nbCapacity: 24 }
          - { capacityStatus: '02', genderCapacityAvailable: '01', nbCapacity: 3 }
      - { unit: SMR-1, unitName: Réadaptation, field: SMR, sensitive: true }
  - finess: '99A000063'
    establishment: EPSM fictif
    region: '84'
    units: [{ unit: PSY-1, unitName: Psychiatrie, field: PSY, records: [{ capacityStatus: '01', nbCapacity: 12 }] }]
`;

function bundleOf(seed: Seed): string {
  const { organizations, legalEntities, locations, healthcareServices, practitioners, practitionerRoles } = seed;
  const all = [organizations, legalEntities, locations, healthcareServices, practitioners, practitionerRoles].flat();
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: all.map((resource) => ({ resource })) });
}

describe('a seed file', () => {
  it('says the same as CSV and as YAML', async () => {
    expect(await load('a.csv', CSV)).toEqual(await load('a.yaml', YAML));
    expect(await load('b.csv', `\uFEFF${CSV.replaceAll(';', ',')}`)).toEqual(await load('a.yml', YAML));
  });

  it('is what the mock then holds: units by their identifier, with their records and their establishment', async () => {
    const store = createResourceStore({ lane: openTestLane(), seed: await load('a.csv', CSV) });
    expect(store.establishments().map(({ finess }) => finess)).toEqual(['99A000055', '99A000063']);
    expect(store.findViews('199A000055/MED-1')).toMatchObject([
      {
        name: 'Médecine',
        establishment: '99A000055',
        records: [
          { capacityStatus: '01', nbCapacity: 24, capacityType: '01', capacitySourceType: '02' },
          { capacityStatus: '02', genderCapacityAvailable: '01', nbCapacity: 3 },
        ],
      },
    ]);
    expect(store.findViews('199A000055/SMR-1')).toMatchObject([{ records: [] }]);
    expect(store.resourcesOf('HealthcareService')).toHaveLength(3);
  });

  it('as a Bundle holds whole resources: the country of rorkit comes back from it', async () => {
    const { feeding: _, ...seed } = defaultSeed();
    expect(await load('country.json', bundleOf(seed))).toEqual(seed);
  });

  it.each([
    ['no such column', CSV.replace(';field;', ';domaine;'), 'x.csv:1:6 domaine: there is no such column'],
    ['a column missing', CSV.replaceAll(/^([^;]*;[^;]*);[^;]*/gm, '$1'), 'x.csv:1:1 region: this column is missing'],
    [
      'a short FINESS',
      CSV.replace('99A000063', '9A000063'),
      'x.csv:5:1 finess: expected nine characters, digits or capitals',
    ],
    ['a wrong region', CSV.replaceAll(';84;', ';85;'), 'x.csv:2:3 region'],
    ['a wrong code', CSV.replace(';02;01;3', ';02;09;3'), 'x.csv:3:9 genderCapacityAvailable: not a code of TRE_R332'],
    ['no number', CSV.replace(';24', ';many'), 'x.csv:2:10 nbCapacity: expected a number'],
    ['a negative number', CSV.replace(';24', ';-1'), 'x.csv:2:10 nbCapacity'],
    ['a record without status', CSV.replace(';02;01;3', ';;01;3'), 'x.csv:3:8 missing: expected "capacityStatus"'],
    ['a unit code with a slash', CSV.replace('PSY-1', 'PSY/1'), 'x.csv:5:4 unit: expected a code without spaces'],
    ['a field of nothing', CSV.replace(';PSY;', ';HAD;'), 'x.csv:5:6 field'],
    ['neither yes nor no', CSV.replace(';oui;', ';peut-être;'), 'x.csv:4:7 sensitive: expected true or false'],
    [
      'an indicator twice',
      CSV.replace(';02;01;3', ';01;;3'),
      'x.csv:3:1 establishments[0].units[0].records[1]: this indicator',
    ],
    ['two names', CSV.replace('CH fictif;84;SMR', 'CH réel;84;SMR'), 'x.csv:4:2 establishment: differs from line 2'],
    [
      'two names of a unit',
      CSV.replace('Médecine;MCO;;02', 'Autre;MCO;;02'),
      'x.csv:3:5 unitName: differs from line 2',
    ],
    ['a quote left open', CSV.replace('CH fictif', '"CH fictif'), 'x.csv:'],
    ['nothing', '', 'x.csv:1:1 finess: this column is missing'],
    ['no row', CSV.split('\n')[0] ?? '', 'x.csv:1:1 establishments'],
  ])('as CSV with %s is refused with line and column', async (_name, text, message) => {
    expect(text).not.toBe(CSV);
    expect(await refusal('x.csv', text)).toContain(message);
  });

  it.each([
    [
      'an unknown key',
      YAML.replace('unitName: Médecine', 'unitname: Médecine'),
      'x.yaml:6:9 missing: expected "unitName"',
    ],
    ['a code as a number', YAML.replace("capacityStatus: '01'", 'capacityStatus: 01'), 'x.yaml:9:31'],
    [
      'an establishment twice',
      YAML.replace('99A000063', '99A000055'),
      'x.yaml:12:13 establishments[1].finess: this establishment',
    ],
    ['a unit twice', YAML.replace('SMR-1', 'MED-1'), 'x.yaml:11:17 establishments[0].units[1].unit: this unit'],
    ['a bad date', YAML.replace('nbCapacity: 24', "nbCapacity: 24, capacityUpdateDate: '2026-02-30'"), 'x.yaml:9:'],
    ['no units', YAML.replace(/units: \[.*\]/, 'units: []'), 'x.yaml:15:12 establishments[1].units'],
    ['an indentation that breaks', YAML.replace('    region', '   region'), 'x.yaml:4'],
  ])('as YAML with %s is refused with line and column', async (_name, text, message) => {
    expect(text).not.toBe(YAML);
    expect(await refusal('x.yaml', text)).toContain(message);
  });

  const { feeding: _, ...country } = defaultSeed();
  const bundle = bundleOf(country);
  it.each([
    ['no JSON', bundle.slice(0, 100), 'x.json: JSON:'],
    ['no Bundle', '{"resourceType":"Location"}', 'x.json: resourceType: a FHIR Bundle'],
    [
      'another resource',
      bundle.replace('"resourceType":"Practitioner"', '"resourceType":"Patient"'),
      'Patient is no resource of a seed',
    ],
    [
      'a fault of a profile',
      bundle.replace('"nbCapacity","valueInteger":24', '"nbCapacity","valueInteger":"24"'),
      '.resource Location.extension',
    ],
    [
      'an offer of nobody',
      bundle.replace(/("HealthcareService".*?"providedBy":\{"reference":")[^"]*/, '$1Organization/none'),
      'Organization/none is not in the seed',
    ],
    ['an id twice', bundle.replace('"id":"loc-2"', '"id":"loc-1"'), 'locations: two of them have the id loc-1'],
  ])('as a Bundle with %s is refused, and says where', async (_name, text, message) => {
    expect(text).not.toBe(bundle);
    expect(await refusal('x.json', text)).toContain(message);
  });

  it('is refused in French too', async () => {
    const text = (await refusal('x.csv', CSV.replace(';field;', ';domaine;'), 'fr')).replaceAll('\u00A0', ' ');
    expect(text).toContain('cette colonne n’existe pas');
  });

  it('has the columns that its page lists', () => {
    const page = readFileSync(new URL('../../../docs/seed-file.md', import.meta.url), 'utf8');
    const listed = [...page.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name);
    expect(listed).toEqual(Object.values(SEED_COLUMNS).flat());
  });
});
