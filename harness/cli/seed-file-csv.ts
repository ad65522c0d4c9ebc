import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Problem, ProblemCode } from '../model/problem.ts';
import type { YamlReading } from '../model/yaml-document.ts';
import { explainIssues, printPath } from '../model/zod-issues.ts';
import { SEED_COLUMNS, seedFileSchema } from './seed-file-schema.ts';
import type { SeedFile } from './seed-file-schema.ts';

/** Spreadsheets of France write `;`, others `,`. */
const DELIMITERS = [';', ',', '\t'] as const;
const COLUMNS: readonly string[] = Object.values(SEED_COLUMNS).flat();
const MANDATORY = ['finess', 'establishment', 'region', 'unit', 'unitName'];

/** What a person writes for yes and no. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  oui: true,
  non: false,
  yes: true,
  no: false,
};

type Cells = Readonly<Record<string, unknown>>;

/** A row with its line in the file. */
interface Row {
  readonly line: number;
  readonly cells: Cells;
}

/** What the rows of one name make, with the row in which it stands first. */
interface Grouped {
  readonly row: Row;
  readonly rows: Row[];
}

const parsedRows = z.array(z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) }));

/**
 * Reads a seed file as CSV: one row a capacity record, the establishment and the unit repeated in each. Every fault is told with its line
 * and column; one fault keeps the whole file out.
 */
export function readSeedCsv(text: string, file: string): YamlReading<SeedFile> {
  const told = (line: number, column: number, fault: Fault): Problem => ({ file, line, column, ...fault });
  try {
    const [heading, ...body] = parsedRows.parse(
      parse(text, { bom: true, delimiter: delimiterOf(text), relax_column_count: true, info: true, trim: true }),
    );
    const names = heading?.record ?? [];
    const wrong = headingFaults(names).map(({ column, ...fault }) => told(1, column, fault));
    if (wrong.length > 0) return { ok: false, problems: wrong };
    const rows = body.map(({ info, record }) => ({ line: info.lines, cells: cellsOf(names, record) }));
    return readRows(rows, (line, name, what) => told(line, Math.max(1, names.indexOf(name) + 1), what));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return { ok: false, problems: [told(line, 1, faultOf('syntax', error.message, { path: '' }))] };
  }
}

type Fault = Omit<Problem, 'file' | 'line' | 'column'>;

function faultOf(code: ProblemCode, message: string, { path, seen = '' }: { path: string; seen?: string }): Fault {
  return { path, code, expected: message, seen, message: path === '' ? message : `${path}: ${message}` };
}

function headingFaults(names: readonly string[]): (Fault & { column: number })[] {
  const unknown = names.flatMap((name, index) =>
    COLUMNS.includes(name)
      ? []
      : [{ column: index + 1, ...faultOf('rule', 'there is no such column', { path: name, seen: name }) }],
  );
  const missing = MANDATORY.filter((name) => !names.includes(name)).map((name) => ({
    column: 1,
    ...faultOf('rule', 'this column is missing', { path: name }),
  }));
  return [...unknown, ...missing];
}

function cellsOf(names: readonly string[], record: readonly string[]): Cells {
  const cells: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const cell = record[index] ?? '';
    if (cell !== '') cells[name] = valueOf(name, cell);
  }
  return cells;
}

function valueOf(name: string, cell: string): unknown {
  if (name === 'nbCapacity') return /^-?\d{1,9}$/.test(cell) ? Number(cell) : cell;
  return name === 'sensitive' ? (BOOLEANS[cell.toLowerCase()] ?? cell) : cell;
}

type Place = (line: number, column: string, fault: Fault) => Problem;

function readRows(rows: readonly Row[], at: Place): YamlReading<SeedFile> {
  const establishments = groupBy(rows, 'finess').map((one) => ({ ...one, units: groupBy(one.rows, 'unit') }));
  const conflicts = establishments.flatMap((one) => [
    ...differences(one, ['establishment', 'region'], at),
    ...one.units.flatMap((unit) => differences(unit, ['unitName', 'field', 'sensitive'], at)),
  ]);
  if (conflicts.length > 0) return { ok: false, problems: conflicts };
  const value = {
    establishments: establishments.map(({ row, units }) => ({
      ...pick(row.cells, SEED_COLUMNS.establishment),
      units: units.map((unit) => ({
        ...pick(unit.row.cells, SEED_COLUMNS.unit),
        records: recordRows(unit).map(({ cells }) => pick(cells, SEED_COLUMNS.record)),
      })),
    })),
  };
  const parsed = seedFileSchema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = explainIssues(parsed.error, seedFileSchema, { value, textAt: () => undefined });
  return {
    ok: false,
    problems: issues.map(({ path, message, ...issue }) => {
      const line = rowAt(establishments, path)?.line ?? 1;
      const column = String(path.findLast((step) => typeof step === 'string' && COLUMNS.includes(step)) ?? '');
      const place = printPath(path);
      const named = column === '' ? place : column;
      return at(line, column, {
        code: issue.code,
        expected: issue.expected,
        seen: issue.seen,
        path: named,
        message: message.replace(place, named),
      });
    }),
  };
}

/** The row that holds what stands at a path such as `establishments[0].units[1].records[2].nbCapacity`. */
function rowAt(
  establishments: readonly (Grouped & { readonly units: readonly Grouped[] })[],
  path: readonly (string | number)[],
): Row | undefined {
  const [, e, , u, , r] = path;
  const establishment = establishments[Number(e)];
  const unit = u === undefined ? undefined : establishment?.units[Number(u)];
  const record = r === undefined || unit === undefined ? undefined : recordRows(unit)[Number(r)];
  return record ?? unit?.row ?? establishment?.row;
}

/** Rows of a unit that hold a record: one that names none of its columns says that the unit is there, no more. */
function recordRows({ rows }: Grouped): readonly Row[] {
  return rows.filter(({ cells }) => SEED_COLUMNS.record.some((name) => name in cells));
}

function groupBy(rows: readonly Row[], name: string): readonly Grouped[] {
  return [...Map.groupBy(rows, ({ cells }) => cells[name])].flatMap(([, all]) => {
    const [row] = all;
    return row === undefined ? [] : [{ row, rows: all }];
  });
}

/** Cells that say another thing than the first row of the same establishment or unit. */
function differences({ row, rows }: Grouped, names: readonly string[], place: Place): Problem[] {
  return rows.flatMap(({ line, cells }) =>
    names.flatMap((name) => {
      if (!(name in cells) || cells[name] === row.cells[name]) return [];
      return [
        place(line, name, faultOf('rule', `differs from line ${row.line}`, { path: name, seen: String(cells[name]) })),
      ];
    }),
  );
}

function pick(cells: Cells, names: readonly string[]): Cells {
  return Object.fromEntries(names.flatMap((name) => (name in cells ? [[name, cells[name]]] : [])));
}

/** The separator that the first line holds most often. */
function delimiterOf(text: string): string {
  const [heading = ''] = text.slice(0, 10_000).split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => heading.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}
