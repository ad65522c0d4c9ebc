import type { KernelFinding } from './kernel.ts';
import type { KernelRequirementId } from './requirement-ids.ts';

/** Every finding code of the kernel and the requirement that it judges; `kernel.` + code is the id of its text. */
export const FINDING_REQUIREMENTS = {
  'capacity.not-an-extension': 'ROR-CAP-EXTENSION',
  'capacity.value-on-record': 'ROR-CAP-EXTENSION',
  'capacity.wrong-url': 'ROR-CAP-URL',
  'capacity.missing': 'ROR-CAP-MANDATORY',
  'capacity.repeated': 'ROR-CAP-ONCE',
  'capacity.unknown-sub-extension': 'ROR-CAP-KNOWN',
  'capacity.unknown-property': 'ROR-CAP-VALUE',
  'capacity.wrong-type': 'ROR-CAP-VALUE',
  'capacity.nested-extension': 'ROR-CAP-VALUE',
  'capacity.unknown-code': 'ROR-CAP-CODE',
  'capacity.retired-code': 'ROR-CAP-CODE',
  'capacity.wrong-system': 'ROR-CAP-SYSTEM',
  'capacity.value-set-as-system': 'ROR-CAP-SYSTEM',
  'capacity.other-display': 'ROR-CAP-DISPLAY',
  'capacity.several-codings': 'ROR-CAP-ONE-CODING',
  'capacity.negative': 'ROR-CAP-N5',
  'capacity.bad-date': 'ROR-CAP-DATE',
  'capacity.date-without-zone': 'ROR-CAP-DATE',
  'capacity.date-without-time': 'ROR-CAP-DATE-TIME',
  'feed.not-parameters': 'ROR-FEED-BODY',
  'feed.no-operation': 'ROR-FEED-BODY',
  'feed.too-many-operations': 'ROR-FEED-BODY',
  'feed.not-an-operation': 'ROR-FEED-BODY',
  'feed.unknown-part': 'ROR-FEED-BODY',
  'feed.repeated-part': 'ROR-FEED-BODY',
  'feed.missing-type': 'ROR-FEED-BODY',
  'feed.missing-path': 'ROR-FEED-BODY',
  'feed.unknown-type': 'ROR-FEED-TYPE',
  'feed.remove-type': 'ROR-FEED-TYPE',
  'feed.not-value-string': 'ROR-FEED-VALUE-STRING',
  'feed.missing-value': 'ROR-FEED-VALUE',
  'feed.value-form': 'ROR-FEED-VALUE',
  'feed.value-on-delete': 'ROR-FEED-VALUE',
  'feed.value-part-named': 'ROR-FEED-VALUE-PART-NAME',
  'feed.several-operations': 'ROR-FEED-ONE-OPERATION',
  'feed.path-unreadable': 'ROR-FEED-PATH',
  'feed.path-too-long': 'ROR-FEED-PATH',
  'feed.path-too-deep': 'ROR-FEED-PATH',
  'feed.path-double-quotes': 'ROR-FEED-PATH',
  'feed.path-not-capacity': 'ROR-FEED-CAPACITY-ONLY',
  'feed.path-below-record': 'ROR-FEED-CAPACITY-ONLY',
  'feed.path-criterion-form': 'ROR-FEED-CRITERIA',
  'feed.path-unknown-criterion': 'ROR-FEED-CRITERIA',
  'feed.path-repeated-criterion': 'ROR-FEED-CRITERIA',
  'feed.path-extra-criterion': 'ROR-FEED-CRITERIA',
  'feed.path-selects-less': 'ROR-FEED-CRITERIA',
  'feed.path-add-with-criteria': 'ROR-FEED-ADD-PATH',
  'feed.path-other-indicator': 'ROR-FEED-SAME-INDICATOR',
  'indicator.other-nature': 'ROR-IND-NATURE',
  'indicator.unknown-value': 'ROR-IND-VALUE',
  'indicator.unknown-path': 'ROR-IND-PATH',
  'rule.gender-with-other-status': 'ROR-CAP-N1',
  'rule.closing-with-other-status': 'ROR-CAP-N2',
  'rule.additional-with-other-status': 'ROR-CAP-N3',
  'rule.two-natures': 'ROR-CAP-N4',
  'rule.negative': 'ROR-CAP-N5',
  'rule.available-when-closed': 'ROR-IND-C1',
  'rule.closed-above-installed': 'ROR-IND-C3',
  'rule.available-above-installed': 'ROR-IND-C4',
  'rule.used-above-installed': 'ROR-IND-C5',
  'rule.reserved-above-installed': 'ROR-IND-C6',
  'rule.computed-status-sent': 'ROR-IND-C8',
  'rule.not-whole': 'ROR-IND-C9',
  'rule.same-indicator-twice': 'ROR-IND-C10',
  'rule.genders-overlap': 'ROR-IND-C11',
  'patch.not-a-patch': 'ROR-PATCH-BODY',
  'patch.unknown-part': 'ROR-PATCH-BODY',
  'patch.missing-part': 'ROR-PATCH-BODY',
  'patch.type-not-a-code': 'ROR-PATCH-BODY',
  'patch.unknown-type': 'ROR-PATCH-TYPE',
  'patch.path-unreadable': 'ROR-PATCH-PATH',
  'patch.path-too-long': 'ROR-PATCH-PATH',
  'patch.path-too-deep': 'ROR-PATCH-PATH',
  'patch.path-too-large': 'ROR-PATCH-PATH',
  'patch.path-function': 'ROR-PATCH-PATH',
  'patch.path-operator': 'ROR-PATCH-PATH',
  'patch.path-variable': 'ROR-PATCH-PATH',
  'patch.path-timeout': 'ROR-PATCH-PATH',
  'patch.path-evaluation': 'ROR-PATCH-PATH',
  'patch.no-target': 'ROR-PATCH-TARGET',
  'patch.several-targets': 'ROR-PATCH-TARGET',
  'patch.whole-resource': 'ROR-PATCH-TARGET',
  'patch.not-a-list': 'ROR-PATCH-TARGET',
  'patch.unknown-element': 'ROR-PATCH-TARGET',
  'patch.already-there': 'ROR-PATCH-TARGET',
  'patch.value': 'ROR-PATCH-VALUE',
  'patch.value-without-type': 'ROR-PATCH-VALUE',
  'patch.index': 'ROR-PATCH-INDEX',
  'patch.identity': 'ROR-PATCH-IDENTITY',
} as const satisfies Record<string, KernelRequirementId>;

/** A finding code of the kernel. */
export type FindingCode = keyof typeof FINDING_REQUIREMENTS;

/** What is said beside the code of a finding. */
export type FindingDetail = Omit<KernelFinding, 'requirement' | 'code'>;

/** A finding with the requirement of its code. */
export function finding(code: FindingCode, detail: FindingDetail): KernelFinding {
  return { requirement: FINDING_REQUIREMENTS[code], code, ...detail };
}

/** Longest text of what was sent that a finding repeats, in characters. */
const LONGEST_SHOWN = 120;

/** `text`, cut with an ellipsis when it is longer than `length` (default 120). */
export function clip(text: string, length: number = LONGEST_SHOWN): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

/** A short JSON-like text of what was sent, whatever its size and depth. */
export function show(value: unknown): string {
  if (value === undefined) return '—';
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return clip(`{${firstKeys(value).join(', ')}}`);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

function firstKeys(value: object): string[] {
  const names: string[] = [];
  for (const name in value) {
    if (names.length === 8) return [...names, '…'];
    names.push(clip(name, 40));
  }
  return names;
}

/** A JSON object, of which nothing more is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
