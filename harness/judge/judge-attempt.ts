import { CHECKS } from '../../scenarios/checks/index.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import type { Kernel } from '../../mev3/kernel.ts';
import type { AnyCheck, CheckContext, CheckOutcome } from '../model/check.ts';
import { observedHistory } from '../model/observation.ts';
import { findingLevel } from '../model/requirement.ts';
import type { Requirement } from '../model/requirement.ts';
import { outsideCatalogue } from '../model/scenario-catalogue.ts';
import type { CheckUse, Scenario } from '../model/scenario.ts';
import type { Finding, SkipReason, Verdict, WeighedFinding } from '../model/verdict.ts';
import { readAttempt } from './read-attempt.ts';

/** Everything that a judgement depends on: the same input gives the same verdicts. */
export interface AttemptInput {
  readonly scenario: Scenario;
  /** The journal entries of the attempt, in order. */
  readonly entries: readonly JournalEntry[];
  readonly kernel: Kernel;
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** True makes derived and assumed rules, and every should, fail. */
  readonly strict: boolean;
  readonly timing: CheckContext['timing'];
  /** True when the connector's process tree had ended, or it had said that it was done. */
  readonly settled: boolean;
  /** Requirement ids that the connector file declares as not claimed. */
  readonly notClaimed?: ReadonlySet<string>;
  /** Why the driver cannot say this scenario to the connector; then nothing of it is judged. Default: it can. */
  readonly unsaid?: SkipReason | null;
  /** Set when the connector could not be driven: nothing is judged, and each check says why. */
  readonly trouble?: { readonly code: string; readonly detail: string };
  /** Default: the checks of scenarios/checks/. */
  readonly checks?: ReadonlyMap<string, AnyCheck>;
}

interface Judging {
  readonly input: AttemptInput;
  readonly context: CheckContext | { readonly broken: string };
  /** Why the scenario as a whole does not apply, if so: not claimed, outside the catalogue in force, or not to be said. */
  readonly outside: SkipReason | null;
  /** Verdicts so far, by slug. */
  readonly done: Map<string, Verdict>;
}

/** One check of the scenario with what is known of it. */
interface Used {
  readonly use: CheckUse;
  readonly requirements: readonly string[];
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isOptional(id: string, input: AttemptInput): boolean {
  return input.requirements.get(id)?.claim === 'optional';
}

/** The verdict of a check that judged nothing, to be completed. */
function blank({ use, requirements }: Used, input: AttemptInput): Verdict {
  return {
    check: `${input.scenario.id}#${use.slug}`,
    scenario: input.scenario.id,
    slug: use.slug,
    requirements,
    status: 'skip',
    judged: 0,
    findings: [],
    skip: null,
    error: null,
    window: null,
    optional: requirements.length > 0 && requirements.every((id) => isOptional(id, input)),
  };
}

/** The check whose failure makes this one unjudgeable: a need that failed or broke, or what that need was waiting for. */
function brokenNeed(use: CheckUse, judging: Judging): string | undefined {
  for (const need of use.needs) {
    const verdict = judging.done.get(need);
    if (verdict?.status === 'fail' || verdict?.status === 'error') return verdict.check;
    if (verdict?.skip?.because !== undefined) return verdict.skip.because;
  }
  return undefined;
}

/** A scenario about something optional that the connector does not claim. */
function notClaimedAsAWhole({ scenario, notClaimed }: AttemptInput): SkipReason | null {
  const { claim } = scenario;
  if (claim === undefined || notClaimed?.has(claim) !== true) return null;
  return { reason: 'not-claimed', values: { requirements: claim } };
}

/** Why this check is not run, if so: a catalogue under which the scenario says nothing, a trouble of the connector, a claim that was not made, or a need that failed. */
function reasonNotToRun(used: Used, judging: Judging): Pick<Verdict, 'status' | 'skip'> | undefined {
  const { input, outside } = judging;
  if (outside !== null) return { status: 'omit', skip: outside };
  const notClaimed = input.notClaimed ?? new Set<string>();
  if (used.requirements.length > 0 && used.requirements.every((id) => notClaimed.has(id))) {
    const optional = used.requirements.every((id) => isOptional(id, input));
    const reason = optional ? 'not-claimed' : 'required-not-claimed';
    return {
      status: optional ? 'omit' : 'skip',
      skip: { reason, values: { requirements: used.requirements.join(', ') } },
    };
  }
  if (input.trouble !== undefined)
    return { status: 'skip', skip: { reason: 'connector-trouble', values: input.trouble } };
  const because = brokenNeed(used.use, judging);
  return because === undefined ? undefined : { status: 'skip', skip: { reason: 'because', because } };
}

function weigh(finding: Finding, input: AttemptInput): WeighedFinding {
  const requirement = input.requirements.get(finding.requirement);
  if (requirement === undefined) throw new Error(`a check names an unknown requirement: ${finding.requirement}`);
  return { ...finding, level: findingLevel(requirement, input.strict) };
}

/** What came unasked owes nobody a refusal, a removal or the end of a token: a check without a subject does not apply. */
function isWithoutSubject({ scenario }: AttemptInput, context: CheckContext): boolean {
  return observedHistory(scenario.id) !== undefined && context.view.feedCalls.length > 0;
}

function completed(
  base: Verdict,
  outcome: CheckOutcome,
  judging: { input: AttemptInput; context: CheckContext },
): Verdict {
  const { input, context } = judging;
  const findings = outcome.findings
    .filter(
      (finding) => !(input.notClaimed?.has(finding.requirement) === true && isOptional(finding.requirement, input)),
    )
    .map((finding) => weigh(finding, input));
  const window = outcome.window ?? null;
  if (outcome.judged === 0 && findings.length === 0) {
    const skip: SkipReason = outcome.skip ?? { reason: 'nothing-judged' };
    const isOmitted = outcome.doesNotApply === true || isWithoutSubject(input, context);
    return { ...base, status: isOmitted ? 'omit' : 'skip', skip, window };
  }
  const status = findings.some((finding) => finding.level === 'error') ? 'fail' : 'pass';
  return { ...base, status, judged: Math.max(1, outcome.judged), findings, window };
}

/** Runs one check. Whatever goes wrong in it is our own fault: verdict `error`, never `fail`. */
function run(check: AnyCheck, used: Used, judging: Judging): Verdict {
  const { input, context } = judging;
  const base = blank(used, input);
  const notRun = reasonNotToRun(used, judging);
  if (notRun !== undefined) return { ...base, ...notRun };
  if ('broken' in context) return { ...base, status: 'error', error: context.broken };
  try {
    return completed(base, check.judge(context, used.use.with), { input, context });
  } catch (error) {
    return { ...base, status: 'error', error: stackOf(error) };
  }
}

/** Invalid parameters show as the error of the check itself, when it runs. */
function requirementsOf(check: AnyCheck, use: CheckUse): readonly string[] {
  return check.params.safeParse(use.with).success ? check.requirementsFor(use.with) : check.requirements;
}

function judgeUse(use: CheckUse, judging: Judging): Verdict {
  const check = (judging.input.checks ?? CHECKS).get(use.use);
  if (check !== undefined) return run(check, { use, requirements: requirementsOf(check, use) }, judging);
  const base = blank({ use, requirements: [] }, judging.input);
  return { ...base, status: 'error', error: `no check is named ${use.use}` };
}

function contextOf(input: AttemptInput): Judging['context'] {
  const { scenario, entries, kernel, timing, settled } = input;
  const lost = entries.find((entry) => entry.kind === 'recording-failure');
  // What was not recorded could hold the fault as well as the proof: neither pass nor fail can be said.
  if (lost !== undefined) return { broken: `the journal is incomplete: ${lost.lost} entries lost (${lost.reason})` };
  try {
    return { scenario, view: readAttempt(entries, kernel), kernel, timing, settled };
  } catch (error) {
    return { broken: stackOf(error) };
  }
}

/**
 * The verdict of every check of a scenario over the journal of one attempt, in the order of the scenario. Pure and
 * total: the same for run, observe and verify, whatever the connector sent.
 */
export function judgeAttempt(input: AttemptInput): readonly Verdict[] {
  const outside =
    notClaimedAsAWhole(input) ?? outsideCatalogue(input.scenario, input.kernel.catalogue) ?? input.unsaid ?? null;
  const judging: Judging = { input, context: contextOf(input), outside, done: new Map() };
  for (const use of input.scenario.checks) judging.done.set(use.slug, judgeUse(use, judging));
  return [...judging.done.values()];
}
