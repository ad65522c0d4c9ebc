import type { Establishment, LocationSetup, Participant } from '../../mock-server/index.ts';
import type { ConnectorWorld } from '../drivers/driver.ts';
import type { Stimulus } from '../model/check.ts';
import { frenchDateTime, resolveRecord } from '../model/record-date.ts';
import type { ScenarioArming } from '../model/scenario-arming.ts';
import type { Scenario, ScenarioStep, ScenarioUnit } from '../model/scenario.ts';
import { armedParticipants } from './armed-participants.ts';
import { connectorWorld } from './connector-world.ts';
import { choosePlaces } from './places.ts';
import { PlanError } from './plan-error.ts';
import type { PlannedUnit } from './planned-unit.ts';
import { leafNamed, narrowCredentials, scenarioCredentials } from './scenario-credentials.ts';
import type { HandedLeaves } from './scenario-credentials.ts';
import { SeededChoice } from './seeded.ts';
import type { HeldCredential, WorldFacts } from './world-facts.ts';

/** A scenario made concrete for one mock: pure data and functions, nothing done yet. */
export interface AttemptPlan {
  readonly scenario: Scenario;
  readonly units: readonly PlannedUnit[];
  /** Records to put in place before the first step. */
  setups(now: Date): readonly LocationSetup[];
  /** Records to put in place before a step, behind the connector. */
  stepSetups(step: ScenarioStep, now: Date): readonly LocationSetup[];
  /** The participants of the connector, as an arming of the scenario wants them. Default: that of its start. */
  participants(arming?: ScenarioArming): readonly Participant[];
  /** PEM files of the certificates that an arming revokes. */
  revoked(arming: ScenarioArming): readonly string[];
  /** What the connector is told, with the certificates that an arming gives it. Default: that of the start. */
  world(stateDir: string, arming?: ScenarioArming): ConnectorWorld;
  stimulus(step: ScenarioStep, now: Date): Stimulus;
}

/** What a plan is made from. */
export interface PlanFacts extends WorldFacts {
  /** The certificates that the scenario hands to the connector. Default: none. */
  readonly leaves?: HandedLeaves;
}

/**
 * Makes a scenario concrete: units become Locations of the mock, chosen by the seed.
 * @throws PlanError when the mock has no such place or credential.
 */
export function planAttempt(
  scenario: Scenario,
  { leaves = new Map(), ...facts }: PlanFacts,
  seed: string,
): AttemptPlan {
  const choice = new SeededChoice(seed, scenario.id);
  const own: WorldFacts = { ...facts, credentials: scenarioCredentials(scenario, facts, leaves) };
  const units = choosePlaces(scenario.units, {
    facts: own,
    choice,
    credentialOf: (unit) => credentialOf(unit, scenario, own),
  });
  const establishmentNamed = (name: string): Establishment | undefined => {
    const alias = scenario.units.find(({ establishment }) => establishment === name)?.alias;
    return units.find((unit) => unit.alias === alias)?.establishment;
  };
  const credentials = narrowCredentials(scenario, own.credentials, establishmentNamed);
  const known: WorldFacts = { ...own, credentials };
  const saidAtMs = new Map<string, number>();
  return {
    scenario,
    units,
    setups: (now) =>
      setupsOf(
        scenario.units.map(({ alias, records }) => ({ unit: alias, records })),
        units,
        now,
      ),
    stepSetups: (step, now) => setupsOf(step.state ?? [], units, now),
    participants: (arming = scenario.arming) => armedParticipants(arming, { credentials, units }),
    revoked: (arming) => arming.revoked.map((name) => leafNamed(name, leaves).cert),
    world: (stateDir, arming = scenario.arming) =>
      connectorWorld({ facts: { ...known, credentials: handed(credentials, arming, leaves) }, units, stateDir }),
    stimulus: (step, now) => {
      const datedMs = saidAtMs.get(step.datesOf ?? '') ?? now.getTime();
      saidAtMs.set(step.id, datedMs);
      return makeStimulus(step, { units, facts: known, choice, now, datedMs });
    },
  };
}

/** The credentials with the certificates that an arming gives them. */
function handed(
  credentials: readonly HeldCredential[],
  { certificates }: ScenarioArming,
  leaves: HandedLeaves,
): readonly HeldCredential[] {
  return credentials.map((credential) => {
    const name = certificates[credential.id];
    if (name === undefined) return credential;
    const { cert, key, p12, p12Password, subjectDn } = leafNamed(name, leaves);
    return { ...credential, cert, key, p12, p12Password, subjectDn };
  });
}

/** The credential of the first step that uses the unit. */
function credentialOf(unit: ScenarioUnit, scenario: Scenario, facts: WorldFacts): HeldCredential {
  const step = scenario.steps.find((one) => one.unit === unit.alias) ?? scenario.steps[0];
  return findCredential(step?.credential ?? 'supplier', facts);
}

function findCredential(id: string, facts: WorldFacts): HeldCredential {
  const found = facts.credentials.find((credential) => credential.id === id);
  if (found === undefined) throw new PlanError({ reason: 'lacks-credential', id });
  return found;
}

function setupsOf(
  holdings: NonNullable<ScenarioStep['state']>,
  units: readonly PlannedUnit[],
  now: Date,
): LocationSetup[] {
  return holdings.flatMap(({ unit, records }) => {
    const planned = units.find((one) => one.alias === unit);
    if (planned?.canBeSetUp !== true) return [];
    return [{ identifier: planned.identifier, records: records.map((record) => resolveRecord(record, now.getTime())) }];
  });
}

interface StimulusContext {
  readonly units: readonly PlannedUnit[];
  readonly facts: WorldFacts;
  readonly choice: SeededChoice;
  readonly now: Date;
  /** From when the dates of the records count back. */
  readonly datedMs: number;
}

function makeStimulus(step: ScenarioStep, context: StimulusContext): Stimulus {
  const { units, choice, now, datedMs } = context;
  const unit = units.find((one) => one.alias === step.unit);
  const { finess, idNatStruct, name } = (unit ?? units[0])?.establishment ?? firstEstablishment(step, context.facts);
  return {
    contract: 1,
    id: `${step.id}-${choice.hex(`stimulus ${step.id}`, 8)}`,
    kind: step.kind,
    at: frenchDateTime(now.getTime()),
    establishment: { finess, idNatStruct, name, credential: step.credential },
    location: unit === undefined ? null : { identifier: unit.identifier, name: unit.name },
    records: step.records.map((record) => resolveRecord(record, datedMs)),
  };
}

function firstEstablishment(step: ScenarioStep, facts: WorldFacts): Establishment {
  const credential = findCredential(step.credential, facts);
  const found = facts.establishments.find((one) => credential.establishments.includes(one.finess));
  if (found === undefined) throw new PlanError({ reason: 'lacks-establishment-of', credential: step.credential });
  return found;
}
