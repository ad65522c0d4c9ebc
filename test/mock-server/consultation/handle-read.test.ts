import { describe, expect, it } from 'vitest';
import { createReadHandler } from '../../../mock-server/consultation/handle-read.ts';
import { defaultReadSettings } from '../../../mock-server/consultation/read-settings.ts';
import { storeSource } from '../../../mock-server/consultation/store-source.ts';
import { FhirError } from '../../../mev3/outcome.ts';
import type { Answer, Caller, IncomingRequest } from '../../../mock-server/http/exchange.ts';
import {
  CONSUMER,
  headerOf,
  inProcessMock,
  operation,
  parameters,
  patchOf,
  SUPPLIER,
  textOf,
  WOMEN,
} from '../in-process.ts';

const ROR: readonly (readonly [string, string])[] = [
  ['Ror-Profil-Utilisateur-Code', 'CU20'],
  ['Ror-Profil-Utilisateur-System', '1.2.250.1.213.1.6.1.66'],
  ['ror-role-metier-code', 'AUTOMATE'],
  ['Ror-Role-Metier-System', '1.2.250.1.213.1.1.4.6'],
];

function get(target: string, changes: Partial<IncomingRequest> = {}): IncomingRequest {
  const [path = '', query = ''] = target.split('?');
  return {
    ...patchOf(''),
    method: 'GET',
    path: `/ws-diffusion-fhir/${path}`,
    query,
    headers: [['Host', 'localhost:8444'], ...ROR],
    ...changes,
  };
}

function reader(missingRorHeaderStatus: 400 | 403 = 400) {
  const mock = inProcessMock();
  const settings = { ...defaultReadSettings(), missingRorHeaderStatus };
  const handle = createReadHandler({ source: storeSource(mock.store), settings: () => settings });
  const read = async (request: IncomingRequest, caller: Caller = CONSUMER): Promise<Answer | FhirError> => {
    try {
      return await handle(request, caller);
    } catch (error) {
      if (error instanceof FhirError) return error;
      throw error;
    }
  };
  const bundle = async (target: string) => {
    const answer = await read(get(target));
    if (answer instanceof FhirError) throw answer;
    return JSON.parse(textOf(answer));
  };
  return { ...mock, read, bundle };
}

describe('a search of Locations', () => {
  it('gives a searchset with a total, full URLs and whole Locations', async () => {
    const { bundle, store } = reader();
    expect(await bundle('Location?identifier=24/900001')).toEqual({
      resourceType: 'Bundle',
      meta: { lastUpdated: '2026-03-02T10:00:00.250Z' },
      type: 'searchset',
      total: 1,
      link: [{ relation: 'self', url: 'https://localhost:8444/ws-diffusion-fhir/Location?identifier=24/900001' }],
      entry: [
        {
          fullUrl: 'https://localhost:8444/ws-diffusion-fhir/Location/loc-1',
          resource: JSON.parse(store.findById('loc-1')?.text() ?? ''),
          search: { mode: 'match' },
        },
      ],
    });
  });

  it.each([
    ['identifier=199A000014%2FMED-A', ['loc-1']],
    ['identifier=199A000014/DUP-1', ['loc-6', 'loc-7']],
    ['identifier=24/900001,24/900003', ['loc-1', 'loc-3']],
    ['identifier=%7C24/900001', ['loc-1']],
    [
      'identifier=https://mos.esante.gouv.fr/NOS/JDV_J236-TypologieIdentifiantLieu-ROR/FHIR/JDV-J236-TypologieIdentifiantLieu-ROR|24/900001',
      ['loc-1'],
    ],
    ['identifier=urn:other|24/900001', []],
    ['identifier=24/900001%5C,24/900003', []],
    ['_id=loc-2,loc-1,none', ['loc-2', 'loc-1']],
    ['_id=loc-6&identifier=199A000014/DUP-1', ['loc-6']],
    ['_id=loc-1&identifier=199A000014/DUP-1', []],
    ['identifier=none&_format=application/fhir+json', []],
  ])('by %s finds %j', async (query, ids) => {
    const found = await reader().bundle(`Location?${query}`);
    expect(found.total).toBe(ids.length);
    expect((found.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id)).toEqual(ids);
    expect('entry' in found).toBe(ids.length > 0);
  });

  it('shows a PATCH at once', async () => {
    const mock = reader();
    await mock.patch(patchOf(parameters(operation('replace', { ...WOMEN, nbCapacity: 41 }))));
    const found = await mock.bundle('Location?_id=loc-1');
    expect(found.entry[0].resource.meta.versionId).toBe('2');
    expect(JSON.stringify(found)).toContain('"valueInteger":41');
  });
});

describe('the read of one Location', () => {
  it('gives it by reference, with its version', async () => {
    const answer = await reader().read(get('Location/loc-1'));
    if (answer instanceof FhirError) throw answer;
    expect(answer).toMatchObject({ status: 200, body: { kind: 'resource', id: 'loc-1', versionId: 1 } });
    expect(headerOf(answer, 'ETag')).toBe('W/"1"');
    expect(headerOf(answer, 'Last-Modified')).toBe('Mon, 03 Nov 2025 06:30:00 GMT');
  });
});

/** Content type of the answer, or the status of the refusal. */
async function contentType(accept: string | null, query: string): Promise<string | number> {
  const headers = accept === null ? ROR : [...ROR, ['Accept', accept] as const];
  const answer = await reader().read(get(`Location/loc-1?${query}`, { headers }));
  if (answer instanceof FhirError) return answer.status;
  return answer.body.kind === 'none' ? '' : answer.body.contentType;
}

describe('the format', () => {
  const JSON_TYPE = 'application/fhir+json;charset=UTF-8';
  const XML_TYPE = 'application/fhir+xml;charset=UTF-8';

  it.each([
    [null, '', JSON_TYPE],
    ['*/*', '', JSON_TYPE],
    ['application/json', '', JSON_TYPE],
    ['application/fhir+xml', '', XML_TYPE],
    ['text/html, application/fhir+xml;q=0.5, application/json;q=0.4', '', XML_TYPE],
    ['application/fhir+xml;q=0.2, application/fhir+json;q=0.9', '', JSON_TYPE],
    ['application/fhir+json', '_format=xml', XML_TYPE],
    ['application/fhir+xml', '_format=application/fhir+json', JSON_TYPE],
    ['text/html', '', 406],
    ['application/fhir+json;q=0', '', 406],
    ['application/json', '_format=pdf', 406],
    ['application/json', '_format=constructor', 406],
  ] as const)('Accept %s with "%s" gives %s', async (accept, query, expected) => {
    expect(await contentType(accept, query)).toBe(expected);
  });

  it('XML holds the same Location', async () => {
    const answer = await reader().read(get('Location?_id=loc-1&_format=xml'));
    if (answer instanceof FhirError) throw answer;
    const xml = textOf(answer);
    expect(xml).toMatch(/^<\?xml [^>]*\?><Bundle xmlns="http:\/\/hl7.org\/fhir">/);
    expect(xml).toContain('<total value="1"/>');
    expect(xml).toContain('<name value="Médecine A (unité fictive)"/>');
    expect(xml.match(/<valueInteger value="/g)).toHaveLength(3);
  });
});

describe('a read that is refused', () => {
  it.each([
    ['a supplier', get('Location?_id=loc-1'), SUPPLIER, 403, 'read.role'],
    ['another resource', get('Task?_id=1'), CONSUMER, 404, 'read.unknown-path'],
    ['a path below', get('Location/loc-1/_history'), CONSUMER, 404, 'read.unknown-path'],
    ['another method', get('Location', { method: 'POST' }), CONSUMER, 405, 'read.method'],
    ['no Ror-* header', get('Location?_id=loc-1', { headers: [] }), CONSUMER, 400, 'read.ror-header-missing'],
    [
      'an empty Ror-* header',
      get('Location?_id=loc-1', { headers: [...ROR.slice(1), ['Ror-Profil-Utilisateur-Code', '']] }),
      CONSUMER,
      400,
      'read.ror-header-missing',
    ],
    ['an unknown parameter', get('Location?_id=loc-1&name=x'), CONSUMER, 400, 'read.parameter-unknown'],
    ['a modifier', get('Location?identifier:exact=x'), CONSUMER, 400, 'read.modifier'],
    ['an empty value', get('Location?identifier='), CONSUMER, 400, 'read.parameter-form'],
    ['too many values', get(`Location?_id=${'a,'.repeat(201)}a`), CONSUMER, 400, 'read.too-many'],
    ['bad encoding', get('Location?identifier=%E9'), CONSUMER, 400, 'read.query-malformed'],
    ['a parameter on one Location', get('Location/loc-1?identifier=x'), CONSUMER, 400, 'read.parameter-unknown'],
    ['an unknown id', get('Location/none'), CONSUMER, 404, 'read.not-found'],
  ])('for %s', async (...row) => {
    const [, request, caller, status, code] = row;
    const refusal = await reader().read(request, caller);
    expect(refusal).toBeInstanceOf(FhirError);
    expect(refusal).toMatchObject({ status, code });
  });

  it('names every missing header, with the status of the setting (Q7)', async () => {
    const request = get('Location?_id=loc-1', { headers: ROR.slice(2) });
    const refusal = await reader(403).read(request);
    expect(refusal).toMatchObject({
      status: 403,
      message: expect.stringContaining('Ror-Profil-Utilisateur-Code, Ror-Profil-Utilisateur-System'),
    });
  });
});
