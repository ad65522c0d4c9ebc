import { describe, expect, it } from 'vitest';
import { SEARCH_PARAMETERS } from '../../../mock-server/consultation/search/parameter-table.ts';
import { RESOURCE_TYPES } from '../../../mock-server/consultation/search/stored-resource.ts';
import { consultation } from './consultation-under-test.ts';
import { SAMPLE, tre } from './sample-resources.ts';

const LOCATIONS = ['l-mco', 'l-ms', 'l-secret', 'l-town', 'l-free'];
const OFFERS = ['h-mco', 'h-ms', 'h-secret', 'h-town'];

/** A search that finds these of the sample: every parameter has at least one row. */
const FOUND: readonly (readonly [string, readonly string[]])[] = [
  ['Location', LOCATIONS],
  ['Location?_id=l-ms,l-mco,none', ['l-ms', 'l-mco']],
  ['Location?_id:not=l-ms', ['l-mco', 'l-secret', 'l-town', 'l-free']],
  ['Location?_tag=24', LOCATIONS],
  [`Location?_tag=${tre('TRE_R30-RegionOM')}|24`, LOCATIONS],
  ['Location?_tag=|24', []],
  ['Location?_lastUpdated=ge2026-01-10', LOCATIONS],
  ['Location?_lastUpdated=2026-01-10', LOCATIONS],
  ['Location?_lastUpdated=gt2026-01-10', []],
  ['Location?_lastUpdated=ge2026-01-10T08:00', LOCATIONS],
  ['Location?_lastUpdated=lt2026-01-10T08:00', []],
  ['Location?_lastUpdated=ge2026-01-01&_lastUpdated=le2026-01-31T23:59:59%2B01:00', LOCATIONS],
  ['Location?_lastUpdated=sa2026-01-09', LOCATIONS],
  ['Location?_lastUpdated=eb2026-01-11', LOCATIONS],
  ['Location?_lastUpdated=eb2026-01-10', []],
  ['Location?identifier=199A/MCO', ['l-mco']],
  ['Location?identifier=199A%2FMCO,24/5', ['l-mco', 'l-free']],
  ['Location?identifier=urn:other|199A/MCO', []],
  [`Location?identifier=${tre('JDV_J236-TypologieIdentifiantLieu-ROR')}|24/1`, ['l-mco']],
  [`Location?identifier:of-type=${tre('TRE_R354-TypeIdentifiantRessourceOperationnelle')}|26|199A/MCO`, ['l-mco']],
  [`Location?identifier:of-type=${tre('TRE_R354-TypeIdentifiantRessourceOperationnelle')}|25|199A/MCO`, []],
  ['Location?status=active', ['l-mco', 'l-secret']],
  ['Location?status:not=active', ['l-ms', 'l-town', 'l-free']],
  ['Location?operational-status=3', ['l-mco']],
  [`Location?type=${tre('TRE_R343-FonctionLieu')}|001`, ['l-mco']],
  ['Location?organization=Organization/eg', ['l-mco']],
  ['Location?organization=eg', ['l-mco']],
  ['Location?organization.name=chu', ['l-mco']],
  [`Location?commune-cog=${tre('TRE_R13-CommuneOM')}|45999,13013`, LOCATIONS],
  ['Location?address-postalcode=45', ['l-mco']],
  ['Location?address-postalcode=45999,22', ['l-mco', 'l-ms']],
  ['Location?address-city=bellefontaine-les', ['l-mco']],
  ['Location?address-city:contains=ETE', ['l-mco']],
  ['Location?near=47|2|5|km', ['l-mco']],
  ['Location?near=47|2|12|km', ['l-mco', 'l-ms']],
  ['Location?near=47|2|11000|m', ['l-mco']],
  ['Location?near-insee-code=45999|20|km', []],
  ['Location?near-insee-code=45999|60|km', ['l-mco', 'l-ms']],
  ['Location?near-insee-code=44162|500|km', []],
  ['Location?capacity-status=02', ['l-mco', 'l-secret']],
  [`Location?capacity-status=${tre('TRE_R330-TypeStatutCapacite')}|05`, ['l-ms']],
  [`Location?capacity-status=${tre('TRE_R330-TypeStatutCapacite')}|`, ['l-mco', 'l-ms', 'l-secret']],
  ['Location?capacity-type=02', ['l-ms']],
  ['Location?temporality-capacity=01', ['l-mco', 'l-ms', 'l-secret']],
  ['Location?gender-capacity-available=02', ['l-mco']],
  ['Location?capacity-closing-type=01', ['l-ms']],
  ['Location?additional-bed-type=03', ['l-mco']],
  ['Location?crisis-type=02', ['l-mco']],
  ['Location?temporary-assignement=01', ['l-mco', 'l-ms', 'l-secret']],
  ['Location?nb-capacity=7', ['l-mco']],
  ['Location?nb-capacity=gt7', ['l-mco']],
  ['Location?nb-capacity=lt2', ['l-secret']],
  ['Location?nb-capacity=ge4&nb-capacity=le4', ['l-mco', 'l-ms']],
  ['Location?capacity-update-date=ge2026-03-02', ['l-mco']],
  ['Location?equipment-type=089', ['l-mco']],
  ['Location?equipment-feature=01', ['l-mco']],
  ['Location?limit-value=gt280|http://unitsofmeasure.org|kg', ['l-mco']],
  ['Location?limit-value=gt300||kg', []],
  ['Location?residential-type=07', ['l-ms']],
  ['Location?residential-number=ge12', ['l-ms']],
  ['Location?_has:HealthcareService:location:service-type=04', ['l-ms']],
  ['Location?_has:HealthcareService:location:organization.name=CHU', ['l-mco', 'l-secret', 'l-town']],
  ['HealthcareService?name=offre d’ETE h-ms', ['h-ms']],
  ['HealthcareService?identifier=24/h-mco', ['h-mco']],
  ['HealthcareService?_id=h-town', ['h-town']],
  ['HealthcareService?_tag=52', ['h-ms']],
  ['HealthcareService?_lastUpdated=ge2026-02-01', OFFERS],
  ['HealthcareService?service-category=50', OFFERS],
  ['HealthcareService?service-type=01', ['h-mco']],
  ['HealthcareService?characteristic=28', OFFERS],
  ['HealthcareService?specialty=356', OFFERS],
  ['HealthcareService?location=Location/l-ms', ['h-ms']],
  ['HealthcareService?organization=eg', ['h-mco', 'h-secret', 'h-town']],
  ['HealthcareService?age-range-low=le35|https://unitsofmeasure.org|a', OFFERS],
  ['HealthcareService?age-range-high=ge91', []],
  ['HealthcareService?intervention-zone=29151', OFFERS],
  ['HealthcareService?patient-type=17', OFFERS],
  ['HealthcareService?psychiatric-sector=45g', OFFERS],
  ['HealthcareService?notavailable-closing-reopeningdate=ge2026-08-01', OFFERS],
  ['HealthcareService?notavailable-closing-reopeningdate=sa2026-08-01', []],
  ['HealthcareService?location.nb-capacity=gt6', ['h-mco']],
  [
    'HealthcareService?location.capacity-closing-type=01&location.capacity-status=05&location.nb-capacity=gt0',
    ['h-ms'],
  ],
  ['HealthcareService?location.near=47|2|5|km', ['h-mco']],
  ['HealthcareService?location.near-insee-code=45999|60|km', ['h-mco', 'h-ms']],
  ['HealthcareService?organization.name=Entite', []],
  ['HealthcareService?organization.name:above=Entite', ['h-mco', 'h-secret', 'h-town']],
  ['HealthcareService?organization.identifier:above=99ej', ['h-mco', 'h-secret', 'h-town']],
  ['HealthcareService?_has:PractitionerRole:service:practitioner.identifier=8997p-ms', ['h-ms']],
  ['Organization?name=centre', []],
  ['Organization?name:contains=NANTES', ['eg']],
  ['Organization?identifier=99eg', ['eg']],
  ['Organization?identifier=https://finess.esante.gouv.fr|99ej', ['ej']],
  ['Organization?_id=ej', ['ej']],
  ['Organization?_tag=11', ['ej']],
  ['Organization?_lastUpdated=ge2026-06', ['ej']],
  ['Organization?type=101', ['eg', 'eg-ms', 'ej']],
  ['Organization?partof=ej', ['eg']],
  ['Organization?partof.name=entité', ['eg']],
  ['Organization?closing-type=P', ['eg', 'eg-ms', 'ej']],
  ['Organization?drop-zone=true', ['eg', 'eg-ms', 'ej']],
  ['Organization?period-end=le2026-12-31', ['eg', 'eg-ms', 'ej']],
  ['Organization?price-amount-value=61.5', ['eg', 'eg-ms', 'ej']],
  ['Organization?price-amount-value=gt61.5', []],
  ['Organization?price-validity-start-date=2026', ['eg', 'eg-ms', 'ej']],
  ['Organization?price-type=01&price-unit=02&price-residential-type=03', ['eg', 'eg-ms', 'ej']],
  ['Organization?price-dependency-level=06&price-welcome-type=05&special-price=04', ['eg', 'eg-ms', 'ej']],
  ['Organization?_has:HealthcareService:organization:location.status=inactive', ['eg-ms']],
  ['Organization?_has:HealthcareService:organization:_has:PractitionerRole:service:identifier=role-p-ms', ['eg-ms']],
  ['Practitioner?identifier=8997p-mco', ['p-mco']],
  ['Practitioner?_id=p-ms', ['p-ms']],
  ['Practitioner?_tag=24&_lastUpdated=2026-02-01', ['p-mco', 'p-ms', 'p-secret', 'p-town']],
  ['PractitionerRole?identifier=role-p-ms', ['p-ms-role']],
  ['PractitionerRole?practitioner=p-ms', ['p-ms-role']],
  ['PractitionerRole?service.location.status=inactive', ['p-ms-role']],
  ['PractitionerRole?organization=eg', []],
  ['PractitionerRole?_id=p-ms-role&_tag=24&_lastUpdated=2026', ['p-ms-role']],
];

describe('a search', () => {
  it.each(FOUND)('%s finds %j', async (target, expected) => {
    const { page, ids } = consultation();
    expect(await ids(`/${target}`)).toEqual(expected);
    expect((await page(`/${target}`)).total).toBe(expected.length);
  });

  it('every parameter that is served stands in a row above', () => {
    const written = FOUND.map(([target]) => target).join('\n');
    const missing = RESOURCE_TYPES.flatMap((type) =>
      SEARCH_PARAMETERS[type]
        .filter(({ name }) => !new RegExp(`${type}\\?(?:.*&)?${name}[:=.]`).test(written))
        .map(({ name }) => `${type}?${name}`),
    );
    expect(missing).toEqual([]);
  });

  it(':not is the complement', async () => {
    const { ids } = consultation();
    for (const code of ['01', '02', '05', '06', '09']) {
      const some = await ids(`/Location?capacity-status=${code}`);
      const others = await ids(`/Location?capacity-status:not=${code}`);
      expect([...some, ...others].toSorted()).toEqual(LOCATIONS.toSorted());
    }
  });

  it.each([
    ['_sort=_id', ['l-free', 'l-mco', 'l-ms', 'l-secret', 'l-town']],
    ['_sort=-_id', ['l-town', 'l-secret', 'l-ms', 'l-mco', 'l-free']],
    ['_sort=address-postalcode', ['l-ms', 'l-town', 'l-mco', 'l-secret', 'l-free']],
    ['_sort=-nb-capacity', ['l-mco', 'l-ms', 'l-secret', 'l-town', 'l-free']],
    ['_sort=nb-capacity', ['l-secret', 'l-mco', 'l-ms', 'l-town', 'l-free']],
    ['_sort=status,-_id', ['l-secret', 'l-mco', 'l-ms', 'l-town', 'l-free']],
    ['_sort=_lastUpdated', LOCATIONS],
  ])('%s gives %j', async (sort, expected) => {
    expect(await consultation().ids(`/Location?${sort}`)).toEqual(expected);
  });
});

describe('combined capacity criteria (Q30)', () => {
  const women = 'gender-capacity-available=01&nb-capacity=gt5';
  it.each([
    ['independent', `/Location?${women}`, ['l-mco']],
    ['same-record', `/Location?${women}`, []],
    ['same-record', '/Location?gender-capacity-available=02&nb-capacity=gt5', ['l-mco']],
    ['same-record', '/Location?capacity-status=02&gender-capacity-available:not=01&nb-capacity=gt5', ['l-mco']],
    ['same-record', '/Location?capacity-status:not=02&capacity-type:not=01', ['l-ms', 'l-town', 'l-free']],
    ['independent', '/HealthcareService?location.gender-capacity-available=01&location.nb-capacity=gt5', ['h-mco']],
    ['same-record', '/HealthcareService?location.gender-capacity-available=01&location.nb-capacity=gt5', []],
    ['same-record', '/HealthcareService?location.gender-capacity-available=02&location.nb-capacity=gt5', ['h-mco']],
    ['same-record', '/Location?_filter=gender-capacity-available eq 01 and nb-capacity gt 5', []],
    ['independent', '/Location?_filter=gender-capacity-available eq 01 and nb-capacity gt 5', ['l-mco']],
  ] as const)('%s: %s finds %j', async (capacityCriteria, target, expected) => {
    expect(await consultation({ settings: { capacityCriteria } }).ids(target)).toEqual(expected);
  });

  it.each(['independent', 'same-record'] as const)(
    '%s: _has looks through the store once, not once a Location',
    async (capacityCriteria) => {
      const locations = Array.from({ length: 100 }, (_, at) => ({ resourceType: 'Location', id: `l-${at}` }));
      const { ids, source } = consultation({ settings: { capacityCriteria }, resources: [...SAMPLE, ...locations] });
      const offers = '_has:HealthcareService:location:_id=h-mco&_has:HealthcareService:location:_lastUpdated=gt2000';
      expect(await ids(`/Location?${offers}`)).toEqual(['l-mco']);
      expect(source.looksThrough).toBeLessThan(10);
    },
  );
});

describe('includes', () => {
  const ITERATED = '_include=HealthcareService:organization&_include:iterate=Organization:partof';
  const ROLES = '_revinclude=PractitionerRole:service&_include=PractitionerRole:practitioner';
  it.each([
    ['/Location?_id=l-mco&_revinclude=HealthcareService:location', 'published', ['h-mco']],
    ['/Location?_id=l-mco&_include=Location:organization', 'published', ['eg']],
    ['/Location?_id=l-mco&_include=*', 'published', ['eg']],
    [`/HealthcareService?_id=h-mco&${ITERATED}`, 'published', ['eg', 'ej']],
    [
      '/HealthcareService?_id=h-mco&_include=HealthcareService:organization&_include=Organization:partof',
      'published',
      ['eg', 'ej'],
    ],
    [
      '/HealthcareService?_id=h-mco&_include=HealthcareService:organization&_include=Organization:partof',
      'standard',
      ['eg'],
    ],
    [`/HealthcareService?_id=h-mco&${ROLES}`, 'published', ['p-mco-role', 'p-mco']],
    [`/HealthcareService?_id=h-mco&${ROLES}`, 'standard', ['p-mco-role']],
    ['/Organization?_id=ej&_revinclude=Organization:partof', 'published', ['eg']],
    [
      '/Organization?_id=ej&_revinclude:iterate=Organization:partof&_revinclude=HealthcareService:organization',
      'standard',
      ['eg'],
    ],
    ['/Organization?_id=ej,eg&_include=Organization:partof', 'published', []],
  ] as const)('%s (%s) adds %j', async (target, includeReach, expected) => {
    expect(await consultation({ settings: { includeReach } }).included(target)).toEqual(expected);
  });
});

const ofKm = (value: number): object => ({
  url: 'http://hl7.org/fhir/StructureDefinition/location-distance',
  valueDistance: { value, unit: 'km', system: 'http://unitsofmeasure.org', code: 'km' },
});

describe('near', () => {
  it('shows the distance of each Location, matched or included', async () => {
    const { page } = consultation();
    const target = '/HealthcareService?location.near=47|2|12|km&_include=HealthcareService:location';
    const distances = ((await page(target)).entry ?? []).flatMap(({ resource, search }) =>
      search.extension === undefined ? [] : [[resource.id, search.extension[0]]],
    );
    expect(distances).toEqual([
      ['l-mco', ofKm(0)],
      ['l-ms', ofKm(11.12)],
    ]);
  });

  it('a commune that the mock cannot place is told in the journal', async () => {
    const answer = await consultation().send('/Location?near-insee-code=44162|15|km');
    expect(answer.notices?.map(({ where }) => where)).toEqual(['near-insee-code']);
  });
});

describe('dates without a zone', () => {
  it.each([
    ['Europe/Paris', LOCATIONS],
    ['UTC', []],
  ] as const)('are read in %s', async (searchZone, expected) => {
    const { ids } = consultation({ settings: { searchZone } });
    expect(await ids('/Location?_lastUpdated=2026-01-10T08:00')).toEqual(expected);
  });
});
