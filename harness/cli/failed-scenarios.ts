import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import type { Narrowing } from './narrow-scenarios.ts';
import { newestRun, openRunReport } from './open-report.ts';

/**
 * The scenarios that did not pass in the newest run, with its random choices, so that the same happens again.
 * @throws CliError `report.…` when there is no run to read, `cli.nothing-to-rerun` when all passed
 */
export function failedScenarios(dataDir: string, context: CliContext): NonNullable<Narrowing['rerun']> {
  const run = newestRun(dataDir, context);
  const { scenarios, header } = openRunReport(run, dataDir, context);
  const judged = new Map<string, boolean>();
  for (const { id, status } of scenarios) {
    judged.set(id, (judged.get(id) ?? true) && (status === 'pass' || status === 'omit'));
  }
  // One that an interruption left out was not seen to pass either.
  const ids = new Set(header.scenarios.filter((id) => judged.get(id) !== true));
  if (ids.size > 0) return { ids, seed: header.seed };
  throw new CliError({ code: 'cli.nothing-to-rerun', message: context.t('cli.nothing-to-rerun', { run }) });
}
