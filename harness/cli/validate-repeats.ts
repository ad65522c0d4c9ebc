import type { KernelFinding } from '../../mev3/kernel.ts';
import type { ValidationFinding } from '../../mev3/validator/profile-finding.ts';

/** A capacity record and what the kernel said of it. */
export interface JudgedRecord {
  readonly where: string;
  readonly findings: readonly KernelFinding[];
}

/**
 * The findings of the profile that the kernel has not said already of this record: it reads the same record more
 * closely, and its finding names the attribute and the nearest code.
 */
export function withoutRepeats(
  found: readonly ValidationFinding[],
  record: JudgedRecord,
): readonly ValidationFinding[] {
  if (record.findings.length === 0) return found;
  const said = record.findings.map((finding) => plainPath(finding.where));
  const hasCountFault = record.findings.some(({ code }) => code === 'capacity.missing' || code === 'capacity.repeated');
  const list = `${record.where}.extension`;
  return found.filter((finding) => {
    const where = plainPath(finding.where);
    if (where === list && hasCountFault) return false;
    return !said.some((other) => isSamePlace(where, other, list));
  });
}

/** True for the same place, or one within the other below the list of sub-extensions. */
function isSamePlace(one: string, other: string, list: string): boolean {
  if (one === other) return true;
  const [outer, inner] = one.length < other.length ? [one, other] : [other, one];
  return outer.startsWith(`${list}[`) && inner.startsWith(`${outer}.`);
}

/** The kernel writes `valueInteger`, FHIRPath `value`. */
function plainPath(where: string): string {
  return where.replaceAll(/\.value[A-Z]\w*/g, '.value');
}
