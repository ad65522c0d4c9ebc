import type { ReportScenario, ReportVerdict, TimelineItem } from '../model/report.ts';
import type { FindingGroup } from './group-findings.ts';
import { groupFindings } from './group-findings.ts';
import { clockText } from './html-fields.ts';
import type { PdfContext } from './pdf-context.ts';
import { clipped, SOFT, statusCell, STATUS_COLORS } from './pdf-context.ts';
import {
  durationText,
  groupText,
  labelled,
  scenarioStatus,
  shownStatus,
  skipText,
  textOf,
  troubleText,
} from './texts.ts';
import { askedText, exitText } from './timeline-text.ts';

/** Causes of one check that a page shows, and further places of one cause; report.html has them all. */
const MAX_FINDINGS = 3;

/** Lines of a timeline that are shown whatever room the page has left. */
const MIN_TIMELINE = 6;

/** Height of a line of the timeline, as near as planning needs it. */
const TIMELINE_LINE = 26;

/** The page of one scenario: what it asked, how each check was judged, what went over the network. */
export function writeCase(scenario: ReportScenario, context: PdfContext): void {
  const { pdf, t, language } = context;
  const status = statusCell(scenarioStatus(scenario), t);
  pdf.breakPage();
  pdf.heading(2, scenario.title[language]);
  pdf.paragraph(scenario.id, { face: 'mono', color: SOFT });
  const facts = [
    durationText(scenario.durationMs, language),
    t('report.attempt', { attempt: scenario.attempt }),
    t('report.journal-range', scenario.journal),
  ];
  pdf.paragraph(status.text, {
    face: 'bold',
    size: 11,
    ...(status.color === undefined ? {} : { color: status.color }),
  });
  pdf.paragraph(facts.join(' · '), { color: SOFT, size: 8.5 });
  pdf.paragraph(scenario.purpose[language]);
  if (scenario.status === 'fail') {
    pdf.paragraph(labelled(t, t('report.failure-means'), scenario.failureMeans[language]));
  }
  for (const trouble of scenario.troubles) pdf.paragraph(clipped(troubleText(t, trouble)), { face: 'bold' });
  writeChecks(scenario, context);
  writeTimeline(scenario.timeline, context);
}

function writeChecks({ verdicts }: ReportScenario, context: PdfContext): void {
  const { pdf, t } = context;
  pdf.heading(3, t('report.checks'));
  const passed = verdicts.filter((verdict) => shownStatus(verdict) === 'pass');
  for (const verdict of verdicts) if (!passed.includes(verdict)) writeVerdict(verdict, context);
  if (passed.length === 0) return;
  const names = passed.map(({ slug }) => textOf(t, `check.${slug}`) ?? slug);
  const label = `✓ ${t('report.count-pass', { n: passed.length })}`;
  pdf.paragraph(labelled(t, label, names.join(' ; ')), { color: STATUS_COLORS.pass, size: 8.5 });
}

function writeVerdict(verdict: ReportVerdict, context: PdfContext): void {
  const { pdf, t } = context;
  const title = textOf(t, `check.${verdict.slug}`);
  const status = statusCell(shownStatus(verdict), t);
  const head = `${status.text} · ${title ?? verdict.slug}${title === undefined ? '' : ` (${verdict.slug})`}`;
  pdf.paragraph(head, { face: 'bold', ...(status.color === undefined ? {} : { color: status.color }) });
  if (verdict.skip !== null) pdf.paragraph(skipText(t, verdict.skip), { indent: 12 });
  if (verdict.error !== null) pdf.paragraph(clipped(verdict.error), { indent: 12, face: 'mono', size: 8 });
  const groups = groupFindings(verdict.findings);
  for (const group of groups.slice(0, MAX_FINDINGS)) writeGroup(group, context);
  if (groups.length > MAX_FINDINGS) {
    pdf.paragraph(t('formats.left-out', { count: groups.length - MAX_FINDINGS }), { indent: 12, color: SOFT });
  }
}

function writeGroup(group: FindingGroup<ReportVerdict['findings'][number]>, context: PdfContext): void {
  const { pdf, t, language, requirements } = context;
  const { first, others } = group;
  const requirement = requirements.get(first.requirement);
  const entry = first.entry === null ? '' : ` (${t('report.at-entry', { entry: first.entry })})`;
  const places = others.slice(0, MAX_FINDINGS).map(({ where }) => clipped(where));
  const rows: (readonly [string, string])[] = [
    [t('report.expected'), first.expected],
    [t('report.seen'), first.seen],
    [t('report.where'), `${first.where}${entry}`],
    ...(places.length === 0 ? [] : [[t('report.also-at').replace(/\s*:$/, ''), places.join(' ; ')] as const]),
    [t('report.rule'), `${first.requirement} ${requirement?.text[language] ?? ''}`],
    ...(requirement === undefined ? [] : [[t('report.mend'), requirement.mend[language]] as const]),
  ];
  pdf.paragraph(clipped(groupText(t, group)), { indent: 12 });
  pdf.table({
    columns: [
      { title: t('report.fact'), share: 2 },
      { title: t('report.value'), share: 9 },
    ],
    rows: rows.map(([label, value]) => [
      { text: label, face: 'bold', size: 8 },
      { text: clipped(value), size: 8.5 },
    ]),
  });
}

function writeTimeline(timeline: readonly TimelineItem[], context: PdfContext): void {
  const { pdf, t } = context;
  pdf.heading(3, t('report.timeline'));
  const items = timeline.filter((item) => item.kind !== 'note' || item.entry !== 'mark');
  if (items.length === 0) return pdf.paragraph(t('report.timeline-empty'), { color: SOFT });
  const shown = items.slice(0, Math.max(MIN_TIMELINE, Math.floor((pdf.room - 40) / TIMELINE_LINE)));
  pdf.table({
    columns: [
      { title: t('report.when'), share: 2.2 },
      { title: t('report.event'), share: 8 },
      { title: t('report.answer'), share: 3 },
    ],
    rows: shown.map((item) => {
      const { what, answer } = eventOf(item, context);
      return [
        { text: `${clockText(item.at)}\n#${item.seq}`, size: 7.5, color: SOFT },
        { text: clipped(what), size: 8 },
        { text: clipped(answer), size: 8 },
      ];
    }),
  });
  if (shown.length < items.length) {
    pdf.paragraph(t('formats.left-out', { count: items.length - shown.length }), { color: SOFT });
  }
}

function eventOf(item: TimelineItem, { t }: PdfContext): { readonly what: string; readonly answer: string } {
  switch (item.kind) {
    case 'exchange':
      return {
        what: `${item.request.method} ${item.request.target}`,
        answer: `${item.answer.status} · ${t(`report.listener-${item.listener}`)}${item.cause === null ? '' : ` · ${item.cause.code}`}`,
      };
    case 'handshake-failure':
      return {
        what: t('report.item-handshake', { listener: t(`report.listener-${item.listener}`) }),
        answer: item.cause,
      };
    case 'stimulus':
      return { what: t('report.item-stimulus', { kind: askedText(t, item.body) }), answer: '' };
    case 'connector-exit':
      return { what: t('report.item-exit', { result: exitText(t, item) }), answer: '' };
    default:
      return { what: item.entry, answer: '' };
  }
}
