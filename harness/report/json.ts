import type { Report } from '../model/report.ts';

/** report.json: the report itself, the source of all other formats. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
