import { fhirDialect } from '../../http/refusal-answer.ts';
import type { Answer } from '../../http/exchange.ts';
import { refuse } from '../../refuse.ts';
import { allowOnly } from '../read-answer.ts';
import type { ReadRequest } from '../read-answer.ts';
import { referenceText } from '../search-bundle.ts';
import type { SearchService } from '../search-service.ts';
import { collectIncludes } from '../search/collect-includes.ts';
import { parseInclude } from '../search/include-rule.ts';
import type { IncludeRule } from '../search/include-rule.ts';
import type { Stored } from '../search/stored-resource.ts';
import { EXPORT_LIMITS, ExportJobs } from './export-jobs.ts';
import type { ExportJob } from './export-jobs.ts';
import { parseExport } from './export-request.ts';

/** Offers in one file: "one file for each slice of results". */
const SLICE = 200;

/** All that is linked to a HealthcareService goes with it, whether it is asked for or not. */
const LINKED: readonly IncludeRule[] = [
  ['_include', 'HealthcareService:organization'],
  ['_include:iterate', 'Organization:partof'],
  ['_include', 'HealthcareService:location'],
  ['_revinclude', 'PractitionerRole:service'],
  ['_include:iterate', 'PractitionerRole:practitioner'],
].flatMap(([name = '', value = '']) => parseInclude('HealthcareService', { name, value }));

/** The asynchronous `$export`: request, status, files. Each client sees its own jobs only. */
export class ExportService {
  readonly #search: SearchService;
  readonly #jobs = new ExportJobs();

  constructor(search: SearchService) {
    this.#search = search;
  }

  /** `GET …/$export`: 202 with the address of the status in `Content-Location`. @throws FhirError 400 */
  async start(read: ReadRequest): Promise<Answer> {
    const { clientId, base, request } = read;
    const criteria = parseExport(read.parameters);
    const session = this.#search.session(read.accessProfile);
    const plan = this.#search.plan('HealthcareService', criteria, session);
    if (this.#jobs.isFull(clientId, request.nowMs)) return tooMany();
    const matches = await this.#search.matches(plan, session);
    // Others may have started while this one searched.
    if (this.#jobs.isFull(clientId, request.nowMs)) return tooMany();
    const { view, evaluation } = session;
    const { accessProfile } = read;
    const asked = `${base}/$export${request.query === '' ? '' : `?${request.query}`}`;
    const job = this.#jobs.add({
      clientId,
      accessProfile,
      request: asked,
      startedMs: request.nowMs,
      matches,
      view,
      evaluation,
    });
    const location = `${base}/$export-poll-status?_jobId=${job.id}`;
    return { status: 202, headers: [['Content-Location', location]], body: { kind: 'none' } };
  }

  /** `GET …/$export-poll-status?_jobId=…`: 202 while it lasts, then the list of files. @throws FhirError 400, 404 */
  async status(read: ReadRequest): Promise<Answer> {
    allowOnly(read.parameters, ['_jobId', '_format']);
    const job = this.#job(read.parameters.find(({ name }) => name === '_jobId')?.value ?? '', read);
    const before = this.#jobs.poll(job.id);
    const { exportPendingPolls } = this.#search.session(read.accessProfile).settings;
    if (before < exportPendingPolls) {
      const headers = [
        ['X-Progress', `${before} / ${exportPendingPolls}`],
        ['Retry-After', '1'],
      ] as const;
      return { status: 202, headers, body: { kind: 'none' } };
    }
    const headers = [['Expires', new Date(job.startedMs + EXPORT_LIMITS.lifetimeMs).toUTCString()]] as const;
    const text = JSON.stringify(manifest(job, read.base));
    return { status: 200, headers, body: { kind: 'text', contentType: 'application/json', text } };
  }

  /** `GET …/$export-files/<job>/<file>`: a Bundle of offers with all that is linked to them. @throws FhirError 404 */
  async file(jobId: string, file: string, read: ReadRequest): Promise<Answer> {
    allowOnly(read.parameters, ['_format']);
    const job = this.#job(jobId, read);
    const number = Number(/^HealthcareService-(\d{1,5})\.json$/.exec(file)?.[1] ?? '0');
    const matches = job.matches.slice((number - 1) * SLICE, number * SLICE);
    if (number < 1 || (matches.length === 0 && number > 1)) throw notFound(file);
    // What was listed is given: nobody asked for these includes, so that no limit can be told.
    const rules = { type: 'HealthcareService', matches, rules: LINKED, reach: 'published', limit: Infinity } as const;
    const linked = await collectIncludes(rules, job.evaluation, this.#search.source);
    const { exportBundle } = this.#search.session(read.accessProfile).settings;
    const all = [...matches, ...linked];
    const write = (textOf: (stored: Stored) => string): string => bundleText(all, { exportBundle, read, job, textOf });
    return {
      status: 200,
      headers: [],
      body: {
        kind: 'text',
        contentType: 'application/fhir+json',
        text: write((stored) => job.view.textOf(stored)),
        journalText: write(referenceText),
      },
    };
  }

  #job(id: string, { clientId, accessProfile, request }: ReadRequest): ExportJob {
    const job = this.#jobs.find(id, clientId, request.nowMs);
    if (job === undefined || job.accessProfile !== accessProfile) throw notFound(id);
    return job;
  }
}

function manifest(job: ExportJob, base: string): object {
  const files = Math.ceil(job.matches.length / SLICE);
  return {
    transactionTime: new Date(job.startedMs).toISOString(),
    request: job.request,
    requiresAccessToken: true,
    output: Array.from({ length: files }, (_, index) => ({
      type: 'HealthcareService',
      url: `${base}/$export-files/${job.id}/HealthcareService-${index + 1}.json`,
      count: job.matches.slice(index * SLICE, (index + 1) * SLICE).length,
    })),
    error: [],
  };
}

function bundleText(
  all: readonly Stored[],
  how: {
    readonly exportBundle: 'collection' | 'searchset';
    readonly read: ReadRequest;
    readonly job: ExportJob;
    readonly textOf: (stored: Stored) => string;
  },
): string {
  const { exportBundle, read, job, textOf } = how;
  const isSearch = exportBundle === 'searchset';
  const matches = new Set(job.matches);
  const total = isSearch ? { total: job.matches.length } : {};
  const timestamp = new Date(job.startedMs).toISOString();
  const head = JSON.stringify({ resourceType: 'Bundle', type: exportBundle, timestamp, ...total });
  const entries = all.map((stored) => {
    const fullUrl = JSON.stringify(`${read.base}/${stored.type}/${stored.id}`);
    const search = isSearch ? `,"search":{"mode":"${matches.has(stored) ? 'match' : 'include'}"}` : '';
    return `{"fullUrl":${fullUrl},"resource":${textOf(stored)}${search}}`;
  });
  return entries.length === 0 ? head : `${head.slice(0, -1)},"entry":[${entries.join(',')}]}`;
}

function tooMany(): Answer {
  return fhirDialect.refuse({
    status: 429,
    code: 'read.export-busy',
    issue: 'business-rule',
    text: 'consultation.export-busy',
    detail: { requirement: 'ROR-READ-EXPORT', expected: `<= ${EXPORT_LIMITS.ofOneClient}`, where: '$export' },
    headers: [['Retry-After', '60']],
  });
}

function notFound(seen: string): Error {
  return refuse({
    code: 'read.export-gone',
    status: 404,
    issue: 'not-found',
    text: 'consultation.export-gone',
    values: { seen: seen.slice(0, 100) },
    detail: { requirement: 'ROR-READ-EXPORT', seen: seen.slice(0, 100), expected: 'Content-Location', where: 'path' },
  });
}
