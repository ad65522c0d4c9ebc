import { nearestHint, refuseSearch, refuseTooMany } from '../refusals.ts';
import type { Condition } from './condition.ts';
import { findParameter, referencesOf, SEARCH_PARAMETERS } from './parameter-table.ts';
import { SEARCH_LIMITS } from './parse-context.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { ResourceType } from './stored-resource.ts';

/** A step of a chain: the reference to follow, and what it leads to. */
interface Hop {
  readonly reference: SearchParameter;
  readonly target: ResourceType;
}

/** Where a name such as `organization.name:above` leads. */
export interface ResolvedPath {
  readonly hops: readonly Hop[];
  readonly parameter: SearchParameter;
  /** Without its colon; null when there is none. `above` is already in `isAbove`. */
  readonly modifier: string | null;
  readonly isAbove: boolean;
}

/** Parameters that are known and refused with their own reason. */
const NOT_SERVED: Readonly<Record<string, 'consultation.elements' | 'consultation.content'>> = {
  _elements: 'consultation.elements',
  _content: 'consultation.content',
};

/** Names that every search takes beside the parameters of its type. */
const GENERAL = ['_filter', '_has', '_include', '_revinclude', '_sort', '_count', '_format'];

/**
 * Follows a name from a type: chains by dots, a modifier after the last name.
 * @throws FhirError 400 for a name that is not served, with the nearest that is
 */
export function resolvePath(type: ResourceType, path: string): ResolvedPath {
  const [names = '', ...modifiers] = path.split(':');
  const [name = '', ...backwards] = names.split('.').toReversed();
  const hops = hopsOf(type, backwards.toReversed(), path);
  const at = hops.at(-1)?.target ?? type;
  const parameter = findParameter(at, name);
  if (parameter === undefined) throw unknownParameter(at, name, path);
  if (modifiers.length > 1) throw refuseModifier(parameter, modifiers.join(':'), path);
  const isAbove = modifiers[0] === 'above' && isChainTo('Organization', hops);
  return { hops, parameter, modifier: isAbove ? null : (modifiers[0] ?? null), isAbove };
}

function isChainTo(type: ResourceType, hops: readonly Hop[]): boolean {
  return hops.at(-1)?.target === type;
}

function hopsOf(type: ResourceType, steps: readonly string[], path: string): readonly Hop[] {
  if (steps.length > SEARCH_LIMITS.hops) throw refuseTooMany(path, steps.length, SEARCH_LIMITS.hops);
  const hops: Hop[] = [];
  for (const step of steps) {
    const at = hops.at(-1)?.target ?? type;
    const reference = referencesOf(at).find(({ name }) => name === step);
    const target = reference?.targets[0];
    if (reference === undefined || target === undefined) throw unknownReference(at, step, path);
    hops.push({ reference, target });
  }
  return hops;
}

/** The condition at the end of the chain, wrapped in its hops. */
export function wrapInHops({ hops, isAbove }: ResolvedPath, condition: Condition): Condition {
  return hops.reduceRight<Condition>(
    (inner, { reference, target }, index) => ({
      kind: 'chain',
      reference,
      target,
      isAbove: isAbove && index === hops.length - 1,
      of: [inner],
    }),
    condition,
  );
}

/** The refusal of a modifier that this parameter does not take. */
export function refuseModifier(parameter: SearchParameter, modifier: string, where: string): Error {
  const known = modifiersOf(parameter);
  return refuseSearch({
    code: 'read.modifier',
    issue: 'not-supported',
    text: 'consultation.modifier',
    where,
    seen: `:${modifier}`,
    expected: known.length === 0 ? '—' : known.map((one) => `:${one}`).join(', '),
  });
}

/** The modifiers that a parameter takes of itself; `:above` comes with a chain to an Organization. */
export function modifiersOf({ type, isIdentifier }: SearchParameter): readonly string[] {
  if (type === 'token') return isIdentifier ? ['not', 'of-type'] : ['not'];
  return type === 'string' ? ['contains'] : [];
}

function unknownReference(type: ResourceType, seen: string, where: string): Error {
  const known = referencesOf(type).map(({ name }) => name);
  return refuseSearch({
    code: 'read.parameter-unknown',
    issue: 'not-supported',
    text: 'consultation.reference-unknown',
    where,
    seen: `${type}.${seen}`,
    expected: nearestHint(seen, known),
  });
}

function unknownParameter(type: ResourceType, seen: string, where: string): Error {
  const own = Object.hasOwn(NOT_SERVED, seen) ? NOT_SERVED[seen] : undefined;
  const known = [...SEARCH_PARAMETERS[type].map(({ name }) => name), ...GENERAL];
  return refuseSearch({
    code: 'read.parameter-unknown',
    issue: 'not-supported',
    text: own ?? 'consultation.parameter-unknown',
    where,
    seen: `${type}?${seen}`,
    expected: nearestHint(seen, known),
  });
}
