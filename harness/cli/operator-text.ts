import type { Language, Translate } from '../../messages/index.ts';
import { isMessageId } from '../../messages/index.ts';
import type { CodedAttribute } from '../../mev3/codes/capacity-codes.ts';
import { CODED_ATTRIBUTES, displayOf } from '../../mev3/codes/capacity-codes.ts';
import type { OperatorTask } from '../drivers/operator.ts';
import type { Question } from '../model/question.ts';
import type { Scenario } from '../model/scenario.ts';

type Record = OperatorTask['stimulus']['records'][number];

const TASK_TEXT = {
  'report-capacity': 'operator.report',
  'remove-capacity': 'operator.remove',
  'resend-all': 'operator.resend',
  'read-back': 'operator.read',
} as const;

/** The line under which the tasks of a scenario stand. */
export function scenarioHeading({ id, title }: Scenario, { t, language }: TextOptions): string {
  return t('operator.scenario', { id, title: title[language] });
}

/** In which language, and by which texts. */
export interface TextOptions {
  readonly t: Translate;
  readonly language: Language;
}

/** What a person is to enter for a stimulus: where, each record in the words of the codes and by code, its value. */
export function taskText({ stimulus, local }: OperatorTask, t: Translate): string {
  const { establishment, location, records, kind, id } = stimulus;
  const { name, finess, credential } = establishment;
  const lines = [
    `[${id}] ${t(TASK_TEXT[kind])}`,
    `  ${withLocal(t('operator.establishment', { name, finess }), local.establishment, t)}`,
    ...(credential === 'supplier' ? [] : [`  ${t('operator.credential', { credential })}`]),
    ...(location === null ? [] : [`  ${withLocal(t('operator.unit', location), local.unit, t)}`]),
    ...records.flatMap((record, index) => recordLines(record, { number: index + 1, kind, t })),
  ];
  return lines.join('\n');
}

/** A question to a person, in words. */
export function questionText({ id, values }: Question, t: Translate): string {
  const refusal = `operator.refusal-${values['answer'] ?? ''}`;
  const words = isMessageId(refusal) ? { ...values, refusal: t(refusal) } : values;
  const text = `operator.ask-${id}`;
  return isMessageId(text) ? t(text, words) : id;
}

function withLocal(text: string, local: string | null, t: Translate): string {
  return local === null ? text : `${text} – ${t('operator.local', { local })}`;
}

interface RecordPlace {
  readonly number: number;
  readonly kind: OperatorTask['stimulus']['kind'];
  readonly t: Translate;
}

function recordLines(record: Record, { number, kind, t }: RecordPlace): string[] {
  const coded = CODED_ATTRIBUTES.flatMap((attribute) => codeOf(record, attribute));
  const words = coded.map(({ display }) => display).join(' · ');
  const value = kind === 'remove-capacity' ? '' : ` = ${record.nbCapacity}`;
  const codes = coded.map(({ attribute, code }) => `${attribute} ${code}`).join(', ');
  return [
    `  ${t('operator.record', { number, words: `${words}${value}` })}`,
    `     ${t('operator.codes', { codes })}`,
    ...(record.comment === null ? [] : [`     ${t('operator.comment', { comment: record.comment })}`]),
  ];
}

function codeOf(record: Record, attribute: CodedAttribute): { attribute: string; code: string; display: string }[] {
  const code = record[attribute];
  return code === null ? [] : [{ attribute, code, display: displayOf(attribute, code) ?? code }];
}
