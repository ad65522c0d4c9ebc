import {
  CAPACITY_CODES,
  displayOf,
  isValueSetCode,
  nearestCode,
  outsideCode,
  type CodedAttribute,
} from '../codes/capacity-codes.ts';
import { clip, finding, isJsonObject, show, type JsonObject } from '../finding.ts';
import type { KernelFinding } from '../kernel.ts';

/** Where the findings of a reading go. */
export interface FindingSink {
  readonly findings: KernelFinding[];
  readonly notices: KernelFinding[];
}

/** A coded value to read. */
export interface CodedValue {
  readonly attribute: CodedAttribute;
  readonly value: unknown;
  /** FHIRPath of the value. */
  readonly where: string;
}

/** Longest code that is kept whole: a key is printed in answers. */
const LONGEST_CODE = 64;

/**
 * The code of a CodeableConcept, even when it is not in the value set; null when there is none.
 * `allows` says which codes outside the value set the catalogue in force lets through.
 */
export function readCoding(
  coded: CodedValue,
  allows: (attribute: CodedAttribute, code: string) => boolean,
  sink: FindingSink,
): string | null {
  const chosen = chooseCoding(coded, sink);
  if (chosen === null) return null;
  const { coding, where } = chosen;
  const code = coding['code'];
  if (typeof code !== 'string' || code === '') {
    sink.findings.push(
      finding('capacity.wrong-type', {
        where: `${where}.code`,
        expected: `code (${CAPACITY_CODES[coded.attribute].valueSetName})`,
        seen: show(code),
        values: { attribute: coded.attribute },
      }),
    );
    return null;
  }
  const at = { attribute: coded.attribute, where, code };
  judgeSystem(at, coding['system'], sink);
  if (isValueSetCode(coded.attribute, code) || allows(coded.attribute, code)) {
    judgeDisplay(at, coding['display'], sink);
  } else {
    judgeCode(at, coding['display'], sink);
  }
  return clip(code, LONGEST_CODE);
}

interface CodeAt {
  readonly attribute: CodedAttribute;
  /** FHIRPath of the coding. */
  readonly where: string;
  readonly code: string;
}

function chooseCoding(coded: CodedValue, sink: FindingSink): { coding: JsonObject; where: string } | null {
  const { attribute, value, where } = coded;
  const codings = isJsonObject(value) ? value['coding'] : undefined;
  const index = Array.isArray(codings) ? indexOfOurs(codings, attribute) : -1;
  const coding: unknown = Array.isArray(codings) ? codings[index] : undefined;
  if (!Array.isArray(codings) || !isJsonObject(coding)) {
    sink.findings.push(
      finding('capacity.wrong-type', {
        where,
        expected: '{coding: [{system, code, display}]}',
        seen: show(value),
        values: { attribute },
      }),
    );
    return null;
  }
  if (codings.length > 1) {
    sink.notices.push(
      finding('capacity.several-codings', {
        where: `${where}.coding`,
        expected: '1',
        seen: String(codings.length),
        values: { attribute },
      }),
    );
  }
  return { coding, where: `${where}.coding[${index}]` };
}

/** The coding of the code list, which may stand beside translations of it; else that of the value set; else the first. */
function indexOfOurs(codings: readonly unknown[], attribute: CodedAttribute): number {
  const { system, valueSet } = CAPACITY_CODES[attribute];
  for (const wanted of [system, valueSet]) {
    const index = codings.findIndex((coding) => isJsonObject(coding) && coding['system'] === wanted);
    if (index !== -1) return index;
  }
  return 0;
}

function judgeSystem(at: CodeAt, system: unknown, sink: FindingSink): void {
  const list = CAPACITY_CODES[at.attribute];
  if (system === list.system) return;
  const detail = {
    where: `${at.where}.system`,
    expected: list.system,
    seen: show(system),
    values: { attribute: at.attribute, codeList: list.systemName, valueSet: list.valueSetName },
    near: list.system,
  };
  // Older published bodies used the value set, with or without a trailing slash: read, and said.
  const isValueSet = system === list.valueSet || system === `${list.valueSet}/`;
  if (isValueSet) sink.notices.push(finding('capacity.value-set-as-system', detail));
  else sink.findings.push(finding('capacity.wrong-system', detail));
}

function judgeDisplay(at: CodeAt, display: unknown, sink: FindingSink): void {
  const official = displayOf(at.attribute, at.code) ?? '';
  if (display === undefined || display === official) return;
  sink.notices.push(
    finding('capacity.other-display', {
      where: `${at.where}.display`,
      expected: official,
      seen: show(display),
      values: { attribute: at.attribute, code: at.code },
      near: official,
    }),
  );
}

function judgeCode(at: CodeAt, display: unknown, sink: FindingSink): void {
  const list = CAPACITY_CODES[at.attribute];
  const outside = outsideCode(at.attribute, at.code);
  const near = nearestCode(at.attribute, at.code, typeof display === 'string' ? display : undefined);
  sink.findings.push(
    finding(outside?.endedOn === undefined ? 'capacity.unknown-code' : 'capacity.retired-code', {
      where: `${at.where}.code`,
      expected: list.codes.map(({ code }) => code).join(' | '),
      seen: show(at.code),
      values: {
        attribute: at.attribute,
        valueSet: list.valueSetName,
        code: clip(at.code, LONGEST_CODE),
        display: outside?.display ?? '',
        endedOn: outside?.endedOn ?? '',
        nearCode: near.code,
        nearDisplay: near.display,
      },
      near: near.code,
    }),
  );
}
