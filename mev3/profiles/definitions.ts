/** A type that an element allows (FHIR ElementDefinition.type). */
export interface TypeFacts {
  readonly code: string;
  readonly profile?: readonly string[];
  readonly targetProfile?: readonly string[];
  readonly extension?: readonly { readonly url: string; readonly [value: string]: unknown }[];
}

/** How the items of a list are told apart (FHIR ElementDefinition.slicing). */
export interface SlicingFacts {
  readonly discriminator?: readonly { readonly type: string; readonly path: string }[];
  readonly ordered?: boolean;
  readonly rules?: string;
}

/** A FHIRPath rule of an element (FHIR ElementDefinition.constraint). */
export interface ConstraintFacts {
  readonly key: string;
  readonly severity?: string;
  readonly human?: string;
  readonly expression?: string;
}

/** What a StructureDefinition says of one element; fixed[x] and pattern[x] stand among the other properties. */
export interface ElementFacts {
  readonly id?: string;
  readonly path: string;
  readonly sliceName?: string;
  readonly slicing?: SlicingFacts;
  readonly min?: number;
  readonly max?: string;
  readonly type?: readonly TypeFacts[];
  readonly contentReference?: string;
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly ConstraintFacts[];
  readonly [other: string]: unknown;
}

/** The part of a FHIR StructureDefinition that a validator reads. */
export interface StructureFacts {
  readonly url: string;
  readonly version?: string;
  readonly name?: string;
  readonly kind: string;
  readonly abstract?: boolean;
  readonly type: string;
  readonly baseDefinition?: string;
  readonly derivation?: string;
  readonly differential?: { readonly element: readonly ElementFacts[] };
  readonly snapshot?: { readonly element: readonly ElementFacts[] };
}

/** A code of a code system, with the codes below it. */
export interface ConceptFacts {
  readonly code: string;
  readonly display?: string;
  readonly concept?: readonly ConceptFacts[];
}

/** One include or exclude of a value set. A `filter` means: a part of the system that is not enumerated here. */
export interface IncludeFacts {
  readonly system?: string;
  readonly concept?: readonly ConceptFacts[];
  readonly filter?: readonly unknown[];
  readonly valueSet?: readonly string[];
}

/** The part of a FHIR ValueSet that a validator reads. */
export interface ValueSetFacts {
  readonly url: string;
  readonly name?: string;
  readonly compose?: { readonly include: readonly IncludeFacts[]; readonly exclude?: readonly IncludeFacts[] };
  readonly expansion?: { readonly contains?: readonly ExpansionFacts[] };
}

/** One entry of an expansion. */
export interface ExpansionFacts {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
  readonly abstract?: boolean;
  readonly contains?: readonly ExpansionFacts[];
}

/** The part of a FHIR CodeSystem that a validator reads. Only `content: complete` enumerates. */
export interface CodeSystemFacts {
  readonly url: string;
  readonly name?: string;
  readonly content?: string;
  readonly concept?: readonly ConceptFacts[];
}

/** Everything a validator is made from: plain data, from the product or from a FHIR package. */
export interface Definitions {
  /** Where they come from, such as `rorkit 0.7.0` or `ans.fhir.fr.ror#0.7.0`: goes into reports. */
  readonly name: string;
  readonly structures: readonly StructureFacts[];
  readonly valueSets: readonly ValueSetFacts[];
  readonly codeSystems: readonly CodeSystemFacts[];
}

/** Both sets of definitions; for one canonical url those of `over` win. */
export function mergeDefinitions(under: Definitions, over: Definitions): Definitions {
  return {
    name: over.name,
    structures: mergeByUrl(under.structures, over.structures),
    valueSets: mergeByUrl(under.valueSets, over.valueSets),
    codeSystems: mergeByUrl(under.codeSystems, over.codeSystems),
  };
}

function mergeByUrl<T extends { readonly url: string }>(under: readonly T[], over: readonly T[]): readonly T[] {
  const byUrl = new Map(under.map((item) => [item.url, item]));
  for (const item of over) byUrl.set(item.url, item);
  return [...byUrl.values()];
}
