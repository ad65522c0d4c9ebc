import type { Condition } from './condition.ts';
import type { SearchZone } from './date-range.ts';
import type { Evaluation } from './evaluation.ts';
import { inTurns } from './in-turns.ts';
import type { SearchPlan } from './search-plan.ts';
import { sortStored } from './sort-rule.ts';
import type { ResourceType, SearchSource, Stored } from './stored-resource.ts';

/** The matches of a search, in order: those of the store at the moment it began. */
export async function runSearch(
  plan: Pick<SearchPlan, 'type' | 'conditions' | 'sorts'>,
  source: SearchSource,
  using: { readonly evaluation: Evaluation; readonly zone: SearchZone },
): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  const tried = candidates(plan.type, plan.conditions, source);
  await using.evaluation.prepare(plan.conditions);
  await inTurns(tried, (stored) => {
    if (using.evaluation.fulfils(stored, plan.conditions)) found.push(stored);
  });
  return sortStored(found, plan.sorts, using);
}

/** The resources that could match: those that an id or identifier names, else all of the type. */
function candidates(type: ResourceType, conditions: readonly Condition[], source: SearchSource): readonly Stored[] {
  for (const condition of conditions) {
    const lookup = condition.kind === 'value' ? condition.lookup : null;
    const named = lookup === null ? null : lookUp(type, lookup, source);
    if (named !== null) return named;
  }
  return source.all(type);
}

function lookUp(
  type: ResourceType,
  { by, values }: { readonly by: 'id' | 'identifier'; readonly values: readonly string[] },
  source: SearchSource,
): readonly Stored[] | null {
  const found = values.map((value) =>
    by === 'id' ? [source.byId(type, value)].filter((one) => one !== undefined) : source.byIdentifier(type, value),
  );
  if (found.includes(null)) return null;
  return [...new Set(found.flatMap((some) => some ?? []))];
}
