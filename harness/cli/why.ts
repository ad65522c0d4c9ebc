import type { Requirement } from '../model/requirement.ts';
import { loadRequirements } from '../runner/load-requirements.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, wholeNumber } from './options.ts';
import { findExplanation } from './why-source.ts';
import type { WhySource } from './why-source.ts';
import { whyText } from './why-text.ts';

interface WhyFlags extends WhySource {
  readonly json?: true;
}

const COUNT = { min: 1, max: 999_999_999 } as const;

/** Adds `rorkit why`. It ends with 0: an explanation is no verdict. */
export const registerWhy: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  program
    .command('why')
    .description(t('why.help'))
    .argument('[exchange]', t('why.help-exchange'))
    .option('--mock <url>', t('why.help-mock'))
    .option('--token-file <file>', t('why.help-token-file'))
    .option('--data-dir <folder>', t('why.help-data-dir'))
    .option('--run <number>', t('why.help-run'), wholeNumber(t, '--run', COUNT))
    .option('--lane <number>', t('why.help-lane'), wholeNumber(t, '--lane', COUNT))
    .option('--json', t('cli.help-json'))
    .option('--lang <fr|en>', t('cli.help-lang'), oneOf(t, '--lang', ['fr', 'en']))
    .action(async (exchange: string | undefined, flags: WhyFlags) => {
      const asked = exchange === undefined ? undefined : wholeNumber(t, 'exchange', COUNT)(exchange);
      const explained = await findExplanation(asked, flags, context);
      const requirements = await requirementsOf(context);
      if (flags.json === true) {
        const named = new Set(explained.refusals.map(({ requirement }) => requirement));
        const rules = [...requirements.values()].filter(({ id }) => named.has(id));
        context.out(`${JSON.stringify({ ...explained, requirements: rules }, null, 2)}\n`);
      } else context.out(whyText(explained, { ...context, requirements }));
      finish(EXIT.conformant);
    });
};

async function requirementsOf({ t }: CliContext): Promise<ReadonlyMap<string, Requirement>> {
  const loaded = await loadRequirements();
  if (loaded.ok) return loaded.value;
  const file = loaded.problems[0]?.file ?? '';
  throw new CliError({ code: 'cli.file-unreadable', message: t('why.no-journal', { file }) });
}
