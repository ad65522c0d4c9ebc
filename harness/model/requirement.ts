/** A text in the two languages of the product. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

/** A rule that rorkit judges or enforces (scenarios/requirements.yaml). */
export interface Requirement {
  /** Public id, such as `ROR-FEED-REPLACE-FIRST`. */
  readonly id: string;
  readonly area: string;
  readonly text: Bilingual;
  /** What to change when it is not met. */
  readonly mend: Bilingual;
  /** Where it stands, e.g. `ROR-fhir-documentation, patch-capacitaire/location`. */
  readonly source: string;
  /** Version of the source. */
  readonly version: string;
  readonly basis: 'documented' | 'derived' | 'assumed';
  readonly obligation: 'must' | 'should';
  /** An optional one may be declared as not claimed by the connector file. */
  readonly claim: 'required' | 'optional';
}

/** Documented musts make a verdict fail; the rest warns, unless `strict`. */
export function findingLevel(requirement: Requirement, strict: boolean): 'error' | 'warning' {
  const decisive = requirement.basis === 'documented' && requirement.obligation === 'must';
  return decisive || strict ? 'error' : 'warning';
}
