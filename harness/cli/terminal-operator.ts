import type { Language, Translate } from '../../messages/index.ts';
import type { Entering, Operator, OperatorPatience, OperatorTask } from '../drivers/operator.ts';
import type { Attested, Question } from '../model/question.ts';
import type { Scenario } from '../model/scenario.ts';
import type { KeptAttestation } from './keep-attestation.ts';
import type { LineInput, TypedLine } from './line-input.ts';
import { questionText, scenarioHeading, taskText } from './operator-text.ts';

/** What the operator at the terminal is spoken to with. */
export interface TerminalOperatorOptions {
  readonly input: LineInput;
  readonly say: (text: string) => void;
  readonly t: Translate;
  readonly language: Language;
  /** Told when a person is waited for, and when no longer: their time is not that of the run. */
  readonly onWaiting: (isWaiting: boolean) => void;
  /** The longest time for one answer to a question, in ms. */
  readonly timeoutMs: number;
  /** Keeps a file that backs an answer; gives what is wrong with it, in one line, when it cannot. */
  readonly keepFile: (path: string) => KeptAttestation | string;
}

/** What a person types, in either language. */
const SKIP = /^s(?:kip)?(?:\s+(?<reason>.*))?$/iu;
const YES_OR_NO = /^(?:(?<yes>yes|y|oui|o)|non|no|n)(?:[\s,:;]+(?<note>.*))?$/iu;

/** Longest name or function of who attests, in UTF-16 units. */
const MAX_NAME_CHARS = 200;

/** Longest version, in UTF-16 units. */
const MAX_VERSION_CHARS = 100;

/** The operator who reads on the terminal and answers line by line, typed or piped in. */
export class TerminalOperator implements Operator {
  readonly #options: TerminalOperatorOptions;
  /** Who answers, once it was asked. */
  #by = '';

  constructor(options: TerminalOperatorOptions) {
    this.#options = options;
  }

  /** Says which scenario the next tasks belong to. */
  begin(scenario: Scenario): void {
    this.#options.say(`\n${scenarioHeading(scenario, this.#options)}\n`);
  }

  async enter(task: OperatorTask, patience: OperatorPatience): Promise<Entering> {
    const { t } = this.#options;
    this.#show(task);
    for (;;) {
      const typed = await this.#line(patience);
      if (typed.how !== 'line') return notEntered(typed);
      const text = typed.text.trim();
      if (text === '') return { how: 'entered' };
      const skip = SKIP.exec(text);
      if (skip !== null) return { how: 'skipped', reason: skip.groups?.['reason'] ?? '–' };
      if (text !== '?') this.#options.say(`${t('operator.not-understood', { seen: text })}\n`);
      this.#show(task);
    }
  }

  /** Asks what only a person can say; null when there is no answer. */
  async answer(question: Question, signal: AbortSignal): Promise<Attested | null> {
    const patience = { timeoutMs: this.#options.timeoutMs, signal };
    const said = await this.#yesOrNo(question, patience);
    const version = said === null ? null : await this.#version(question, patience);
    const by = version === null ? null : await this.#who(patience);
    const file = by === null ? null : await this.#file(patience);
    if (said === null || version === null || by === null || file === null) return null;
    return { ...said, ...(version !== '' && { version }), by, ...(file === 'none' ? {} : { file }) };
  }

  /** Yes or no, with a note; null when nobody answers. */
  async #yesOrNo(question: Question, patience: OperatorPatience): Promise<Pick<Attested, 'answer' | 'note'> | null> {
    const { t, say } = this.#options;
    for (;;) {
      say(`\n${questionText(question, t)}\n${t('operator.prompt-answer')}\n`);
      const typed = await this.#line(patience);
      if (typed.how !== 'line' || SKIP.test(typed.text.trim())) return null;
      const groups = YES_OR_NO.exec(typed.text.trim())?.groups;
      if (groups !== undefined) return yesOrNo(groups);
      say(`${t('operator.not-understood', { seen: typed.text.trim() })}\n`);
    }
  }

  /** Asked where the question is about a version; empty elsewhere, and where none is said; null when nobody answers. */
  async #version({ id }: Question, patience: OperatorPatience): Promise<string | null> {
    if (id !== 'deployed-version') return '';
    this.#options.say(`${this.#options.t('operator.prompt-version')}\n`);
    const typed = await this.#line(patience);
    return typed.how === 'line' ? typed.text.trim().slice(0, MAX_VERSION_CHARS) : null;
  }

  /** Asked once a run; null when nobody answers. */
  async #who(patience: OperatorPatience): Promise<string | null> {
    const { say, t } = this.#options;
    while (this.#by === '') {
      say(`${t('operator.prompt-who')}\n`);
      const typed = await this.#line(patience);
      if (typed.how !== 'line') return null;
      this.#by = typed.text.trim().slice(0, MAX_NAME_CHARS);
    }
    return this.#by;
  }

  /** The file that backs an answer, kept; null when nobody answers. */
  async #file(patience: OperatorPatience): Promise<KeptAttestation | 'none' | null> {
    const { say, t, keepFile } = this.#options;
    for (;;) {
      say(`${t('operator.prompt-file')}\n`);
      const typed = await this.#line(patience);
      if (typed.how !== 'line') return null;
      const path = typed.text.trim();
      if (path === '') return 'none';
      const kept = keepFile(path);
      if (typeof kept !== 'string') return kept;
      say(`${kept}\n`);
    }
  }

  /** Nobody is asked any more. */
  close(): void {
    this.#options.input.close();
  }

  #show(task: OperatorTask): void {
    const { say, t } = this.#options;
    say(`\n${taskText(task, t)}\n${t('operator.prompt')}\n`);
  }

  async #line(patience: OperatorPatience): Promise<TypedLine> {
    const { input, onWaiting, say, t } = this.#options;
    onWaiting(true);
    const typed = await input.next(patience);
    onWaiting(false);
    if (typed.how === 'late') {
      say(`${t('operator.late', { minutes: Math.round(patience.timeoutMs / 60_000) })}\n`);
    }
    return typed;
  }
}

function yesOrNo({ yes, note }: Readonly<Record<string, string | undefined>>): Pick<Attested, 'answer' | 'note'> {
  return { answer: yes === undefined ? 'no' : 'yes', ...(note && { note }) };
}

function notEntered(typed: Exclude<TypedLine, { how: 'line' }>): Entering {
  if (typed.how === 'interrupted') return { how: 'interrupted' };
  return { how: typed.how === 'late' ? 'away' : 'gone' };
}
