import type { ConstraintFacts, Definitions, StructureFacts } from '../profiles/definitions.ts';
import { CORE, addConstraints, withoutVersion } from './element-node.ts';
import type { Children, ElementNode, StructureRegistry } from './element-node.ts';
import { buildStructure } from './structure-builder.ts';

const NO_CHILDREN: Children = new Map();

/**
 * Compiles definitions: a differential over its base definition; over the snapshot where there is no differential or
 * the base is not at hand.
 */
export function createStructureRegistry(definitions: Definitions): StructureRegistry {
  const facts = new Map(definitions.structures.map((structure) => [structure.url, structure]));
  const built = new Map<string, ElementNode | undefined>();
  const primitives = new Set(
    definitions.structures.filter((each) => each.kind === 'primitive-type').map((each) => each.type),
  );
  const registry: StructureRegistry = {
    type: (code) => registry.profile(CORE + code),
    profile(url) {
      const bare = withoutVersion(url);
      if (built.has(bare)) return built.get(bare);
      const structure = facts.get(bare);
      // Set first: a definition that is its own ancestor finds nothing instead of turning in circles.
      built.set(bare, undefined);
      const root = structure === undefined ? undefined : buildStructure(structure, registry);
      built.set(bare, root);
      return root;
    },
    children: (node, code) => childrenOf(node, code, registry),
    resolve: (node) =>
      node.contentReference === undefined ? node : (referred(node.contentReference, registry) ?? node),
    constraints: (node, code) => constraintsOf(node, code, registry),
    leafProfiles: (type) => leavesOf(type, definitions.structures),
    structure: (url) => facts.get(withoutVersion(url)),
    isPrimitive: (code) => primitives.has(code),
    extensionUrls: definitions.structures
      .filter((structure) => structure.type === 'Extension' && structure.derivation === 'constraint')
      .map((structure) => structure.url),
  };
  return registry;
}

function leavesOf(type: string, structures: readonly StructureFacts[]): readonly string[] {
  const profiles = structures.filter((each) => each.type === type && each.derivation === 'constraint');
  const refined = new Set(profiles.map((each) => each.baseDefinition));
  return profiles.filter((each) => !refined.has(each.url)).map((each) => each.url);
}

function childrenOf(node: ElementNode, code: string, registry: StructureRegistry): Children {
  if (node.children !== undefined) return node.children;
  return typeRoot(node, code, registry)?.children ?? NO_CHILDREN;
}

/** The root of the profile that the type of `node` names, else of its type. */
function typeRoot(node: ElementNode, code: string, registry: StructureRegistry): ElementNode | undefined {
  const profile = node.types.find((each) => each.code === code)?.profile?.[0];
  return (profile === undefined ? undefined : registry.profile(profile)) ?? registry.type(code);
}

function constraintsOf(node: ElementNode, code: string, registry: StructureRegistry): readonly ConstraintFacts[] {
  if (!node.id.includes('.')) return node.constraints;
  return addConstraints(typeRoot(node, code, registry)?.constraints ?? [], node.constraints);
}

function referred(reference: string, registry: StructureRegistry): ElementNode | undefined {
  const [root = '', ...names] = reference.slice(reference.indexOf('#') + 1).split('.');
  let node = registry.type(root);
  for (const name of names) node = node?.children?.get(name);
  return node;
}
