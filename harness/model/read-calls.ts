import { z } from 'zod';
import type { ExchangeEntry, RecordedBody } from '../../journal/entry.ts';
import { queryParameters } from './attempt-facts.ts';
import type { AttemptView, CheckOutcome } from './check.ts';
import { doesNotApply, outcome, skipped } from './check-outcome.ts';
import type { Finding } from './verdict.ts';

/** Path of the consultation service (feed API §1). */
const READ_PATH = '/ws-diffusion-fhir';

/** Types of resources whose reading asks for the four headers (feed API §3). */
const HEADED_TYPES = ['Location', 'Organization', 'HealthcareService', 'Practitioner', 'PractitionerRole'];

const texts = z.array(z.unknown()).catch([]);
const linkSchema = z.looseObject({ relation: z.string(), url: z.string() });
const bundleSchema = z.looseObject({ resourceType: z.literal('Bundle'), link: texts, entry: texts });
const entrySchema = z.looseObject({ resource: z.looseObject({ identifier: texts }) });
const identifierSchema = z.looseObject({ value: z.string() });

/** What a consumer was given, as far as checks ask. */
export interface ReadBundle {
  /** Path and query of the next page; null on the last one. */
  readonly next: string | null;
  /** Values of the identifiers of its resources. */
  readonly identifiers: ReadonlySet<string>;
}

/** One request to the consultation service. */
export interface ReadCall {
  readonly entry: ExchangeEntry;
  /** True for a search or read of one of the five types, and for a further page of such a search. */
  readonly needsHeaders: boolean;
  /** Null when the answer is no success, or no Bundle in JSON. */
  readonly bundle: ReadBundle | null;
  /** `stimulusId` of what was asked last before it; null when nothing was. */
  readonly stimulusId: string | null;
}

/** Every request to the consultation service, in order. Total, whatever was sent and answered. */
export function readCalls(view: AttemptView): readonly ReadCall[] {
  return view.otherCalls.filter(isRead).map((entry) => ({
    entry,
    needsHeaders: needsHeaders(entry),
    bundle: entry.answer.status === 200 ? readBundle(entry.answer.body) : null,
    stimulusId: view.stimuli.findLast((one) => one.entry.seq < entry.seq)?.entry.stimulusId ?? null,
  }));
}

function pathOf({ request }: ExchangeEntry): string {
  return request.target.split('?', 1)[0] ?? '';
}

function isRead(entry: ExchangeEntry): boolean {
  const path = pathOf(entry);
  const isBelow = path === READ_PATH || path.startsWith(`${READ_PATH}/`);
  return isBelow && entry.listener === 'api' && entry.request.method === 'GET';
}

function needsHeaders(entry: ExchangeEntry): boolean {
  const [type = ''] = pathOf(entry)
    .slice(READ_PATH.length + 1)
    .split('/');
  return HEADED_TYPES.includes(type) || (type === '' && queryParameters(entry.request.target).has('_getpages'));
}

/** True for a refusal of a read; a token that is not taken is another matter. */
export function isRefusedRead({ entry }: ReadCall): boolean {
  const { status } = entry.answer;
  return status >= 400 && status < 500 && status !== 401 && status !== 429;
}

/** What a check of reads looked at, and why there was nothing, if so: id of a text, without `skip.`. */
interface ReadJudgement {
  readonly judged: number;
  readonly findings: readonly Finding[];
  readonly reason: string;
}

/** The outcome of a check of reads. It does not apply to a connector that feeds and reads nothing: reading is optional. */
export function readOutcome(view: AttemptView, { judged, findings, reason }: ReadJudgement): CheckOutcome {
  if (readCalls(view).length > 0) return outcome(judged, findings, reason);
  const isFeeder = view.tokenCalls.length + view.feedCalls.length > 0;
  return isFeeder ? doesNotApply('reads-nothing') : skipped('nothing-sent');
}

function readBundle(body: RecordedBody): ReadBundle | null {
  const parsed = bundleSchema.safeParse(jsonOf(body));
  if (!parsed.success) return null;
  const { link, entry } = parsed.data;
  const links = link.flatMap((one) => linkSchema.safeParse(one).data ?? []);
  const next = links.find(({ relation }) => relation === 'next')?.url ?? null;
  const resources = entry.flatMap((one) => entrySchema.safeParse(one).data?.resource ?? []);
  const values = resources.flatMap(({ identifier }) =>
    identifier.flatMap((one) => identifierSchema.safeParse(one).data?.value ?? []),
  );
  return { next: next === null ? null : targetOf(next), identifiers: new Set(values) };
}

/** Path and query of an address; the text itself when it is none. */
function targetOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function jsonOf(body: RecordedBody): unknown {
  if (body.form !== 'text') return undefined;
  try {
    return JSON.parse(body.text) as unknown;
  } catch {
    return undefined;
  }
}
