import path from 'node:path';
import type { Command } from 'commander';
import type { StartOptions } from '../../mock-server/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';

/** What the user says of the data that a mock starts with. */
export interface SeedOptions {
  readonly seedSize?: string;
  readonly seed?: string;
  readonly seedFile?: string;
}

/** Largest number that names generated data. */
const MAX_SEED = 2 ** 31 - 1;

/** Adds the options of the seed to a command. */
export function addSeedOptions(command: Command, { t }: CliContext): Command {
  return command
    .option('--seed-size <number>', t('mock.print.help-seed-size'))
    .option('--seed <number>', t('mock.print.help-seed'))
    .option('--seed-file <file>', t('mock.print.help-seed-file'));
}

/**
 * What goes to `startMockRor`: the user's own data, or generated ones when a size is given, else nothing: the mock then has its own.
 * @throws CliError `mock.bad-option`, and for a seed file that cannot be read or is wrong
 */
export async function readSeed(options: SeedOptions, { cwd, t }: CliContext): Promise<Pick<StartOptions, 'seed'>> {
  if (options.seedFile !== undefined) {
    if (options.seedSize !== undefined || options.seed !== undefined) {
      throw new CliError({ code: 'mock.bad-option', message: t('mock.print.seed-twice') });
    }
    const { loadSeedFile } = await import('./seed-file.ts'); // most mocks are given none
    return { seed: await loadSeedFile(path.resolve(cwd, options.seedFile), t) };
  }
  if (options.seedSize === undefined) {
    if (options.seed === undefined) return {};
    throw new CliError({
      code: 'mock.bad-option',
      message: t('mock.print.seed-alone'),
      hint: t('mock.print.seed-hint'),
    });
  }
  const { generateSeed, SEED_SIZE } = await import('../../mock-server/index.ts');
  const size = wholeNumber('--seed-size', { text: options.seedSize, ...SEED_SIZE }, t);
  const seed = wholeNumber('--seed', { text: options.seed ?? '1', min: 0, max: MAX_SEED }, t);
  return { seed: generateSeed({ size, seed }) };
}

interface TypedNumber {
  readonly text: string;
  readonly min: number;
  readonly max: number;
}

function wholeNumber(option: string, { text, min, max }: TypedNumber, t: CliContext['t']): number {
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= min && value <= max) return value;
  const message = t('mock.print.bad-seed', { option, seen: text, min, max });
  throw new CliError({ code: 'mock.bad-option', message, hint: t('mock.print.seed-hint') });
}
