import type { Verdict } from './verdict.ts';

/**
 * The required requirements that the connector file declares as not offered, as the skips of a run say: a report that
 * has any is partial.
 */
export function requiredNotClaimed(verdicts: readonly Pick<Verdict, 'skip' | 'requirements'>[]): readonly string[] {
  const own = verdicts.filter(({ skip }) => skip?.reason === 'required-not-claimed');
  return [...new Set(own.flatMap(({ requirements }) => requirements))].toSorted();
}
