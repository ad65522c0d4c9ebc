import type { ConstraintFacts, SlicingFacts, StructureFacts, TypeFacts } from '../profiles/definitions.ts';

/** What the canonical urls of base R4 start with. */
export const CORE = 'http://hl7.org/fhir/StructureDefinition/';

/** The children of an element by name; a choice stands once, as `value[x]`. */
export type Children = ReadonlyMap<string, ElementNode>;

/** One element of a compiled profile: its own rules over those of the element that it refines. */
export interface ElementNode {
  /** Definition id, such as `Location.extension:ror-commune-cog`. */
  readonly id: string;
  readonly name: string;
  /** Canonical url of the definition that last said something about it. */
  readonly source: string;
  readonly min: number;
  /** `Infinity` for `*`. */
  readonly max: number;
  /** True when its JSON form is an array: decided by base R4, never by a profile. */
  readonly isList: boolean;
  readonly types: readonly TypeFacts[];
  readonly fixed?: { readonly value: unknown };
  readonly pattern?: { readonly value: unknown };
  /** Canonical url of a value set with a required binding. */
  readonly boundTo?: string;
  readonly constraints: readonly ConstraintFacts[];
  readonly slicing?: SlicingFacts;
  readonly sliceName?: string;
  readonly slices: readonly ElementNode[];
  /** Set when the element has rules of its own below it; else they come from its type. */
  readonly children?: Children;
  /** `#Bundle.link`: the children are those of that element. */
  readonly contentReference?: string;
  /** The element of base R4 that says which JSON properties exist here. */
  readonly shape?: ElementNode;
}

/** An element while its definition is being compiled. */
export type MutableNode = {
  -readonly [K in keyof ElementNode]: K extends 'slices' ? ElementNode[] : ElementNode[K];
};

/** The compiled definitions: each is built at its first use and kept. */
export interface StructureRegistry {
  /** The root element of a type of base R4, such as `Location` or `CodeableConcept`. */
  type(code: string): ElementNode | undefined;
  /** The root element of the definition with this canonical url (a `|version` is ignored). */
  profile(url: string): ElementNode | undefined;
  /** The elements below `node` when its value has the type `code`. */
  children(node: ElementNode, code: string): Children;
  /** `node`, or the element that its content reference names. */
  resolve(node: ElementNode): ElementNode;
  /** The invariants of an element: those of its type, then its own. */
  constraints(node: ElementNode, code: string): readonly ConstraintFacts[];
  /** The profiles on a resource type that no other profile refines. */
  leafProfiles(type: string): readonly string[];
  structure(url: string): StructureFacts | undefined;
  /** True for a primitive type of base R4; xhtml is one. */
  isPrimitive(code: string): boolean;
  /** The canonical urls of all extensions. */
  readonly extensionUrls: readonly string[];
}

/** True for the name of an element that takes one of several types. */
export function isChoice(name: string): boolean {
  return name.endsWith('[x]');
}

/** The JSON property of a choice element for a type: `value[x]` and `dateTime` give `valueDateTime`. */
export function choiceProperty(name: string, type: string): string {
  return name.slice(0, -3) + type.charAt(0).toUpperCase() + type.slice(1);
}

/** True for the type of the bare value inside a primitive. */
export function isSystemType(type: string): boolean {
  return type.startsWith('http://hl7.org/fhirpath/');
}

/** A canonical url without its `|version`. */
export function withoutVersion(url: string): string {
  const bar = url.indexOf('|');
  return bar < 0 ? url : url.slice(0, bar);
}

/** The invariants of both, each key once. */
export function addConstraints(
  present: ElementNode['constraints'],
  added: ElementNode['constraints'],
): ElementNode['constraints'] {
  const keys = new Set(present.map((constraint) => constraint.key));
  return [...present, ...added.filter((constraint) => !keys.has(constraint.key))];
}
