import { readSheet } from 'read-excel-file/universal';
import { LIST_LIMITS } from './cell-grid.ts';
import type { Cell, CellGrid } from './cell-grid.ts';
import { checkArchive } from './check-archive.ts';
import { checkSheet } from './check-sheet.ts';
import { ListFileError } from './list-problem.ts';

/**
 * The cells of the first sheet of an XLSX file. Text keeps its leading zeros; a number keeps that it is one.
 * @throws {ListFileError} `xlsx-damaged`, `xlsx-too-large` or `too-many-rows`
 */
export async function readXlsx(bytes: Uint8Array): Promise<CellGrid> {
  for (const [name, content] of checkArchive(Buffer.from(bytes))) {
    if (/\.(xml|rels)$/i.test(name)) checkSheet(content.toString('utf8'));
  }
  const rows = await firstSheet(bytes);
  if (rows.length > LIST_LIMITS.rows + 1)
    throw new ListFileError('too-many-rows', { values: { max: LIST_LIMITS.rows } });
  return rows.map((row) => row.slice(0, LIST_LIMITS.columns).map(cellOf));
}

/** Marks what the sheet holds as a number: the library would give it like any other value. */
class SheetNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

async function firstSheet(bytes: Uint8Array): Promise<readonly (readonly unknown[])[]> {
  try {
    return await readSheet(Uint8Array.from(bytes).buffer, { parseNumber: (text) => new SheetNumber(text) });
  } catch (error) {
    throw new ListFileError('xlsx-damaged', { cause: error });
  }
}

function cellOf(value: unknown): Cell | null {
  if (value === null || value === undefined) return null;
  if (value instanceof SheetNumber) return { kind: 'number', text: value.text };
  if (typeof value !== 'string')
    return { kind: 'other', text: value === true || value === false ? String(value) : 'date' };
  return value.trim() === '' ? null : { kind: 'text', text: value.trim() };
}
