import type { MessageId, Translate } from '../../../messages/index.ts';

/** What can be wrong with a list; each has a text of its own (`lists.…`). */
export type ListProblemCode =
  | 'file-unreadable'
  | 'file-too-large'
  | 'file-old-excel'
  | 'xlsx-damaged'
  | 'xlsx-too-large'
  | 'csv-malformed'
  | 'too-many-rows'
  | 'no-rows'
  | 'column-missing'
  | 'column-twice'
  | 'column-unused'
  | 'cell-too-long'
  | 'finess-missing'
  | 'finess-number'
  | 'finess-short'
  | 'finess-form'
  | 'finess-luhn'
  | 'duplicate'
  | 'claimed-twice'
  | 'certificate-missing'
  | 'certificate-elsewhere'
  | 'certificate-unreadable'
  | 'certificate-expired'
  | 'certificate-not-auth-cli'
  | 'certificate-other-dn'
  | 'certificate-other-establishment'
  | 'dn-malformed'
  | 'too-many-problems';

/** One problem of a list, with its place as a spreadsheet shows it. An `error` keeps the whole list from being loaded. */
export interface ListProblem {
  readonly level: 'error' | 'warning';
  readonly code: ListProblemCode;
  /** From 1, the heading included; null when the problem is of the whole file. */
  readonly row: number | null;
  /** Letter of the column; null when the problem is of the whole row or file. */
  readonly column: string | null;
  /** What the text needs: `seen`, `first` (row), `file`, `reason`… Never the content of a certificate file. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Thrown inside the readers for a file that cannot be read as a list at all. */
export class ListFileError extends Error {
  readonly code: ListProblemCode;
  readonly row: number | null;
  readonly values: ListProblem['values'];

  constructor(code: ListProblemCode, init: { row?: number; values?: ListProblem['values']; cause?: unknown } = {}) {
    super(code, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'ListFileError';
    this.code = code;
    this.row = init.row ?? null;
    this.values = init.values ?? {};
  }
}

/** The problem as one line in the language of the user: its place, then what is wrong. */
export function listProblemText({ code, row, column, values }: ListProblem, t: Translate): string {
  const id: MessageId = `lists.${code}`;
  const text = t(id, withReason(values, t));
  if (row === null) return column === null ? text : `${t('lists.column', { column })} ${text}`;
  return `${column === null ? t('lists.row', { row }) : t('lists.cell', { row, column })} ${text}`;
}

/** What keeps a certificate off the list, as a phrase: the values hold it as a code. */
function withReason(values: ListProblem['values'], t: Translate): ListProblem['values'] {
  const code = REASONS.find((one) => values['reason'] === one || values['reason'] === `certs.${one}`);
  return code === undefined ? values : { ...values, reason: t(`lists.reason-${code}`) };
}

const REASONS = [
  'file-unreadable',
  'file-too-large',
  'not-a-certificate',
  'password-needed',
  'p12-unsupported',
  'no-subject',
  'no-ou',
  'authority',
  'multi-valued-rdn',
  'no-client-auth',
  'no-digital-signature',
] as const;
