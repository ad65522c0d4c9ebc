import type { Kernel } from '../../mev3/kernel.ts';
import type { Translate } from '../../messages/index.ts';
import { openQuestions } from '../judge/open-questions.ts';
import type { Persons } from '../runner/ask-persons.ts';
import type { AnswerFromFile } from './attestations-file.ts';
import { answersOf } from './attestations-file.ts';
import type { RunRequest } from './run-request.ts';
import type { TerminalOperator } from './terminal-operator.ts';

/** What the answers of a run come from. */
export interface PersonsOptions {
  readonly request: RunRequest;
  readonly kernel: Kernel;
  readonly operator: TerminalOperator | null;
  /** Folder of the run. */
  readonly run: string;
  readonly t: Translate;
}

/** Who answers what no traffic shows: a file of attestations first, then the operator; null when there is neither. */
export function personsOf({ request, kernel, operator, run, t }: PersonsOptions): Persons | null {
  const { attestations } = request;
  if (attestations === null && operator === null) return null;
  const fromFile: AnswerFromFile = attestations === null ? () => null : answersOf(attestations, run, t);
  const { timing } = request.connector.file;
  return {
    openQuestions: (scenario, entries) => openQuestions({ scenario, entries, kernel, timing }),
    answer: async (question, signal) => fromFile(question) ?? (await operator?.answer(question, signal)) ?? null,
  };
}
