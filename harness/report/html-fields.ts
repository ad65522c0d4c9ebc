import type { Language } from '../../messages/index.ts';
import type { Report } from '../model/report.ts';
import type { BilingualWriter, Escape } from './html-context.ts';
import { driverText } from './texts.ts';

/** A line of "What was tested". `html` is markup that is already escaped. */
export interface Field {
  readonly label: string;
  readonly html: string;
  readonly mono: boolean;
}

function both(label: string, html: string): Field {
  return { label, html, mono: false };
}

/** The facts of a run that a reader needs to repeat it. */
export function reportFields(report: Report, writer: BilingualWriter, escape: Escape): Field[] {
  const { header } = report;
  const { product, connector, catalogue } = header;
  const text = (label: string, value: string): Field => ({ label, html: escape(value), mono: false });
  const mono = (label: string, value: string): Field => ({ label, html: escape(value), mono: true });
  return [
    text('report.field-run', String(header.run)),
    both('report.field-started', dateText(header.startedAt, writer)),
    ...(report.finishedAt === null ? [] : [both('report.field-finished', dateText(report.finishedAt, writer))]),
    ...(product === null
      ? []
      : [text('report.field-product', `${product.name} ${product.version}, ${product.vendor}`)]),
    text('report.field-connector', connector.name),
    ...(header.observed === undefined
      ? [mono('report.field-connector-file', `${connector.file} · SHA-256 ${connector.digest}`)]
      : []),
    both(
      'report.field-driver',
      writer.each((t) => driverText(t, connector.driver)),
    ),
    text('report.field-guide', header.guide),
    both(
      'report.field-catalogue',
      `${writer.each((t) => t('report.catalogue-value', { name: catalogue.name, size: catalogue.size }))} · <span class="mono">SHA-256 ${escape(catalogue.digest)}</span>`,
    ),
    ...(header.observed === undefined ? [mono('report.field-seed', header.seed)] : []),
    both(
      'report.field-strict',
      writer.each((t) => t(header.strict ? 'report.yes' : 'report.no')),
    ),
    text('report.field-version', `${header.rorkitVersion} · Node ${header.nodeVersion}`),
  ];
}

const ZONE = 'Europe/Paris';

/** An instant in words, as a clock in France shows it. */
export function instantText(instant: string, language: Language): string {
  const style = { dateStyle: 'long', timeStyle: 'medium', timeZone: ZONE } as const;
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', style).format(new Date(instant));
}

function dateText(instant: string, writer: BilingualWriter): string {
  return writer.each((t, language) => t('report.paris-time', { time: instantText(instant, language) }));
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** The time of day of an instant, to the millisecond, as a clock in France shows it. */
export function clockText(instant: string): string {
  return CLOCK.format(new Date(instant));
}
