import type { KernelFinding } from '../kernel.ts';

/** How much a finding of the validator weighs. `information`: something was not judged. */
export type Severity = 'error' | 'warning' | 'information';

/** A finding with its weight: `strict` makes errors of warnings. */
export interface ValidationFinding extends KernelFinding {
  readonly severity: Severity;
}

/** The codes of the validator's findings; `validate.<code>` is the id of the text of each. */
export const PROFILE_FINDINGS = {
  'r4.not-an-object': 'ROR-R4-SHAPE',
  'r4.unknown-resource-type': 'ROR-R4-SHAPE',
  'r4.resource-not-judged': 'ROR-R4-SHAPE',
  'r4.unknown-property': 'ROR-R4-SHAPE',
  'r4.wrong-json-type': 'ROR-R4-SHAPE',
  'r4.not-a-list': 'ROR-R4-SHAPE',
  'r4.unexpected-list': 'ROR-R4-SHAPE',
  'r4.empty': 'ROR-R4-SHAPE',
  'r4.null': 'ROR-R4-SHAPE',
  'r4.two-values': 'ROR-R4-SHAPE',
  'r4.too-deep': 'ROR-R4-SHAPE',
  'r4.too-many-findings': 'ROR-R4-SHAPE',
  'r4.bad-format': 'ROR-R4-FORMAT',
  'r4.missing': 'ROR-R4-CARDINALITY',
  'r4.too-many': 'ROR-R4-CARDINALITY',
  'r4.unknown-code': 'ROR-R4-CODE',
  'r4.bad-reference': 'ROR-R4-REFERENCE',
  'r4.wrong-target': 'ROR-R4-REFERENCE',
  'r4.invariant': 'ROR-R4-INVARIANT',
  'r4.relative-extension-url': 'ROR-R4-SHAPE',
  'profile.unknown-profile': 'ROR-PROFILE-KNOWN',
  'profile.wrong-type-of-resource': 'ROR-PROFILE-KNOWN',
  'profile.missing': 'ROR-PROFILE-CARDINALITY',
  'profile.too-many': 'ROR-PROFILE-CARDINALITY',
  'profile.not-allowed': 'ROR-PROFILE-CARDINALITY',
  'profile.wrong-type': 'ROR-PROFILE-TYPE',
  'profile.wrong-value': 'ROR-PROFILE-VALUE',
  'profile.unknown-code': 'ROR-PROFILE-CODE',
  'profile.code-not-in-set': 'ROR-PROFILE-CODE',
  'profile.no-coding': 'ROR-PROFILE-CODE',
  'profile.wrong-system': 'ROR-PROFILE-SYSTEM',
  'profile.system-is-value-set': 'ROR-PROFILE-SYSTEM',
  'profile.wrong-target': 'ROR-PROFILE-REFERENCE',
  'profile.unknown-extension': 'ROR-PROFILE-EXTENSION',
  'profile.extension-near-miss': 'ROR-PROFILE-EXTENSION',
  'profile.unknown-sub-extension': 'ROR-PROFILE-EXTENSION',
  'profile.no-slice': 'ROR-PROFILE-CARDINALITY',
  'profile.invariant': 'ROR-PROFILE-INVARIANT',
} as const;

/** A code of the validator. */
export type ProfileFindingCode = keyof typeof PROFILE_FINDINGS;

/** Collects findings, each once, up to a limit: a hostile resource cannot fill the memory. */
export class FindingList {
  readonly #limit: number;
  readonly #seen = new Set<string>();
  readonly #findings: ValidationFinding[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#findings.length >= this.#limit;
  }

  add(
    code: ProfileFindingCode,
    where: string,
    detail: Omit<ValidationFinding, 'code' | 'where' | 'requirement' | 'severity'> & { readonly severity?: Severity },
  ): void {
    const key = `${code} ${where} ${detail.expected}`;
    if (this.isFull || this.#seen.has(key)) return;
    this.#seen.add(key);
    const values = { expected: detail.expected, seen: detail.seen, near: detail.near ?? '', ...detail.values };
    this.#findings.push({ severity: 'error', ...detail, values, requirement: PROFILE_FINDINGS[code], code, where });
    if (this.isFull) {
      const requirement = PROFILE_FINDINGS['r4.too-many-findings'];
      const expected = String(this.#limit);
      const told = { expected, seen: '', values: { expected, seen: '', near: '' } };
      this.#findings.push({ severity: 'information', requirement, code: 'r4.too-many-findings', where, ...told });
    }
  }

  /** True when something has been said of exactly this place. */
  hasAt(where: string): boolean {
    return this.#findings.some((finding) => finding.where === where);
  }

  list(): readonly ValidationFinding[] {
    return this.#findings;
  }
}
