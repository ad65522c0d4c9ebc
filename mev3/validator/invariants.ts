import { compile as compilePath } from 'fhirpath';
import r4Model from 'fhirpath/fhir-context/r4';
import type { ConstraintFacts } from '../profiles/definitions.ts';
import { isJsonObject } from '../finding.ts';
import type { JsonObject } from '../finding.ts';

/** What an invariant is judged on. */
export interface InvariantContext {
  /** The element: an object, or the bare value of a primitive. */
  readonly value: unknown;
  /** Type or path of base R4, such as `Extension` or `Location.position`. */
  readonly base: string;
  /** The resource that holds the element, and the outermost one. */
  readonly resource: JsonObject;
  readonly rootResource: JsonObject;
}

/** Judges one invariant: `unjudged` when the engine cannot evaluate its expression. */
export type InvariantCheck = (
  constraint: ConstraintFacts,
  context: InvariantContext,
) => 'holds' | 'broken' | 'unjudged';

type Evaluate = (data: unknown, variables: Record<string, unknown>) => unknown;

/**
 * Invariants by the FHIRPath engine. For the few of base R4 that stand on nearly every element, `CERTAINLY_HOLDS`
 * first says "yes" without the engine where that is plain; anything else goes to the engine.
 */
export function createInvariantCheck(): InvariantCheck {
  const compiled = new Map<string, Evaluate | null>();
  return (constraint, context) => {
    const { expression } = constraint;
    if (expression === undefined) return 'unjudged';
    if (HOLDS_AS_MEANT.get(expression)?.(context.value) ?? CERTAINLY_HOLDS.get(expression)?.(context.value)) {
      return 'holds';
    }
    const key = `${context.base} ${expression}`;
    const known = compiled.get(key);
    const evaluate = known === undefined ? compile(context.base, expression) : known;
    compiled.set(key, evaluate);
    return evaluate === null ? 'unjudged' : judge(evaluate, context);
  };
}

function compile(base: string, expression: string): Evaluate | null {
  try {
    const options = { traceFn: () => {}, async: false } as const;
    return compilePath({ base, expression }, r4Model, options);
  } catch {
    return null;
  }
}

function judge(evaluate: Evaluate, context: InvariantContext): 'holds' | 'broken' | 'unjudged' {
  const variables = { resource: context.resource, rootResource: context.rootResource };
  try {
    let result = evaluate(context.value, variables);
    // A primitive has an implicit `value` element that the engine does not offer: it is given one.
    if (isEmptyList(result) && !isJsonObject(context.value)) result = evaluate({ value: context.value }, variables);
    return Array.isArray(result) && result.length === 1 && result[0] === true ? 'holds' : 'broken';
  } catch {
    return 'unjudged';
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

type Holds = (value: unknown) => boolean;

const hasNoContained: Holds = (value) => isJsonObject(value) && !Object.hasOwn(value, 'contained');

const REF_1 =
  "reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))";

/**
 * Where an expression of R4 says less than its own text. `ref-1` is about local references; taken literally it is empty,
 * and so broken, for a reference that has only a `display`, which R4 allows (ref-1 of R5 starts with `reference.exists()`).
 */
const HOLDS_AS_MEANT: ReadonlyMap<string, (value: unknown) => true | undefined> = new Map([
  [REF_1, (value) => (isJsonObject(value) && !Object.hasOwn(value, 'reference') ? true : undefined)],
]);

/** Expressions of base R4 and a sure, cheap "yes" for them. A test compares each with the engine. */
export const CERTAINLY_HOLDS: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ['hasValue() or (children().count() > id.count())', hasValueOrChild],
  ['extension.exists() != value.exists()', hasEitherExtensionOrValue],
  ['contained.contained.empty()', hasNoContained],
  ['contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()', hasNoContained],
  ['contained.meta.security.empty()', hasNoContained],
  [
    "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | %resource.descendants().as(uri) | %resource.descendants().as(url))) or descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = '#').exists()).not()).trace('unmatched', id).empty()",
    hasNoContained,
  ],
  [
    REF_1,
    (value) => isJsonObject(value) && typeof value['reference'] === 'string' && !value['reference'].startsWith('#'),
  ],
  ['code.empty() or system.exists()', (value) => isJsonObject(value) && !Object.hasOwn(value, 'code')],
]);

function hasValueOrChild(value: unknown): boolean {
  if (!isJsonObject(value)) return ['string', 'number', 'boolean'].includes(typeof value);
  for (const key in value) {
    if (key !== 'id' && key !== 'resourceType' && isPlainlyFilled(value[key])) return true;
  }
  return false;
}

function hasEitherExtensionOrValue(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const extension = value['extension'];
  const hasExtension = Array.isArray(extension) && extension.some(isJsonObject);
  if (extension !== undefined && !hasExtension) return false;
  let hasValue = false;
  for (const key in value) {
    if (!/^_?value[A-Z]/.test(key)) continue;
    if (!isPlainlyFilled(value[key])) return false;
    hasValue = true;
  }
  return hasExtension !== hasValue;
}

/** True for a bare value other than an empty text, or an object with something in it. */
function isPlainlyFilled(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  if (Array.isArray(value)) return value.some(isPlainlyFilled);
  return isJsonObject(value) && Object.values(value).some(isPlainlyFilled);
}
