import type {
  ConceptFacts,
  Definitions,
  ExpansionFacts,
  IncludeFacts,
  ValueSetFacts,
} from '../profiles/definitions.ts';
import { withoutVersion } from './element-node.ts';

/** A value set, flattened: what can be judged of a code. */
export interface CodeList {
  readonly url: string;
  /** `JDV_J188_TypeStatutCapacite_ROR`, or the url when it has no name. */
  readonly name: string;
  /** False when its codes are not at hand: then only the system is judged, where it is known. */
  readonly isEnumerated: boolean;
  /** Codes and displays by system; a system whose codes are not at hand has an empty map. */
  readonly systems: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Looks up value sets and code systems of some definitions. */
export interface Terminology {
  /** The flattened value set; undefined when no definition has this url. */
  valueSet(url: string): CodeList | undefined;
  /** The display of a code of a code system; undefined when either is not known. */
  display(system: string, code: string): string | undefined;
}

/** An index over the terminology of `definitions`; each value set is flattened at its first use. */
export function createTerminology(definitions: Definitions): Terminology {
  const index = new TerminologyIndex(definitions);
  return {
    valueSet: (url) => index.valueSet(withoutVersion(url)),
    display: (system, code) => index.codesOfSystem(system)?.get(code),
  };
}

class TerminologyIndex {
  readonly #valueSets: ReadonlyMap<string, ValueSetFacts>;
  readonly #systems: ReadonlyMap<string, readonly ConceptFacts[]>;
  readonly #flat = new Map<string, CodeList | undefined>();
  readonly #codes = new Map<string, ReadonlyMap<string, string>>();

  constructor(definitions: Definitions) {
    this.#valueSets = new Map(definitions.valueSets.map((set) => [set.url, set]));
    const complete = definitions.codeSystems.filter((system) => system.content === 'complete');
    this.#systems = new Map(complete.map((system) => [system.url, system.concept ?? []]));
  }

  valueSet(url: string): CodeList | undefined {
    if (this.#flat.has(url)) return this.#flat.get(url);
    this.#flat.set(url, undefined);
    const facts = this.#valueSets.get(url);
    const list = facts === undefined ? undefined : this.#flatten(facts);
    this.#flat.set(url, list);
    return list;
  }

  codesOfSystem(system: string): ReadonlyMap<string, string> | undefined {
    const concepts = this.#systems.get(system);
    if (concepts === undefined) return undefined;
    const known = this.#codes.get(system) ?? codesOf(concepts);
    this.#codes.set(system, known);
    return known;
  }

  #flatten(facts: ValueSetFacts): CodeList {
    const draft = new Draft();
    const { compose, expansion } = facts;
    if (expansion?.contains !== undefined) draft.addExpansion(expansion.contains);
    else this.#compose(compose ?? { include: [] }, draft);
    const { isEnumerated, systems } = draft;
    return { url: facts.url, name: facts.name ?? facts.url, isEnumerated, systems };
  }

  #compose(compose: NonNullable<ValueSetFacts['compose']>, draft: Draft): void {
    if (compose.include.length === 0) draft.isEnumerated = false;
    for (const include of compose.include) this.#include(include, draft);
    for (const exclude of compose.exclude ?? []) this.#exclude(exclude, draft);
  }

  #include(include: IncludeFacts, draft: Draft): void {
    if (include.system !== undefined) this.#includeSystem(include, include.system, draft);
    for (const url of include.system === undefined ? (include.valueSet ?? []) : []) {
      const other = this.valueSet(withoutVersion(url));
      if (other === undefined || !other.isEnumerated) draft.isEnumerated = false;
      for (const [system, codes] of other?.systems ?? []) draft.add(system, codes);
    }
  }

  #includeSystem(include: IncludeFacts, system: string, draft: Draft): void {
    const isPart = include.filter !== undefined || include.valueSet !== undefined;
    const codes = include.concept === undefined ? this.codesOfSystem(system) : codesOf(include.concept);
    if (codes === undefined || isPart) draft.isEnumerated = false;
    draft.add(system, codes === undefined || isPart ? new Map() : codes);
  }

  #exclude(exclude: IncludeFacts, draft: Draft): void {
    if (exclude.system === undefined || exclude.concept === undefined) draft.isEnumerated = false;
    else for (const { code } of exclude.concept) draft.systems.get(exclude.system)?.delete(code);
  }
}

/** A value set while it is being flattened. */
class Draft {
  isEnumerated = true;
  readonly systems = new Map<string, Map<string, string>>();

  add(system: string, codes: ReadonlyMap<string, string>): void {
    const present = this.systems.get(system) ?? new Map<string, string>();
    for (const [code, display] of codes) present.set(code, display);
    this.systems.set(system, present);
  }

  addExpansion(entries: readonly ExpansionFacts[]): void {
    for (const { system = '', code, display = '', abstract = false, contains = [] } of entries) {
      if (code !== undefined && !abstract) this.add(system, new Map([[code, display]]));
      this.addExpansion(contains);
    }
  }
}

function codesOf(concepts: readonly ConceptFacts[], into = new Map<string, string>()): Map<string, string> {
  for (const concept of concepts) {
    into.set(concept.code, concept.display ?? '');
    if (concept.concept !== undefined) codesOf(concept.concept, into);
  }
  return into;
}
