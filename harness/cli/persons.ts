import type { Kernel } from '../../mev3/kernel.ts';
import type { Translate } from '../../messages/index.ts';
import { openQuestions } from '../judge/open-questions.ts';
import type { Attested } from '../model/question.ts';
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
    answer: async (question, signal) => {
      const said = fromFile(question) ?? (await operator?.answer(question, signal)) ?? null;
      return said === null ? null : compared(said, request.config.product?.version);
    },
  };
}

/** Whoever says that the tested version is deployed, and names another one, says no. */
function compared(said: Attested, tested: string | undefined): Attested {
  const { version, note } = said;
  if (version === undefined || tested === undefined || version === tested) return said;
  const versions = `${version} ≠ ${tested}`;
  return { ...said, answer: 'no', note: note === undefined ? versions : `${versions}; ${note}` };
}
