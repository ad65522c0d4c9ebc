import { describe, expect, it } from 'vitest';
import { consultation } from './consultation-under-test.ts';

/** Request, code, and what the answer must name. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ['/Location?capacity-statu=02', 'read.parameter-unknown', 'capacity-status'],
  ['/Location?temporary-assignment=01', 'read.parameter-unknown', 'temporary-assignement'],
  ['/Location?xyzzy=1', 'read.parameter-unknown', 'nb-capacity'],
  ['/Location?_elements=id', 'read.parameter-unknown', '_elements'],
  ['/Location?_content=x', 'read.parameter-unknown', '_content'],
  ['/Location?_summary=count', 'read.parameter-unknown', '_count'],
  ['/Location?capacitySourceType=02', 'read.parameter-unknown', 'capacity'],
  ['/Practitioner?name=x', 'read.parameter-unknown', 'identifier'],
  ['/Location?status:exact=active', 'read.modifier', ':not'],
  ['/Location?address-city:exact=x', 'read.modifier', ':contains'],
  ['/Location?nb-capacity:not=5', 'read.modifier', '—'],
  ['/Location?status:above=x', 'read.modifier', ':not'],
  ['/Location?identifier:of-type:not=x', 'read.modifier', ':of-type'],
  ['/HealthcareService?location.status:above=x', 'read.modifier', ':not'],
  ['/Location?nb-capacity=ne5', 'read.prefix', 'gt, lt, ge, le, sa, eb'],
  ['/Location?_lastUpdated=ap2026', 'read.prefix', 'gt, lt, ge, le, sa, eb'],
  ['/Location?nb-capacity=five', 'read.parameter-form', '<number>'],
  ['/Location?nb-capacity=gt', 'read.parameter-form', '<number>'],
  ['/Location?_lastUpdated=02/08/2023', 'read.parameter-form', 'YYYY-MM-DD'],
  ['/Location?_lastUpdated=2026-02-30', 'read.parameter-form', 'YYYY-MM-DD'],
  ['/Location?_lastUpdated=ge2026-01-01T00:00:00+01:00', 'read.parameter-form', '%2B'],
  ['/Location?near=47|2', 'read.parameter-form', '<latitude>|<longitude>|<distance>|km'],
  ['/Location?near=97|2|5|km', 'read.parameter-form', '<latitude>'],
  ['/Location?near=47|2|5|lieues', 'read.parameter-form', '|km'],
  ['/Location?near-insee-code=44|15|km', 'read.parameter-form', '<commune INSEE>'],
  ['/Location?limit-value=kg|1', 'read.parameter-form', '<number>|<system>|<code>'],
  ['/Location?identifier=a|b|c', 'read.parameter-form', '<system>|<code>'],
  ['/Location?identifier:of-type=26|x', 'read.parameter-form', '<system>|<type>|<value>'],
  ['/Location?status=', 'read.parameter-form', '<value>'],
  ['/Location?status=a,,b', 'read.parameter-form', '<value>'],
  ['/Location?organization=HealthcareService/x', 'read.parameter-form', 'Organization/<id>'],
  ['/Location?_count=many', 'read.parameter-form', '0'],
  ['/Location?_count=-1', 'read.parameter-form', '0'],
  ['/Location?_count=1&_count=2', 'read.too-many', '<= 1'],
  [`/Location?status=${'a,'.repeat(200)}a`, 'read.too-many', '<= 200'],
  [`/Location?${'status=a&'.repeat(101)}`, 'read.too-many', '<= 100'],
  [`/Location?${'_include=Location:organization&'.repeat(21)}`, 'read.too-many', '<= 20'],
  ['/Location?_sort=_id,_id,_id,_id,_id,_id', 'read.too-many', '<= 5'],
  ['/Organization?partof.partof.partof.partof.partof.name=x', 'read.too-many', '<= 4'],
  [`/Organization?${'_has:Organization:partof:'.repeat(5)}name=x`, 'read.too-many', '<= 4'],
  ['/Location?organisation.name=x', 'read.parameter-unknown', 'organization'],
  ['/Location?_has:HealthcareService:lieu:name=x', 'read.parameter-unknown', '_has:HealthcareService:location:'],
  ['/Location?_has:Task:focus:status=x', 'read.parameter-unknown', '_has:HealthcareService:location:'],
  ['/Location?_has:HealthcareService:location:=x', 'read.parameter-unknown', '_has:HealthcareService:location:'],
  ['/Location?_include=Location:organisation', 'read.include-unknown', 'Location:organization'],
  ['/HealthcareService?_revinclude=Task:focus', 'read.include-unknown', 'PractitionerRole:service'],
  ['/Location?_include:recurse=Location:organization', 'read.modifier', ':iterate'],
  ['/Location?_sort=near', 'read.sort-unknown', 'commune-cog'],
  ['/Location?_sort=-capacity-statut', 'read.sort-unknown', 'capacity-status'],
  ['/Location/l-mco?_elements=id', 'read.parameter-unknown', '_format'],
  ['/Location?identifier=%E9', 'read.query-malformed', '%E9'],
];

describe('a search that cannot be understood', () => {
  it.each(REFUSED)('%s is refused with %s and names %s', async (target, code, named) => {
    const refusal = await consultation().refused(target);
    expect(refusal).toMatchObject({ status: 400, code });
    const { detail, issues } = refusal;
    expect(`${issues[0]?.diagnostics} ${JSON.stringify(detail)}`).toContain(named);
    expect(issues[0]?.diagnostics).not.toMatch(/\{\w+\}/);
  });

  it.each([
    ['/location', 'Location'],
    ['/Task', 'Location, HealthcareService'],
    ['/Location/l-mco/_history', 'Location'],
    ['/$exports', '$export'],
  ])('%s is nothing that is served', async (target, named) => {
    const refusal = await consultation().refused(target);
    expect(refusal).toMatchObject({ status: 404, code: 'read.unknown-path' });
    expect(refusal.issues[0]?.diagnostics).toContain(named);
  });

  it.each([
    '/Location?_id=l-mco',
    '/Practitioner/p-mco',
    '/PractitionerRole',
    '/Organization',
    '/HealthcareService',
    '?_getpages=x',
  ])('%s needs the four headers', async (target) => {
    const refusal = await consultation().refused(target, { request: { headers: [] } });
    expect(refusal).toMatchObject({ status: 400, code: 'read.ror-header-missing' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
    expect(await consultation().refused('/Location/_search', { request: { method } })).toMatchObject({ status: 405 });
  });

  it.each(['/metadata', '/Location', '/$export'])('%s is refused to a supplier', async (target) => {
    const refusal = await consultation().refused(target, { caller: { role: 'supplier' } });
    expect(refusal).toMatchObject({ status: 403, code: 'read.role' });
  });

  it('is told so in XML to whoever asks for XML', async () => {
    const answer = await consultation().send('/Location?statut=active&_format=xml');
    expect(answer).toMatchObject({ status: 400, cause: { code: 'read.parameter-unknown' } });
    expect(answer.body).toMatchObject({ contentType: 'application/fhir+xml;charset=UTF-8' });
    expect(JSON.stringify(answer.body)).toContain('<OperationOutcome');
  });
});
