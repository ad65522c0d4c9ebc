import { z } from 'zod';

/** Version of the shape of report.json: a change that a reader could notice is a new version. */
export const REPORT_VERSION = 1;

const bilingual = z.strictObject({ fr: z.string(), en: z.string() });
const values = z.record(z.string(), z.union([z.string(), z.number()]));
const headers = z.array(z.tuple([z.string(), z.string()]));

const finding = z.strictObject({
  requirement: z.string(),
  code: z.string().describe('Stable; `finding.<code>` is the id of its text'),
  entry: z.int().nullable().describe('seq of the journal entry; null when it is about an absence'),
  where: z.string(),
  expected: z.string(),
  seen: z.string(),
  values: values.optional(),
  level: z.enum(['error', 'warning']),
});

const window = z.strictObject({ from: z.int(), to: z.int(), ms: z.number() });

const verdict = z.strictObject({
  check: z.string().describe('<scenario id>#<slug>'),
  scenario: z.string(),
  slug: z.string(),
  requirements: z.array(z.string()),
  status: z.enum(['pass', 'fail', 'skip', 'omit', 'error']),
  judged: z.int().min(0),
  findings: z.array(finding),
  skip: z.strictObject({ reason: z.string(), because: z.string().optional(), values: values.optional() }).nullable(),
  error: z.string().nullable(),
  window: window.nullable(),
  optional: z.boolean(),
});

const body = z.strictObject({
  form: z.enum(['none', 'text', 'bytes', 'resource']),
  /** The text as recorded (secrets are thumbprints), base64 for `bytes`, `Type/id/_history/n` for `resource`. */
  content: z.string(),
  bytes: z.int().min(0),
  sha256: z.string(),
  truncated: z.boolean(),
});

const tls = z.strictObject({
  version: z.string().nullable(),
  cipher: z.string().nullable(),
  resumed: z.boolean(),
  serverName: z.string().nullable(),
  peerSubjectDn: z.string().nullable(),
  peerSha256: z.string().nullable(),
  verification: z.string().nullable(),
});

const exchange = z.strictObject({
  kind: z.literal('exchange'),
  seq: z.int(),
  at: z.string(),
  listener: z.enum(['auth', 'api']),
  tls,
  request: z.strictObject({ method: z.string(), target: z.string(), httpVersion: z.string(), headers, body }),
  answer: z.strictObject({ status: z.int(), at: z.string(), headers, body }),
  caller: z.strictObject({ clientId: z.string().nullable(), role: z.string().nullable() }),
  cause: z
    .strictObject({
      code: z.string(),
      requirement: z.string().nullable(),
      expected: z.string().nullable(),
      seen: z.string().nullable(),
      where: z.string().nullable(),
    })
    .nullable(),
  notices: z.array(
    z.strictObject({ requirement: z.string(), where: z.string(), seen: z.string(), expected: z.string() }),
  ),
});

const handshakeFailure = z.strictObject({
  kind: z.literal('handshake-failure'),
  seq: z.int(),
  at: z.string(),
  listener: z.enum(['auth', 'api']),
  code: z.string(),
  cause: z.string(),
  tls,
});

const stimulus = z.strictObject({
  kind: z.literal('stimulus'),
  seq: z.int(),
  at: z.string(),
  stimulusId: z.string(),
  driver: z.string(),
  body: z.unknown(),
});

const connectorExit = z.strictObject({
  kind: z.literal('connector-exit'),
  seq: z.int(),
  at: z.string(),
  stimulusId: z.string().nullable(),
  result: z.enum(['done', 'refused', 'nothing', 'abnormal']),
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  timedOut: z.boolean(),
  durationMs: z.number(),
});

const note = z.strictObject({
  kind: z.literal('note'),
  seq: z.int(),
  at: z.string(),
  /** Kind of the journal entry that is not shown in full: `connection-unused`, `delivery`, `fault`, `clock` … */
  entry: z.string(),
  detail: z.string(),
});

const timelineItem = z.discriminatedUnion('kind', [exchange, handshakeFailure, stimulus, connectorExit, note]);

const trouble = z.strictObject({ code: z.string(), detail: z.string() });

const scenario = z.strictObject({
  id: z.string(),
  area: z.string(),
  title: bilingual,
  purpose: bilingual,
  failureMeans: bilingual,
  requirements: z.array(z.string()),
  attempt: z.int().min(1),
  /** The worst of its verdicts: fail, error, skip (a required one), pass, omit. */
  status: z.enum(['pass', 'fail', 'skip', 'omit', 'error']),
  warnings: z.int().min(0),
  verdicts: z.array(verdict),
  troubles: z.array(trouble),
  journal: z.strictObject({ from: z.int(), to: z.int() }),
  durationMs: z.number(),
  waitedMs: z.number(),
  timeline: z.array(timelineItem),
});

const requirement = z.strictObject({
  id: z.string(),
  area: z.string(),
  text: bilingual,
  mend: bilingual,
  source: z.string(),
  version: z.string(),
  basis: z.enum(['documented', 'derived', 'assumed']),
  obligation: z.enum(['must', 'should']),
  claim: z.enum(['required', 'optional']),
});

const coverage = z.strictObject({
  requirement: z.string(),
  /** `met`: judged, nothing found · `warned` · `not-met` · `not-judged`: no check could judge it · `not-claimed`. */
  state: z.enum(['met', 'warned', 'not-met', 'not-judged', 'not-claimed']),
  /** Full ids of the checks of this run that name it. */
  checks: z.array(z.string()),
});

const counts = z.strictObject({
  pass: z.int(),
  fail: z.int(),
  skip: z.int(),
  omit: z.int(),
  error: z.int(),
  /** Passed verdicts that carry warnings. */
  warned: z.int(),
});

/** As many as `--shard` takes: a report that speaks of more was not written by a run. */
const shardNumber = z.int().min(1).max(9999);

const header = z.strictObject({
  run: z.int(),
  startedAt: z.string(),
  rorkitVersion: z.string(),
  nodeVersion: z.string(),
  guide: z.string(),
  catalogue: z.strictObject({ name: z.string(), digest: z.string(), size: z.int() }),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  seed: z.string(),
  strict: z.boolean(),
  connector: z.strictObject({ name: z.string(), file: z.string(), digest: z.string(), driver: z.string() }),
  product: z.strictObject({ name: z.string(), version: z.string(), vendor: z.string() }).nullable(),
  scenarios: z.array(z.string()),
  /** One part of a run that was split over machines (`--shard`); absent for a whole one. */
  shard: z.strictObject({ index: shardNumber, count: shardNumber }).optional(),
  /** Set by an observation, which is not a run of the suite: `part` when the mock had run before it. */
  observed: z.enum(['whole', 'part']).optional(),
});

/** The shape of report.json, version 1: what every reporter is made from. */
export const reportSchema = z.strictObject({
  format: z.literal('rorkit-report'),
  version: z.literal(REPORT_VERSION),
  header,
  /** Null when the run was interrupted before its end. */
  finishedAt: z.string().nullable(),
  result: z.enum(['conformant', 'not-conformant', 'not-judged']),
  counts,
  scenarios: z.array(scenario),
  coverage: z.array(coverage),
  /** The requirements that this report names, so that it can be read alone. */
  requirements: z.array(requirement),
  /** Troubles that belong to no scenario. */
  troubles: z.array(trouble),
});

/** report.json, version 1. */
export type Report = z.infer<typeof reportSchema>;

/** One scenario of a report. */
export type ReportScenario = Report['scenarios'][number];

/** One verdict of a report: the shape of a Verdict. */
export type ReportVerdict = ReportScenario['verdicts'][number];

/** One line of a scenario's timeline. */
export type TimelineItem = ReportScenario['timeline'][number];

/** One HTTP exchange of a timeline. */
export type ReportExchange = Extract<TimelineItem, { kind: 'exchange' }>;

/** How far one requirement was covered. */
export type ReportCoverage = Report['coverage'][number];

/** The JSON Schema (draft 2020-12) of report.json. */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'rorkit report, version 1', ...z.toJSONSchema(reportSchema) };
}
