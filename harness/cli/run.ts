import type { Command } from 'commander';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import type { Translate } from '../../messages/index.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import type { Kernel } from '../../mev3/kernel.ts';
import { unsaidByDriver } from '../drivers/adt-unsaid.ts';
import { judgeAttempt } from '../judge/judge-attempt.ts';
import type { JournalExcerpt } from '../model/report-model.ts';
import type { Report } from '../model/report.ts';
import { buildReport } from '../model/report-model.ts';
import { rollUp } from '../model/roll-up.ts';
import type { RunEvent, RunHeader, RunResult } from '../model/run-event.ts';
import type { Scenario } from '../model/scenario.ts';
import { SCENARIO_TAGS } from '../model/scenario-tags.ts';
import { createConsoleReporter } from '../report/console.ts';
import type { AttemptToJudge, RunOptions } from '../runner/lane.ts';
import { BUNDLED_REQUIREMENTS } from '../runner/load-requirements.ts';
import type { Persons } from '../runner/ask-persons.ts';
import { runPlan } from '../runner/run-plan.ts';
import { RunStore } from '../store/run-store.ts';
import { assertClaims } from './assert-claims.ts';
import { chooseScenarios } from './choose-scenarios.ts';
import type { ExpectedFailure } from './expected-failures.ts';
import { compareFailures, readExpectedFailures } from './expected-failures.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT, RESULT_CODES } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { explainMockErrors } from './mock-errors.ts';
import { narrowScenarios } from './narrow-scenarios.ts';
import { collected, duration, eachOneOf, namedValues, oneOf, pattern, shardOf, wholeNumber } from './options.ts';
import { productVersion } from './product-version.ts';
import { runInputs } from './run-inputs.ts';
import { assertOperator, openOperator } from './open-operator.ts';
import { RunDeadline } from './run-deadline.ts';
import type { OpenLanes } from './run-lanes.ts';
import { openLanes, typedSettings } from './run-lanes.ts';
import { personsOf } from './persons.ts';
import { probeReports, writable, writeReports } from './run-reports.ts';
import type { RunFlags, RunRequest } from './run-request.ts';
import { readRequest } from './run-request.ts';
import type { TerminalOperator } from './terminal-operator.ts';
import type { Library } from './scenario-library.ts';
import { loadLibrary } from './scenario-library.ts';

/** Adds `rorkit run`. */
export const registerRun: RegisterCommand = (program, context, finish) => {
  addOptions(program.command('run'), context).action(async (names: string[], flags: RunFlags) => {
    finish(await explainMockErrors(context.t, () => run(names, flags, context)));
  });
};

function addOptions(command: Command, { t }: CliContext): Command {
  return command
    .description(t('cli.help-run'))
    .argument('[scenario...]', t('cli.help-run-scenario'))
    .option('--config <file>', t('cli.help-run-config'))
    .option('--connector <file>', t('cli.help-run-connector'))
    .option('--reports <folder>', t('cli.help-run-reports'))
    .option('--strict', t('cli.help-run-strict'))
    .option('--json', t('cli.help-run-json'))
    .option('--catalogue <name|file>', t('cli.help-run-catalogue'))
    .option('--set <name=value>', t('cli.help-run-set'), namedValues(t))
    .option('--seed <text>', t('cli.help-run-seed'))
    .option('--bail', t('cli.help-run-bail'))
    .option('--lanes <n>', t('cli.help-run-lanes'), wholeNumber(t, '--lanes', { min: 1, max: 16 }))
    .option('--mock <url>', t('cli.help-run-mock'))
    .option('--mock-token-file <file>', t('cli.help-run-mock-token-file'))
    .option('--pki <folder>', t('cli.help-run-pki'))
    .option('--grep <pattern>', t('cli.help-run-grep'), pattern(t, '--grep'))
    .option('--seed-file <file>', t('cli.help-run-seed-file'))
    .option('--area <area>', t('cli.help-run-area'), collected)
    .option(
      '--tag <tag>',
      t('cli.help-run-tag', { tags: SCENARIO_TAGS.join(', ') }),
      eachOneOf(t, '--tag', SCENARIO_TAGS),
    )
    .option('--rerun <failed>', t('cli.help-run-rerun'), oneOf(t, '--rerun', ['failed']))
    .option('--repeat <n>', t('cli.help-run-repeat'), wholeNumber(t, '--repeat', { min: 1, max: 1000 }))
    .option('--shard <i/n>', t('cli.help-run-shard'), shardOf(t))
    .option('--expected-failures <file>', t('cli.help-run-expected'))
    .option('--attestations <file>', t('cli.help-run-attestations'))
    .option('--scenario-timeout <time>', t('cli.help-run-scenario-timeout'), duration(t, '--scenario-timeout'))
    .option('--run-timeout <time>', t('cli.help-run-run-timeout'), duration(t, '--run-timeout'));
}

/** What a run was asked to do, loaded and checked: nothing is written before this stands. */
interface PreparedRun {
  readonly request: RunRequest;
  readonly library: Library;
  readonly scenarios: readonly Scenario[];
  readonly expectedFailures: readonly ExpectedFailure[];
  readonly kernel: Kernel;
}

async function run(names: readonly string[], flags: RunFlags, context: CliContext): Promise<ExitCode> {
  const request = readRequest(names, flags, context);
  assertOperator(request, context.t);
  const library = await loadLibrary(context.t);
  assertClaims(request.connector, library.requirements, context.t);
  const named = chooseScenarios(library.scenarios, request.names, context.t);
  const scenarios = narrowScenarios(named, request.narrow, context.t);
  const { expectedFailures: file } = request;
  const expectedFailures = file === null ? [] : readExpectedFailures(file, library.scenarios, context.t);
  const kernel = createKernel({ catalogue: loadCatalogue(request.config.catalogue, context.t) });
  typedSettings(request.config.settings);
  const prepared: PreparedRun = { request, library, scenarios, expectedFailures, kernel };
  const pki = await ensurePki({ dir: request.config.pki });
  const { data, reports } = request.config;
  probeReports(reports, context.t);
  const store = writable(data, context.t, () => {
    makePrivateFolder(data);
    return RunStore.open(data);
  });
  store.keepInputs(runInputs(request, scenarios, { requirements: BUNDLED_REQUIREMENTS, cwd: context.cwd }));
  const deadline = new RunDeadline(request.config.deadlines.runMs);
  const operator = openOperator(request, { deadline, run: store.folder }, context);
  const signal = AbortSignal.any([context.interrupted, deadline.signal]);
  try {
    const open = await openLanes({ request, context, pki, kernel, store, signal, operator });
    try {
      return await runAndReport(prepared, { open, store, signal, operator }, context);
    } finally {
      await open.close();
    }
  } finally {
    deadline.pause();
    operator?.close();
  }
}

interface OpenRun {
  readonly open: OpenLanes;
  readonly store: RunStore;
  readonly signal: AbortSignal;
  readonly operator: TerminalOperator | null;
}

async function runAndReport(prepared: PreparedRun, openRun: OpenRun, context: CliContext): Promise<ExitCode> {
  const { request, library, expectedFailures } = prepared;
  const { open, store } = openRun;
  const events: RunEvent[] = [];
  const excerpts: JournalExcerpt[] = [];
  const say = request.json ? context.err : context.out;
  const console = createConsoleReporter({
    write: say,
    t: context.t,
    language: context.language,
    requirements: library.requirements,
    isTerminal: context.isTerminal && !request.json,
  });
  const { kernel } = prepared;
  const persons = personsOf({ request, kernel, operator: openRun.operator, run: store.folder, t: context.t });
  const options = runOptions(prepared, openRun, {
    ...(persons === null ? {} : { persons }),
    emit: (event) => {
      events.push(event);
      store.record(event);
      console.onEvent(event);
      if (event.type === 'scenario-started') openRun.operator?.begin(event.scenario);
    },
    keepEntries: (scenario, attempt, entries) => {
      excerpts.push({ scenario, attempt, entries });
    },
  });
  const { result } = await runPlan(runHeader(prepared, openRun), open.lanes, options);
  const report = buildReport({ events, requirements: library.requirements, excerpts });
  const files = writeReports(report, { reports: request.config.reports, run: store.folder }, context);
  if (files.length > 0) say(`${context.t('report.written', { files: files.join(', ') })}\n`);
  if (request.json) context.out(`${JSON.stringify(report)}\n`);
  if (result !== null) return exitCode(result, report, { expectedFailures, say, t: context.t });
  context.err(`rorkit: ${context.t('cli.interrupted')}\n`);
  return EXIT.interrupted;
}

/** The code of the result; failures that are known change it, never the report. */
function exitCode(
  result: RunResult,
  report: Report,
  {
    expectedFailures,
    say,
    t,
  }: {
    readonly expectedFailures: readonly ExpectedFailure[];
    readonly say: (text: string) => void;
    readonly t: Translate;
  },
): ExitCode {
  if (expectedFailures.length === 0) return RESULT_CODES[result];
  const verdicts = report.scenarios.flatMap((scenario) => scenario.verdicts);
  const outcome = compareFailures(verdicts, expectedFailures, new Date().toISOString().slice(0, 10));
  for (const { check, until, reason } of outcome.expected)
    say(`${t('cli.failure-expected', { check, until, reason })}\n`);
  for (const { check, until } of outcome.stale) say(`${t('cli.failure-stale', { check, until })}\n`);
  for (const { check } of outcome.passed) say(`${t('cli.failure-passed', { check })}\n`);
  if (outcome.stale.length + outcome.passed.length + outcome.unexpected.length > 0) return EXIT.notConformant;
  // Without the known failures, what is left to say is whether everything else was judged.
  return RESULT_CODES[rollUp(verdicts.filter(({ status }) => status !== 'fail'))];
}

function runOptions(
  { request, library, scenarios, kernel }: PreparedRun,
  { store, signal }: OpenRun,
  listeners: {
    readonly persons?: Persons;
    readonly emit: RunOptions['emit'];
    readonly keepEntries: (scenario: string, attempt: number, entries: readonly JournalEntry[]) => void;
  },
): RunOptions {
  const { timing, capabilities } = request.connector.file;
  const notClaimed = new Set(capabilities.notClaimed);
  const { strict } = request.config;
  const { requirements } = library;
  return {
    scenarios: Array.from({ length: request.repeat }, () => scenarios).flat(),
    seed: request.seed,
    timing,
    scenarioDeadlineMs: request.config.deadlines.scenarioMs,
    runDeadlineMs: request.config.deadlines.runMs,
    bail: request.bail,
    signal,
    nextAttempt: () => store.nextAttempt(),
    outputFile: (attempt, scenario) => store.outputFile(attempt, scenario),
    judge: ({ trouble, ...attempt }: AttemptToJudge) =>
      judgeAttempt({
        ...attempt,
        ...(trouble === null ? {} : { trouble }),
        kernel,
        requirements,
        strict,
        timing,
        notClaimed,
        unsaid: unsaidByDriver(request.connector.file, attempt.scenario),
      }),
    ...listeners,
  };
}

function runHeader({ request, scenarios }: PreparedRun, { open, store }: OpenRun): RunHeader {
  const { guide, catalogue, settings } = open.description;
  const { connector } = request;
  return {
    run: store.run,
    startedAt: new Date().toISOString(),
    rorkitVersion: productVersion(),
    nodeVersion: process.versions.node,
    guide,
    catalogue,
    settings,
    seed: request.seed,
    strict: request.config.strict,
    connector: {
      name: connector.file.name,
      file: connector.shownPath,
      digest: connector.digest,
      driver: connector.file.stimulus.driver,
    },
    product: request.config.product ?? null,
    scenarios: scenarios.map((scenario) => scenario.id),
    ...(request.narrow.shard === null ? {} : { shard: request.narrow.shard }),
  };
}
