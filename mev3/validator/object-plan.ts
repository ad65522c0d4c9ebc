import type { ConstraintFacts } from '../profiles/definitions.ts';
import { CORE, choiceProperty, isChoice, isSystemType } from './element-node.ts';
import type { ElementNode, StructureRegistry } from './element-node.ts';

/** What a JSON property of an object stands for. */
export interface Slot {
  readonly child: ElementNode;
  /** The property without `_`. */
  readonly property: string;
  /** FHIR type of its value. */
  readonly code: string;
  /** False for a type of a choice that the profile does not allow. */
  readonly isAllowed: boolean;
  /** The same element in base R4. */
  readonly base: ElementNode | undefined;
}

/** How to walk an object: by the properties that it has, then by what it must have. */
export interface ObjectPlan {
  /** The element of base R4 that says which properties exist; undefined for a type that is not at hand. */
  readonly shape: ElementNode | undefined;
  /** By property, `_` siblings too. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Elements whose absence may be a fault. */
  readonly required: readonly { readonly child: ElementNode; readonly base: ElementNode | undefined }[];
  /** Invariants of severity error; `isCore` for those of base R4. */
  readonly invariants: readonly { readonly constraint: ConstraintFacts; readonly isCore: boolean }[];
}

/** Gives the plan for an element and the type of its value; each is made once. */
export function createObjectPlans(registry: StructureRegistry): (node: ElementNode, code: string) => ObjectPlan {
  const plans = new WeakMap<ElementNode, Map<string, ObjectPlan>>();
  return (node, code) => {
    const byCode = plans.get(node) ?? new Map<string, ObjectPlan>();
    plans.set(node, byCode);
    const plan = byCode.get(code) ?? makePlan(node, code, registry);
    byCode.set(code, plan);
    return plan;
  };
}

function makePlan(node: ElementNode, code: string, registry: StructureRegistry): ObjectPlan {
  const shape = shapeOf(node, code) ?? registry.type(code);
  const slots = new Map<string, Slot>();
  const required: { child: ElementNode; base: ElementNode | undefined }[] = [];
  for (const child of registry.children(node, code).values()) {
    const base = shape?.children?.get(child.name);
    for (const slot of slotsOf(child, base)) {
      slots.set(slot.property, slot);
      if (registry.isPrimitive(slot.code)) slots.set(`_${slot.property}`, slot);
    }
    if (isRequired(child)) required.push({ child, base });
  }
  return { shape, slots, required, invariants: invariantsOf(node, code, registry) };
}

/** The shape of an element with children of its own; a value of another type has the shape of that type. */
function shapeOf(node: ElementNode, code: string): ElementNode | undefined {
  return node.types[0]?.code === code ? node.shape : undefined;
}

function isRequired(child: ElementNode): boolean {
  return child.min > 0 || child.slices.some((slice) => slice.min > 0);
}

function invariantsOf(node: ElementNode, code: string, registry: StructureRegistry): ObjectPlan['invariants'] {
  const ofType = registry.type(code)?.constraints ?? [];
  return registry
    .constraints(node, code)
    .filter((constraint) => constraint.severity === undefined || constraint.severity === 'error')
    .map((constraint) => ({ constraint, isCore: node.source.startsWith(CORE) || ofType.includes(constraint) }));
}

function slotsOf(child: ElementNode, base: ElementNode | undefined): readonly Slot[] {
  if (!isChoice(child.name)) {
    const code = child.contentReference === undefined ? (child.types[0]?.code ?? '') : 'BackboneElement';
    return isSystemType(code) ? [] : [{ child, property: child.name, code, isAllowed: true, base }];
  }
  const allowed = new Set(child.types.map((type) => type.code));
  return (base ?? child).types.map(({ code }) => {
    return { child, property: choiceProperty(child.name, code), code, isAllowed: allowed.has(code), base };
  });
}
