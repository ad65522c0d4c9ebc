import type { RunEvent } from '../model/run-event.ts';
import type { ShownStatus } from './texts.ts';
import { SHOWN_STATUSES, shownStatus } from './texts.ts';

/** Counts scenarios and checks by how they are shown, as the events of a run come. */
export class RunTally {
  readonly #scenarios = new Map<ShownStatus, number>();
  readonly #checks = new Map<ShownStatus, number>();

  /** Scenarios by the worst of their verdicts. */
  get scenarios(): ReadonlyMap<ShownStatus, number> {
    return this.#scenarios;
  }

  /** Checks by their own. */
  get checks(): ReadonlyMap<ShownStatus, number> {
    return this.#checks;
  }

  /** Takes an event; only judged scenarios count. */
  add(event: RunEvent): void {
    if (event.type !== 'scenario-judged') return;
    const shown = event.verdicts.map(shownStatus);
    for (const status of shown) increase(this.#checks, status);
    increase(this.#scenarios, worstStatus(shown));
  }
}

/** The worst of some statuses; `skip` when there is none. */
export function worstStatus(statuses: readonly ShownStatus[]): ShownStatus {
  return SHOWN_STATUSES.find((status) => statuses.includes(status)) ?? 'skip';
}

function increase(counts: Map<ShownStatus, number>, status: ShownStatus): void {
  counts.set(status, (counts.get(status) ?? 0) + 1);
}
