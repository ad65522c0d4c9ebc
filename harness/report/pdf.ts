import type { Language } from '../../messages/index.ts';
import { createTranslate } from '../../messages/index.ts';
import type { Report } from '../model/report.ts';
import { writeCase } from './pdf-case.ts';
import type { PdfContext } from './pdf-context.ts';
import { writeSummary } from './pdf-summary.ts';
import { wordsOf } from './texts.ts';
import { PdfWriter } from './pdf-writer.ts';

/**
 * The run as a PDF for a meeting: a summary, then one page a scenario. Tagged, with an outline; the same report gives the
 * same bytes. A long scenario says how much of it only report.html shows.
 */
export function renderPdf(report: Report, language: Language): Promise<Buffer> {
  const t = createTranslate(language);
  const { header, finishedAt } = report;
  const pdf = new PdfWriter({
    title: `${t(wordsOf(report).title)}, ${header.connector.name}`,
    language,
    version: `rorkit ${header.rorkitVersion}`,
    instant: finishedAt ?? header.startedAt,
    footer: (page, pages) =>
      t('report.pdf-footer', {
        version: header.rorkitVersion,
        run: header.run,
        name: header.connector.name,
        page,
        pages,
      }),
  });
  const requirements = new Map(report.requirements.map((one) => [one.id, one]));
  const context: PdfContext = { pdf, report, t, language, requirements };
  writeSummary(context);
  for (const scenario of report.scenarios) writeCase(scenario, context);
  return pdf.finish();
}
