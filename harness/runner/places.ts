import type { Establishment, LocationView } from '../../mock-server/index.ts';
import type { ScenarioUnit } from '../model/scenario.ts';
import type { PlannedUnit } from './plan.ts';
import { PlanError } from './plan-error.ts';
import type { SeededChoice } from './seeded.ts';
import type { HeldCredential, WorldFacts } from './world-facts.ts';

interface PlaceContext {
  readonly facts: WorldFacts;
  readonly credential: HeldCredential;
  readonly choice: SeededChoice;
  /** Units already chosen: none is used twice. */
  readonly taken: readonly PlannedUnit[];
}

/**
 * A place of this mock for a unit of a scenario.
 * @throws PlanError when the mock has no (more) such place.
 */
export function choosePlace(unit: ScenarioUnit, context: PlaceContext): PlannedUnit {
  if (unit.place === 'unknown') return inventPlace(unit, context);
  const { facts, credential, choice, taken } = context;
  const copies = countBy(facts.locations);
  const fits = facts.locations.filter((location) => {
    const isListed = credential.establishments.includes(location.establishment);
    const isDuplicated = (copies.get(location.identifier) ?? 0) > 1;
    return isListed === (unit.place !== 'not-listed') && isDuplicated === (unit.place === 'duplicated');
  });
  const free = fits.filter((location) => taken.every((one) => one.identifier !== location.identifier));
  const [chosen] = choice.shuffle(free, (location) => `place ${location.identifier} ${location.id}`);
  if (chosen === undefined) throw new PlanError(`a free "${unit.place}" Location`);
  return {
    alias: unit.alias,
    identifier: chosen.identifier,
    name: chosen.name,
    establishment: establishmentOf(chosen, facts),
    credential,
    canBeSetUp: unit.place !== 'duplicated',
  };
}

/** An identifier that the ROR does not know, in an establishment of the credential. */
function inventPlace(unit: ScenarioUnit, context: PlaceContext): PlannedUnit {
  const { facts, credential, choice } = context;
  const listed = facts.establishments.filter((one) => credential.establishments.includes(one.finess));
  const [establishment] = choice.shuffle(listed, (one) => `establishment ${one.finess}`);
  if (establishment === undefined) throw new PlanError(`an establishment of credential "${credential.id}"`);
  const code = `INCONNU-${choice.hex(`unknown ${unit.alias}`, 6).toUpperCase()}`;
  return {
    alias: unit.alias,
    identifier: `${establishment.idNatStruct}/${code}`,
    name: `Unité inconnue du ROR ${code}`,
    establishment,
    credential,
    canBeSetUp: false,
  };
}

function establishmentOf(location: LocationView, facts: WorldFacts): Establishment {
  const found = facts.establishments.find((one) => one.finess === location.establishment);
  if (found === undefined) throw new PlanError(`the establishment ${location.establishment}`);
  return found;
}

function countBy(locations: readonly LocationView[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { identifier } of locations) counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
  return counts;
}
