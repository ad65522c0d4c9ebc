/** A cell as a table file holds it. `number` and `other` (date, boolean) come from XLSX only: CSV knows text alone. */
export interface Cell {
  readonly kind: 'text' | 'number' | 'other';
  readonly text: string;
}

/** Rows of cells, as a spreadsheet shows them: index 0 is row 1. Rows may be of different lengths; null is an empty cell. */
export type CellGrid = readonly (readonly (Cell | null)[])[];

/** Bounds of a list: far above any real one (France has some 100 000 establishments, a supplier a few thousand at most). */
export const LIST_LIMITS = {
  fileBytes: 4 * 1024 * 1024,
  rows: 10_000,
  columns: 64,
  cellCharacters: 2000,
} as const;

/** Letter of a column, from index 0: A, B … Z, AA … */
export function columnLetter(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last;
}
