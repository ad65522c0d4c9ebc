import { keyWords } from '../model/attempt-facts.ts';
import type { Stimulus } from '../model/check.ts';
import type { Scenario, ScenarioStep } from '../model/scenario.ts';
import { PlanError } from './plan-error.ts';
import type { PlaceLimits } from './world-facts.ts';

/** What the product under test knows and remembers. */
export interface ProductMemory {
  /** Identifiers of the units that it knows; empty: whatever it is told. */
  readonly units: readonly string[];
  /** False when it cannot be made to forget between two scenarios. */
  readonly forgets: boolean;
}

/**
 * Which units of the mock a product can be asked about: those that it knows, and, when it cannot forget, none that was
 * already told the same value in this run: a connector is right not to send what has not changed for it.
 */
export class UsableUnits {
  readonly #memory: ProductMemory;
  readonly #told = new Set<string>();

  constructor(memory: ProductMemory) {
    this.#memory = memory;
  }

  /** The limits for a scenario. @throws PlanError when it asks for everything that a product knows and cannot forget. */
  limitsFor(scenario: Scenario): PlaceLimits {
    const { units, forgets } = this.#memory;
    if (!forgets && scenario.steps.some(({ kind }) => kind === 'resend-all')) {
      throw new PlanError({ reason: 'lacks-reset' });
    }
    return {
      knownUnits: units.length === 0 ? null : units,
      mayUse: (unit, { identifier }) => {
        if (units.length > 0 && !units.includes(identifier)) return false;
        const steps = scenario.steps.filter((step) => step.unit === unit.alias);
        return forgets || !steps.some((step) => this.#wasTold(identifier, step));
      },
    };
  }

  /** Remembers what the product is told. */
  told({ kind, location, records }: Stimulus): void {
    if (location === null) return;
    for (const record of records) this.#told.add(fact(location.identifier, kind, record));
  }

  #wasTold(identifier: string, { kind, records }: ScenarioStep): boolean {
    return records.some((record) => this.#told.has(fact(identifier, kind, record)));
  }
}

function fact(
  identifier: string,
  kind: ScenarioStep['kind'],
  record: Parameters<typeof keyWords>[0] & { readonly nbCapacity: number; readonly comment: string | null },
): string {
  const value = kind === 'remove-capacity' ? kind : `${record.nbCapacity} ${record.comment ?? ''}`;
  return `${identifier} ${keyWords(record)} ${value}`;
}
