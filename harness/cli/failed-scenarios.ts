import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import type { Report } from '../model/report.ts';
import type { Narrowing } from './narrow-scenarios.ts';
import { newestRun, openRunReport } from './open-report.ts';

/**
 * The scenarios that did not pass in the newest run, with its random choices, so that the same happens again.
 * @throws CliError `report.…` when there is no run to read, `cli.nothing-to-rerun` when all passed
 */
export function failedScenarios(dataDir: string, context: CliContext): NonNullable<Narrowing['rerun']> {
  const { scenarios, header } = newestSuiteReport(dataDir, context);
  const { run } = header;
  const judged = new Map<string, boolean>();
  for (const { id, status } of scenarios) {
    judged.set(id, (judged.get(id) ?? true) && (status === 'pass' || status === 'omit'));
  }
  // One that an interruption left out was not seen to pass either.
  const ids = new Set(header.scenarios.filter((id) => judged.get(id) !== true));
  if (ids.size > 0) return { ids, seed: header.seed };
  throw new CliError({ code: 'cli.nothing-to-rerun', message: context.t('cli.nothing-to-rerun', { run }) });
}

/** The newest report of a run of the suite: an observation between two runs repeats nothing. */
function newestSuiteReport(dataDir: string, context: CliContext): Report {
  let run = newestRun(dataDir, context);
  for (;;) {
    const report = openRunReport(run, dataDir, context);
    if (report.header.observed === undefined) return report;
    run = newestRun(dataDir, context, run);
  }
}
