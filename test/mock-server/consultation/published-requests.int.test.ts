import { Fhir } from 'fhir/fhir.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operation, parameters, WOMEN } from '../in-process.ts';
import { RunningMock } from '../running-mock.ts';
import type { Reply } from '../running-mock.ts';
import { ROR } from './consultation-under-test.ts';
import { tre } from './sample-resources.ts';

const INCLUDES =
  '&_include=HealthcareService:organization&_include:iterate=Organization:partof&_include=HealthcareService:location' +
  '&_revinclude=PractitionerRole:service&_include=PractitionerRole:practitioner';
const SPECIALTY = tre('TRE_R211-ActiviteOperationnelle');
const CATEGORY = tre('TRE_R244-CategorieOrganisation');

/** The requests of the documentation, re-made; the real data are not ours, so some find nothing. */
const PUBLISHED = [
  'Location?_revinclude=HealthcareService:location',
  'Location?_filter=(address-postalcode eq "22" or "29" or "35" or "36")&_revinclude=HealthcareService:location',
  'Location?_tag=52&_revinclude=HealthcareService:location',
  'Location?identifier=52/192675&_revinclude=HealthcareService:location',
  'Location?_id=140,141&_revinclude=HealthcareService:location',
  'Location?_filter=(_id eq 140 or 141)&_revinclude=HealthcareService:location',
  'Location?_lastUpdated=ge2023-08-02&_revinclude=HealthcareService:location',
  'Location?_filter=(identifier eq 11/339772 or 11/347254)&_revinclude=HealthcareService:location',
  'Location?_lastUpdated=ge2024-01-01T00:00:00%2B01:00&_lastUpdated=le2024-01-31T23:59:59%2B01:00&_sort=_lastUpdated',
  'Location?near=47.21827323906432|-1.6369631507460436|15|km',
  'Location?near-insee-code=44162|15|km',
  `HealthcareService?_lastUpdated=ge2022-11-06T15:00${INCLUDES}`,
  `HealthcareService?_filter=(_lastUpdated ge 2022-11-06T15:00 or organization._lastUpdated:above ge 2022-11-06T15:00)${INCLUDES}`,
  `HealthcareService?_filter=(specialty eq ${SPECIALTY}|005 or ${SPECIALTY}|481)${INCLUDES}`,
  `HealthcareService?_filter=(((service-category eq ${CATEGORY}|102) or (specialty eq ${SPECIALTY}|233)) and (age-range-low le 35|https://unitsofmeasure.org|a and age-range-high ge 35|https://unitsofmeasure.org|a))${INCLUDES}`,
  `HealthcareService?specialty=${SPECIALTY}|013&location.near-insee-code=44162|15|km${INCLUDES}`,
  `HealthcareService?specialty=${SPECIALTY}|356&location.capacity-type=${tre('TRE_R329-NatureCapacite')}|01&location.nb-capacity=gt0&_include=HealthcareService:location`,
  `HealthcareService?_has:PractitionerRole:service:practitioner.identifier=XXX${INCLUDES}`,
  'Organization?_revinclude=HealthcareService:organization',
  'Organization?name:contains=chu',
  'PractitionerRole?_include=PractitionerRole:practitioner&_include=PractitionerRole:organization',
];

/** The consultation as a client sees it: over TLS, with the tokens of the mock, on the seed that it comes with. */
describe('the consultation over HTTPS', () => {
  let running: RunningMock;
  let consumer = '';

  beforeAll(async () => {
    running = await RunningMock.start({ settings: { exportPendingPolls: 1 } });
    const form = { client_id: 'rorkit-consumer', grant_type: 'client_credentials' };
    const reply = await running.askToken(form, { leaf: 'consumer' });
    consumer = String(Object(JSON.parse(reply.text)).access_token);
  });
  afterAll(async () => {
    await running.close();
  });

  const get = (url: string, accept = 'application/json'): Promise<Reply> => {
    const headers = { ...Object.fromEntries(ROR), authorization: `Bearer ${consumer}`, accept };
    return running.ask(url.startsWith('https:') ? url : encodeURI(`${running.readUrl}/${url}`).replaceAll('%25', '%'), {
      headers,
    });
  };
  const bundle = async (
    url: string,
  ): Promise<{
    total: number;
    link: { relation: string; url: string }[];
    entry?: { resource: { resourceType: string; id: string } }[];
  }> => JSON.parse((await get(url)).text);

  it.each(PUBLISHED)('answers %s in JSON and in XML', async (target) => {
    const json = await get(target);
    expect([json.status, json.headers['content-type']]).toEqual([200, 'application/fhir+json;charset=UTF-8']);
    const answer: unknown = JSON.parse(json.text);
    expect(answer).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: expect.any(Number) });
    const xml = await get(target, 'application/fhir+xml');
    expect([xml.status, xml.headers['content-type']]).toEqual([200, 'application/fhir+xml;charset=UTF-8']);
    const back = Object(new Fhir().xmlToObj(xml.text));
    expect(back).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: Object(answer).total });
    expect(back.entry?.length ?? 0).toBe(Object(answer).entry?.length ?? 0);
  });

  it('serves every resource of the seed, each type by read too', async () => {
    for (const type of ['Location', 'HealthcareService', 'Organization', 'Practitioner', 'PractitionerRole']) {
      const found = await bundle(`${type}?_count=1`);
      expect(found.total).toBeGreaterThan(0);
      const id = found.entry?.[0]?.resource.id ?? '';
      const reply = await get(`${type}/${id}`);
      expect(reply.status).toBe(200);
      expect(reply.headers.etag).toMatch(/^W\/"\d+"$/);
      expect(JSON.parse(reply.text)).toMatchObject({ resourceType: type, id });
    }
  });

  it('leads from page to page by its links, each Location once', async () => {
    const ids: string[] = [];
    let next: string | undefined = 'Location?_count=7';
    let total = -1;
    while (next !== undefined) {
      const found = await bundle(next);
      ids.push(...(found.entry ?? []).map(({ resource }) => resource.id));
      total = found.total;
      next = found.link.find(({ relation }) => relation === 'next')?.url;
    }
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
  });

  it('finds the new number of beds as soon as the PATCH is answered (Q33)', async () => {
    const unit = 'Location?identifier=199A000014/MED-A&nb-capacity=41';
    expect((await bundle(unit)).total).toBe(0);
    const reply = await running.patch(
      await running.token(),
      '199A000014/MED-A',
      JSON.stringify(parameters(operation('replace', { ...WOMEN, nbCapacity: 41 }))),
    );
    expect(reply.status).toBe(200);
    expect((await bundle(unit)).total).toBe(1);
    expect((await bundle(`${unit}&_lastUpdated=ge${new Date().toISOString().slice(0, 10)}`)).total).toBe(1);
  });

  it('exports as the published script does: ask, poll, download', async () => {
    const asked = await get(
      '$export?_outputFormat=application/fhir+json&_type=HealthcareService&includeAssociatedData=_myCompleteExtract',
    );
    expect(asked.status).toBe(202);
    const location = String(asked.headers['content-location']);
    expect((await get(location)).status).toBe(202);
    const listed = await get(location);
    expect(listed.status).toBe(200);
    const { output }: { output: { url: string; count: number }[] } = JSON.parse(listed.text);
    const files = await Promise.all(output.map(({ url }) => get(url)));
    const types = files.flatMap(({ text }) =>
      Object(JSON.parse(text)).entry.map((one: object) => Object(one).resource.resourceType),
    );
    const offers = (await bundle('HealthcareService?_count=0')).total;
    expect(types.filter((type) => type === 'HealthcareService')).toHaveLength(offers);
    expect(new Set(types).size).toBe(5);
  });
});
