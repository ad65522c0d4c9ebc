import type { Establishment, LocationView } from '../../mock-server/index.ts';
import type { ScenarioUnit } from '../model/scenario.ts';
import { PlanError } from './plan-error.ts';
import type { SeededChoice } from './seeded.ts';

/** What establishments are chosen from. */
export interface AssignmentContext {
  readonly establishments: readonly Establishment[];
  readonly choice: SeededChoice;
  /** The Locations that fit a unit: the same for all units of a place and a credential. */
  fits(unit: ScenarioUnit): readonly LocationView[];
  /** Whether an establishment may hold a unit that needs no Location. */
  mayHold(unit: ScenarioUnit, establishment: Establishment): boolean;
}

/**
 * The establishment (FINESS) of each name that units give: another one for each name, with a place for each unit of it,
 * in an order given by the seed.
 * @throws PlanError when the mock has too few establishments or places.
 */
export function assignEstablishments(
  units: readonly ScenarioUnit[],
  context: AssignmentContext,
): ReadonlyMap<string, string> {
  const names = [...new Set(units.flatMap((unit) => unit.establishment ?? []))];
  const candidates = names.map((name) => ({
    name,
    finesses: candidatesOf(
      units.filter((unit) => unit.establishment === name),
      context,
    ),
  }));
  const found = assign(candidates, new Map());
  if (found === undefined) throw new PlanError({ reason: 'lacks-establishments', names: names.join(', ') });
  return found;
}

interface Candidates {
  readonly name: string;
  readonly finesses: readonly string[];
}

/** Takes back a choice that leaves a later name without establishment: there are few of both. */
function assign(
  open: readonly Candidates[],
  chosen: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  const [first, ...rest] = open;
  if (first === undefined) return chosen;
  const taken = new Set(chosen.values());
  for (const finess of first.finesses) {
    if (taken.has(finess)) continue;
    const found = assign(rest, new Map(chosen).set(first.name, finess));
    if (found !== undefined) return found;
  }
  return undefined;
}

function candidatesOf(units: readonly ScenarioUnit[], context: AssignmentContext): string[] {
  const { establishments, choice } = context;
  return choice
    .shuffle(establishments, (one) => `establishment ${one.finess}`)
    .filter((establishment) => hasRoomFor(units, establishment, context))
    .map(({ finess }) => finess);
}

function hasRoomFor(units: readonly ScenarioUnit[], establishment: Establishment, context: AssignmentContext): boolean {
  return units.every((unit) => {
    if (unit.place === 'unknown') return context.mayHold(unit, establishment);
    const places = context.fits(unit).filter((location) => location.establishment === establishment.finess);
    const wanted = units.filter((other) => other.place === unit.place).length;
    return new Set(places.map(({ identifier }) => identifier)).size >= wanted;
  });
}
