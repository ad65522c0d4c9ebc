import { z } from 'zod';
import type { ExchangeEntry, JournalEntry, RecordedBody, StimulusEntry } from '../../journal/entry.ts';
import type { Kernel } from '../../mev3/kernel.ts';
import { queryParameters } from '../model/attempt-facts.ts';
import type { AttemptView, FeedCall, Stimulus, TokenCall } from '../model/check.ts';

const codeOrNull = z.string().nullable();

const stimulusSchema: z.ZodType<Stimulus> = z.object({
  contract: z.literal(1),
  id: z.string(),
  kind: z.enum(['report-capacity', 'remove-capacity', 'resend-all', 'read-back']),
  at: z.string(),
  establishment: z.object({
    finess: z.string(),
    idNatStruct: z.string(),
    name: z.string(),
    credential: z.string(),
  }),
  location: z.object({ identifier: z.string(), name: z.string() }).nullable(),
  records: z.array(
    z.object({
      capacityType: z.string(),
      capacityStatus: codeOrNull,
      temporalityCapacity: codeOrNull,
      genderCapacityAvailable: codeOrNull,
      capacityClosingType: codeOrNull,
      additionalBedType: codeOrNull,
      crisisType: codeOrNull,
      temporaryAssignement: codeOrNull,
      capacitySourceType: z.string(),
      nbCapacity: z.number(),
      capacityUpdateDate: z.string(),
      comment: codeOrNull,
    }),
  ),
});

const TOKEN_PATH = '/protocol/openid-connect/token';

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(body: RecordedBody): string {
  return body.form === 'text' ? body.text : '';
}

/** The JSON of a body; undefined when it is none. */
function jsonOf(body: RecordedBody): unknown {
  if (body.form !== 'text') return undefined;
  try {
    return JSON.parse(body.text) as unknown;
  } catch {
    return undefined;
  }
}

function pathOf(exchange: ExchangeEntry): string {
  return exchange.request.target.split(/[?#]/, 1)[0] ?? '';
}

/** Any PATCH of the API was meant as an update: one with a wrong path is a fault of its own, not other traffic. */
function isFeedCall(exchange: ExchangeEntry): boolean {
  return exchange.listener === 'api' && exchange.request.method === 'PATCH';
}

function isTokenCall(exchange: ExchangeEntry): boolean {
  return exchange.listener === 'auth' && pathOf(exchange).endsWith(TOKEN_PATH);
}

/** The issues of an OperationOutcome; `expression` may be an array or, as published once, a bare string. */
function issuesOf(body: RecordedBody): FeedCall['issues'] {
  const outcome = jsonOf(body);
  if (!isObject(outcome)) return [];
  return list(outcome['issue'])
    .filter(isObject)
    .map((issue) => {
      const { code, diagnostics, expression } = issue;
      const paths = typeof expression === 'string' ? [expression] : list(expression);
      return {
        code: typeof code === 'string' ? code : '',
        diagnostics: typeof diagnostics === 'string' ? diagnostics : '',
        expression: paths.filter((path) => typeof path === 'string'),
      };
    });
}

interface Reading {
  readonly kernel: Kernel;
  /** `seq` of the exchanges whose answer did not reach the connector whole. */
  readonly lost: ReadonlySet<number>;
}

function readFeedCall(entry: ExchangeEntry, stimulus: StimulusEntry | null, { kernel, lost }: Reading): FeedCall {
  const json = jsonOf(entry.request.body);
  return {
    entry,
    identifier: queryParameters(entry.request.target).get('identifier'),
    body: json === undefined ? null : kernel.readFeedBody(json),
    issues: issuesOf(entry.answer.body),
    lost: lost.has(entry.seq),
    stimulus,
  };
}

function formOf(body: RecordedBody): ReadonlyMap<string, readonly string[]> {
  const parameters = new URLSearchParams(textOf(body));
  return new Map([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

function readTokenCall(entry: ExchangeEntry, { lost }: Reading): TokenCall {
  const granted = entry.answer.status === 200;
  const answer = granted ? jsonOf(entry.answer.body) : undefined;
  const expiresIn = isObject(answer) ? answer['expires_in'] : undefined;
  return {
    entry,
    form: formOf(entry.request.body),
    token: granted ? entry.caller.token : null,
    lost: lost.has(entry.seq),
    expiresIn: typeof expiresIn === 'number' ? expiresIn : null,
  };
}

function readStimuli(entries: readonly JournalEntry[]): AttemptView['stimuli'] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'stimulus') return [];
    const parsed = stimulusSchema.safeParse(entry.body);
    return parsed.success ? [{ entry, stimulus: parsed.data }] : [];
  });
}

function windowOf(entries: readonly JournalEntry[]): AttemptView['window'] {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return { from: 0, to: 0, ms: 0 };
  const ms = Date.parse(last.at) - Date.parse(first.at);
  return { from: first.seq, to: last.seq, ms: Number.isFinite(ms) ? Math.max(0, ms) : 0 };
}

/** Reads the journal entries of one attempt once, for all its checks. Never throws, whatever the connector sent. */
export function readAttempt(entries: readonly JournalEntry[], kernel: Kernel): AttemptView {
  const exchanges = entries.filter((entry) => entry.kind === 'exchange');
  const lost = new Set(entries.flatMap((entry) => (entry.kind === 'delivery' ? [entry.exchange] : [])));
  const reading: Reading = { kernel, lost };
  const stimulusEntries = entries.filter((entry) => entry.kind === 'stimulus');
  const stimulusOf = (entry: ExchangeEntry): StimulusEntry | null =>
    stimulusEntries.findLast((stimulus) => stimulus.seq < entry.seq) ?? null;
  // What a connector that lives on still sends of the scenario before answers nothing that this one asked.
  const firstAsked = stimulusEntries[0]?.seq ?? 0;
  const feedExchanges = exchanges.filter((entry) => isFeedCall(entry) && entry.seq > firstAsked);
  return {
    entries,
    stimuli: readStimuli(entries),
    exits: entries.filter((entry) => entry.kind === 'connector-exit'),
    feedCalls: feedExchanges.map((entry) => readFeedCall(entry, stimulusOf(entry), reading)),
    tokenCalls: exchanges.filter(isTokenCall).map((entry) => readTokenCall(entry, reading)),
    failedHandshakes: entries.filter((entry) => entry.kind === 'handshake-failure'),
    otherCalls: exchanges.filter((entry) => !isFeedCall(entry) && !isTokenCall(entry)),
    window: windowOf(entries),
  };
}
