import type { ElementFacts, StructureFacts, TypeFacts } from '../profiles/definitions.ts';
import { CORE, addConstraints, isChoice, isSystemType, withoutVersion } from './element-node.ts';
import type { Children, ElementNode, MutableNode, StructureRegistry } from './element-node.ts';

const BY_URL = { discriminator: [{ type: 'value', path: 'url' }], rules: 'open' } as const;

/**
 * Compiles one definition over the tree that it refines: its differential over its base definition; its snapshot over
 * base R4 where there is no differential or the base is not at hand.
 */
export function buildStructure(structure: StructureFacts, registry: StructureRegistry): ElementNode {
  const { url, elements } = pickElements(structure, registry);
  const base = url === undefined ? undefined : registry.profile(url);
  const builder = new StructureBuilder(structure, base, registry);
  for (const element of elements) builder.apply(element);
  return builder.finish();
}

/** The elements to apply, and the canonical url of what they refine. */
function pickElements(
  structure: StructureFacts,
  registry: StructureRegistry,
): { readonly url: string | undefined; readonly elements: readonly ElementFacts[] } {
  const { baseDefinition: url, differential, snapshot } = structure;
  const isBaseAtHand = url !== undefined && registry.profile(url) !== undefined;
  if (differential !== undefined && (isBaseAtHand || structure.derivation !== 'constraint')) {
    return { url, elements: differential.element };
  }
  return { url: CORE + structure.type, elements: (snapshot ?? differential)?.element ?? [] };
}

/** Applies the elements of one definition over the tree that it refines, copying only what it changes. */
class StructureBuilder {
  readonly #structure: StructureFacts;
  readonly #registry: StructureRegistry;
  /** What this definition may change: nodes and maps of children, under their read-only faces. */
  readonly #own = new WeakMap<ElementNode, MutableNode>();
  readonly #ownChildren = new WeakMap<Children, Map<string, ElementNode>>();
  readonly #refines: boolean;
  readonly #root: MutableNode;

  constructor(structure: StructureFacts, base: ElementNode | undefined, registry: StructureRegistry) {
    this.#structure = structure;
    this.#registry = registry;
    this.#refines = structure.derivation === 'constraint';
    this.#root = this.#adopt(base ?? emptyNode(structure.type, structure.url), structure.type);
    if (!this.#refines) {
      this.#root.types = [{ code: structure.type }];
      this.#root.source = structure.url;
      this.#childrenOf(this.#root);
    }
  }

  apply(element: ElementFacts): void {
    const [, ...segments] = (element.id ?? element.path).split('.');
    let node = this.#root;
    for (const [index, segment] of segments.entries()) {
      const next = this.#step(node, segment, index === segments.length - 1);
      if (next === undefined) return;
      node = next;
    }
    this.#refine(node, element);
  }

  finish(): ElementNode {
    if (!this.#refines) this.#markShapes(this.#root);
    return this.#root;
  }

  /** In base R4 an element with children is the measure of its own JSON properties. */
  #markShapes(node: ElementNode): void {
    for (const child of node.children?.values() ?? []) if (child.children !== undefined) this.#markShapes(child);
    const own = this.#own.get(node);
    if (own !== undefined) own.shape = own;
  }

  /** The child that a segment names, made ours; undefined when base R4 has no such element. */
  #step(parent: MutableNode, segment: string, isLast: boolean): MutableNode | undefined {
    const colon = segment.indexOf(':');
    const name = colon < 0 ? segment : segment.slice(0, colon);
    const children = this.#childrenOf(parent);
    const child = children.get(name) ?? choiceBehind(children, name);
    if (child === undefined) {
      if (this.#refines || !isLast) return undefined;
      const created = this.#adopt(emptyNode(`${parent.id}.${name}`, this.#structure.url), `${parent.id}.${name}`);
      children.set(name, created);
      return created;
    }
    const own = this.#ownChild(children, child, `${parent.id}.${child.name}`);
    return colon < 0 || isChoice(name) ? own : this.#slice(own, segment.slice(colon + 1));
  }

  #slice(list: MutableNode, sliceName: string): MutableNode {
    const index = list.slices.findIndex((slice) => slice.sliceName === sliceName);
    const found = list.slices[index];
    const id = `${list.id}:${sliceName}`;
    const slice =
      found === undefined ? this.#copyTree({ ...list, slices: [], sliceName, min: 0 }) : this.#adopt(found, id);
    if (found === undefined) {
      slice.id = id;
      delete slice.slicing;
      list.slices.push(slice);
    } else {
      list.slices[index] = slice;
    }
    return slice;
  }

  #ownChild(children: Map<string, ElementNode>, child: ElementNode, id: string): MutableNode {
    const own = this.#adopt(child, id);
    children.set(child.name, own);
    return own;
  }

  /** A node that this definition may change: itself when it is already ours, else a copy. */
  #adopt(node: ElementNode, id: string): MutableNode {
    const own = this.#own.get(node);
    if (own !== undefined) return own;
    const copy: MutableNode = { ...node, id, slices: [...node.slices] };
    this.#own.set(copy, copy);
    return copy;
  }

  /** A copy that shares nothing of ours with `node`: what is changed below a slice stays in that slice. */
  #copyTree(node: ElementNode): MutableNode {
    const copy: MutableNode = { ...node, slices: node.slices.map((slice) => this.#copyTree(slice)) };
    this.#own.set(copy, copy);
    const children = node.children === undefined ? undefined : this.#ownChildren.get(node.children);
    if (children === undefined) return copy;
    const copied = new Map<string, ElementNode>();
    for (const [name, child] of children) copied.set(name, this.#own.has(child) ? this.#copyTree(child) : child);
    this.#ownChildren.set(copied, copied);
    copy.children = copied;
    return copy;
  }

  #childrenOf(node: MutableNode): Map<string, ElementNode> {
    const current = node.children;
    const own = current === undefined ? undefined : this.#ownChildren.get(current);
    if (own !== undefined) return own;
    const code = node.types[0]?.code ?? '';
    const copy = new Map(current ?? this.#registry.children(node, code));
    this.#ownChildren.set(copy, copy);
    node.children = copy;
    if (node.shape === undefined) {
      const shape = this.#registry.type(code);
      if (shape !== undefined) node.shape = shape;
    }
    return copy;
  }

  #refine(node: MutableNode, element: ElementFacts): void {
    node.source = this.#structure.url;
    if (!this.#refines) node.isList = element.max !== undefined && element.max !== '1' && element.max !== '0';
    if (element.min !== undefined) node.min = element.min;
    if (element.max !== undefined) node.max = element.max === '*' ? Infinity : Number(element.max);
    if (element.contentReference !== undefined) node.contentReference = element.contentReference;
    if (element.slicing !== undefined) node.slicing = element.slicing;
    this.#refineTypes(node, element.type);
    this.#refineValue(node, element);
    if (element.constraint !== undefined) node.constraints = addConstraints(node.constraints, element.constraint);
  }

  #refineTypes(node: MutableNode, types: readonly TypeFacts[] | undefined): void {
    if (types === undefined || node === this.#root) return;
    const named = types.filter((type) => !isSystemType(type.code));
    if (this.#refines && named.length === 0) return;
    const narrowed = this.#refines && node.types.length !== named.length;
    node.types = this.#refines ? named : types;
    // Children compiled for the earlier types would hide those of the profile that the type now names.
    if (narrowed || named.some((type) => type.profile !== undefined)) delete node.children;
  }

  #refineValue(node: MutableNode, element: ElementFacts): void {
    if (element.binding?.strength === 'required' && element.binding.valueSet !== undefined) {
      node.boundTo = withoutVersion(element.binding.valueSet);
    }
    for (const [key, value] of Object.entries(element)) {
      if (/^fixed[A-Z]/.test(key)) node.fixed = { value };
      if (/^pattern[A-Z]/.test(key)) node.pattern = { value };
    }
  }
}

function emptyNode(id: string, source: string): ElementNode {
  const name = id.slice(id.lastIndexOf('.') + 1);
  const isExtension = name === 'extension' || name === 'modifierExtension';
  const node = { id, name, source, min: 0, max: 1, isList: false, types: [], constraints: [], slices: [] };
  return isExtension ? { ...node, slicing: BY_URL } : node;
}

/** `valueQuantity` in an id stands for `value[x]` restricted to that type. */
function choiceBehind(children: Children, name: string): ElementNode | undefined {
  for (const [choice, node] of children) {
    if (isChoice(choice) && name.startsWith(choice.slice(0, -3)) && /^[A-Z]/.test(name.slice(choice.length - 3))) {
      return node;
    }
  }
  return undefined;
}
