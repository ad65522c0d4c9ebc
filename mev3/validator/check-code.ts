import { nearestOf } from '../codes/nearest.ts';
import { isJsonObject, show } from '../finding.ts';
import type { ElementNode } from './element-node.ts';
import type { FindingList, ProfileFindingCode } from './profile-finding.ts';
import type { CodeList, Terminology } from './terminology.ts';

/** A coded value and where it stands. */
export interface CodedValue {
  readonly value: unknown;
  /** FHIR type of the value. */
  readonly type: string;
  readonly where: string;
  readonly node: ElementNode;
}

const CORE_SETS = 'http://hl7.org/fhir/ValueSet/';

/** Judges a value with a required binding. Membership is judged only where the codes of the set are at hand. */
export function checkCode(coded: CodedValue, terminology: Terminology, findings: FindingList): void {
  const list = coded.node.boundTo === undefined ? undefined : terminology.valueSet(coded.node.boundTo);
  if (list === undefined) return;
  const check = new CodeCheck(list, terminology, findings);
  switch (coded.type) {
    case 'CodeableConcept':
      return check.concept(coded.value, coded.where);
    case 'Coding':
    case 'Quantity':
      return check.coding(coded.value, coded.where);
    default:
      return check.bareCode(coded.value, coded.where);
  }
}

class CodeCheck {
  readonly #list: CodeList;
  readonly #terminology: Terminology;
  readonly #findings: FindingList;
  readonly #unknown: ProfileFindingCode;

  constructor(list: CodeList, terminology: Terminology, findings: FindingList) {
    this.#list = list;
    this.#terminology = terminology;
    this.#findings = findings;
    this.#unknown = list.url.startsWith(CORE_SETS) ? 'r4.unknown-code' : 'profile.unknown-code';
  }

  /** One coding of the set is enough; when none is, each that could be meant is reported. */
  concept(value: unknown, where: string): void {
    const codings = isJsonObject(value) ? value['coding'] : undefined;
    if (!isJsonObject(value)) return;
    if (!Array.isArray(codings) || codings.length === 0) {
      this.#findings.add('profile.no-coding', where, { expected: this.#list.name, seen: show(value) });
      return;
    }
    if (codings.some((coding) => this.#isMember(coding))) return;
    for (const [index, coding] of codings.entries()) this.#report(coding, `${where}.coding[${index}]`);
  }

  coding(value: unknown, where: string): void {
    if (!this.#isMember(value)) this.#report(value, where);
  }

  /** A `code`, or a `string` that stands for one: it belongs to the set whatever the system. */
  bareCode(value: unknown, where: string): void {
    if (typeof value !== 'string' || !this.#list.isEnumerated) return;
    for (const codes of this.#list.systems.values()) if (codes.has(value)) return;
    const all = [...this.#list.systems.values()].flatMap((codes) => [...codes.keys()]);
    this.#add(this.#unknown, where, { seen: value, near: nearestOf(value, all) });
  }

  #isMember(coding: unknown): boolean {
    if (!isJsonObject(coding) || typeof coding['system'] !== 'string') return this.#list.systems.size === 0;
    const codes = this.#list.systems.get(coding['system']);
    if (codes === undefined) return this.#list.systems.size === 0;
    return codes.size === 0 || (typeof coding['code'] === 'string' && codes.has(coding['code']));
  }

  #report(coding: unknown, where: string): void {
    if (!isJsonObject(coding)) return;
    const { system, code } = coding;
    const codes = typeof system === 'string' ? this.#list.systems.get(system) : undefined;
    if (codes === undefined) this.#reportSystem(system, where);
    else if (typeof system === 'string') this.#reportCode({ system, code, codes }, where);
  }

  #reportSystem(system: unknown, where: string): void {
    const [first = ''] = this.#list.systems.keys();
    const isValueSet = typeof system === 'string' && sameCanonical(system, this.#list.url);
    const finding = isValueSet ? 'profile.system-is-value-set' : 'profile.wrong-system';
    const expected = [...this.#list.systems.keys()].join(', ');
    const detail = { expected, seen: show(system), near: first, values: { valueSet: this.#list.name } };
    this.#findings.add(finding, `${where}.system`, detail);
  }

  #reportCode(told: { system: string; code: unknown; codes: ReadonlyMap<string, string> }, where: string): void {
    // A code that is no text has been reported as such.
    if (told.code !== undefined && typeof told.code !== 'string') return;
    const text = told.code ?? '';
    const display = this.#terminology.display(told.system, text);
    const near = nearestCode(text, told.codes);
    const seen = display === undefined || display === '' ? show(told.code) : `${show(told.code)} (${display})`;
    this.#add(display === undefined ? this.#unknown : 'profile.code-not-in-set', `${where}.code`, { seen, near });
  }

  #add(code: ProfileFindingCode, where: string, told: { seen: string; near: string | undefined }): void {
    const values = { valueSet: this.#list.name };
    const detail = { expected: this.#sample(), seen: told.seen, values };
    this.#findings.add(code, where, told.near === undefined ? detail : { ...detail, near: told.near });
  }

  /** The codes of the set; the first dozen of a long one. */
  #sample(): string {
    const codes = [...this.#list.systems.values()].flatMap((each) => [...each.keys()]);
    return codes.length > 12 ? `${codes.slice(0, 12).join(', ')}, …` : codes.join(', ');
  }
}

/** Numbered codes are near in their number form: `2` for `02`; others in their spelling. */
function nearestCode(code: string, codes: ReadonlyMap<string, string>): string | undefined {
  const bare = code.trim().replace(/^0+/, '');
  for (const candidate of codes.keys()) if (bare !== '' && candidate.replace(/^0+/, '') === bare) return candidate;
  return nearestOf(code, [...codes.keys()]);
}

/** A trailing slash or a letter case apart, both are the same canonical url. */
function sameCanonical(left: string, right: string): boolean {
  return left.replace(/\/+$/, '').toLowerCase() === right.toLowerCase();
}
