import { compareFacts } from './diff-facts.ts';
import type { FactChange } from './diff-facts.ts';
import type { Report, ReportVerdict } from './report.ts';
import { hasWarnings } from './verdict.ts';

/** How a verdict is compared: its status, `warned` for a pass with findings, `absent` when the check was not run. */
export type ComparedStatus = ReportVerdict['status'] | 'warned' | 'absent';

/** One check whose verdict is not the same. */
export interface VerdictChange {
  readonly check: string;
  /** `other`: it no longer fails, but it does not pass either. */
  readonly change: 'worse' | 'better' | 'other';
  readonly before: ComparedStatus;
  readonly after: ComparedStatus;
  /** Codes of findings that were not there before. */
  readonly newFindings: readonly string[];
  /** Codes of findings that are there no more. */
  readonly goneFindings: readonly string[];
}

/** Which report stands on one side. */
export interface ComparedRun {
  readonly run: number;
  readonly startedAt: string;
  readonly isFinished: boolean;
  readonly result: Report['result'];
  readonly counts: Report['counts'];
  /** Set for an observation. */
  readonly observed?: 'whole' | 'part';
}

/** What changed between two runs. */
export interface ReportDiff {
  readonly format: 'rorkit-diff';
  readonly version: 1;
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** True when a verdict or the result of the run got worse: a release gate stops then. */
  readonly isWorse: boolean;
  readonly verdicts: readonly VerdictChange[];
  readonly newScenarios: readonly string[];
  readonly removedScenarios: readonly string[];
  readonly newChecks: readonly string[];
  readonly removedChecks: readonly string[];
  /** Versions, catalogue, connector, settings, requirements. */
  readonly facts: readonly FactChange[];
}

/** From best to worst. A check that was not run proves as little as one that does not apply. */
const RANKS: Readonly<Record<ComparedStatus, number>> = {
  pass: 0,
  warned: 1,
  omit: 2,
  absent: 2,
  skip: 3,
  error: 4,
  fail: 5,
};

const RESULT_RANKS: Readonly<Record<Report['result'], number>> = {
  conformant: 0,
  'not-judged': 1,
  'not-conformant': 2,
};

/**
 * What changed from one run to another. A check is worse when its verdict is lower (pass, warned, omit or absent, skip,
 * error, fail), or when it has a finding that it did not have; better when it passes and did not, or lost findings only.
 */
export function diffReports(before: Report, after: Report): ReportDiff {
  const [old, now] = [verdictsOf(before), verdictsOf(after)];
  const checks = [...new Set([...old.keys(), ...now.keys()])];
  const verdicts = checks.flatMap((check) => changeOf(check, old.get(check), now.get(check)) ?? []);
  const [oldScenarios, nowScenarios] = [scenariosOf(before), scenariosOf(after)];
  return {
    format: 'rorkit-diff',
    version: 1,
    before: sideOf(before),
    after: sideOf(after),
    isWorse:
      verdicts.some(({ change }) => change === 'worse') || RESULT_RANKS[after.result] > RESULT_RANKS[before.result],
    verdicts,
    newScenarios: without(nowScenarios, oldScenarios),
    removedScenarios: without(oldScenarios, nowScenarios),
    newChecks: checks.filter((check) => !old.has(check)),
    removedChecks: checks.filter((check) => !now.has(check)),
    facts: compareFacts(before, after),
  };
}

function verdictsOf(report: Report): ReadonlyMap<string, ReportVerdict> {
  const verdicts = report.scenarios.flatMap((scenario) => scenario.verdicts);
  return new Map(verdicts.map((verdict) => [verdict.check, verdict]));
}

function scenariosOf(report: Report): Set<string> {
  return new Set(report.scenarios.map(({ id }) => id));
}

function without(all: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...all].filter((one) => !others.has(one));
}

function sideOf({ header, finishedAt, result, counts }: Report): ComparedRun {
  const { run, startedAt, observed } = header;
  return { run, startedAt, isFinished: finishedAt !== null, result, counts, ...(observed && { observed }) };
}

function changeOf(check: string, old?: ReportVerdict, now?: ReportVerdict): VerdictChange | null {
  const [before, after] = [statusOf(old), statusOf(now)];
  const [oldFindings, nowFindings] = [findingsOf(old), findingsOf(now)];
  const newFindings = without(nowFindings, oldFindings);
  const goneFindings = without(oldFindings, nowFindings);
  const findings = { newFindings, goneFindings };
  if (before !== after) return { check, change: directionOf(before, after), before, after, ...findings };
  if (newFindings.length > 0) return { check, change: 'worse', before, after, ...findings };
  return goneFindings.length > 0 ? { check, change: 'better', before, after, ...findings } : null;
}

function statusOf(verdict: ReportVerdict | undefined): ComparedStatus {
  if (verdict === undefined) return 'absent';
  return hasWarnings(verdict) ? 'warned' : verdict.status;
}

/** A finding is the same when level, rule and code are: where it stands differs from run to run. */
function findingsOf(verdict: ReportVerdict | undefined): Set<string> {
  return new Set(verdict?.findings.map(({ level, requirement, code }) => `${level} ${requirement} ${code}`));
}

function directionOf(before: ComparedStatus, after: ComparedStatus): VerdictChange['change'] {
  if (RANKS[after] > RANKS[before]) return 'worse';
  return after === 'pass' || after === 'warned' ? 'better' : 'other';
}
