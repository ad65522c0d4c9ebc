import { nearestHint, refuseSearch } from '../refusals.ts';
import { referencesOf } from './parameter-table.ts';
import type { SearchParameter } from './search-parameter.ts';
import { isResourceType, RESOURCE_TYPES } from './stored-resource.ts';
import type { ResourceType } from './stored-resource.ts';

/** One `_include` or `_revinclude`: the reference of a type, to be followed one way or the other. */
export interface IncludeRule {
  readonly from: ResourceType;
  readonly reference: SearchParameter;
  /** `_revinclude`: from what is referred to, to what refers to it. */
  readonly isReverse: boolean;
  /** `:iterate`: also from what was included. */
  readonly isIterated: boolean;
}

/** An include as written. */
export interface WrittenInclude {
  readonly name: string;
  readonly value: string;
}

/** True for the name of an include parameter, its modifier aside. */
export function isIncludeName(name: string): boolean {
  return /^_(?:rev)?include(?::|$)/.test(name);
}

/**
 * The rules of `_include=<type>:<reference>` and its like; `_include=*` is every reference of the type searched.
 * @throws FhirError 400 for a reference that is not served, or another modifier than `:iterate`
 */
export function parseInclude(type: ResourceType, { name, value }: WrittenInclude): readonly IncludeRule[] {
  const [base = '', modifier] = name.split(':');
  if (modifier !== undefined && modifier !== 'iterate') throw refuseIncludeModifier(name, modifier);
  const how = { isReverse: base === '_revinclude', isIterated: modifier === 'iterate' };
  if (value === '*' && !how.isReverse)
    return referencesOf(type).map((reference) => ({ from: type, reference, ...how }));
  const found = referenceNamed(value);
  if (found !== null) return [{ ...found, ...how }];
  const known = RESOURCE_TYPES.flatMap((one) => referencesOf(one).map((reference) => `${one}:${reference.name}`));
  throw refuseSearch({
    code: 'read.include-unknown',
    issue: 'not-supported',
    text: 'consultation.include-unknown',
    where: name,
    seen: value,
    expected: nearestHint(value, known),
  });
}

/** `<type>:<reference>[:<target type>]`; null when there is no such reference. */
function referenceNamed(value: string): Pick<IncludeRule, 'from' | 'reference'> | null {
  const [from = '', name = '', target, ...rest] = value.split(':');
  if (!isResourceType(from) || rest.length > 0) return null;
  const reference = referencesOf(from).find((one) => one.name === name);
  if (reference === undefined) return null;
  const isTarget = target === undefined || reference.targets.some((one) => one === target);
  return isTarget ? { from, reference } : null;
}

function refuseIncludeModifier(name: string, modifier: string): Error {
  return refuseSearch({
    code: 'read.modifier',
    issue: 'not-supported',
    text: 'consultation.modifier',
    where: name,
    seen: `:${modifier}`,
    expected: ':iterate',
  });
}
