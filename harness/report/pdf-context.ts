import type { Language, Translate } from '../../messages/index.ts';
import type { Report } from '../model/report.ts';
import type { Requirement } from '../model/requirement.ts';
import type { PdfCell, PdfWriter } from './pdf-writer.ts';
import type { ShownStatus } from './texts.ts';
import { STATUS_MARKS, statusId } from './texts.ts';

/** What the parts of the PDF are written with. */
export interface PdfContext {
  readonly pdf: PdfWriter;
  readonly report: Report;
  readonly t: Translate;
  readonly language: Language;
  readonly requirements: ReadonlyMap<string, Requirement>;
}

/** Colours of the statuses on white: contrast of 4.5:1 or more. */
export const STATUS_COLORS: Readonly<Record<ShownStatus, string>> = {
  pass: '#0b5d33',
  warned: '#6f4400',
  fail: '#97151a',
  error: '#641b80',
  skip: '#1d4a73',
  omit: '#4a5560',
};

/** What stands beside the main text: paths, explanations. */
export const SOFT = '#4a5560';

/** Longest foreign text in a cell or line, in characters: a row never outgrows a page. */
const MAX_TEXT = 700;

/** Status with its mark, so that colour never stands alone. */
export function statusCell(status: ShownStatus, t: Translate): PdfCell {
  return {
    text: `${STATUS_MARKS[status]} ${t(statusId(status))}`,
    face: 'bold',
    size: 8,
    color: STATUS_COLORS[status],
  };
}

/** A text of the connector's or the ROR's on one line, bounded. */
export function clipped(text: string): string {
  const line = text
    .slice(0, 8 * MAX_TEXT)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
