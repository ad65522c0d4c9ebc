import { UNARMED } from './scenario-arming.ts';
import type { Bilingual } from './requirement.ts';
import type { CheckUse, Scenario } from './scenario.ts';

/**
 * How much of what a connector did is known: `whole` when the mock was started to be observed, so that nothing came
 * before; `part` when it ran already.
 */
export type ObservedHistory = 'whole' | 'part';

/** A check that needs no stimulus, with the parameters under which it needs none. */
export interface ObservedCheck extends CheckUse {
  /** Parameters beside `with` when only a part of the history is known. */
  readonly withPart: Readonly<Record<string, unknown>>;
}

/** The sheet by which traffic is judged that nobody asked for: scenarios/observation.yaml, loaded and checked. */
export interface ObservationSheet {
  readonly title: Bilingual;
  readonly purpose: Bilingual;
  /** What a failure means for the vendor. */
  readonly failureMeans: Bilingual;
  readonly checks: readonly ObservedCheck[];
  /** Every other check, with why it says nothing without a stimulus. */
  readonly leftOut: readonly { readonly check: string; readonly because: Bilingual }[];
}

/** Ids of the observation, as reports and evidence name it, by what is known. */
export const OBSERVATION_IDS: Readonly<Record<ObservedHistory, string>> = {
  whole: 'observe/from-the-start',
  part: 'observe/from-then-on',
};

/** What is known of the history in the observation of this id; undefined for the id of a scenario. */
export function observedHistory(id: string): ObservedHistory | undefined {
  return (['whole', 'part'] as const).find((history) => OBSERVATION_IDS[history] === id);
}

/** Nothing is said of what might have come later, so that no pause of the connector has to be waited for. */
export const OBSERVATION_TIMING = { quietMs: 0, deadlineMs: 0, retryEveryMs: 0 } as const;

/** The sheet in the form that the judge and the reports know: a scenario that asks nothing. */
export function observationScenario(
  { checks, title, purpose, failureMeans }: ObservationSheet,
  history: ObservedHistory,
  requirementsOf: (use: CheckUse) => readonly string[],
): Scenario {
  const uses = checks.map(({ withPart, ...use }) => ({
    ...use,
    with: history === 'part' ? { ...use.with, ...withPart } : use.with,
  }));
  return {
    title,
    purpose,
    failureMeans,
    id: OBSERVATION_IDS[history],
    area: 'observe',
    requirements: [...new Set(uses.flatMap(requirementsOf))],
    units: [],
    credentials: [],
    arming: UNARMED,
    steps: [],
    checks: uses,
  };
}
