/** Findings of one cause: the first stands for all, the others differ by their place only. */
export interface FindingGroup<F> {
  readonly first: F;
  readonly others: readonly F[];
}

interface Grouped {
  readonly code: string;
  readonly requirement: string;
  readonly level: string;
}

/** The findings of one check, those with the same code, requirement and level together, in the order of their firsts. */
export function groupFindings<F extends Grouped>(findings: readonly F[]): FindingGroup<F>[] {
  const groups = Map.groupBy(findings, ({ code, requirement, level }) => `${level} ${requirement} ${code}`);
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{ first, others }]));
}
