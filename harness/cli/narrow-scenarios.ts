import type { Translate } from '../../messages/index.ts';
import { nearestWord } from '../model/nearest.ts';
import type { Scenario } from '../model/scenario.ts';
import { withTags } from '../model/scenario-tags.ts';
import type { ScenarioTag } from '../model/scenario-tags.ts';
import { CliError } from './cli-error.ts';

/** One part of a run that is split over several machines: `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Which of the scenarios named are run; null: no limit of that kind. */
export interface Narrowing {
  /** Fits the id or a title. */
  readonly grep: RegExp | null;
  readonly areas: readonly string[];
  readonly tags: readonly ScenarioTag[];
  /** Ids of the scenarios that did not pass in an earlier run. */
  readonly rerun: { readonly ids: ReadonlySet<string>; readonly seed: string } | null;
  readonly shard: Shard | null;
}

/**
 * The scenarios that every limit leaves, in the order of the suite. A shard takes every n-th, so that areas of slow
 * scenarios are spread.
 * @throws CliError `cli.unknown-scenario` for an unknown area, `cli.no-scenario` when nothing is left
 */
export function narrowScenarios(
  scenarios: readonly Scenario[],
  { grep, areas, tags, rerun, shard }: Narrowing,
  t: Translate,
): readonly Scenario[] {
  for (const area of areas) assertArea(area, scenarios, t);
  const wanted = withTags(scenarios, tags).filter(
    (scenario) =>
      (areas.length === 0 || areas.includes(scenario.area)) &&
      (grep === null || [scenario.id, scenario.title.fr, scenario.title.en].some((text) => grep.test(text))) &&
      (rerun === null || rerun.ids.has(scenario.id)),
  );
  const own = shard === null ? wanted : wanted.filter((_, index) => index % shard.count === shard.index - 1);
  if (own.length > 0) return own;
  throw new CliError({ code: 'cli.no-scenario', message: t('cli.no-scenario'), hint: t('cli.see-scenarios') });
}

function assertArea(area: string, scenarios: readonly Scenario[], t: Translate): void {
  const areas = [...new Set(scenarios.map((one) => one.area))];
  if (areas.includes(area)) return;
  const near = nearestWord(area, areas);
  throw new CliError({
    code: 'cli.unknown-scenario',
    message: t('cli.unknown-area', { area, areas: areas.join(', ') }),
    ...(near === undefined ? {} : { hint: t('cli.did-you-mean', { near }) }),
  });
}
