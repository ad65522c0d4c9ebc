import type { JournalEntry } from '../../journal/entry.ts';
import { REPORT_VERSION } from './report.ts';
import type { Report, ReportCoverage, ReportScenario, ReportVerdict } from './report.ts';
import { timelineItem } from './report-timeline.ts';
import type { Requirement } from './requirement.ts';
import { rollUp } from './roll-up.ts';
import type { RunEvent, RunHeader } from './run-event.ts';
import { hasWarnings } from './verdict.ts';
import type { Verdict, VerdictStatus } from './verdict.ts';

/** The journal entries of one attempt. */
export interface JournalExcerpt {
  readonly scenario: string;
  readonly attempt: number;
  readonly entries: readonly JournalEntry[];
}

/** What a report is made from. */
export interface ReportInput {
  readonly events: readonly RunEvent[];
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly excerpts: readonly JournalExcerpt[];
}

type Judged = Extract<RunEvent, { type: 'scenario-judged' }>;
type Trouble = Extract<RunEvent, { type: 'connector-trouble' }>;

/** The worst of some verdicts; a skip that matters stands before pass, so a scenario half judged does not look green. */
export function scenarioStatusOf(verdicts: readonly Verdict[]): VerdictStatus {
  const has = (status: VerdictStatus): boolean => verdicts.some((verdict) => verdict.status === status);
  if (has('fail')) return 'fail';
  if (has('error')) return 'error';
  if (verdicts.some((verdict) => verdict.status === 'skip' && !verdict.optional)) return 'skip';
  if (has('pass')) return 'pass';
  return has('skip') ? 'skip' : 'omit';
}

/** A verdict as a report holds it. */
export function reportVerdict(verdict: Verdict): ReportVerdict {
  return {
    ...verdict,
    requirements: [...verdict.requirements],
    findings: verdict.findings.map((finding) => ({ ...finding, values: { ...finding.values } })),
    skip: verdict.skip === null ? null : { ...verdict.skip, values: { ...verdict.skip.values } },
    window: verdict.window === null ? null : { ...verdict.window },
  };
}

function troubleOf({ code, detail }: Trouble): { code: string; detail: string } {
  return { code, detail };
}

function reportScenario(event: Judged, input: ReportInput): ReportScenario {
  const { scenario, attempt, verdicts } = event;
  const excerpt = input.excerpts.find((one) => one.scenario === scenario.id && one.attempt === attempt);
  const troubles = input.events.filter((one): one is Trouble => one.type === 'connector-trouble');
  return {
    id: scenario.id,
    area: scenario.area,
    title: scenario.title,
    purpose: scenario.purpose,
    failureMeans: scenario.failureMeans,
    requirements: [...scenario.requirements],
    attempt,
    status: scenarioStatusOf(verdicts),
    warnings: verdicts.filter(hasWarnings).length,
    verdicts: verdicts.map(reportVerdict),
    troubles: troubles.filter((one) => one.scenario === scenario.id).map(troubleOf),
    journal: { ...event.journal },
    durationMs: event.durationMs,
    waitedMs: event.waitedMs,
    timeline: (excerpt?.entries ?? []).flatMap((entry) => timelineItem(entry) ?? []),
  };
}

function stateOf(id: string, verdicts: readonly Verdict[]): ReportCoverage['state'] {
  const own = verdicts.flatMap((verdict) => verdict.findings).filter((finding) => finding.requirement === id);
  if (own.some((finding) => finding.level === 'error')) return 'not-met';
  if (own.length > 0) return 'warned';
  if (verdicts.some((verdict) => verdict.status === 'pass' || verdict.status === 'fail')) return 'met';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict.status === 'omit') ? 'not-claimed' : 'not-judged';
}

/** How far each requirement of the table was covered by these verdicts, in the order of the table. */
export function coverageOf(
  requirements: ReadonlyMap<string, Requirement>,
  verdicts: readonly Verdict[],
): ReportCoverage[] {
  const byRequirement = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    for (const id of new Set(verdict.requirements)) {
      const about = byRequirement.get(id);
      if (about === undefined) byRequirement.set(id, [verdict]);
      else about.push(verdict);
    }
  }
  return [...requirements.keys()].map((id) => {
    const about = byRequirement.get(id) ?? [];
    return { requirement: id, state: stateOf(id, about), checks: [...new Set(about.map((verdict) => verdict.check))] };
  });
}

/** How many verdicts there are of each status. */
export function countVerdicts(verdicts: readonly Verdict[]): Report['counts'] {
  const count = (status: VerdictStatus): number => verdicts.filter((verdict) => verdict.status === status).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    skip: count('skip'),
    omit: count('omit'),
    error: count('error'),
    warned: verdicts.filter(hasWarnings).length,
  };
}

function reportHeader(header: RunHeader): Report['header'] {
  return {
    ...header,
    catalogue: { ...header.catalogue },
    settings: { ...header.settings },
    connector: { ...header.connector },
    product: header.product === null ? null : { ...header.product },
    scenarios: [...header.scenarios],
  };
}

/** The result of a run that was interrupted: never better than not judged, since what did not run was not judged. */
export function resultUnfinished(verdicts: readonly Verdict[]): Report['result'] {
  const own = rollUp(verdicts);
  return own === 'conformant' ? 'not-judged' : own;
}

/**
 * The report of one run, made from its events, the table of requirements and the journal entries of each attempt.
 * Pure: the same input gives the same report. Throws a TypeError when the events hold no `run-started`.
 */
export function buildReport(input: ReportInput): Report {
  const started = input.events.find((event) => event.type === 'run-started');
  if (started === undefined) throw new TypeError('no run-started among the events of the run');
  const finished = input.events.find((event) => event.type === 'run-finished');
  const judged = input.events.filter((event) => event.type === 'scenario-judged');
  const verdicts = judged.flatMap((event) => event.verdicts);
  const troubles = input.events.filter((event) => event.type === 'connector-trouble');
  return {
    format: 'rorkit-report',
    version: REPORT_VERSION,
    header: reportHeader(started.header),
    finishedAt: finished?.finishedAt ?? null,
    result: finished?.result ?? resultUnfinished(verdicts),
    counts: countVerdicts(verdicts),
    scenarios: judged.map((event) => reportScenario(event, input)),
    coverage: coverageOf(input.requirements, verdicts),
    requirements: [...input.requirements.values()].map((one) => ({
      ...one,
      text: { ...one.text },
      mend: { ...one.mend },
    })),
    troubles: troubles.filter((one) => one.scenario === null).map(troubleOf),
  };
}
