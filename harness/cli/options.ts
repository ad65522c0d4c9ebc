import type { CommanderError } from 'commander';
import type { Translate } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import type { Shard } from './narrow-scenarios.ts';

/** A parser for an option that takes a whole number; for commander's `argParser`. */
export function wholeNumber(t: Translate, option: string, range: { min: number; max: number }) {
  return (seen: string): number => {
    const value = /^\d{1,15}$/.test(seen) ? Number(seen) : Number.NaN;
    if (value >= range.min && value <= range.max) return value;
    throw new CliError({ code: 'cli.usage', message: t('cli.not-a-number', { option, ...range, seen }) });
  };
}

/** A parser for an option that takes one of a few words. */
export function oneOf<const C extends string>(t: Translate, option: string, choices: readonly C[]) {
  return (seen: string): C => {
    const found = choices.find((choice) => choice === seen);
    if (found !== undefined) return found;
    const message = t('cli.not-a-choice', { option, choices: choices.join(' | '), seen });
    throw new CliError({ code: 'cli.usage', message });
  };
}

/** A parser for a repeated `name=value`: collects the pairs in order, the last of a name wins. */
export function namedValues(t: Translate) {
  return (seen: string, before: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> => {
    const [, name, value] = /^([^=\s]+)=(.*)$/.exec(seen) ?? [];
    if (name === undefined || value === undefined) {
      throw new CliError({ code: 'cli.usage', message: t('cli.not-a-pair', { seen }) });
    }
    return new Map([...(before ?? []), [name, value]]);
  };
}

/** A parser for a repeated option of one value each: collects them in order, so that no argument after it is swallowed. */
export function collected(seen: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), seen];
}

/** What commander refused, in the language of the user and in one line. */
export function usageError(error: CommanderError, t: Translate): CliError {
  const near = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(error.message)?.[1];
  const names = [...error.message.matchAll(/'(.+?)'/g)].map(([, name = '']) => name);
  return new CliError({
    code: 'cli.usage',
    message: usageText(error, names, t),
    ...(near === undefined ? {} : { hint: t('cli.did-you-mean', { near }) }),
    cause: error,
  });
}

function usageText(error: CommanderError, names: readonly string[], t: Translate): string {
  const [first = ''] = names;
  switch (error.code) {
    case 'commander.unknownOption':
      return t('cli.unknown-option', { option: first });
    case 'commander.unknownCommand':
      return t('cli.unknown-command', { command: first });
    case 'commander.missingArgument':
      return t('cli.missing-argument', { argument: first });
    case 'commander.optionMissingArgument':
      return t('cli.option-missing-argument', { option: first });
    case 'commander.excessArguments': {
      const [, expected = '0', seen = '?'] = /Expected (\d+) arguments? but got (\d+)/.exec(error.message) ?? [];
      return t('cli.too-many-arguments', { command: first, expected, seen });
    }
    default:
      return t('cli.bad-usage', { detail: error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ') });
  }
}

/** A parser for an option that takes a regular expression; case does not matter. */
export function pattern(t: Translate, option: string) {
  return (seen: string): RegExp => {
    try {
      return new RegExp(seen, 'iu');
    } catch {
      throw new CliError({ code: 'cli.usage', message: t('cli.not-a-pattern', { option, seen }) });
    }
  };
}

/** A parser for `--shard i/n`. */
export function shardOf(t: Translate) {
  return (seen: string): Shard => {
    const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(seen) ?? []).map(Number);
    if (index >= 1 && index <= count) return { index, count };
    throw new CliError({ code: 'cli.usage', message: t('cli.not-a-shard', { seen }) });
  };
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** A parser for an option that takes a time such as `90s`, `10m` or `2h`, from one second to a day; gives ms. */
export function duration(t: Translate, option: string) {
  return (seen: string): number => {
    const [, number = '0', unit = 's'] = /^(\d{1,6})([smh])$/.exec(seen) ?? [];
    const ms = Number(number) * (unit === 's' || unit === 'm' || unit === 'h' ? UNIT_MS[unit] : 0);
    if (ms >= 1_000 && ms <= 86_400_000) return ms;
    throw new CliError({ code: 'cli.usage', message: t('cli.not-a-duration', { option, seen }) });
  };
}

/** As `oneOf`, for an option that may be repeated: gives every value. */
export function eachOneOf<const C extends string>(t: Translate, option: string, choices: readonly C[]) {
  const one = oneOf(t, option, choices);
  return (seen: string, before: readonly C[] | undefined): readonly C[] => [...(before ?? []), one(seen)];
}
