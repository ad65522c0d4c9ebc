import type { MockRor } from '../../mock-server/index.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import type { Attested, Question } from '../model/question.ts';
import type { Scenario } from '../model/scenario.ts';

/** Those who can say what no traffic shows: the operator, or a file of attestations. */
export interface Persons {
  /** What is still to be asked about an attempt. */
  openQuestions(scenario: Scenario, entries: readonly JournalEntry[]): readonly Question[];
  /** The answer; null when nobody gives one. */
  answer(question: Question, signal: AbortSignal): Promise<Attested | null>;
}

/** One attempt that persons may be asked about. */
export interface Asked {
  readonly scenario: Scenario;
  readonly mock: MockRor;
  /** Seq of its first entry. */
  readonly from: number;
}

/** Asks what the checks of the scenario cannot know, and puts each answer into the journal. */
export async function askPersons(
  persons: Persons,
  { scenario, mock, from }: Asked,
  signal: AbortSignal,
): Promise<void> {
  const entries = await mock.readJournal({ from, to: await mock.journalHead() });
  for (const question of persons.openQuestions(scenario, entries)) {
    const said = await persons.answer(question, signal);
    if (said === null) continue;
    const { id, stimulusId, values } = question;
    const statement = Object.entries(values).reduce((text, [name, value]) => `${text}, ${name} ${value}`, id);
    await mock.append({ kind: 'attestation', question: id, stimulusId, statement, ...said });
  }
}
