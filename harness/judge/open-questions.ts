import { CHECKS } from '../../scenarios/checks/index.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import type { Kernel } from '../../mev3/kernel.ts';
import type { CheckContext } from '../model/check.ts';
import type { Question } from '../model/question.ts';
import type { Scenario } from '../model/scenario.ts';
import { readAttempt } from './read-attempt.ts';

/** The journal of an attempt so far. */
export interface AttemptSoFar {
  readonly scenario: Scenario;
  readonly entries: readonly JournalEntry[];
  readonly kernel: Kernel;
  readonly timing: CheckContext['timing'];
}

/** What only a person can say before the checks of the scenario can judge, each once. Pure. */
export function openQuestions({ scenario, entries, kernel, timing }: AttemptSoFar): readonly Question[] {
  const context: CheckContext = { scenario, view: readAttempt(entries, kernel), kernel, timing, settled: true };
  const questions = scenario.checks.flatMap((use) => CHECKS.get(use.use)?.asks(context, use.with) ?? []);
  const isFirst = ({ id, stimulusId }: Question, index: number): boolean =>
    questions.findIndex((one) => one.id === id && one.stimulusId === stimulusId) === index;
  return questions.filter(isFirst);
}
