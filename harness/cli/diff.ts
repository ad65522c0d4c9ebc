import { diffReports } from '../model/diff-reports.ts';
import type { Report } from '../model/report.ts';
import { renderDiff } from '../report/diff-text.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { loadConfig } from './config.ts';
import { EXIT } from './exit-codes.ts';
import { openReportFile, openRunReport, runNumber } from './open-report.ts';

interface DiffFlags {
  readonly json?: true;
  readonly config?: string;
}

/** Adds `rorkit diff`: exit code 0 when nothing got worse, 3 when something did. */
export const registerDiff: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  program
    .command('diff')
    .description(t('formats.help-diff'))
    .argument('<before>', t('formats.help-diff-before'))
    .argument('<after>', t('formats.help-diff-after'))
    .option('--json', t('cli.help-json'))
    .option('--config <file>', t('formats.help-config'))
    .action((before: string, after: string, flags: DiffFlags) => {
      const open = (named: string): Report => namedReport(named, flags, context);
      const diff = diffReports(open(before), open(after));
      context.out(flags.json === true ? `${JSON.stringify(diff, null, 2)}\n` : renderDiff(diff, t));
      finish(diff.isWorse ? EXIT.notConformant : EXIT.conformant);
    });
};

function namedReport(named: string, flags: DiffFlags, context: CliContext): Report {
  const run = runNumber(named);
  if (run === undefined) return openReportFile(named, context);
  return openRunReport(run, loadConfig(flags.config, context).data, context);
}
