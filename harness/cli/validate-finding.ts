import type { MessageId, Translate } from '../../messages/index.ts';
import { isMessageId } from '../../messages/index.ts';
import type { KernelFinding } from '../../mev3/kernel.ts';
import type { Severity } from '../../mev3/validator/profile-finding.ts';

/** A finding and how much it weighs for this call. */
export interface WeighedFinding {
  readonly level: Severity;
  readonly finding: KernelFinding;
}

/** A finding as it is printed: with its place in a file and its texts in the language of the user. */
export interface LocatedFinding {
  readonly level: Severity;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** FHIRPath from the root of the JSON text. */
  readonly where: string;
  readonly requirement: string;
  readonly code: string;
  readonly message: string;
  readonly expected: string;
  readonly seen: string;
  readonly near?: string;
  /** What to change; absent when there is nothing general to say. */
  readonly mend?: string;
}

/** The place of a finding. */
export interface FindingPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Puts a finding into words. `mends` says what to change for a requirement that has no text for the code. */
export function locatedFinding(
  { level, finding }: WeighedFinding,
  place: FindingPlace,
  words: { readonly t: Translate; readonly mends: ReadonlyMap<string, string> },
): LocatedFinding {
  const { code, requirement, where, expected, seen, near } = finding;
  const values = { expected, seen, near: near ?? '', ...finding.values };
  const id = firstMessage([`validate.${code}`, `kernel.${code}`, code]);
  const mend = mendOf(finding, values, words);
  return {
    level,
    ...place,
    where,
    requirement,
    code,
    message: id === undefined ? code : words.t(id, values),
    expected,
    seen,
    ...(near === undefined ? {} : { near }),
    ...(mend === undefined ? {} : { mend }),
  };
}

function mendOf(
  finding: KernelFinding,
  values: Readonly<Record<string, string | number>>,
  words: { readonly t: Translate; readonly mends: ReadonlyMap<string, string> },
): string | undefined {
  const id = `validate.mend-${finding.code}`;
  // A text that proposes the nearest thing says nothing when there is none.
  if (isMessageId(id) && (finding.near !== undefined || !words.t(id).includes('{near}'))) return words.t(id, values);
  return words.mends.get(finding.requirement);
}

function firstMessage(ids: readonly string[]): MessageId | undefined {
  return ids.filter(isMessageId)[0];
}
