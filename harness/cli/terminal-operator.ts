import type { Language, Translate } from '../../messages/index.ts';
import type { Entering, Operator, OperatorPatience, OperatorTask } from '../drivers/operator.ts';
import type { Scenario } from '../model/scenario.ts';
import type { LineInput, TypedLine } from './line-input.ts';
import { scenarioHeading, taskText } from './operator-text.ts';

/** What the operator at the terminal is spoken to with. */
export interface TerminalOperatorOptions {
  readonly input: LineInput;
  readonly say: (text: string) => void;
  readonly t: Translate;
  readonly language: Language;
  /** Told when a person is waited for, and when no longer: their time is not that of the run. */
  readonly onWaiting: (isWaiting: boolean) => void;
}

/** The operator who reads on the terminal and answers line by line, typed or piped in. */
export class TerminalOperator implements Operator {
  readonly #options: TerminalOperatorOptions;

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
      const skip = /^s(?:kip)?(?:\s+(?<reason>.*))?$/iu.exec(text);
      if (skip !== null) return { how: 'skipped', reason: skip.groups?.['reason'] ?? '–' };
      if (text !== '?') this.#options.say(`${t('operator.not-understood', { seen: text })}\n`);
      this.#show(task);
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

function notEntered(typed: Exclude<TypedLine, { how: 'line' }>): Entering {
  if (typed.how === 'interrupted') return { how: 'interrupted' };
  return { how: typed.how === 'late' ? 'away' : 'gone' };
}
