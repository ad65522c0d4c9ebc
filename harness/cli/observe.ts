import path from 'node:path';
import type { Command } from 'commander';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import type { Catalogue, Kernel } from '../../mev3/kernel.ts';
import type { MockDescription, MockRor } from '../../mock-server/index.ts';
import { RunStore } from '../store/run-store.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { guideText } from './mock-guide.ts';
import { warningLines } from './mock-circle.ts';
import { explainMockErrors } from './mock-errors.ts';
import { addMockOptions, readPorts, startMock } from './mock-start.ts';
import { explainStart } from './mock-start-errors.ts';
import { judgeObservation } from './observe-judge.ts';
import type { ObserveFlags, ObserveRequest } from './observe-request.ts';
import { readObserveRequest } from './observe-request.ts';
import { duration, oneOf, wholeNumber } from './options.ts';
import { probeReports, writable } from './run-reports.ts';
import { loadRequirementTable } from './scenario-library.ts';

/** Most requests of one observation: its report holds each of them. */
const MAX_AT_MOST = 50_000;

/**
 * Adds `rorkit observe`. Its end by Ctrl-C is how it is meant to end: what came is judged, and the exit code is that of
 * the verdict.
 */
export const registerObserve: RegisterCommand = (program, context, finish) => {
  addOptions(program.command('observe'), context).action(async (flags: ObserveFlags, command: Command) => {
    const given = Object.keys(flags).filter((name) => command.getOptionValueSource(name) !== 'default');
    const request = readObserveRequest(flags, new Set(given), context);
    finish(await explainMockErrors(context.t, () => observe(request, context)));
  });
};

function addOptions(command: Command, context: CliContext): Command {
  const { t } = context;
  const own = command
    .description(t('observe.help'))
    .option('--for <time>', t('observe.help-for'), duration(t, '--for'))
    .option('--until-quiet <time>', t('observe.help-until-quiet'), duration(t, '--until-quiet'))
    .option('--at-most <n>', t('observe.help-at-most'), wholeNumber(t, '--at-most', { min: 1, max: MAX_AT_MOST }))
    .option('--name <text>', t('observe.help-name'))
    .option('--config <file>', t('cli.help-run-config'))
    .option('--reports <folder>', t('observe.help-reports'))
    .option('--strict', t('cli.help-run-strict'))
    .option('--mock <url>', t('observe.help-mock'))
    .option('--mock-token-file <file>', t('cli.help-run-mock-token-file'));
  return addMockOptions(own, context)
    .option('--json', t('cli.help-run-json'))
    .option('--lang <fr|en>', t('cli.help-lang'), oneOf(t, '--lang', ['fr', 'en']));
}

async function observe(request: ObserveRequest, context: CliContext): Promise<ExitCode> {
  const { t } = context;
  const kernel = createKernel({ catalogue: loadCatalogue(request.mock.catalogue, t) });
  const requirements = await loadRequirementTable(t);
  const { data, reports } = request.config;
  probeReports(reports, t);
  const store = writable(data, t, () => {
    makePrivateFolder(data);
    return RunStore.open(data);
  });
  const opened = await openMock(request, store, context);
  try {
    assertSameCatalogue(opened.description, { kernel, request }, context);
    const { mock, description } = opened;
    context.err(opened.said);
    return await judgeObservation({ request, mock, description, kernel, requirements, store }, context);
  } finally {
    await opened.mock.close();
  }
}

interface OpenedMock {
  readonly mock: MockRor;
  readonly description: MockDescription;
  /** What the user is told of it. */
  readonly said: string;
}

async function openMock(request: ObserveRequest, store: RunStore, context: CliContext): Promise<OpenedMock> {
  const lane = store.laneFolder(1);
  if (request.remote !== null) {
    const { connectMockRor } = await import('../../mock-server/index.ts');
    const mock = await connectMockRor(request.remote.url, request.remote.token);
    return { mock, description: await mock.describe(), said: '' };
  }
  const place = {
    ports: readPorts(request.mock.port, context),
    dataDir: path.join(lane, 'mock'),
    keepSigningKey: false,
    kept: request.config.data,
  };
  const { mock, guide, publicHostHint, warnings } = await explainStart(context.t, () =>
    startMock(request.mock, place, context),
  );
  const hint = publicHostHint === null ? '' : `${publicHostHint}\n`;
  const said = `${hint}${warningLines(warnings, context.t)}${guideText(guide, context.t)}\n`;
  return { mock, description: await mock.describe(), said };
}

/** Checks judge by our catalogue what the mock answered by its own: both must be the same. */
function assertSameCatalogue(
  { catalogue }: MockDescription,
  { kernel, request }: { readonly kernel: Kernel; readonly request: ObserveRequest },
  { t }: CliContext,
): void {
  if (catalogue.digest === kernel.catalogue.digest) return;
  const url = request.remote?.url ?? '';
  const message = t('cli.catalogue-differs', {
    url,
    theirs: catalogueWords(catalogue),
    ours: catalogueWords(kernel.catalogue),
  });
  throw new CliError({ code: 'cli.catalogue-differs', message, hint: t('cli.catalogue-differs-hint') });
}

function catalogueWords({ name, digest }: Pick<Catalogue, 'name' | 'digest'>): string {
  return `${name} (${digest.slice(0, 12)})`;
}
