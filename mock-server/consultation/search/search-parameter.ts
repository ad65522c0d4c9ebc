import type { FhirObject } from './fhir-json.ts';
import type { IndexedValue } from './indexed-value.ts';
import type { ResourceType, Stored } from './stored-resource.ts';

/** FHIR search parameter types that are served. */
export type ParameterType = 'token' | 'string' | 'date' | 'number' | 'quantity' | 'reference' | 'special';

/** What a parameter reads its values from: one version as its reader may see it. */
export interface ParameterInput {
  readonly stored: Stored;
  /** What the reader sees of it; parsed when first asked for. */
  readonly resource: FhirObject;
}

/** A search parameter of a type: what can be asked, and where the values stand. */
export interface SearchParameter {
  /** As it is written in a URL. */
  readonly name: string;
  readonly type: ParameterType;
  readonly values: (input: ParameterInput) => readonly IndexedValue[];
  /** Canonical of its definition. */
  readonly definition: string;
  /** Where it is documented: a page of the documentation site (`D-…`), the guide (`I-…`), or `R4`. */
  readonly source: string;
  /** True when its values come from capacity records, which combined criteria may want to be one and the same (Q30). */
  readonly isPerRecord: boolean;
  /** Types that a reference may lead to; empty for every other parameter. */
  readonly targets: readonly ResourceType[];
  /** True for `identifier`: takes `:of-type`. */
  readonly isIdentifier: boolean;
}

/** Base of the canonicals of the guide's own parameters. */
const GUIDE = 'https://interop.esante.gouv.fr/ig/fhir/ror/SearchParameter/ror-sp-';
/** Base of those of R4. */
const R4 = 'http://hl7.org/fhir/SearchParameter/';

type Read = (resource: FhirObject) => readonly IndexedValue[];

/** What differs from one parameter to the next. */
export interface ParameterFacts {
  readonly name: string;
  readonly type: ParameterType;
  /** Name of its definition: `guide:…` or `R4:…`. */
  readonly definition: `guide:${string}` | `R4:${string}`;
  readonly source: string;
  readonly read: Read;
  readonly isPerRecord?: boolean;
  readonly targets?: readonly ResourceType[];
}

/** A parameter whose values stand in the resource. */
export function parameter(facts: ParameterFacts): SearchParameter {
  const { name, type, definition, source, read, isPerRecord = false, targets = [] } = facts;
  return {
    name,
    type,
    values: (input) => read(input.resource),
    definition: definition.replace(/^guide:/, GUIDE).replace(/^R4:/, R4),
    source,
    isPerRecord,
    targets,
    isIdentifier: name === 'identifier',
  };
}
