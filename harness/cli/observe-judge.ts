import path from 'node:path';
import type { Kernel } from '../../mev3/kernel.ts';
import type { MockDescription, MockRor } from '../../mock-server/index.ts';
import { judgeAttempt } from '../judge/judge-attempt.ts';
import { OBSERVATION_TIMING } from '../model/observation.ts';
import { buildReport } from '../model/report-model.ts';
import type { Requirement } from '../model/requirement.ts';
import { rollUp } from '../model/roll-up.ts';
import type { RunEvent, RunHeader, RunResult } from '../model/run-event.ts';
import type { Scenario } from '../model/scenario.ts';
import { createConsoleReporter } from '../report/console.ts';
import { durationText } from '../report/texts.ts';
import { BUNDLED_OBSERVATION, loadObservation } from '../runner/load-observation.ts';
import { BUNDLED_REQUIREMENTS } from '../runner/load-requirements.ts';
import type { Observed } from '../runner/observe-traffic.ts';
import { observeTraffic } from '../runner/observe-traffic.ts';
import type { RunInput, RunStore } from '../store/run-store.ts';
import type { CliContext } from './command.ts';
import { isBundledCatalogue } from './config.ts';
import { RESULT_CODES } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import type { ObserveRequest } from './observe-request.ts';
import { problemsError } from './problems.ts';
import { productVersion } from './product-version.ts';
import { writeReports } from './run-reports.ts';

/** A mock that listens, and all that judging what it hears depends on. */
export interface OpenObservation {
  readonly request: ObserveRequest;
  readonly mock: MockRor;
  readonly description: MockDescription;
  readonly kernel: Kernel;
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly store: RunStore;
}

/** Listens, judges and reports, recorded as a run is. */
export async function judgeObservation(open: OpenObservation, context: CliContext): Promise<ExitCode> {
  const { request, mock, requirements, store } = open;
  const history = request.remote === null ? 'whole' : 'part';
  const sheet = await loadObservation(history);
  if (!sheet.ok) throw problemsError(sheet.problems, context.t);
  const scenario = sheet.value;
  store.keepInputs(inputsOf(open, scenario, context.cwd));
  const say = request.json ? context.err : context.out;
  const { t, language } = context;
  const isTerminal = context.isTerminal && !request.json;
  const console = createConsoleReporter({ write: say, t, language, requirements, isTerminal });
  const events: RunEvent[] = [];
  const emit = (event: RunEvent): void => {
    events.push(event);
    store.record(event);
    console.onEvent(event);
  };
  emit({ type: 'run-started', header: headerOf(open, scenario, history) });
  const attempt = store.nextAttempt();
  emit({ type: 'scenario-started', scenario, attempt });
  const observed = await observeTraffic(
    mock,
    { scenario, attempt, onStart: () => context.err(`${listeningText(request, context)}\n`) },
    { ...request, signal: context.interrupted },
  );
  context.err(`${t(`observe.ended-${observed.ended}`)} ${t('observe.came', { count: observed.exchanges })}\n`);
  const result = judged(observed, { open, scenario, attempt, emit });
  const excerpts = [{ scenario: scenario.id, attempt, entries: observed.entries }];
  const report = buildReport({ events, requirements, excerpts });
  const files = writeReports(report, { reports: request.config.reports, run: store.folder }, context);
  if (files.length > 0) say(`${t('report.written', { files: files.join(', ') })}\n`);
  if (request.json) context.out(`${JSON.stringify(report)}\n`);
  return RESULT_CODES[result];
}

interface ToJudge {
  readonly open: OpenObservation;
  readonly scenario: Scenario;
  readonly attempt: number;
  readonly emit: (event: RunEvent) => void;
}

function judged(observed: Observed, { open, scenario, attempt, emit }: ToJudge): RunResult {
  const { kernel, requirements, request } = open;
  const { entries, journal, durationMs, trouble } = observed;
  if (trouble !== null) emit({ type: 'connector-trouble', scenario: scenario.id, ...trouble });
  const verdicts = judgeAttempt({
    scenario,
    entries,
    kernel,
    requirements,
    strict: request.config.strict,
    timing: OBSERVATION_TIMING,
    settled: false,
    notClaimed: new Set(),
    ...(trouble === null ? {} : { trouble }),
  });
  const waitedMs = durationMs;
  emit({ type: 'scenario-judged', scenario, attempt, verdicts, settled: false, journal, durationMs, waitedMs });
  const result = rollUp(verdicts);
  emit({ type: 'run-finished', result, finishedAt: new Date().toISOString() });
  return result;
}

/** Everything that the judgement depends on, kept with it as for a run. */
function inputsOf({ request }: OpenObservation, scenario: Scenario, cwd: string): readonly RunInput[] {
  const { config, mock, remote, forMs, quietMs, atMost, name } = request;
  const { strict } = config;
  const inForce = { forMs, quietMs, atMost, name, strict, catalogue: path.basename(mock.catalogue), mock: remote?.url };
  return [
    { role: 'observation in force', path: null, content: `${JSON.stringify(inForce, null, 2)}\n` },
    ...(config.file === null ? [] : [{ role: 'config', path: config.file }]),
    ...(isBundledCatalogue(mock.catalogue) ? [] : [{ role: 'catalogue', path: path.resolve(cwd, mock.catalogue) }]),
    { role: 'requirements', path: BUNDLED_REQUIREMENTS },
    { role: `scenario ${scenario.id}`, path: BUNDLED_OBSERVATION },
  ];
}

/** Nothing is driven and nothing is drawn by lot: neither a connector file nor a seed stands behind it. */
const NONE = '—';

function headerOf(
  { request, description, store }: OpenObservation,
  scenario: Scenario,
  observed: 'whole' | 'part',
): RunHeader {
  const { guide, catalogue, settings } = description;
  const product = request.config.product ?? null;
  return {
    run: store.run,
    startedAt: new Date().toISOString(),
    rorkitVersion: productVersion(),
    nodeVersion: process.versions.node,
    guide,
    catalogue,
    settings,
    seed: NONE,
    strict: request.config.strict,
    connector: { name: request.name ?? product?.name ?? NONE, file: NONE, digest: NONE, driver: 'observe' },
    product,
    scenarios: [scenario.id],
    observed,
  };
}

/** What is said when the listening begins, and how it can end. */
function listeningText({ forMs, quietMs }: ObserveRequest, { t, language }: CliContext): string {
  const others = [
    ...(quietMs === null ? [] : [t('observe.listening-quiet', { time: durationText(quietMs, language) })]),
    ...(forMs === null ? [] : [t('observe.listening-for', { time: durationText(forMs, language) })]),
  ].join('');
  return t('observe.listening', { others });
}
