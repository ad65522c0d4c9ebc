import type { Establishment, LocationView } from '../../mock-server/index.ts';
import type { ScenarioUnit } from '../model/scenario.ts';
import { assignEstablishments } from './assign-establishments.ts';
import type { PlannedUnit } from './planned-unit.ts';
import { PlanError } from './plan-error.ts';
import type { SeededChoice } from './seeded.ts';
import type { HeldCredential, WorldFacts } from './world-facts.ts';

/** What places are chosen from. */
export interface PlaceContext {
  readonly facts: WorldFacts;
  readonly choice: SeededChoice;
  readonly credentialOf: (unit: ScenarioUnit) => HeldCredential;
}

/**
 * A place of this mock for each unit of a scenario, in the order of the scenario; none is used twice.
 * @throws PlanError when the mock has too few such places.
 */
export function choosePlaces(units: readonly ScenarioUnit[], context: PlaceContext): readonly PlannedUnit[] {
  const { facts, choice } = context;
  const assigned = assignEstablishments(units, {
    establishments: facts.establishments,
    choice,
    fits: (unit) => fittingPlaces(unit, context),
    mayHold: (unit, { finess }) => context.credentialOf(unit).establishments.includes(finess),
  });
  const planned = new Map<ScenarioUnit, PlannedUnit>();
  // Those that may be anywhere come last: they would else take a place that another one needs.
  for (const unit of units.toSorted(
    (a, b) => Number(a.establishment === undefined) - Number(b.establishment === undefined),
  )) {
    const finess = assigned.get(unit.establishment ?? '');
    planned.set(unit, choosePlace(unit, { ...context, finess, taken: [...planned.values()] }));
  }
  return units.flatMap((unit) => planned.get(unit) ?? []);
}

interface OnePlaceContext extends PlaceContext {
  /** FINESS of the establishment that the unit must belong to; undefined: any. */
  readonly finess: string | undefined;
  /** Units already chosen. */
  readonly taken: readonly PlannedUnit[];
}

function fittingPlaces(unit: ScenarioUnit, { facts, credentialOf }: PlaceContext): readonly LocationView[] {
  const { establishments } = credentialOf(unit);
  const copies = countBy(facts.locations);
  return facts.locations.filter((location) => {
    const isListed = establishments.includes(location.establishment);
    const isDuplicated = (copies.get(location.identifier) ?? 0) > 1;
    if (isListed !== (unit.place !== 'not-listed') || isDuplicated !== (unit.place === 'duplicated')) return false;
    return facts.limits?.mayUse(unit, location) ?? true;
  });
}

function choosePlace(unit: ScenarioUnit, context: OnePlaceContext): PlannedUnit {
  if (unit.place === 'unknown') return inventPlace(unit, context);
  const { facts, choice, finess, taken } = context;
  const free = fittingPlaces(unit, context).filter(
    (location) =>
      (finess === undefined || location.establishment === finess) &&
      taken.every((one) => one.identifier !== location.identifier),
  );
  const [chosen] = choice.shuffle(free, (location) => `place ${location.identifier} ${location.id}`);
  if (chosen === undefined) throw new PlanError({ reason: 'lacks-free-location', place: unit.place });
  return {
    alias: unit.alias,
    identifier: chosen.identifier,
    name: chosen.name,
    establishment: establishmentOf(chosen, facts),
    credential: context.credentialOf(unit),
    canBeSetUp: unit.place !== 'duplicated',
  };
}

/** An identifier that the ROR does not know, in an establishment of the credential. */
function inventPlace(unit: ScenarioUnit, context: OnePlaceContext): PlannedUnit {
  const { facts, choice, finess } = context;
  const credential = context.credentialOf(unit);
  const listed = facts.establishments.filter(
    (one) => credential.establishments.includes(one.finess) && (finess === undefined || one.finess === finess),
  );
  const [establishment] = choice.shuffle(listed, (one) => `establishment ${one.finess}`);
  if (establishment === undefined) throw new PlanError({ reason: 'lacks-establishment-of', credential: credential.id });
  const { knownUnits = null } = facts.limits ?? {};
  if (knownUnits !== null) return knownPlace(unit, { knownUnits, listed, credential, facts });
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

/** A unit that the product knows and the ROR does not: it can be told of no other one. */
function knownPlace(
  { alias }: ScenarioUnit,
  {
    knownUnits,
    listed,
    credential,
    facts,
  }: {
    readonly knownUnits: readonly string[];
    readonly listed: readonly Establishment[];
    readonly credential: HeldCredential;
    readonly facts: WorldFacts;
  },
): PlannedUnit {
  for (const identifier of knownUnits) {
    const establishment = listed.find(({ idNatStruct }) => identifier.startsWith(`${idNatStruct}/`));
    if (establishment === undefined || facts.locations.some((one) => one.identifier === identifier)) continue;
    return { alias, identifier, name: identifier, establishment, credential, canBeSetUp: false };
  }
  throw new PlanError({ reason: 'lacks-unknown-unit' });
}

function establishmentOf(location: LocationView, facts: WorldFacts): Establishment {
  const found = facts.establishments.find((one) => one.finess === location.establishment);
  if (found === undefined) throw new PlanError({ reason: 'lacks-establishment', finess: location.establishment });
  return found;
}

function countBy(locations: readonly LocationView[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { identifier } of locations) counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
  return counts;
}
