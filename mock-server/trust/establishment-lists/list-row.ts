import { columnLetter, LIST_LIMITS } from './cell-grid.ts';
import type { Cell, CellGrid } from './cell-grid.ts';
import { certificateOfRow } from './certificate-of-row.ts';
import { finessFault } from './finess.ts';
import type { ListColumns, ListField } from './list-columns.ts';
import type { ListProblem, ListProblemCode } from './list-problem.ts';

/** One line of a list. */
export interface ListedEstablishment {
  /** Nine characters. */
  readonly finess: string;
  readonly name: string | null;
  readonly region: string | null;
  /** Proprietary form: subject DN in the ANS form. Null in the other form. */
  readonly subjectDn: string | null;
  /** Proprietary form: the file of the certificate, as written in the list; null when only the DN was given. */
  readonly certificate: string | null;
}

/** The cells of one row by field, and the problems found in it. */
class RowReader {
  readonly problems: ListProblem[] = [];
  readonly form: ListColumns['form'];
  readonly #cells: CellGrid[number];
  readonly #row: number;
  readonly #columns: ListColumns;

  constructor(cells: CellGrid[number], row: number, columns: ListColumns) {
    this.#cells = cells;
    this.#row = row;
    this.#columns = columns;
    this.form = columns.form;
  }

  cell(field: ListField): Cell | null {
    const index = this.#columns.index.get(field);
    return index === undefined ? null : (this.#cells[index] ?? null);
  }

  text(field: ListField): string | null {
    const cell = this.cell(field);
    if (cell === null) return null;
    if (cell.text.length <= LIST_LIMITS.cellCharacters) return cell.text;
    this.tell(field, 'cell-too-long', { values: { max: LIST_LIMITS.cellCharacters } });
    return null;
  }

  tell(
    field: ListField,
    code: ListProblemCode,
    more: { level?: ListProblem['level']; values?: ListProblem['values'] } = {},
  ): void {
    this.problems.push(problemAt(this.#columns, { field, row: this.#row, code, ...more }));
  }
}

function problemAt(
  { index }: ListColumns,
  what: {
    field: ListField;
    row: number;
    code: ListProblemCode;
    level?: ListProblem['level'];
    values?: ListProblem['values'];
  },
): ListProblem {
  const at = index.get(what.field);
  const column = at === undefined ? null : columnLetter(at);
  return { level: what.level ?? 'error', code: what.code, row: what.row, column, values: what.values ?? {} };
}

/** Where certificate files are, and when they are judged. */
export interface Reading {
  readonly now: Date;
  readonly folder: string | null;
}

/**
 * One row, if it can be told apart at all, and all that is wrong with it.
 * @param place its number, from 1, and the columns of the list.
 */
export async function readRow(
  cells: CellGrid[number],
  place: { row: number; columns: ListColumns },
  { now, folder }: Reading,
): Promise<{ row: ListedEstablishment | null; problems: readonly ListProblem[] }> {
  const reader = new RowReader(cells, place.row, place.columns);
  const finess = readFiness(reader);
  const [name, region] = [reader.text('name'), reader.text('region')];
  if (reader.form === 'shared-certificate') {
    const row = finess === null ? null : { finess, name, region, subjectDn: null, certificate: null };
    return { row, problems: reader.problems };
  }
  const certificate = reader.text('certificate');
  const stated = { finess: finess ?? '', file: certificate, subjectDn: reader.text('subjectDn') };
  const { subjectDn, faults } = await certificateOfRow(stated, folder, now);
  for (const { field, code, level, values } of faults) reader.tell(field, code, { level, values });
  const row = finess === null ? null : { finess, name, region, subjectDn, certificate };
  return { row, problems: reader.problems };
}

/** A number in XLSX has lost its leading zeros, or will: refused whatever it looks like. */
function readFiness(reader: RowReader): string | null {
  const cell = reader.cell('finess');
  if (cell === null) {
    reader.tell('finess', 'finess-missing');
    return null;
  }
  const seen = cell.text.slice(0, 40);
  const finess = cell.text.toUpperCase();
  const fault = cell.kind === 'number' ? 'finess-number' : finessFault(finess);
  if (fault === null) return finess;
  reader.tell('finess', fault, { level: fault === 'finess-luhn' ? 'warning' : 'error', values: { seen } });
  return fault === 'finess-luhn' ? finess : null;
}

/** Who stands first in the list for an establishment. */
export interface Claim {
  readonly row: number;
  readonly subjectDn: string | null;
}

/** The problem of a row that says again what an earlier one said: the same line twice, or an establishment under two certificates. */
export function claimProblem(
  { finess, subjectDn }: ListedEstablishment,
  { at, columns, seen }: { at: number; columns: ListColumns; seen: Map<string, Claim> },
): ListProblem | null {
  const first = seen.get(finess);
  if (first === undefined) {
    seen.set(finess, { row: at, subjectDn });
    return null;
  }
  const code = first.subjectDn === subjectDn ? 'duplicate' : 'claimed-twice';
  return problemAt(columns, { field: 'finess', row: at, code, values: { seen: finess, first: first.row } });
}
