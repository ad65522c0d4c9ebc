import type { Catalogue } from '../../mev3/kernel.ts';
import { keyWords } from './attempt-facts.ts';
import type { Scenario, ScenarioRecord, ScenarioStep } from './scenario.ts';
import type { SkipReason } from './verdict.ts';

function isIn(catalogue: Catalogue, record: ScenarioRecord): boolean {
  return catalogue.find(record)?.natures.includes(record.capacityType) === true;
}

function asksForInvalid(step: ScenarioStep): boolean {
  return step.indicator === 'invalid';
}

function reasonOf(reason: string, record: ScenarioRecord, catalogue: Catalogue): SkipReason {
  return {
    reason,
    values: { record: `${keyWords(record)}, capacityType ${record.capacityType}`, catalogue: catalogue.name },
  };
}

/**
 * Why a scenario says nothing about a connector under this catalogue; null when it applies. A ROR with this list would
 * refuse a record that the scenario asks for as valid, or take the one that it asks for to be refused: either way the
 * verdict would be about the list.
 */
export function outsideCatalogue(scenario: Scenario, catalogue: Catalogue): SkipReason | null {
  const valid = [
    ...scenario.steps.filter((step) => !asksForInvalid(step)).flatMap((step) => step.records),
    ...scenario.units.flatMap((unit) => unit.records),
    ...scenario.steps.flatMap((step) => step.state ?? []).flatMap(({ records }) => records),
  ];
  const unknown = valid.find((record) => !isIn(catalogue, record));
  if (unknown !== undefined) return reasonOf('record-not-in-catalogue', unknown, catalogue);
  const known = scenario.steps
    .filter(asksForInvalid)
    .flatMap((step) => step.records)
    .find((record) => isIn(catalogue, record));
  return known === undefined ? null : reasonOf('invalid-record-in-catalogue', known, catalogue);
}
