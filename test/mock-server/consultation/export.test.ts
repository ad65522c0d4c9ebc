import { describe, expect, it } from 'vitest';
import { EXPORT_LIMITS } from '../../../mock-server/consultation/export/export-jobs.ts';
import { SEARCH_LIMITS } from '../../../mock-server/consultation/search/parse-context.ts';
import type { Answer } from '../../../mock-server/http/exchange.ts';
import { headerOf, NOW, textOf } from '../in-process.ts';
import { consultation } from './consultation-under-test.ts';
import type { AskOptions } from './consultation-under-test.ts';
import { SAMPLE, tre } from './sample-resources.ts';

const BASE = 'https://ror.example/ws-diffusion-fhir';
const OTHER: AskOptions = { caller: { clientId: 'another' } };

type Send = ReturnType<typeof consultation>['send'];

/** Starts an export; gives the path of its status. */
async function started(send: Send, query = '', options?: AskOptions): Promise<string> {
  const answer = await send(`/$export${query}`, options);
  expect(answer).toMatchObject({ status: 202, body: { kind: 'none' } });
  const location = headerOf(answer, 'Content-Location') ?? '';
  expect(location).toMatch(/^https:\/\/ror\.example\/ws-diffusion-fhir\/\$export-poll-status\?_jobId=[\da-f-]{36}$/);
  return location.slice(BASE.length);
}

interface Manifest {
  readonly request: string;
  readonly output: readonly { readonly type: string; readonly url: string; readonly count: number }[];
}

const manifestOf = (answer: Answer): Manifest => JSON.parse(textOf(answer));

/** Ids of what the files of an export hold. */
async function exported(query = '', options?: AskOptions): Promise<readonly string[]> {
  const { send } = consultation({ settings: { exportPendingPolls: 0 } });
  const { output } = manifestOf(await send(await started(send, query, options), options));
  const files = await Promise.all(output.map(({ url }) => send(url.slice(BASE.length), options)));
  return files.flatMap((file) => {
    const { entry = [] }: { entry?: readonly { resource: { id: string } }[] } = JSON.parse(textOf(file));
    return entry.map(({ resource }) => resource.id);
  });
}

const SAMPLE_FILTER = `HealthcareService?_tag=${tre('TRE_R30-RegionOM')}|52`;

describe('an export', () => {
  it('gives the offers with all that is linked to them', async () => {
    const linked = SAMPLE.map(({ id }) => String(id)).filter((id) => id !== 'l-free');
    expect((await exported()).toSorted()).toEqual(linked.toSorted());
  });

  it.each([
    ['?_outputFormat=application/fhir+json&_type=HealthcareService&includeAssociatedData=_myCompleteExtract', 4],
    ['?_outputFormat=application%2Ffhir%2Bjson', 4],
    [`?_outputFormat=application/json&_typeFilter=${encodeURIComponent(SAMPLE_FILTER)}`, 1],
    ['?_typeFilter=HealthcareService%3Flocation.status%3Dactive', 2],
  ])('%s gives so many offers: %i', async (query, count) => {
    expect((await exported(query)).filter((id) => id.startsWith('h-'))).toHaveLength(count);
  });

  it('holds what the access profile sees', async () => {
    const ids = await exported('', { caller: { accessProfile: 0 } });
    expect(ids).not.toContain('l-secret');
    expect(ids).not.toContain('p-mco');
    expect(ids).toContain('p-town');
  });

  it.each([0, 1, 3])('is pending for so many polls: %i', async (exportPendingPolls) => {
    const { send } = consultation({ settings: { exportPendingPolls } });
    const status = await started(send);
    for (let poll = 0; poll < exportPendingPolls; poll += 1) {
      const answer = await send(status);
      expect(answer).toMatchObject({ status: 202, body: { kind: 'none' } });
      expect(headerOf(answer, 'Retry-After')).toBe('1');
    }
    const done = await send(status);
    expect(done).toMatchObject({ status: 200, body: { contentType: 'application/json' } });
    expect(manifestOf(done)).toMatchObject({
      request: `${BASE}/$export`,
      output: [{ type: 'HealthcareService', count: 4 }],
    });
  });

  it('has one file for each 200 offers, each a Bundle', async () => {
    const offer = SAMPLE.find(({ id }) => id === 'h-mco') ?? {};
    const resources = Array.from({ length: 401 }, (_, index) => ({ ...offer, id: `h-${index}` }));
    for (const exportBundle of ['collection', 'searchset'] as const) {
      const { send } = consultation({ resources, settings: { exportPendingPolls: 0, exportBundle } });
      const { output } = manifestOf(await send(await started(send)));
      expect(output.map(({ count }) => count)).toEqual([200, 200, 1]);
      const last = await send(output[2]?.url.slice(BASE.length) ?? '');
      expect(last.body).toMatchObject({ contentType: 'application/fhir+json' });
      const bundle: { type: string; total?: number; entry: readonly { search?: object }[] } = JSON.parse(textOf(last));
      expect(bundle.type).toBe(exportBundle);
      expect(bundle.total).toBe(exportBundle === 'searchset' ? 401 : undefined);
      expect(bundle.entry[0]?.search).toEqual(exportBundle === 'searchset' ? { mode: 'match' } : undefined);
    }
  });

  it('of nothing lists no file', async () => {
    const { send } = consultation({ settings: { exportPendingPolls: 0 } });
    expect(manifestOf(await send(await started(send, '?_typeFilter=HealthcareService%3F_id%3Dnone'))).output).toEqual(
      [],
    );
  });

  it('is for the client that asked, and for a time', async () => {
    const { send, refused } = consultation({ settings: { exportPendingPolls: 0 } });
    const status = await started(send);
    const file = manifestOf(await send(status)).output[0]?.url.slice(BASE.length) ?? '';
    const gone = { status: 404, code: 'read.export-gone' };
    for (const target of [status, file]) {
      expect(await refused(target, OTHER)).toMatchObject(gone);
      expect(await refused(target, { request: { nowMs: NOW + EXPORT_LIMITS.lifetimeMs } })).toMatchObject(gone);
    }
    expect(await refused('/$export-poll-status?_jobId=none')).toMatchObject(gone);
  });

  it('ends with the access profile under which it was asked for', async () => {
    const { send, refused } = consultation({ settings: { exportPendingPolls: 0 } });
    const status = await started(send, '', { caller: { accessProfile: 1 } });
    expect(await refused(status, { caller: { accessProfile: 0 } })).toMatchObject({ code: 'read.export-gone' });
  });

  it('gives all that is linked to the offers of a file, however much', async () => {
    const offer = SAMPLE.find(({ id }) => id === 'h-mco') ?? {};
    const role = SAMPLE.find(({ resourceType }) => resourceType === 'PractitionerRole') ?? {};
    const roles = Array.from({ length: SEARCH_LIMITS.included + 1 }, (_, index) => ({
      ...role,
      id: `r-${index}`,
      healthcareService: [{ reference: 'HealthcareService/h-mco' }],
    }));
    const { send } = consultation({ resources: [offer, ...roles], settings: { exportPendingPolls: 0 } });
    const [file] = manifestOf(await send(await started(send))).output;
    expect(await send(file?.url.slice(BASE.length) ?? '')).toMatchObject({ status: 200 });
  });

  it('is refused beyond the limit also when all are asked for at once', async () => {
    const offer = SAMPLE.find(({ id }) => id === 'h-mco') ?? {};
    const resources = Array.from({ length: 1200 }, (_, index) => ({ ...offer, id: `h-${index}` }));
    const { send } = consultation({ resources });
    const answers = await Promise.all(Array.from({ length: 12 }, () => send('/$export')));
    const granted = answers.filter(({ status }) => status === 202);
    expect(granted).toHaveLength(EXPORT_LIMITS.ofOneClient);
  });

  it('has no other files than those that it lists', async () => {
    const { send, refused } = consultation({ settings: { exportPendingPolls: 0 } });
    const file = manifestOf(await send(await started(send))).output[0]?.url.slice(BASE.length) ?? '';
    for (const other of ['HealthcareService-2.json', 'HealthcareService-0.json', 'Location-1.json', '..']) {
      expect(await refused(file.replace('HealthcareService-1.json', other))).toMatchObject({ status: 404 });
    }
  });

  it('is refused when too many are kept, to that client alone', async () => {
    const { send } = consultation();
    for (let index = 0; index < EXPORT_LIMITS.ofOneClient; index += 1) await started(send);
    const busy = await send('/$export');
    expect(busy).toMatchObject({ status: 429, cause: { code: 'read.export-busy' } });
    expect(headerOf(busy, 'Retry-After')).toBe('60');
    await started(send, '', OTHER);
    await started(send, '', { request: { nowMs: NOW + EXPORT_LIMITS.lifetimeMs } });
  });

  it.each([
    ['_outputFormat=application/fhir%2Bndjson', 'read.export-format', 'application/fhir+json'],
    ['_outputFormat=ndjson', 'read.export-format', 'application/fhir+json'],
    ['_since=2026-01-01', 'read.parameter-unknown', '_lastUpdated'],
    ['_types=HealthcareService', 'read.parameter-unknown', '_type'],
    ['_type=Location', 'read.parameter-form', 'HealthcareService'],
    ['includeAssociatedData=all', 'read.parameter-form', '_myCompleteExtract'],
    ['_typeFilter=Location%3F_tag%3D52', 'read.parameter-form', 'HealthcareService?'],
    ['_typeFilter=HealthcareService%3F_include%3D*', 'read.parameter-form', 'HealthcareService?'],
    ['_typeFilter=HealthcareService%3Fnom%3Dx', 'read.parameter-unknown', 'name'],
    ['_type=HealthcareService&_type=HealthcareService', 'read.too-many', '<= 1'],
  ])('%s is refused with %s and names %s', async (query, code, named) => {
    const refusal = await consultation().refused(`/$export?${query}`);
    expect(refusal).toMatchObject({ status: 400, code });
    expect(refusal.issues[0]?.diagnostics).toContain(named);
  });

  it('needs the four headers when exportRorHeaders says so', async () => {
    const bare = { request: { headers: [['Host', 'ror.example']] as const } };
    await started(consultation().send, '', bare);
    const { refused } = consultation({ settings: { exportRorHeaders: 'required' } });
    expect(await refused('/$export', bare)).toMatchObject({ code: 'read.ror-header-missing' });
  });
});
