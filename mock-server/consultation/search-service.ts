import type { Notice } from '../../journal/entry.ts';
import type { Answer } from '../http/exchange.ts';
import { refuse } from '../refuse.ts';
import { accessViews } from './access/access-view.ts';
import type { AccessView } from './access/access-view.ts';
import { inFormat } from './read-answer.ts';
import type { ReadRequest } from './read-answer.ts';
import type { ReadSettings } from './read-settings.ts';
import { ResultPages } from './result-pages.ts';
import type { ResultList } from './result-pages.ts';
import { nearestKm, searchBundle } from './search-bundle.ts';
import type { BundleLink } from './search-bundle.ts';
import { collectIncludes } from './search/collect-includes.ts';
import { communePoint } from './search/commune-point.ts';
import { Evaluation } from './search/evaluation.ts';
import { findParameter } from './search/parameter-table.ts';
import { runSearch } from './search/run-search.ts';
import { parseSearch } from './search/search-plan.ts';
import type { SearchPlan } from './search/search-plan.ts';
import type { ResourceType, SearchSource, Stored } from './search/stored-resource.ts';
import { ValueCache } from './search/value-cache.ts';

/** Matches a page when `_count` asks for nothing else (RG_RECH_52). */
const PAGE_SIZE = 200;
/** Matches that a search gives at most; who wants more takes the export (documentation, GET). */
const MOST_MATCHES = 10_000;

/** What one request searches with: its view of the store, and the conditions tried so far. */
export interface SearchSession {
  readonly settings: ReadSettings;
  readonly view: AccessView;
  readonly evaluation: Evaluation;
}

/** Searches and reads the resources of a store. */
export class SearchService {
  readonly source: SearchSource;
  readonly #settings: () => ReadSettings;
  readonly #views: ReturnType<typeof accessViews>;
  readonly #values = new ValueCache();
  readonly #pages = new ResultPages();

  constructor(source: SearchSource, settings: () => ReadSettings) {
    this.source = source;
    this.#settings = settings;
    this.#views = accessViews(source);
  }

  /** What a reader of this access profile searches with. */
  session(accessProfile: number): SearchSession {
    const settings = this.#settings();
    const view = this.#views(accessProfile, settings.sensitiveBy);
    const { source } = this;
    const evaluation = new Evaluation({ source, view, values: this.#values, criteria: settings.capacityCriteria });
    return { settings, view, evaluation };
  }

  /** Reads the parameters of a search. @throws FhirError 400 */
  plan(type: ResourceType, parameters: ReadRequest['parameters'], session: SearchSession): SearchPlan {
    const { settings, evaluation } = session;
    return parseSearch(type, parameters, {
      zone: settings.searchZone,
      filterText: settings.filterText,
      filterGrammar: settings.filterGrammar,
      pointOf: (commune) => communePoint(commune, this.source, evaluation),
    });
  }

  /** Every match of a plan, in order. */
  matches(plan: SearchPlan, { settings, evaluation }: SearchSession): Promise<readonly Stored[]> {
    return runSearch(plan, this.source, { evaluation, zone: settings.searchZone });
  }

  /** `GET …/<type>?…`: the first page. @throws FhirError 400 */
  async search(type: ResourceType, read: ReadRequest): Promise<Answer> {
    const session = this.session(read.accessProfile);
    const plan = this.plan(type, read.parameters, session);
    const found = await this.matches(plan, session);
    const given = found.slice(0, MOST_MATCHES);
    const total = session.settings.cutTotal === 'all' ? found.length : given.length;
    const pageSize = Math.min(plan.count ?? PAGE_SIZE, session.settings.maxPageSize);
    const format = read.parameters.find(({ name }) => name === '_format')?.value ?? null;
    const list = { clientId: read.clientId, plan, ids: given.map(({ id }) => id), total, pageSize, format };
    const hasMore = pageSize > 0 && given.length > pageSize;
    const token = hasMore ? this.#pages.keep(list, read.request.nowMs) : null;
    const { query } = read.request;
    const links: BundleLink[] = [{ relation: 'self', url: `${read.base}/${type}${query === '' ? '' : `?${query}`}` }];
    if (token !== null) links.push({ relation: 'next', url: pageUrl(read.base, { token, list, offset: pageSize }) });
    return this.#pageAnswer({ read, session, list, links, matches: given.slice(0, pageSize) });
  }

  /** `GET …?_getpages=…`: another page of a search. @throws FhirError 400, 410 when the result is no longer kept */
  page(read: ReadRequest): Promise<Answer> {
    const value = (name: string): string => read.parameters.find((one) => one.name === name)?.value ?? '';
    const token = value('_getpages');
    const list = this.#pages.find(token, read.clientId, read.request.nowMs);
    const offset = Number(value('_getpagesoffset'));
    if (list === undefined || !Number.isInteger(offset) || offset < 0 || offset >= list.ids.length) {
      throw pageGone(`${token} ${value('_getpagesoffset')}`);
    }
    const session = this.session(read.accessProfile);
    const { type } = list.plan;
    const matches = list.ids
      .slice(offset, offset + list.pageSize)
      .map((id) => this.source.byId(type, id))
      .filter((one) => one !== undefined)
      .filter((one) => session.view.keyOf(one) !== null);
    const url = (at: number): string => pageUrl(read.base, { token, list, offset: at });
    const links: BundleLink[] = [{ relation: 'self', url: url(offset) }];
    const next = offset + list.pageSize;
    if (next < list.ids.length) links.push({ relation: 'next', url: url(next) });
    if (offset > 0) links.push({ relation: 'previous', url: url(Math.max(0, offset - list.pageSize)) });
    return this.#pageAnswer({ read, session, list, links, matches });
  }

  /** `GET …/<type>/<id>`. @throws FhirError 404, also for a resource that the reader may not see */
  async read(type: ResourceType, id: string, read: ReadRequest): Promise<Answer> {
    const { view } = this.session(read.accessProfile);
    const stored = this.source.byId(type, id);
    if (stored === undefined || view.keyOf(stored) === null) throw notFound(type, id);
    // All of one version, before others have their turn.
    const { versionId } = stored;
    const headers = [
      ['ETag', `W/"${versionId}"`],
      ['Last-Modified', new Date(stored.lastUpdated).toUTCString()],
    ] as const;
    const text = view.textOf(stored);
    const isWhole = stored.isRebuildable === true && view.seesAll(stored);
    const answer = await inFormat({ text, headers }, read.format);
    const { body } = answer;
    if (read.format !== 'json' || body.kind !== 'text' || !isWhole) return answer;
    const { contentType } = body;
    return { ...answer, body: { kind: 'resource', contentType, type, id, versionId, text } };
  }

  async #pageAnswer(page: {
    readonly read: ReadRequest;
    readonly session: SearchSession;
    readonly list: Pick<ResultList, 'plan' | 'total'>;
    readonly links: readonly BundleLink[];
    readonly matches: readonly Stored[];
  }): Promise<Answer> {
    const { read, session, list, links, matches } = page;
    const { type, includes, circles } = list.plan;
    const reach = session.settings.includeReach;
    const input = { type, matches, rules: includes, reach };
    const included = await collectIncludes(input, session.evaluation, this.source);
    const bundle = searchBundle({
      base: read.base,
      nowMs: read.request.nowMs,
      total: list.total,
      links,
      matches,
      included,
      textOf: (stored) => session.view.textOf(stored),
      distanceOf: circles.length === 0 ? null : (stored) => distanceOf(stored, list.plan, session),
    });
    return { ...(await inFormat(bundle, read.format)), notices: noticesOf(list.plan) };
  }
}

/** How far a Location is from where was searched; null for what is no Location, or has no position. */
function distanceOf(stored: Stored, { circles }: SearchPlan, { evaluation }: SearchSession): number | null {
  const near = stored.type === 'Location' ? findParameter('Location', 'near') : undefined;
  const position = near === undefined ? undefined : evaluation.valuesOf(stored, near)[0];
  const centres = circles.flatMap(({ centre }) => centre ?? []);
  return position?.kind === 'position' && centres.length > 0 ? nearestKm(position, centres) : null;
}

/** A commune that the mock cannot place matches nothing: the journal says why. */
function noticesOf({ circles }: SearchPlan): readonly Notice[] {
  if (circles.every(({ centre }) => centre !== null)) return [];
  const expected = 'a commune in which a Location of the mock has a position';
  return [{ requirement: 'ROR-READ-SEARCH', where: 'near-insee-code', seen: 'no point is known', expected }];
}

/** An opaque address, as the server behind the real ROR makes them; nothing in it is for the client to read. */
function pageUrl(
  base: string,
  { token, list, offset }: { readonly token: string; readonly list: ResultList; readonly offset: number },
): string {
  const format = list.format === null ? '' : `&_format=${encodeURIComponent(list.format)}`;
  return `${base}?_getpages=${token}&_getpagesoffset=${offset}&_count=${list.pageSize}${format}&_bundletype=searchset`;
}

function pageGone(seen: string): Error {
  return refuse({
    code: 'read.page-gone',
    status: 410,
    issue: 'not-found',
    text: 'consultation.page-gone',
    detail: { requirement: 'ROR-READ-PAGES', expected: 'Bundle.link', seen: seen.slice(0, 100), where: '_getpages' },
  });
}

function notFound(type: ResourceType, id: string): Error {
  return refuse({
    code: 'read.not-found',
    status: 404,
    issue: 'not-found',
    text: 'mock.read.not-found',
    values: { type, seen: id },
    detail: { seen: `${type}/${id}`, where: 'path' },
  });
}
