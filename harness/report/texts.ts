import type { MessageId, Translate } from '../../messages/index.ts';
import { isMessageId } from '../../messages/index.ts';
import type { Report, ReportScenario } from '../model/report.ts';
import type { Finding, SkipReason } from '../model/verdict.ts';
import type { FindingGroup } from './group-findings.ts';

type Values = Readonly<Record<string, string | number>>;

/** The text of `id` when there is one; else undefined. For ids that are put together at run time. */
export function textOf(t: Translate, id: string, values?: Values): string | undefined {
  return isMessageId(id) ? t(id, values) : undefined;
}

/** The sentence that says what a finding is about; its stable code when no text exists. */
export function findingText(t: Translate, finding: Finding): string {
  const { expected, seen, where } = finding;
  return textOf(t, `finding.${finding.code}`, { expected, seen, where, ...finding.values }) ?? finding.code;
}

/** Why a check was not judged, with the check whose failure is to blame. */
export function skipText(t: Translate, skip: SkipReason): string {
  const reason = textOf(t, `skip.${skip.reason}`, skip.values) ?? textOf(t, skip.reason, skip.values) ?? skip.reason;
  return skip.because === undefined ? reason : `${reason} (${t('report.because', { check: skip.because })})`;
}

/** `label: text` with the spaces of the language: French has one before the colon. */
export function labelled(t: Translate, label: string, text: string): string {
  return `${label}${t('report.colon')} ${text}`;
}

/** What a finding says, with the number of places when several findings are of that one cause. */
export function groupText(t: Translate, { first, others }: FindingGroup<Finding>): string {
  const text = findingText(t, first);
  return others.length === 0 ? text : `${text} (${t('report.places', { count: others.length + 1 })})`;
}

/** How the connector is driven, in words that need no knowledge of rorkit. */
export function driverText(t: Translate, driver: string): string {
  return textOf(t, `report.driver-${driver}`) ?? driver;
}

/** What went wrong with the connector, in one sentence. */
export function troubleText(t: Translate, trouble: { readonly code: string; readonly detail: string }): string {
  const { code, detail } = trouble;
  return textOf(t, `report.trouble-${code}`, { detail }) ?? labelled(t, t('report.trouble'), `${code} ${detail}`);
}

/** How the report as a whole is named: an observation is never to be taken for a run of the suite. */
export interface ReportWords {
  readonly title: MessageId;
  readonly result: MessageId;
  readonly means: MessageId;
  readonly disclaimer: MessageId;
  /** What stands above everything else; none for a run of the suite. */
  readonly headings: readonly MessageId[];
}

/** The words for a report, or for a result as it is told before there is a report. */
export function wordsOf({ result, header }: WhatIsTold): ReportWords {
  if (header.observed === undefined) {
    return {
      title: 'report.title',
      result: `report.result-${result}`,
      means: `report.result-${result}-means`,
      disclaimer: 'report.disclaimer',
      headings: [],
    };
  }
  return {
    title: 'observe.title',
    result: `observe.result-${result}`,
    means: `observe.result-${result}-means`,
    disclaimer: 'observe.disclaimer',
    headings: header.observed === 'part' ? ['observe.heading', 'observe.heading-part'] : ['observe.heading'],
  };
}

interface WhatIsTold {
  readonly result: Report['result'];
  readonly header: Pick<Report['header'], 'observed'>;
}

/** The ways a verdict is shown: its status, and `warned` for a pass with findings. */
export type ShownStatus = 'pass' | 'warned' | 'fail' | 'skip' | 'omit' | 'error';

/** The order in which statuses are counted and listed: what matters first. */
export const SHOWN_STATUSES: readonly ShownStatus[] = ['fail', 'error', 'skip', 'warned', 'pass', 'omit'];

/** A mark for each status, so that colour never stands alone. */
export const STATUS_MARKS: Readonly<Record<ShownStatus, string>> = {
  pass: '✓',
  warned: '▲',
  fail: '✗',
  error: '‼',
  skip: '–',
  omit: '·',
};

/** How a verdict is shown. */
export function shownStatus(verdict: {
  readonly status: Exclude<ShownStatus, 'warned'>;
  readonly findings: readonly unknown[];
}): ShownStatus {
  return verdict.status === 'pass' && verdict.findings.length > 0 ? 'warned' : verdict.status;
}

/** How a scenario is shown: its status, `warned` when it passes with warnings. */
export function scenarioStatus(scenario: ReportScenario): ShownStatus {
  return scenario.status === 'pass' && scenario.warnings > 0 ? 'warned' : scenario.status;
}

/** Id of the short word for a status. */
export function statusId(status: ShownStatus): MessageId {
  return `report.status-${status}`;
}

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

const SECONDS = {
  fr: new Intl.NumberFormat('fr', ONE_DIGIT),
  en: new Intl.NumberFormat('en', ONE_DIGIT),
} as const;

/** A duration for people: `0.4 s`, `2 min 05 s`; the decimal sign follows the language. */
export function durationText(ms: number, language: 'fr' | 'en'): string {
  if (ms < 60_000) {
    return `${SECONDS[language].format(ms / 1000)} s`;
  }
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
