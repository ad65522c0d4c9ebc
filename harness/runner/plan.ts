import type { Establishment, LocationSetup, Participant } from '../../mock-server/index.ts';
import type { ConnectorWorld } from '../drivers/driver.ts';
import type { Stimulus } from '../model/check.ts';
import { frenchDateTime, resolveRecord } from '../model/record-date.ts';
import type { Scenario, ScenarioStep, ScenarioUnit } from '../model/scenario.ts';
import { connectorWorld } from './connector-world.ts';
import { choosePlaces } from './places.ts';
import { PlanError } from './plan-error.ts';
import type { PlannedUnit } from './planned-unit.ts';
import { SeededChoice } from './seeded.ts';
import type { HeldCredential, WorldFacts } from './world-facts.ts';

/** A scenario made concrete for one mock: pure data and functions, nothing done yet. */
export interface AttemptPlan {
  readonly scenario: Scenario;
  readonly units: readonly PlannedUnit[];
  /** Records to put in place before the first step. */
  setups(now: Date): readonly LocationSetup[];
  /** Participants to put in place: the unlisted ones without their certificate. */
  readonly participants: readonly Participant[];
  world(stateDir: string): ConnectorWorld;
  stimulus(step: ScenarioStep, now: Date): Stimulus;
}

/**
 * Makes a scenario concrete: units become Locations of the mock, chosen by the seed.
 * @throws PlanError when the mock has no such place or credential.
 */
export function planAttempt(scenario: Scenario, facts: WorldFacts, seed: string): AttemptPlan {
  const choice = new SeededChoice(seed, scenario.id);
  const units = choosePlaces(scenario.units, {
    facts,
    choice,
    credentialOf: (unit) => credentialOf(unit, scenario, facts),
  });
  return {
    scenario,
    units,
    setups: (now) => setupsOf(scenario, units, now),
    participants: withoutUnlisted(scenario, facts),
    world: (stateDir) => connectorWorld({ facts, units, stateDir }),
    stimulus: (step, now) => makeStimulus(step, { units, facts, choice, now }),
  };
}

/** The credential of the first step that uses the unit. */
function credentialOf(unit: ScenarioUnit, scenario: Scenario, facts: WorldFacts): HeldCredential {
  const step = scenario.steps.find((one) => one.unit === unit.alias) ?? scenario.steps[0];
  return findCredential(step?.credential ?? 'supplier', facts);
}

function findCredential(id: string, facts: WorldFacts): HeldCredential {
  const found = facts.credentials.find((credential) => credential.id === id);
  if (found === undefined) throw new PlanError(`credential "${id}"`);
  return found;
}

function setupsOf(scenario: Scenario, units: readonly PlannedUnit[], now: Date): LocationSetup[] {
  return scenario.units.flatMap((unit) => {
    const planned = units.find((one) => one.alias === unit.alias);
    if (planned?.canBeSetUp !== true) return [];
    const records = unit.records.map((record) => resolveRecord(record, now.getTime()));
    return [{ identifier: planned.identifier, records }];
  });
}

function withoutUnlisted(scenario: Scenario, facts: WorldFacts): Participant[] {
  return scenario.arming.unlisted.map((id) => {
    const { participant, subjectDn } = findCredential(id, facts);
    return {
      ...participant,
      certificates: participant.certificates.filter((certificate) => certificate.subjectDn !== subjectDn),
    };
  });
}

interface StimulusContext {
  readonly units: readonly PlannedUnit[];
  readonly facts: WorldFacts;
  readonly choice: SeededChoice;
  readonly now: Date;
}

function makeStimulus(step: ScenarioStep, context: StimulusContext): Stimulus {
  const { units, choice, now } = context;
  const unit = units.find((one) => one.alias === step.unit);
  const { finess, idNatStruct, name } = (unit ?? units[0])?.establishment ?? firstEstablishment(step, context.facts);
  return {
    contract: 1,
    id: `${step.id}-${choice.hex(`stimulus ${step.id}`, 8)}`,
    kind: step.kind,
    at: frenchDateTime(now.getTime()),
    establishment: { finess, idNatStruct, name, credential: step.credential },
    location: unit === undefined ? null : { identifier: unit.identifier, name: unit.name },
    records: step.records.map((record) => resolveRecord(record, now.getTime())),
  };
}

function firstEstablishment(step: ScenarioStep, facts: WorldFacts): Establishment {
  const credential = findCredential(step.credential, facts);
  const found = facts.establishments.find((one) => credential.establishments.includes(one.finess));
  if (found === undefined) throw new PlanError(`an establishment of credential "${step.credential}"`);
  return found;
}
