import { isJsonObject, show } from '../finding.ts';
import type { ElementNode, StructureRegistry } from './element-node.ts';
import type { JsonObject } from '../finding.ts';
import type { Definitions } from '../profiles/definitions.ts';
import { createInvariantCheck } from './invariants.ts';
import { createObjectPlans } from './object-plan.ts';
import { FindingList } from './profile-finding.ts';
import type { ValidationFinding } from './profile-finding.ts';
import { createShapeCheck } from './shape.ts';
import { createStructureRegistry } from './structure-registry.ts';
import { createTerminology } from './terminology.ts';
import type { Terminology } from './terminology.ts';
import { Walk } from './walk.ts';
import type { WalkTools } from './walk.ts';

const RESOURCE_TYPES = 'http://hl7.org/fhir/ValueSet/resource-types';
const DEFAULT_MAX_FINDINGS = 1000;

/** How a validator judges. */
export interface ValidatorOptions {
  /** Canonical url of the profile for a resource type; default: the one profile that no other refines. */
  readonly profiles?: Readonly<Record<string, string>>;
  /** Default 1000 for one resource; then one finding says that there are more. */
  readonly maxFindings?: number;
}

/** Judges resources against compiled definitions. */
export interface Validator {
  /** Where the definitions come from. */
  readonly definitionsName: string;
  /** Names of the bound value sets whose codes are not at hand: membership in them is not judged. */
  unjudgedValueSets(): readonly string[];
  /**
   * Everything wrong with a resource, by the base R4 and the profile of its type; `profile` names another definition,
   * which may be that of an extension or datatype. Never throws, whatever is passed; empty when nothing was found.
   */
  validate(resource: unknown, options?: { readonly profile?: string }): readonly ValidationFinding[];
}

/**
 * Compiles definitions into a validator. Each definition is compiled at its first use.
 * @see docs/decisions/0004-profile-validation.md
 */
export function createValidator(definitions: Definitions, options: ValidatorOptions = {}): Validator {
  const registry = createStructureRegistry(definitions);
  const terminology = createTerminology(definitions);
  const resourceTypes =
    terminology.valueSet(RESOURCE_TYPES)?.systems.values().next().value ?? new Map<string, string>();
  const tools: WalkTools = {
    registry,
    terminology,
    checkShape: createShapeCheck(registry),
    checkInvariant: createInvariantCheck(),
    rootFor: (resource) => rootFor(resource, registry, options),
    isResourceType: (name) => resourceTypes.has(name),
    planFor: createObjectPlans(registry),
    matches: new WeakMap(),
  };
  return {
    definitionsName: definitions.name,
    unjudgedValueSets: () => unjudgedValueSets(definitions, terminology),
    validate: (resource, { profile } = {}) => {
      const findings = new FindingList(options.maxFindings ?? DEFAULT_MAX_FINDINGS);
      judge(resource, profile, { tools, findings });
      return findings.list();
    },
  };
}

function judge(
  value: unknown,
  profile: string | undefined,
  { tools, findings }: { readonly tools: WalkTools; readonly findings: FindingList },
): void {
  if (!isJsonObject(value)) {
    findings.add('r4.not-an-object', '$this', { expected: '{…}', seen: show(value) });
    return;
  }
  const walk = new Walk(tools, findings, value);
  if (profile === undefined) {
    walk.resource(value, typeof value['resourceType'] === 'string' ? value['resourceType'] : '$this', 0);
    return;
  }
  const root = tools.registry.profile(profile);
  const code = tools.registry.structure(profile)?.type ?? '';
  if (root === undefined) findings.add('profile.unknown-profile', '$this', { expected: profile, seen: '' });
  else if (isOfType(value, profile, tools.registry)) {
    walk.object(value, { node: root, code }, { where: code, depth: 0, resource: value, parentCode: '' });
  } else {
    const seen = show(value['resourceType']);
    findings.add('profile.wrong-type-of-resource', '$this', { expected: code, seen });
  }
}

function isOfType(value: JsonObject, profile: string, registry: StructureRegistry): boolean {
  const structure = registry.structure(profile);
  return structure?.kind !== 'resource' || value['resourceType'] === structure.type;
}

/** The profile that the options name for the type, else one that the resource claims, else the only leaf, else base R4. */
function rootFor(
  resource: JsonObject,
  registry: StructureRegistry,
  options: ValidatorOptions,
): ElementNode | undefined {
  const type = resource['resourceType'];
  if (typeof type !== 'string') return undefined;
  const base = registry.type(type);
  if (base === undefined || registry.structure(base.source)?.kind !== 'resource') return undefined;
  const named = options.profiles?.[type];
  const leaves = registry.leafProfiles(type);
  const claimed = claimedProfiles(resource).find((url) => leaves.includes(url));
  const chosen = named ?? (leaves.length === 1 ? leaves[0] : claimed);
  return (chosen === undefined ? undefined : registry.profile(chosen)) ?? base;
}

function claimedProfiles(resource: JsonObject): readonly string[] {
  const meta = resource['meta'];
  const claimed = isJsonObject(meta) ? meta['profile'] : undefined;
  return Array.isArray(claimed) ? claimed.filter((url) => typeof url === 'string') : [];
}

function unjudgedValueSets(definitions: Definitions, terminology: Terminology): readonly string[] {
  const bound = new Set<string>();
  for (const structure of definitions.structures) {
    for (const { binding } of (structure.differential ?? structure.snapshot)?.element ?? []) {
      if (binding?.strength === 'required' && binding.valueSet !== undefined) bound.add(binding.valueSet);
    }
  }
  const unjudged = [...bound].filter((url) => terminology.valueSet(url)?.isEnumerated !== true);
  return unjudged.map((url) => terminology.valueSet(url)?.name ?? url).toSorted();
}
