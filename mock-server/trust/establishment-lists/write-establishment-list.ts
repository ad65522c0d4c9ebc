import { stringify } from 'csv-stringify/sync';
import { WRITTEN_HEADINGS } from './list-columns.ts';
import type { ListField } from './list-columns.ts';
import type { ListedEstablishment } from './list-row.ts';

/**
 * A list as CSV: UTF-8 with mark and `;`, which spreadsheets of France open with a double click. What a spreadsheet would take for
 * a formula is written with an apostrophe before it; reading takes it off again. The columns of the proprietary form are there when a
 * row has a subject DN.
 */
export function writeEstablishmentListCsv(rows: readonly ListedEstablishment[]): string {
  const isProprietary = rows.some(({ subjectDn }) => subjectDn !== null);
  const fields: readonly ListField[] = isProprietary
    ? ['finess', 'name', 'region', 'certificate', 'subjectDn']
    : ['finess', 'name', 'region'];
  const records = rows.map((row) => fields.map((field) => row[field] ?? ''));
  return stringify([fields.map((field) => WRITTEN_HEADINGS[field]), ...records], {
    bom: true,
    delimiter: ';',
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
