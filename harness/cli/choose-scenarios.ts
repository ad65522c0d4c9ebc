import { matchesGlob } from 'node:path';
import type { Translate } from '../../messages/index.ts';
import { nearestWord } from '../model/nearest.ts';
import type { Scenario } from '../model/scenario.ts';
import { CliError } from './cli-error.ts';

/**
 * The scenarios named by ids, areas or patterns, in the order of the suite; all of them when nothing is named.
 * @throws CliError `cli.unknown-scenario` for a name that fits none, with the nearest.
 */
export function chooseScenarios(all: readonly Scenario[], names: readonly string[], t: Translate): readonly Scenario[] {
  if (names.length === 0) return all;
  const chosen = new Set<Scenario>();
  for (const name of names) {
    const fits = all.filter((scenario) => fitsName(scenario, name));
    if (fits.length === 0) throw unknownScenario(all, name, t);
    for (const scenario of fits) chosen.add(scenario);
  }
  return all.filter((scenario) => chosen.has(scenario));
}

function fitsName(scenario: Scenario, name: string): boolean {
  return scenario.id === name || scenario.area === name || matchesGlob(scenario.id, name);
}

function unknownScenario(all: readonly Scenario[], name: string, t: Translate): CliError {
  const near = nearestWord(name, [...all.map((one) => one.id), ...new Set(all.map((one) => one.area))]);
  return new CliError({
    code: 'cli.unknown-scenario',
    message: t('cli.unknown-scenario', { name }),
    hint: near === undefined ? t('cli.see-scenarios') : t('cli.did-you-mean', { near }),
  });
}
