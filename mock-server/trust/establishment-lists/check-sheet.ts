import { LIST_LIMITS } from './cell-grid.ts';
import { ListFileError } from './list-problem.ts';

/** Empty rows and columns that formatting leaves beyond the list are tolerated up to here. */
const MAX_ROW = LIST_LIMITS.rows * 2;

/** Attribute `r` of a row (a number) or of a cell (`B12`), however it is spaced or quoted. */
const PLACES = /\br\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** A row, with or without a namespace prefix. */
const ROWS = /[<:]row[\s/>]/g;

/**
 * Refuses a sheet that places cells far out or has rows without end: the library fills every gap with empty cells, so that one cell in
 * the last corner of a sheet would take all memory.
 * @param xml text of any part of the archive: what is not a sheet passes.
 * @throws {ListFileError} `xlsx-too-large`
 */
export function checkSheet(xml: string): void {
  if (!xml.includes('sheetData')) return;
  let rows = 0;
  for (const _ of xml.matchAll(ROWS)) rows += 1;
  if (rows > MAX_ROW) throw new ListFileError('xlsx-too-large');
  for (const [, double, single] of xml.matchAll(PLACES)) {
    if (isFarOut(double ?? single ?? '')) throw new ListFileError('xlsx-too-large');
  }
}

/** Read as the library reads it: as a number (`1e9` is one), or as letters and a number. A character reference is never honest here. */
function isFarOut(place: string): boolean {
  if (place.includes('&')) return true;
  if (Number(place) > MAX_ROW) return true;
  const digits = place.search(/\d/);
  if (digits < 1) return false;
  return columnOf(place.slice(0, digits)) > LIST_LIMITS.columns * 4 || Number(place.slice(digits)) > MAX_ROW;
}

/** Number of a column, from 1; huge for what is not letters. */
function columnOf(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return Number.POSITIVE_INFINITY;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
