import type { JournalEntry } from '../../journal/entry.ts';
import type { Report } from '../model/report.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Rules } from './pack-format.ts';

/** An input of a run, as the pack holds it. */
export interface InputText {
  readonly file: string;
  readonly text: string;
}

/** What is needed to judge the attempts of one run again. */
export interface RunJudge {
  readonly requirements: ReadonlyMap<string, Requirement>;
  scenario(id: string): Scenario | undefined;
  judge(attempt: {
    readonly scenario: Scenario;
    readonly entries: readonly JournalEntry[];
    readonly settled: boolean;
    readonly trouble: { readonly code: string; readonly detail: string } | null;
  }): readonly Verdict[];
}

/** The rules of this rorkit, and how a run is judged by them. */
export interface OwnRules {
  readonly rules: Rules;
  /** Null when an input that the judgement depends on cannot be read, or is not the one that the run names. */
  open(header: Report['header'], input: (role: string) => InputText | null): RunJudge | null;
}
