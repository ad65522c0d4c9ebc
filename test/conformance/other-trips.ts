import type { Verdict } from '../../harness/model/verdict.ts';
import type { Fault } from '../connectors/fault.ts';
import { catchersOf } from './proof-matrix.ts';
import { checksThat, checksThatWarn } from './verdict-lists.ts';

/** What a connector trips beyond the checks that are to catch it. */
export interface OtherTrips {
  /** Names of checks that the connector lists, with why. */
  readonly listed: readonly string[];
  /** Where it trips checks that it does not list: one fault lights more lamps than anybody has looked at. */
  readonly unlisted: readonly string[];
}

/** The checks beyond its own that fail a connector with one fault, or warn of it, in any scenario. `names`: checks by their ids. */
export function otherTrips(fault: Fault, verdicts: readonly Verdict[], names: ReadonlyMap<string, string>): OtherTrips {
  const own = catchersOf(fault, names);
  const listed = (fault.alsoTrips ?? []).map(({ check }) => check);
  const others = [...checksThat('fail', verdicts), ...checksThatWarn(verdicts)].filter(
    (id) => !own.includes(names.get(id) ?? id),
  );
  const isListed = (id: string): boolean => listed.includes(names.get(id) ?? id);
  return {
    listed: [...new Set(others.filter(isListed).map((id) => names.get(id) ?? id))],
    unlisted: others.filter((id) => !isListed(id)),
  };
}
