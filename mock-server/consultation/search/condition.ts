import type { SearchParameter } from './search-parameter.ts';
import type { ResourceType } from './stored-resource.ts';
import type { ValueTest } from './value-test.ts';

/** One value, or none of them, passes a test. */
export interface ValueCondition {
  readonly kind: 'value';
  readonly parameter: SearchParameter;
  readonly test: ValueTest;
  /** True: no value passes (`:not`), which also holds where there is no value. */
  readonly isNegated: boolean;
  /** Ids or identifiers that can alone fulfil it, when it is such a criterion: a large store is not looked through. */
  readonly lookup: { readonly by: 'id' | 'identifier'; readonly values: readonly string[] } | null;
}

/** A resource that the reference leads to fulfils all of `of` (`location.nb-capacity=…`). */
export interface ChainCondition {
  readonly kind: 'chain';
  readonly reference: SearchParameter;
  readonly target: ResourceType;
  /** True: the Organization or one of those that it is part of (`:above`). */
  readonly isAbove: boolean;
  readonly of: readonly Condition[];
}

/** A resource of `type` whose reference leads here fulfils all of `of` (`_has`). */
export interface HasCondition {
  readonly kind: 'has';
  readonly type: ResourceType;
  readonly reference: SearchParameter;
  readonly of: readonly Condition[];
}

/** What a search asks of a resource. */
export type Condition =
  | ValueCondition
  | ChainCondition
  | HasCondition
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };
