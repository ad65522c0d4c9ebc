import { isDeepStrictEqual } from 'node:util';
import type { JournalEntry } from '../../journal/entry.ts';
import type { ConnectorWorld, Driver, StimulusResult } from '../drivers/driver.ts';
import { UNARMED } from '../model/scenario-arming.ts';
import type { ScenarioArming } from '../model/scenario-arming.ts';
import type { Stimulus } from '../model/check.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Verdict } from '../model/verdict.ts';
import { armAgain, armStart } from './arm-mock.ts';
import type { Armable, ArmedState } from './arm-mock.ts';
import { askPersons } from './ask-persons.ts';
import { deliverUntilKilled } from './deliver-until-killed.ts';
import type { Lane, RunOptions } from './lane.ts';
import { lastOutputLine } from './last-output.ts';
import { outlast } from './outlast.ts';
import { PlanError } from './plan-error.ts';
import type { AttemptPlan } from './plan.ts';
import { planAttempt } from './plan.ts';
import { handedLeaves } from './scenario-credentials.ts';
import { settle } from './settle.ts';
import { stopReason } from './stop-reason.ts';

/** A trouble that keeps a scenario from being judged. */
export type Trouble = NonNullable<StimulusResult['trouble']>;

/** How one attempt went, for the lane to decide whether to go on. */
export interface AttemptOutcome {
  readonly verdicts: readonly Verdict[];
  readonly trouble: Trouble | null;
}

interface Attempt {
  readonly scenario: Scenario;
  readonly number: number;
  readonly lane: Lane;
  readonly options: RunOptions;
}

interface Observation {
  readonly trouble: Trouble | null;
  /** True when a process of the connector ended in a way that the contract does not name. */
  readonly hadAbnormalEnd: boolean;
  readonly settled: boolean;
  readonly waitedMs: number;
}

/**
 * One scenario on one lane: reset, arm, stimuli, quiet, judge. Everything between two marks of the journal. Never
 * rejects for what the connector does; what breaks on our side becomes verdicts `error`. Null when the run was
 * interrupted, or when the scenario does not apply and was not driven.
 */
export async function runScenario(scenario: Scenario, lane: Lane, options: RunOptions): Promise<AttemptOutcome | null> {
  const undriven = notJudged(options, scenario, { reason: 'not-started' });
  if (undriven.length > 0 && undriven.every(({ status }) => status === 'omit')) {
    await nameScenario(scenario, lane, { options, verdicts: undriven });
    return null;
  }
  const attempt: Attempt = { scenario, number: options.nextAttempt(), lane, options };
  options.emit({ type: 'scenario-started', scenario, attempt: attempt.number });
  const started = performance.now();
  const from = await mark(attempt, 'scenario-start');
  const observed = await observe(attempt);
  const to = await mark(attempt, 'scenario-end');
  if (stopReason(options.signal) === 'interrupted') return null;
  const entries = await lane.mock.readJournal({ from, to });
  const { verdicts, trouble } = judged(attempt, observed, entries);
  if (trouble !== null) options.emit({ type: 'connector-trouble', scenario: scenario.id, ...trouble });
  options.keepEntries(scenario.id, attempt.number, entries);
  options.emit({
    type: 'scenario-judged',
    scenario,
    attempt: attempt.number,
    verdicts,
    settled: observed instanceof Error ? false : observed.settled && trouble === null,
    journal: { from, to },
    durationMs: Math.round(performance.now() - started),
    waitedMs: observed instanceof Error ? 0 : observed.waitedMs,
  });
  return { verdicts, trouble };
}

/** A scenario that is not run any more, so that the report names it: two marks and skips. */
export async function skipScenario(scenario: Scenario, lane: Lane, options: RunOptions): Promise<void> {
  await nameScenario(scenario, lane, { options, verdicts: notJudged(options, scenario, { reason: 'not-started' }) });
}

/** Puts the verdicts of a scenario that is not driven into the report, between two marks of the journal. */
async function nameScenario(
  scenario: Scenario,
  lane: Lane,
  { options, verdicts }: { readonly options: RunOptions; readonly verdicts: readonly Verdict[] },
): Promise<void> {
  const attempt: Attempt = { scenario, number: options.nextAttempt(), lane, options };
  options.emit({ type: 'scenario-started', scenario, attempt: attempt.number });
  const from = await mark(attempt, 'scenario-start');
  const to = await mark(attempt, 'scenario-end');
  options.emit({
    type: 'scenario-judged',
    scenario,
    attempt: attempt.number,
    verdicts,
    journal: { from, to },
    durationMs: 0,
    waitedMs: 0,
  });
}

async function observe(attempt: Attempt): Promise<Observation | Error> {
  try {
    const { scenario, lane, options } = attempt;
    const leaves = await handedLeaves(scenario, lane.facts);
    const limits = lane.usable?.limitsFor(scenario);
    const facts = { ...lane.facts, leaves, ...(limits === undefined ? {} : { limits }) };
    const plan = planAttempt(scenario, facts, options.seed);
    return await drive(plan, attempt, await arm(plan, attempt));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await attempt.lane.driver.end();
  }
}

async function arm(plan: AttemptPlan, attempt: Attempt): Promise<ArmedState> {
  const { mock, settings } = attempt.lane;
  const { arming } = plan.scenario;
  const state = await armStart(mock, armable(plan, arming, attempt.options), settings);
  for (const setup of plan.setups(new Date())) await mock.setRecords(setup);
  await mark(attempt, 'armed');
  return state;
}

function armable(plan: AttemptPlan, arming: ScenarioArming, { timing }: RunOptions): Armable {
  const { outageMs } = timing;
  return { arming, participants: plan.participants(arming), revoked: plan.revoked(arming), outageMs };
}

async function drive(plan: AttemptPlan, attempt: Attempt, state: ArmedState): Promise<Observation> {
  const { lane, options, scenario } = attempt;
  if (scenario.steps.length === 0) return await askOnly(attempt);
  const world = plan.world(lane.stateDir, state.arming);
  await lane.driver.begin(world, options.outputFile(attempt.number, scenario.id));
  // A token that it still holds, asked for before anything was armed, would hide what the scenario is about.
  if (lane.driver.outlivesScenarios === true && !isDeepStrictEqual(state.arming, UNARMED)) {
    await restart(lane.driver, world);
  }
  const armedAt = (await lane.mock.journalHead()) + 1;
  const { hadAbnormalEnd, trouble, isAtWork, outageMs } = await deliverAll(plan, attempt, state);
  if (options.persons !== undefined && trouble === null) {
    await askPersons(options.persons, { scenario, mock: lane.mock, from: armedAt }, options.signal);
  }
  const { quiet, waitedMs } = await endAndSettle(attempt, armedAt);
  await mark(attempt, 'settled');
  const settled = quiet && trouble === null && !isAtWork;
  return { trouble, hadAbnormalEnd, settled, waitedMs: waitedMs + outageMs };
}

/** What only a person can say: nothing is driven, and nothing has to fall silent. */
async function askOnly(attempt: Attempt): Promise<Observation> {
  const { scenario, lane, options } = attempt;
  const from = await mark(attempt, 'settled');
  if (options.persons !== undefined) {
    await askPersons(options.persons, { scenario, mock: lane.mock, from }, options.signal);
  }
  return { trouble: null, hadAbnormalEnd: false, settled: true, waitedMs: 0 };
}

/** Silence of a connector that goes on running counts while it could still try again; that of one that ends, after its end. */
async function endAndSettle({ lane, options }: Attempt, since: number): ReturnType<typeof settle> {
  const { driver, mock } = lane;
  if (driver.keepsRunning !== true) {
    await driver.end();
    return settle(mock, options.timing, options.signal);
  }
  const { quietMs, retryEveryMs, deadlineMs } = options.timing;
  const timing = { quietMs: Math.max(quietMs, retryEveryMs), deadlineMs: Math.max(deadlineMs, retryEveryMs), since };
  const settled = await settle(mock, timing, options.signal);
  await driver.end();
  return settled;
}

interface Delivered extends Pick<Observation, 'trouble' | 'hadAbnormalEnd'> {
  /** True when a deadline passed before the connector fell silent. */
  readonly isAtWork: boolean;
  /** How long the end of an outage was waited for. */
  readonly outageMs: number;
}

async function deliverAll(plan: AttemptPlan, attempt: Attempt, start: ArmedState): Promise<Delivered> {
  const { scenarioDeadlineMs, signal } = attempt.options;
  let lastStart = performance.now() + scenarioDeadlineMs;
  const seen = { hadAbnormalEnd: false, isAtWork: false, outageMs: 0 };
  let state = start;
  let wasKilled = false;
  let lost: Stimulus | null = null;
  for (const step of attempt.scenario.steps) {
    if (step.afterOutage === true) seen.outageMs += await outlast(attempt.lane.mock, attempt.options);
    if (signal.aborted) break;
    if (performance.now() > lastStart) {
      return { ...seen, trouble: { code: 'scenario-deadline', detail: String(scenarioDeadlineMs) } };
    }
    state = await prepareStep(step, { plan, attempt, state, wasKilled });
    wasKilled = step.killAfter !== undefined;
    const given = await giveStep(step, { plan, lane: attempt.lane, lost });
    lost = given.lost;
    for (const { result, trouble, settled, operatorMs = 0 } of given.results) {
      lastStart += operatorMs;
      seen.hadAbnormalEnd ||= result === 'abnormal';
      seen.isAtWork ||= settled === false;
      if (trouble !== null) return { ...seen, trouble };
    }
  }
  return { ...seen, trouble: null };
}

interface Giving {
  readonly plan: AttemptPlan;
  readonly lane: Lane;
  /** The stimulus that nobody had taken over when the connector was killed. */
  readonly lost: Stimulus | null;
}

/** Whoever got no answer because the connector was killed gives the same stimulus again, before the next one. */
async function giveStep(
  step: Step,
  { plan, lane, lost }: Giving,
): Promise<{ readonly results: readonly StimulusResult[]; readonly lost: Stimulus | null }> {
  const givenAgain = lost === null ? [] : [await deliver(lost, lane)];
  const stimulus = plan.stimulus(step, new Date());
  const delivered = await deliver(stimulus, lane, step.killAfter);
  const isLost = step.killAfter !== undefined && delivered.unacknowledged === true;
  return { results: [...givenAgain, delivered], lost: isLost ? stimulus : null };
}

interface BeforeStep {
  readonly plan: AttemptPlan;
  readonly attempt: Attempt;
  readonly state: ArmedState;
  /** True when the step before killed the connector. */
  readonly wasKilled: boolean;
}

/** Arms the mock as the step says, and starts the connector anew where it was killed, is to restart, or gets other certificates. */
async function prepareStep(step: Step, { plan, attempt, state, wasKilled }: BeforeStep): Promise<ArmedState> {
  const { mock, driver, stateDir } = attempt.lane;
  const arming = step.arming ?? state.arming;
  const next = step.arming === undefined ? state : await armAgain(mock, armable(plan, arming, attempt.options), state);
  for (const setup of plan.stepSetups(step, new Date())) await mock.setRecords(setup);
  const hasOthers = !isDeepStrictEqual(arming.certificates, state.arming.certificates);
  if (!wasKilled && step.restart !== true && !hasOthers) return next;
  await restart(driver, plan.world(stateDir, arming));
  return next;
}

async function restart(driver: Driver, world: ConnectorWorld): Promise<void> {
  if (driver.restart === undefined) throw new PlanError({ reason: 'lacks-restart' });
  await driver.restart(world);
}

type Step = Scenario['steps'][number];

async function deliver(stimulus: Stimulus, lane: Lane, killAfter?: number): Promise<StimulusResult> {
  const stimulusId = stimulus.id;
  lane.usable?.told(stimulus);
  await lane.mock.append({ kind: 'stimulus', stimulusId, driver: lane.driver.name, body: stimulus });
  const delivered = await (killAfter === undefined
    ? lane.driver.deliver(stimulus)
    : deliverUntilKilled(lane, stimulus, killAfter));
  const { result, exitCode, signal, timedOut, durationMs } = delivered;
  if (delivered.reported !== undefined) {
    await lane.mock.append({ kind: 'attestation', stimulusId, by: 'log', ...delivered.reported });
  }
  if (result !== 'unsaid') {
    await lane.mock.append({ kind: 'connector-exit', stimulusId, result, exitCode, signal, timedOut, durationMs });
  }
  return delivered;
}

/** Nothing is judged when the connector could not be driven: a verdict that could be wrong is worse than none. */
function judged(attempt: Attempt, observed: Observation | Error, entries: readonly JournalEntry[]): AttemptOutcome {
  const { scenario, options } = attempt;
  if (observed instanceof PlanError) {
    const verdicts = notJudged(options, scenario, { reason: observed.reason, values: observed.values });
    return { verdicts: attempt.lane.hasOwnSeed === true ? verdicts.map(omitted) : verdicts, trouble: null };
  }
  if (observed instanceof Error) return { verdicts: broken(attempt, observed), trouble: null };
  if (options.signal.aborted)
    return { verdicts: notJudged(options, scenario, { reason: 'not-finished' }), trouble: null };
  const trouble = observed.trouble ?? silentDeath(attempt, observed, entries);
  if (trouble !== null) {
    return { verdicts: options.judge({ scenario, entries, settled: false, trouble }), trouble };
  }
  return { verdicts: options.judge({ scenario, entries, settled: observed.settled, trouble: null }), trouble: null };
}

/** Verdicts that say that nothing of a scenario was judged, and why; what does not apply anyway stays `omit`. */
function notJudged(options: RunOptions, scenario: Scenario, skip: NonNullable<Verdict['skip']>): readonly Verdict[] {
  const trouble = { code: skip.reason, detail: '' };
  const verdicts = options.judge({ scenario, entries: [], settled: false, trouble });
  return verdicts.map((verdict) => (verdict.status === 'skip' ? { ...verdict, skip } : verdict));
}

/** What the user's own data do not hold does not apply to their product. */
function omitted(verdict: Verdict): Verdict {
  return verdict.status === 'skip' ? { ...verdict, status: 'omit' } : verdict;
}

/** Our own failure: verdicts `error`, never a failure of the connector. */
function broken({ scenario, options }: Attempt, error: Error): readonly Verdict[] {
  const text = error.stack ?? error.message;
  return notJudged(options, scenario, { reason: 'not-started' }).map((verdict) => ({
    ...verdict,
    status: 'error',
    skip: null,
    error: text,
  }));
}

const NETWORK = new Set<JournalEntry['kind']>(['exchange', 'connection', 'handshake-failure']);

/** A program that dies before it has opened any connection did not start: a wrong path, a missing module, bad options. */
function silentDeath(attempt: Attempt, observed: Observation, entries: readonly JournalEntry[]): Trouble | null {
  if (!observed.hadAbnormalEnd || entries.some((entry) => NETWORK.has(entry.kind))) return null;
  const exit = entries.findLast((entry) => entry.kind === 'connector-exit');
  const how = exit?.signal ?? `exit ${exit?.exitCode ?? '?'}`;
  const said = lastOutputLine(attempt.options.outputFile(attempt.number, attempt.scenario.id));
  return { code: 'cannot-start', detail: said === null ? how : `${how}: ${said}` };
}

async function mark(
  { lane, scenario, number }: Attempt,
  what: 'scenario-start' | 'armed' | 'settled' | 'scenario-end',
): Promise<number> {
  return lane.mock.append({ kind: 'mark', mark: what, scenario: scenario.id, attempt: number });
}
