import { CsvError, parse } from 'csv-parse/sync';
import { LIST_LIMITS } from './cell-grid.ts';
import type { CellGrid } from './cell-grid.ts';
import { ListFileError } from './list-problem.ts';

/** Spreadsheets of France write `;`, others `,`. */
const DELIMITERS = [';', ',', '\t'] as const;

/** What a spreadsheet takes for a formula at the start of a cell: written with an apostrophe before it, and read without. */
const NEUTRALISED = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/;

/**
 * The cells of a CSV file: UTF-8 with or without mark, else Windows-1252 (what spreadsheets write when asked for plain CSV).
 * @throws {ListFileError} `csv-malformed` or `too-many-rows`
 */
export function readCsv(bytes: Uint8Array): CellGrid {
  const text = decode(bytes);
  const rows = records(text);
  if (rows.length > LIST_LIMITS.rows + 1)
    throw new ListFileError('too-many-rows', { values: { max: LIST_LIMITS.rows } });
  return rows.map((row) =>
    row.slice(0, LIST_LIMITS.columns).map((cell) => {
      const value = cell.replace(NEUTRALISED, '').trim();
      return value === '' ? null : { kind: 'text', text: value };
    }),
  );
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function records(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      max_record_size: LIST_LIMITS.columns * LIST_LIMITS.cellCharacters,
      to: LIST_LIMITS.rows + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error;
    const row = typeof lines === 'number' ? { row: lines } : {};
    throw new ListFileError('csv-malformed', { ...row, values: { reason: error.code }, cause: error });
  }
}

/** The separator that the first line holds most often outside quotes. */
function delimiterOf(text: string): string {
  const heading = (/^[^\r\n]*/.exec(text)?.[0] ?? '').slice(0, 10_000).replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => heading.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}
