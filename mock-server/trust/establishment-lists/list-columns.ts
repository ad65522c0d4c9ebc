import type { CellGrid } from './cell-grid.ts';
import { columnLetter } from './cell-grid.ts';
import type { ListProblem } from './list-problem.ts';

/** The two forms of a list: one certificate for all establishments (SaaS, regional EAI), or one for each (proprietary). */
export type ListForm = 'shared-certificate' | 'proprietary';

/** What a column can hold. */
export type ListField = 'finess' | 'name' | 'region' | 'certificate' | 'subjectDn';

/** Headings under which a column is known, without accents, case, spaces and signs. The first is the one that is written. */
const HEADINGS: Readonly<Record<ListField, readonly string[]>> = {
  finess: ['finess', 'numerofiness', 'nfiness', 'nofiness', 'finessnumber', 'finesset', 'finessgeographique'],
  name: ['nom', 'raisonsociale', 'etablissement', 'nometablissement', 'nomdeletablissement', 'name', 'establishment'],
  region: ['region', 'codeinseeregion'],
  certificate: ['certificat', 'fichiercertificat', 'fichierducertificat', 'certificate', 'certificatefile'],
  subjectDn: ['dn', 'dndusujet', 'dnsujet', 'dnducertificat', 'sujet', 'subjectdn', 'subject'],
};

/** Headings as they are written. */
export const WRITTEN_HEADINGS: Readonly<Record<ListField, string>> = {
  finess: 'FINESS',
  name: 'Nom',
  region: 'Région',
  certificate: 'Certificat',
  subjectDn: 'DN du sujet',
};

/** Where the columns of a list are (index from 0), and which row (index from 0) is the heading. */
export interface ListColumns {
  readonly heading: number;
  readonly index: ReadonlyMap<ListField, number>;
  readonly form: ListForm;
  readonly problems: readonly ListProblem[];
}

/**
 * Finds the columns by their headings, in the first row that is not empty.
 * @param form the form that is expected; null to tell by the columns: a certificate or DN column makes a proprietary list.
 */
export function listColumns(grid: CellGrid, form: ListForm | null): ListColumns {
  const heading = grid.findIndex((row) => row.some((cell) => cell !== null));
  const { index, problems } = headings(grid[heading] ?? [], heading + 1);
  const hasCertificates = index.has('certificate') || index.has('subjectDn');
  const found = form ?? (hasCertificates ? 'proprietary' : 'shared-certificate');
  const lacking = [
    ...(index.has('finess') ? [] : [missing('finess')]),
    ...(found === 'shared-certificate' || hasCertificates ? [] : [missing('certificate')]),
  ];
  return { heading, index, form: found, problems: [...problems, ...lacking] };
}

function headings(cells: CellGrid[number], row: number): { index: Map<ListField, number>; problems: ListProblem[] } {
  const index = new Map<ListField, number>();
  const problems: ListProblem[] = [];
  for (const [at, cell] of cells.entries()) {
    if (cell === null) continue;
    const field = fieldOf(cell.text);
    const place = { row, column: columnLetter(at), values: { seen: cell.text.slice(0, 80) } };
    if (field === null) problems.push({ level: 'warning', code: 'column-unused', ...place });
    else if (index.has(field)) problems.push({ level: 'error', code: 'column-twice', ...place });
    else index.set(field, at);
  }
  return { index, problems };
}

function missing(field: ListField): ListProblem {
  const values = { heading: WRITTEN_HEADINGS[field] };
  return { level: 'error', code: 'column-missing', row: null, column: null, values };
}

function fieldOf(heading: string): ListField | null {
  const bare = heading
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  const fields: readonly ListField[] = ['finess', 'name', 'region', 'certificate', 'subjectDn'];
  return fields.find((field) => HEADINGS[field].includes(bare)) ?? null;
}
