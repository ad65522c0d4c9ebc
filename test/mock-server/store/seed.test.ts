import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { loadEmbeddedDefinitions } from '../../../mev3/profiles/load.ts';
import { createValidator } from '../../../mev3/validator/create-validator.ts';
import { parseSeed } from '../../../mock-server/store/parse-seed.ts';
import { defaultSeed, establishmentOf, SeedError, splitExtensions } from '../../../mock-server/store/seed.ts';
import { locationFrame } from '../../../mock-server/store/location-frame.ts';
import { inProcessMock } from '../in-process.ts';

const text = JSON.stringify(defaultSeed());

describe('the default seed', () => {
  const seed = defaultSeed();
  const kernel = createKernel();

  it('is fictitious, and looks it', () => {
    for (const { finess, idNatStruct, name } of seed.organizations.map(establishmentOf)) {
      expect(finess).toMatch(/^\d\d[A-Z]\d{6}$/);
      expect(idNatStruct).toBe(`1${finess}`);
      expect(name).toMatch(/ficti/);
    }
    for (const { name } of seed.locations) expect(name).toMatch(/ficti/);
  });

  it('is what the schema of seeds gives back', () => {
    expect(parseSeed(JSON.parse(text))).toEqual(seed);
  });

  it('holds what the scenarios need: several establishments and kinds of unit, records or none, one double', () => {
    expect(seed.organizations.length).toBeGreaterThanOrEqual(4);
    const kinds = new Set(seed.locations.map((location) => JSON.stringify(location.type)));
    expect(kinds.size).toBe(4);
    const counts = seed.locations.map((location) => splitExtensions(location).capacity.length);
    expect(counts).toContain(0);
    expect(Math.max(...counts)).toBeGreaterThan(2);
    const { store } = inProcessMock();
    const shared = store.views().filter(({ identifier }) => store.findViews(identifier).length > 1);
    expect(shared).toHaveLength(2);
  });

  it('has only valid records of known indicators, dated in the past, typed by hand or sent by a bed manager', () => {
    let read = 0;
    for (const location of seed.locations) {
      for (const extension of splitExtensions(location).capacity) {
        const { record, findings, notices, key } = kernel.readRecord(extension, 'Location.extension');
        expect([...findings, ...notices]).toEqual([]);
        expect(kernel.catalogue.find(key)?.natures).toContain(record?.capacityType);
        expect(['01', '02']).toContain(record?.capacitySourceType);
        expect(Date.parse(record?.capacityUpdateDate ?? '')).toBeLessThan(Date.parse('2026-01-01'));
        read += 1;
      }
    }
    expect(read).toBeGreaterThan(10);
  });

  it('has every region, the four fields of activity, a sensitive unit of health care and one of medico-social care', () => {
    const regions = new Set(seed.organizations.map((organization) => establishmentOf(organization).region));
    expect(regions.size).toBe(18);
    const fields = seed.healthcareServices.map(({ type }) => type[0]?.coding?.[0]?.code);
    expect(new Set(fields)).toEqual(new Set(['01', '02', '03', '04']));
    const sensitive = seed.healthcareServices.filter(({ extension }) =>
      extension.some(({ url, ...value }) => url.endsWith('-sensitive-unit') && value['valueBoolean'] === true),
    );
    expect(sensitive.map(({ type }) => type[0]?.coding?.[0]?.code)).toEqual(['01', '03', '04']);
    expect(text).toContain('"Visible régulation et gestion de crise"');
  });

  it.each(['Location', 'HealthcareService', 'Organization'] as const)('has no %s that its profile refuses', (type) => {
    const { store } = inProcessMock();
    const stored = type === 'Location' ? [...store.locations()] : store.resourcesOf(type);
    expect(stored.length).toBeGreaterThan(20);
    const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));
    const wrong = stored.flatMap(({ id, resource }) =>
      validator.validate(resource).map((finding) => ({ id, ...finding })),
    );
    expect(wrong.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('names each Location in one offer at most, and says who manages it when none does', () => {
    const named = seed.healthcareServices.flatMap(({ location }) => location.map(({ reference }) => reference));
    expect(new Set(named).size).toBe(named.length);
    for (const { id, managingOrganization } of seed.locations) {
      expect(managingOrganization === undefined).toBe(named.includes(`Location/${id}`));
    }
  });

  it('has persons who do not exist: numbers of the range of tests, addresses of a domain that is nobody', () => {
    expect(seed.practitioners.length).toBeGreaterThan(2);
    for (const { identifier, telecom } of seed.practitioners) {
      expect(identifier[0]?.value).toMatch(/^8997/);
      expect(JSON.stringify(telecom)).toContain('@mssante.example');
    }
    expect(seed.practitionerRoles).toHaveLength(seed.practitioners.length);
  });

  it('is served with every element that it had, its version and its date added', () => {
    const { store } = inProcessMock();
    for (const location of seed.locations) {
      const served = JSON.parse(store.findById(location.id)?.text() ?? '');
      expect(served).toEqual({ ...location, meta: { ...location.meta, versionId: '1' } });
    }
  });
});

describe('a seed from outside', () => {
  it.each([
    ['no object', 'null', ''],
    ['an unknown member', text.replace('{', '{"places":[],'), ''],
    [
      'no Locations',
      text.replace('"locations":', '"practitionerRoles":[],"others":').replace(/"practitionerRoles":\[\{.*\}\],/, ''),
      'locations',
    ],
    ['a capacity record without its number', text.replace('"nbCapacity"', '"number"'), 'locations[0].extension[2]'],
    ['a Location without a date', text.replace('"lastUpdated"', '"updated"'), 'organizations[0].meta.lastUpdated'],
    ['a wrong id', text.replace('"loc-1"', '"loc 1"'), 'locations[0].id'],
    ['an id twice', text.replace('"loc-1"', '"loc-2"'), 'locations'],
    ['an establishment twice', text.replaceAll('99A000022', '99A000014'), 'organizations'],
    ['no creation date', text.replace(/("id":"loc-1".*?)ror-meta-creation-date/, '$1other'), 'locations[0].extension'],
    [
      'a sensitivity left out',
      text.replace('ror-healthcareservice-sensitive-unit', 'other'),
      'healthcareServices[0].extension',
    ],
    [
      'an offer of nobody',
      text.replace(/("resourceType":"HealthcareService".*?"providedBy":\{"reference":")[^"]*/, '$1Organization/none'),
      'healthcareServices[0].providedBy',
    ],
    [
      'a role of nobody',
      text.replace(
        '"practitioner":{"reference":"Practitioner/pract-1"',
        '"practitioner":{"reference":"Practitioner/none"',
      ),
      'practitionerRoles[0].practitioner',
    ],
    [
      'two communes',
      text.replace(/("id":"loc-3".*?)ror-meta-creation-date/, '$1ror-commune-cog'),
      'locations[2].extension',
    ],
  ])('with %s is refused, and says where', (_name, changed, where) => {
    expect(changed).not.toBe(text);
    expect(() => parseSeed(JSON.parse(changed))).toThrow(expect.objectContaining({ name: 'SeedError', where }));
  });

  it('with a control character is refused: the texts around what changes could not be told apart', () => {
    const [location] = parseSeed(JSON.parse(text.replace('Médecine A', 'Médecine \\u0001'))).locations;
    if (location === undefined) throw new Error('no Location');
    expect(() => locationFrame(location)).toThrow(SeedError);
  });
});
