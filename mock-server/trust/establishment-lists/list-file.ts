import { readFile, stat } from 'node:fs/promises';
import { LIST_LIMITS } from './cell-grid.ts';
import type { CellGrid } from './cell-grid.ts';
import { ListFileError } from './list-problem.ts';

/** Kind of file of a list. */
export type ListFormat = 'csv' | 'xlsx';

/**
 * The cells of a list, from its path or its bytes.
 * @param format null to tell by the content.
 * @throws {ListFileError} when it cannot be read as a table.
 */
export async function readCells(source: string | Uint8Array, format: ListFormat | null): Promise<CellGrid> {
  const bytes = typeof source === 'string' ? await readBounded(source) : source;
  if (bytes.length > LIST_LIMITS.fileBytes) throw tooLarge();
  return await readGrid(bytes, format ?? formatOf(bytes));
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new ListFileError('file-unreadable', { values: { file, reason: '–' } });
    if (found.size > LIST_LIMITS.fileBytes) throw tooLarge();
    return await readFile(file);
  } catch (error) {
    if (error instanceof ListFileError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '–';
    throw new ListFileError('file-unreadable', { values: { file, reason }, cause: error });
  }
}

function tooLarge(): ListFileError {
  return new ListFileError('file-too-large', { values: { max: LIST_LIMITS.fileBytes / 1024 / 1024 } });
}

/** XLSX is a ZIP archive; the spreadsheets of before 2007, and those with a password, are compound files. */
function formatOf(bytes: Uint8Array): ListFormat {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (start === 'd0cf11e0') throw new ListFileError('file-old-excel');
  return start === '504b0304' ? 'xlsx' : 'csv';
}

async function readGrid(bytes: Uint8Array, format: ListFormat): Promise<CellGrid> {
  if (format === 'csv') return (await import('./read-csv.ts')).readCsv(bytes);
  return await (await import('./read-xlsx.ts')).readXlsx(bytes);
}
