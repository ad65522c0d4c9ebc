import path from 'node:path';
import type { CellGrid } from './cell-grid.ts';
import { readCells } from './list-file.ts';
import type { ListFormat } from './list-file.ts';
import { listColumns } from './list-columns.ts';
import type { ListColumns, ListForm } from './list-columns.ts';
import { ListFileError } from './list-problem.ts';
import type { ListProblem, ListProblemCode } from './list-problem.ts';
import { claimProblem, readRow } from './list-row.ts';
import type { Claim, ListedEstablishment, Reading } from './list-row.ts';

/** A list that was read whole, or everything that is wrong with it: never a part of it. */
export type EstablishmentList =
  | {
      readonly ok: true;
      readonly form: ListForm;
      readonly rows: readonly ListedEstablishment[];
      readonly warnings: readonly ListProblem[];
    }
  | { readonly ok: false; readonly problems: readonly ListProblem[] };

/** Options of {@link readEstablishmentList}. */
export interface ReadListOptions {
  /** Default: told by the content. */
  readonly format?: ListFormat;
  /** Default: told by the columns. */
  readonly form?: ListForm;
  /** Moment at which certificates are judged. Default: now. */
  readonly now?: Date;
  /** Where the certificate files are. Default: the folder of the list; none when the list comes as bytes. */
  readonly folder?: string;
}

/** More problems than anyone reads; the list is refused all the same. */
const MAX_PROBLEMS = 500;

/**
 * Reads a list of establishments, CSV or XLSX, in the form of SaaS products and regional EAI (establishments) or of proprietary products
 * (establishment, and certificate file or subject DN of each). All rows are checked and all problems are told, each with its row and column;
 * one error keeps the whole list out.
 * @param source path of the file, or its bytes. At most 4 MiB and 10 000 rows.
 * @see ans-steps 03, 09; pki-and-oauth §1
 */
export async function readEstablishmentList(
  source: string | Uint8Array,
  options: ReadListOptions = {},
): Promise<EstablishmentList> {
  const { format = null, form = null, now = new Date() } = options;
  const folder = options.folder ?? (typeof source === 'string' ? path.dirname(path.resolve(source)) : null);
  try {
    const grid = await readCells(source, format);
    return await readList(grid, listColumns(grid, form), { now, folder });
  } catch (error) {
    if (!(error instanceof ListFileError)) throw error;
    const { code, row, values } = error;
    return { ok: false, problems: [{ level: 'error', code, row, column: null, values }] };
  }
}

async function readList(grid: CellGrid, columns: ListColumns, reading: Reading): Promise<EstablishmentList> {
  if (hasError(columns.problems)) return { ok: false, problems: columns.problems };
  const { rows, problems } = await readRows(grid, columns, reading);
  const all = [...columns.problems, ...problems];
  if (all.length > MAX_PROBLEMS) return { ok: false, problems: cut(all) };
  if (hasError(all)) return { ok: false, problems: all };
  if (rows.length === 0) return { ok: false, problems: [...all, ofFile('no-rows')] };
  return { ok: true, form: columns.form, rows, warnings: all };
}

/** Stops when there are more problems than anyone reads. */
async function readRows(
  grid: CellGrid,
  columns: ListColumns,
  reading: Reading,
): Promise<{ rows: ListedEstablishment[]; problems: ListProblem[] }> {
  const problems: ListProblem[] = [];
  const rows: ListedEstablishment[] = [];
  const seen = new Map<string, Claim>();
  for (const [at, cells] of grid.entries()) {
    if (at <= columns.heading || cells.every((cell) => cell === null)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one certificate file is open at a time
    const read = await readRow(cells, { row: at + 1, columns }, reading);
    problems.push(...read.problems);
    if (read.row !== null) {
      const claimed = claimProblem(read.row, { at: at + 1, columns, seen });
      if (claimed !== null) problems.push(claimed);
      rows.push(read.row);
    }
    if (problems.length > MAX_PROBLEMS) break;
  }
  return { rows, problems };
}

function hasError(problems: readonly ListProblem[]): boolean {
  return problems.some(({ level }) => level === 'error');
}

function ofFile(code: ListProblemCode, values: ListProblem['values'] = {}): ListProblem {
  return { level: 'error', code, row: null, column: null, values };
}

function cut(problems: readonly ListProblem[]): ListProblem[] {
  return [...problems.slice(0, MAX_PROBLEMS), ofFile('too-many-problems', { max: MAX_PROBLEMS })];
}
