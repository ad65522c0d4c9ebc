import type { ReportVerdict } from '../model/report.ts';
import { groupFindings } from './group-findings.ts';
import { instantText } from './html-fields.ts';
import type { PdfContext } from './pdf-context.ts';
import { clipped, SOFT, statusCell, STATUS_COLORS } from './pdf-context.ts';
import type { PdfCell } from './pdf-writer.ts';
import {
  durationText,
  driverText,
  groupText,
  labelled,
  scenarioStatus,
  shownStatus,
  SHOWN_STATUSES,
  skipText,
  statusId,
  troubleText,
  wordsOf,
} from './texts.ts';
import type { ShownStatus } from './texts.ts';

const RESULT_COLORS = {
  conformant: { bar: '#0b5d33', ground: '#e4f3ea' },
  'not-conformant': { bar: '#97151a', ground: '#fde8e8' },
  'not-judged': { bar: '#1d4a73', ground: '#e5eff9' },
} as const;

const STATE_STATUS = {
  met: 'pass',
  warned: 'warned',
  'not-met': 'fail',
  'not-judged': 'skip',
  'not-claimed': 'omit',
} as const satisfies Record<string, ShownStatus>;

/** The first pages: the result, what was tested, what to look at, every scenario and requirement on a line. */
export function writeSummary(context: PdfContext): void {
  writeResult(context);
  writeFacts(context);
  writeTally(context);
  writeAttention(context);
  writeScenarios(context);
  writeCoverage(context);
}

function writeResult({ pdf, report, t }: PdfContext): void {
  const { result, finishedAt, troubles } = report;
  const colors = RESULT_COLORS[result];
  const words = wordsOf(report);
  pdf.heading(1, t(words.title));
  for (const id of words.headings) pdf.paragraph(t(id), { face: 'bold' });
  const lines: PdfCell[] = [
    { text: t(words.result), face: 'bold', size: 16, color: colors.bar },
    { text: t(words.means), size: 9.5 },
  ];
  if (finishedAt === null) lines.push({ text: t('report.unfinished'), face: 'bold' });
  pdf.callout(lines, colors);
  for (const trouble of troubles) pdf.paragraph(clipped(troubleText(t, trouble)), { face: 'bold' });
  pdf.paragraph(t(words.disclaimer), { color: SOFT, size: 8.5 });
}

function writeFacts({ pdf, report, t, language }: PdfContext): void {
  const { header, finishedAt } = report;
  const { product, connector, catalogue } = header;
  const at = (instant: string): string => t('report.paris-time', { time: instantText(instant, language) });
  const size = t('report.catalogue-value', { name: catalogue.name, size: catalogue.size });
  const facts: (readonly [string, string])[] = [
    [t('report.field-run'), String(header.run)],
    [t('report.field-started'), at(header.startedAt)],
    ...(finishedAt === null ? [] : [[t('report.field-finished'), at(finishedAt)] as const]),
    ...(product === null
      ? []
      : [[t('report.field-product'), `${product.name} ${product.version}, ${product.vendor}`] as const]),
    [t('report.field-connector'), `${connector.name} (${driverText(t, connector.driver)})`],
    ...(header.observed === undefined
      ? [[t('report.field-connector-file'), `${connector.file} · SHA-256 ${connector.digest}`] as const]
      : []),
    [t('report.field-guide'), header.guide],
    [t('report.field-catalogue'), `${size} · SHA-256 ${catalogue.digest}`],
    ...(header.observed === undefined ? [[t('report.field-seed'), header.seed] as const] : []),
    [t('report.field-strict'), t(header.strict ? 'report.yes' : 'report.no')],
    [t('report.field-version'), `${header.rorkitVersion} · Node ${header.nodeVersion}`],
  ];
  pdf.heading(2, t('report.about'));
  pdf.table({
    columns: [
      { title: t('report.fact'), share: 3 },
      { title: t('report.value'), share: 7 },
    ],
    rows: facts.map(([label, value]) => [{ text: label, face: 'bold', size: 8 }, { text: clipped(value) }]),
  });
}

function writeTally({ pdf, report, t }: PdfContext): void {
  const scenarios = report.scenarios.map(scenarioStatus);
  const checks = report.scenarios.flatMap(({ verdicts }) => verdicts.map(shownStatus));
  pdf.heading(2, t('report.summary'));
  pdf.table({
    columns: [
      { title: t('report.fact'), share: 2 },
      ...SHOWN_STATUSES.map((status) => ({ title: t(statusId(status)), share: 1.9 })),
    ],
    rows: [countRow(t('report.scenarios'), scenarios), countRow(t('report.checks'), checks)],
  });
}

function countRow(label: string, of: readonly ShownStatus[]): PdfCell[] {
  const counts = SHOWN_STATUSES.map((status) => of.filter((one) => one === status).length);
  return [{ text: label, face: 'bold' }, ...counts.map((count) => ({ text: String(count) }))];
}

function writeAttention({ pdf, report, t }: PdfContext): void {
  const verdicts = report.scenarios
    .flatMap((scenario) => scenario.verdicts)
    .filter((verdict) => !['pass', 'omit'].includes(shownStatus(verdict)))
    .toSorted((a, b) => SHOWN_STATUSES.indexOf(shownStatus(a)) - SHOWN_STATUSES.indexOf(shownStatus(b)));
  pdf.heading(2, t('report.to-look-at'));
  if (verdicts.length === 0) return pdf.paragraph(t('report.nothing-to-look-at'));
  return pdf.table({
    columns: [
      { title: t('report.status'), share: 2.3 },
      { title: t('report.check'), share: 4 },
      { title: t('report.reason'), share: 6 },
    ],
    rows: verdicts.map((verdict) => [
      statusCell(shownStatus(verdict), t),
      { text: verdict.check, face: 'mono', size: 8 },
      { text: clipped(reasonOf(verdict, t)), size: 8.5 },
    ]),
  });
}

function reasonOf({ skip, error, findings }: ReportVerdict, t: PdfContext['t']): string {
  if (skip !== null) return skipText(t, skip);
  if (error !== null) return error.split('\n', 1)[0] ?? '';
  return groupFindings(findings)
    .map((group) => groupText(t, group))
    .join(' · ');
}

function writeScenarios({ pdf, report, t, language }: PdfContext): void {
  pdf.heading(2, t('report.scenarios'));
  pdf.table({
    columns: [
      { title: t('report.status'), share: 2.5 },
      { title: t('report.scenario'), share: 7 },
      { title: t('report.checks'), share: 2 },
      { title: t('report.duration'), share: 1.5 },
    ],
    rows: report.scenarios.map((scenario) => [
      statusCell(scenarioStatus(scenario), t),
      { text: `${scenario.title[language]}\n${scenario.id}`, size: 8.5 },
      { text: String(scenario.verdicts.length) },
      { text: durationText(scenario.durationMs, language), size: 8.5 },
    ]),
  });
}

function writeCoverage({ pdf, report, t, language, requirements }: PdfContext): void {
  pdf.heading(2, t('report.coverage'));
  pdf.paragraph(t('report.coverage-means'), { color: SOFT });
  pdf.table({
    columns: [
      { title: t('report.requirement'), share: 4 },
      { title: t('report.status'), share: 2.5 },
      { title: t('report.rule'), share: 7 },
    ],
    rows: report.coverage.flatMap(({ requirement: id, state }) => {
      const requirement = requirements.get(id);
      if (requirement === undefined) return [];
      const basis = t(`report.basis-${requirement.basis}`);
      return [
        [
          { text: id, face: 'mono' as const, size: 7.5 },
          {
            text: t(`report.state-${state}`),
            face: 'bold' as const,
            size: 8,
            color: STATUS_COLORS[STATE_STATUS[state]],
          },
          { text: `${requirement.text[language]}\n${labelled(t, basis, requirement.source)}`, size: 8 },
        ],
      ];
    }),
  });
}
