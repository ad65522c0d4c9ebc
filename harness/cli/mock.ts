import path from 'node:path';
import type { Command } from 'commander';
import type { SettingValue } from '../../mock-server/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { warningLines } from './mock-circle.ts';
import { guideJson, guideText } from './mock-guide.ts';
import type { MockOptions } from './mock-start.ts';
import { addMockOptions, givenSettings, readPorts, startMock } from './mock-start.ts';
import { oneOf, wholeNumber } from './options.ts';
import { explainStart } from './mock-start-errors.ts';

interface ServeOptions extends MockOptions {
  readonly dataDir?: string;
  readonly retainEntries?: number;
  readonly maxDataMb?: number;
  readonly settings?: true;
  readonly json?: true;
}

/** As the mock server takes them; restated, because help must not wait for a server. */
const RETAIN = { min: 1_000, max: 1_000_000_000 } as const;
const DATA_MB = { min: 16, max: 1_000_000 } as const;

/**
 * Adds `rorkit mock`. It ends with 0 when its user stops it (Ctrl-C, SIGTERM): stopping is how it is meant to end, and there is
 * no verdict that could be cut short.
 */
export const registerMock: RegisterCommand = (program, context, finish) => {
  addOptions(program.command('mock'), context).action(async (options: ServeOptions) => {
    if (options.settings === true) await printSettings(options, context);
    else await serve(options, context);
    finish(EXIT.conformant);
  });
};

function addOptions(command: Command, context: CliContext): Command {
  const { t } = context;
  return addMockOptions(command.description(t('mock.print.help')), context)
    .option('--data-dir <folder>', t('mock.print.help-data-dir'))
    .option(
      '--retain-entries <number>',
      t('mock.print.help-retain-entries'),
      wholeNumber(t, '--retain-entries', RETAIN),
    )
    .option('--max-data-mb <number>', t('mock.print.help-max-data-mb'), wholeNumber(t, '--max-data-mb', DATA_MB))
    .option('--settings-file <file>', t('mock.print.help-settings-file'))
    .option('--settings', t('mock.print.help-settings'))
    .option('--json', t('cli.help-json'))
    .option('--lang <fr|en>', t('cli.help-lang'), oneOf(t, '--lang', ['fr', 'en']));
}

async function serve(options: ServeOptions, context: CliContext): Promise<void> {
  if (options.maxDataMb !== undefined && options.dataDir === undefined) {
    throw new CliError({ code: 'mock.bad-option', message: context.t('mock.print.max-data-alone') });
  }
  const place = {
    retainEntries: options.retainEntries,
    maxDataMb: options.maxDataMb,
    ports: readPorts(options.port, context),
    dataDir: options.dataDir === undefined ? null : path.resolve(context.cwd, options.dataDir),
    kept: path.resolve(context.cwd, options.dataDir ?? '.rorkit'),
  };
  const { mock, guide, publicHostHint, warnings } = await explainStart(context.t, () =>
    startMock(options, place, context),
  );
  try {
    if (publicHostHint !== null) context.err(`${publicHostHint}\n`);
    context.err(warningLines(warnings, context.t));
    context.out(options.json === true ? `${JSON.stringify(guideJson(guide))}\n` : guideText(guide, context.t));
    const { reloadOnHangUp } = await import('./mock-reload.ts'); // brings the server along
    const stopListening = reloadOnHangUp(mock, context);
    await stopped(context.interrupted).finally(stopListening);
  } finally {
    await mock.close();
  }
  context.err(`${context.t('mock.print.stopped')}\n`);
}

async function printSettings(options: ServeOptions, context: CliContext): Promise<void> {
  const { listSettings, settingsWith, valuesText } = await import('../../mock-server/index.ts');
  const { t } = context;
  const changed = await explainStart(t, () => givenSettings(options, context));
  const values = new Map<string, SettingValue>(Object.entries(settingsWith(changed)));
  const rows = listSettings().map((setting) => ({
    name: setting.name,
    value: values.get(setting.name) ?? setting.default,
    default: setting.default,
    values: valuesText(setting),
    question: setting.question ?? '–',
    evidence: setting.evidence,
    requirement: setting.requirement,
    text: t(setting.text),
  }));
  if (options.json === true) {
    context.out(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const blocks = rows.map(({ question, evidence, requirement, ...row }) =>
    [
      row.name,
      `  ${row.text}`,
      `  ${t('mock.print.settings-value', { value: String(row.value), default: String(row.default), values: row.values })}`,
      `  ${t('mock.print.settings-source', { question, evidence, requirement })}`,
    ].join('\n'),
  );
  context.out(`${t('mock.print.settings-title')}\n\n${blocks.join('\n')}\n`);
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
