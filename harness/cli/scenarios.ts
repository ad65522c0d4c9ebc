import type { Translate } from '../../messages/index.ts';
import type { Scenario } from '../model/scenario.ts';
import { SCENARIO_TAGS, withTags } from '../model/scenario-tags.ts';
import type { ScenarioTag } from '../model/scenario-tags.ts';
import { labelled } from '../report/texts.ts';
import { chooseScenarios } from './choose-scenarios.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { eachOneOf } from './options.ts';
import type { Library } from './scenario-library.ts';
import { loadLibrary } from './scenario-library.ts';

/** Adds `rorkit scenarios list` and `rorkit scenarios show`. */
export const registerScenarios: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  const scenarios = program.command('scenarios').description(t('cli.help-scenarios'));
  scenarios
    .command('list')
    .description(t('cli.help-scenarios-list'))
    .option(
      '--tag <tag>',
      t('cli.help-run-tag', { tags: SCENARIO_TAGS.join(', ') }),
      eachOneOf(t, '--tag', SCENARIO_TAGS),
    )
    .option('--json', t('cli.help-json'))
    .action(async (flags: { json?: true; tag?: readonly ScenarioTag[] }) => {
      const { scenarios: all } = await loadLibrary(t);
      const listed = withTags(all, flags.tag ?? []);
      context.out(flags.json === true ? json(listed.map(summary)) : listText(listed, context));
      finish(EXIT.conformant);
    });
  scenarios
    .command('show')
    .description(t('cli.help-scenarios-show'))
    .argument('<scenario>', t('cli.help-run-scenario'))
    .option('--json', t('cli.help-json'))
    .action(async (name: string, flags: { json?: true }) => {
      const library = await loadLibrary(t);
      const chosen = chooseScenarios(library.scenarios, [name], t);
      context.out(flags.json === true ? json(chosen) : chosen.map((one) => showText(one, library, context)).join('\n'));
      finish(EXIT.conformant);
    });
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function summary({ id, area, tags = [], title, requirements, checks }: Scenario) {
  return { id, area, tags, title, requirements, checks: checks.map((use) => `${id}#${use.slug}`) };
}

function listText(scenarios: readonly Scenario[], { t, language }: CliContext): string {
  const width = Math.max(...scenarios.map(({ id }) => id.length));
  const lines = scenarios.map(({ id, title }) => `${id.padEnd(width)}  ${title[language]}`);
  return [...lines, t('cli.scenario-total', { count: scenarios.length }), ''].join('\n');
}

function showText(scenario: Scenario, { requirements }: Library, { t, language }: CliContext): string {
  return [
    `${scenario.id}  ${scenario.title[language]}`,
    '',
    t('cli.scenario-purpose') + scenario.purpose[language],
    t('cli.scenario-failure') + scenario.failureMeans[language],
    '',
    ...tagLines(scenario, t),
    t('cli.scenario-requirements'),
    ...scenario.requirements.map((id) => `  ${id}  ${requirements.get(id)?.text[language] ?? ''}`),
    '',
    ...startLines(scenario, t),
    ...stepLines(scenario, t),
    t('cli.scenario-checks'),
    ...scenario.checks.map((use) => `  ${scenario.id}#${use.slug}`),
    '',
  ].join('\n');
}

/** What only a person can attest asks nothing of the connector. */
function stepLines({ steps }: Scenario, t: Translate): string[] {
  if (steps.length === 0) return [];
  return [t('cli.scenario-steps'), ...steps.map((step) => `  ${labelled(t, step.id, stepText(step, t))}`), ''];
}

function tagLines({ tags = [] }: Scenario, t: Translate): string[] {
  return tags.length === 0 ? [] : [`${t('cli.scenario-tags')}${tags.join(', ')}`, ''];
}

function startLines(scenario: Scenario, t: Translate): string[] {
  if (scenario.units.length === 0) return [];
  const units = scenario.units.map((unit) => {
    const records = unit.records.length === 0 ? '' : `, ${t('cli.records', { count: unit.records.length })}`;
    return `  ${labelled(t, unit.alias, `${t(`cli.place-${unit.place}`)}${records}`)}`;
  });
  return [t('cli.scenario-start'), ...units, ''];
}

function stepText(step: Scenario['steps'][number], t: Translate): string {
  const kind = t(`report.kind-${step.kind}`);
  const unit = step.unit === null ? '' : `, ${step.unit}`;
  const records = step.records.length === 0 ? '' : `, ${t('cli.records', { count: step.records.length })}`;
  return `${kind}${unit}${records}`;
}
