import type { Participant } from '../../mock-ror.ts';
import type { ListedEstablishment } from './list-row.ts';

/**
 * The certificates of a proprietary list, in its order: one for each subject DN, with the establishments of its rows. A row without
 * subject DN, which only the other form has, gives none.
 */
export function certificatesOfList(rows: readonly ListedEstablishment[]): Participant['certificates'] {
  const byDn = new Map<string, string[]>();
  for (const { subjectDn, finess } of rows) {
    if (subjectDn === null) continue;
    const listed = byDn.get(subjectDn);
    if (listed === undefined) byDn.set(subjectDn, [finess]);
    else listed.push(finess);
  }
  return [...byDn].map(([subjectDn, establishments]) => ({ subjectDn, establishments }));
}
