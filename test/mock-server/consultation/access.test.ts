import { describe, expect, it } from 'vitest';
import type { FhirObject } from '../../../mock-server/consultation/search/fhir-json.ts';
import { consultation } from './consultation-under-test.ts';

const PROFILES = [0, 1, 2, 3, 4, 5] as const;

/** What each profile sees, from profile 0 to 5. */
type ByProfile = readonly [unknown, unknown, unknown, unknown, unknown, unknown];

/** Which resources a profile sees at all. */
const VISIBLE: readonly (readonly [string, ByProfile])[] = [
  ['/Location/l-mco', [true, true, true, true, true, true]],
  ['/Location/l-ms', [true, true, true, true, true, true]],
  ['/Location/l-free', [true, true, true, true, true, true]],
  ['/Location/l-secret', [false, true, false, false, true, false]],
  ['/HealthcareService/h-mco', [true, true, true, true, true, true]],
  ['/HealthcareService/h-secret', [false, true, false, false, true, false]],
  ['/Organization/eg', [true, true, true, true, true, true]],
  ['/Practitioner/p-mco', [false, true, true, false, true, true]],
  ['/Practitioner/p-ms', [false, true, true, true, true, true]],
  ['/Practitioner/p-town', [true, true, true, false, true, true]],
  ['/Practitioner/p-secret', [false, true, false, false, true, false]],
  ['/PractitionerRole/p-mco-role', [false, true, true, false, true, true]],
  ['/PractitionerRole/p-ms-role', [false, true, true, true, true, true]],
  ['/PractitionerRole/p-town-role', [true, true, true, false, true, true]],
  ['/PractitionerRole/p-secret-role', [false, true, false, false, true, false]],
];

/** How often a text stands in what a profile sees of a resource. */
const SEEN: readonly (readonly [string, string, ByProfile])[] = [
  // Capacity: all; without supplementary ones; medico-social only; installed only; none.
  ['/Location/l-mco', 'ror-location-supported-capacity"', [0, 4, 3, 0, 4, 1]],
  ['/Location/l-ms', 'ror-location-supported-capacity"', [0, 1, 1, 1, 1, 0]],
  ['/Location/l-secret', 'ror-location-supported-capacity"', [null, 1, null, null, 1, null]],
  ['/Location/l-mco', 'ror-location-equipment"', [0, 1, 1, 0, 1, 1]],
  ['/Location/l-ms', 'ror-location-equipment"', [0, 1, 1, 1, 1, 1]],
  ['/Location/l-ms', 'ror-location-residential-capacity"', [1, 1, 1, 1, 1, 1]],
  ['/Location/l-mco', 'location-1', [1, 1, 1, 1, 1, 1]],
  ['/Location/l-mco', 'location-2', [0, 1, 1, 0, 0, 1]],
  ['/Location/l-mco', 'location-3', [0, 1, 0, 0, 0, 0]],
  ['/HealthcareService/h-mco', 'phone-1', [1, 1, 1, 1, 1, 1]],
  ['/HealthcareService/h-mco', 'phone-2', [0, 1, 1, 0, 0, 1]],
  ['/HealthcareService/h-mco', 'phone-3', [0, 1, 0, 0, 0, 0]],
  ['/HealthcareService/h-ms', 'phone-2', [0, 1, 1, 1, 0, 1]],
  ['/HealthcareService/h-ms', 'phone-3', [0, 1, 0, 0, 0, 0]],
  ['/HealthcareService/h-mco', 'specificAct', [0, 1, 1, 0, 1, 1]],
  ['/HealthcareService/h-ms', 'specificAct', [0, 1, 1, 1, 1, 1]],
  ['/Organization/eg', 'ror-organization-drop-zone', [0, 1, 0, 0, 1, 0]],
  ['/Organization/eg', 'recourse-orsan', [0, 1, 0, 0, 1, 0]],
  ['/Organization/eg', 'ror-organization-price', [1, 1, 1, 1, 1, 1]],
  ['/Organization/eg', 'contact-1', [1, 1, 1, 1, 1, 1]],
  ['/Organization/eg', 'contact-2', [0, 1, 1, 0, 0, 1]],
  ['/Organization/eg-ms', 'contact-2', [0, 1, 1, 1, 0, 1]],
  ['/Organization/eg', 'contact-secret', [0, 3, 0, 0, 0, 0]],
  ['/PractitionerRole/p-town-role', 'role-1', [1, 1, 1, null, 1, 1]],
  ['/PractitionerRole/p-town-role', '"role-2', [0, 1, 1, null, 0, 1]],
  ['/PractitionerRole/p-town-role', '"role-3', [0, 1, 0, null, 0, 0]],
];

const count = (resource: FhirObject | null, text: string): number | null =>
  resource === null ? null : JSON.stringify(resource).split(text).length - 1;

describe('an access profile', () => {
  it.each(VISIBLE)('sees %s or not', async (target, expected) => {
    const { read } = consultation();
    const seen = await Promise.all(PROFILES.map(async (profile) => (await read(target, profile)) !== null));
    expect(seen).toEqual(expected);
  });

  it.each(SEEN)('sees in %s so many %s', async (target, text, expected) => {
    const { read } = consultation();
    const seen = await Promise.all(PROFILES.map(async (profile) => count(await read(target, profile), text)));
    expect(seen).toEqual(expected);
  });

  it.each(PROFILES)('%i gets no empty list, and the same resource from a search', async (accessProfile) => {
    const { page, read } = consultation();
    for (const { resource } of (await page('/Location', { caller: { accessProfile } })).entry ?? []) {
      expect(JSON.stringify(resource)).not.toMatch(/\[\]|\{\}/);
      expect(resource).toEqual(await read(`/Location/${resource.id}`, accessProfile));
    }
  });

  it.each([
    // What is hidden can neither be found by its values, nor through others, nor counted.
    ['/Location?capacity-status=02', [[], ['l-mco', 'l-secret'], ['l-mco'], [], ['l-mco', 'l-secret'], []]],
    ['/Location?capacity-status=06', [[], ['l-mco'], [], [], ['l-mco'], []]],
    [
      '/Location?capacity-status:not=01',
      [
        ['l-mco', 'l-ms', 'l-town', 'l-free'],
        ['l-ms', 'l-secret', 'l-town', 'l-free'],
        ['l-ms', 'l-town', 'l-free'],
        ['l-mco', 'l-ms', 'l-town', 'l-free'],
        ['l-ms', 'l-secret', 'l-town', 'l-free'],
        ['l-ms', 'l-town', 'l-free'],
      ],
    ],
    ['/Location?equipment-type=089', [[], ['l-mco'], ['l-mco'], [], ['l-mco'], ['l-mco']]],
    ['/Organization?drop-zone=true&_id=eg', [[], ['eg'], [], [], ['eg'], []]],
    [
      '/HealthcareService?location.capacity-status=02',
      [[], ['h-mco', 'h-secret'], ['h-mco'], [], ['h-mco', 'h-secret'], []],
    ],
    ['/Organization?_has:HealthcareService:organization:service-type=03', [[], ['eg'], [], [], ['eg'], []]],
    [
      '/HealthcareService?_has:PractitionerRole:service:identifier=role-p-mco',
      [[], ['h-mco'], ['h-mco'], [], ['h-mco'], ['h-mco']],
    ],
  ] as const)('searches only what it sees: %s', async (target, expected) => {
    const { ids, page } = consultation();
    for (const accessProfile of PROFILES) {
      const caller = { accessProfile };
      expect([accessProfile, await ids(target, { caller })]).toEqual([accessProfile, expected[accessProfile]]);
      expect((await page(target, { caller })).total).toBe(expected[accessProfile].length);
    }
  });

  it('includes only what it sees', async () => {
    const target =
      '/Organization?_id=eg&_revinclude=HealthcareService:organization&_include:iterate=HealthcareService:location';
    const { included } = consultation();
    expect(await included(target, { caller: { accessProfile: 2 } })).toEqual(['h-mco', 'h-town', 'l-mco', 'l-town']);
    expect(await included(target, { caller: { accessProfile: 1 } })).toContain('l-secret');
  });

  it('a Location of a sensitive and another offer is hidden, or not (sensitiveBy)', async () => {
    const { source } = consultation();
    const secret = source.byId('HealthcareService', 'h-secret')?.resource() ?? {};
    const resources = (['Location', 'HealthcareService'] as const).flatMap((type) =>
      source.all(type).map((one) => one.resource()),
    );
    const both = [...resources, { ...secret, id: 'h-both', location: [{ reference: 'Location/l-mco' }] }];
    for (const [sensitiveBy, expected] of [
      ['any', false],
      ['all', true],
    ] as const) {
      const { read } = consultation({ resources: both, settings: { sensitiveBy } });
      expect((await read('/Location/l-mco', 2)) !== null).toBe(expected);
    }
  });
});
