import { refuseSearch } from '../refusals.ts';
import type { Evaluation } from './evaluation.ts';
import type { IncludeRule } from './include-rule.ts';
import { inTurns } from './in-turns.ts';
import { SEARCH_LIMITS } from './parse-context.ts';
import type { ResourceType, SearchSource, Stored } from './stored-resource.ts';

/**
 * Whether an include of another type than the one searched needs `:iterate` to act on what was included: the published
 * examples leave it out (`_include=PractitionerRole:practitioner` on HealthcareService), R4 asks for it.
 */
export type IncludeReach = 'published' | 'standard';

/** What is included from. */
export interface IncludeInput {
  readonly type: ResourceType;
  readonly matches: readonly Stored[];
  readonly rules: readonly IncludeRule[];
  readonly reach: IncludeReach;
  /** Most resources that may be added. Default: what a page of a search holds. */
  readonly limit?: number;
}

/**
 * What the rules add to the matches of a page: each resource once, none that is a match, none that the reader may not see.
 * @throws FhirError 400 when there are more than the limit
 */
export async function collectIncludes(
  { type, matches, rules, reach, limit = SEARCH_LIMITS.included }: IncludeInput,
  evaluation: Evaluation,
  source: SearchSource,
): Promise<readonly Stored[]> {
  const seen = new Set<Stored>(matches);
  const included: Stored[] = [];
  const steps = rules.map((rule) => ({ rule, step: stepOf(rule, evaluation, source) }));
  let frontier = matches;
  for (let round = 0; frontier.length > 0; round += 1) {
    const next: Stored[] = [];
    for (const { rule, step } of steps) {
      if (round > 0 && !goesOn(rule, type, reach)) continue;
      for (const found of await step(frontier)) {
        if (seen.has(found)) continue;
        seen.add(found);
        next.push(found);
      }
    }
    included.push(...next);
    if (included.length > limit) throw tooLarge(included.length);
    frontier = next;
  }
  return included;
}

function goesOn(rule: IncludeRule, type: ResourceType, reach: IncludeReach): boolean {
  if (rule.isIterated) return true;
  const startsAtMatches = rule.isReverse ? rule.reference.targets.includes(type) : rule.from === type;
  return reach === 'published' && !startsAtMatches;
}

type Step = (frontier: readonly Stored[]) => Promise<readonly Stored[]>;

function stepOf(rule: IncludeRule, evaluation: Evaluation, source: SearchSource): Step {
  if (!rule.isReverse) {
    return async (frontier) =>
      frontier.flatMap((from) => (from.type === rule.from ? evaluation.targetsOf(from, rule.reference) : []));
  }
  let referring: ReadonlyMap<Stored, readonly Stored[]> | null = null;
  return async (frontier) => {
    const targets = frontier.filter(({ type }) => rule.reference.targets.includes(type));
    if (targets.length === 0) return [];
    referring ??= await referringTo(rule, evaluation, source);
    return targets.flatMap((from) => referring?.get(from) ?? []);
  };
}

/** Who refers to what by the reference of a rule. */
async function referringTo(
  rule: IncludeRule,
  evaluation: Evaluation,
  source: SearchSource,
): Promise<ReadonlyMap<Stored, readonly Stored[]>> {
  const referring = new Map<Stored, Stored[]>();
  await inTurns(source.all(rule.from), (one) => {
    if (!evaluation.fulfils(one, [])) return;
    for (const target of evaluation.targetsOf(one, rule.reference)) {
      const known = referring.get(target);
      if (known === undefined) referring.set(target, [one]);
      else known.push(one);
    }
  });
  return referring;
}

function tooLarge(seen: number): Error {
  return refuseSearch({
    code: 'read.include-too-large',
    issue: 'too-long',
    text: 'consultation.include-too-large',
    where: '_include',
    seen: String(seen),
    expected: `<= ${SEARCH_LIMITS.included}`,
  });
}
