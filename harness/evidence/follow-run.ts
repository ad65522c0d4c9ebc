import type { JournalEntry } from '../../journal/entry.ts';
import { buildReport } from '../model/report-model.ts';
import { timelineItem } from '../model/report-timeline.ts';
import type { Report } from '../model/report.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Verdict } from '../model/verdict.ts';
import { because } from './evidence-error.ts';
import type { Fault } from './fault.ts';
import type { RunJudge } from './judge-again.ts';
import type { JudgedEvent, PackEvent } from './read-events.ts';
import { isSameJson } from './same-json.ts';

/** Reasons of skips that the runner gives without judging. None of them makes a run look better. */
const NOT_JUDGED = new Set(['not-started', 'not-finished', 'no-such-place']);

/** Judges the attempts of a run again, one after the other, while its journals are read, and compares with what it said. */
export class RunFollower {
  readonly faults: Fault[] = [];
  /** Attempts judged again with the same verdicts. */
  judged = 0;
  /** Attempts that the run itself had not judged. */
  notJudged = 0;
  readonly #run: number;
  readonly #events: readonly PackEvent[];
  readonly #judge: RunJudge;
  readonly #byAttempt: ReadonlyMap<number, JudgedEvent>;
  readonly #timelines = new Map<number, Report['scenarios'][number]['timeline']>();
  readonly #seen = new Set<number>();
  #open: JournalEntry[] | null = null;

  constructor(run: number, events: readonly PackEvent[], judge: RunJudge) {
    this.#run = run;
    this.#events = events;
    this.#judge = judge;
    const judged = events.filter((event) => event.type === 'scenario-judged');
    this.#byAttempt = new Map(judged.map((event) => [event.attempt, event]));
  }

  /** The next entry of a journal; a journal ends where the next one's first entry is given. */
  entry(entry: JournalEntry): void {
    if (entry.kind === 'mark' && entry.mark === 'scenario-start') this.#open = [];
    this.#open?.push(entry);
    if (entry.kind !== 'mark' || entry.mark !== 'scenario-end') return;
    const entries = this.#open ?? [];
    this.#open = null;
    if (entry.attempt !== null) this.#attempt(entry.attempt, entries);
  }

  /** Compares the report; to be called after the last entry. */
  finish(report: Report | null): void {
    for (const attempt of this.#byAttempt.keys()) {
      if (!this.#seen.has(attempt)) this.#fault('evidence.fault-attempt-without-journal', { attempt });
    }
    if (report !== null) this.#report(report);
  }

  #attempt(attempt: number, entries: readonly JournalEntry[]): void {
    const event = this.#byAttempt.get(attempt);
    if (event === undefined) {
      this.#unjudged(attempt);
      return;
    }
    this.#seen.add(attempt);
    try {
      this.#compare(event, entries);
    } catch (error) {
      this.#fault('evidence.fault-unreadable', { file: `attempt ${attempt}`, because: because(error) });
    }
  }

  /** An attempt that was interrupted has a start and no judgement. */
  #unjudged(attempt: number): void {
    const isStarted = this.#events.some((event) => event.type === 'scenario-started' && event.attempt === attempt);
    if (isStarted) this.notJudged += 1;
    else this.#fault('evidence.fault-attempt-without-events', { attempt });
  }

  #compare(event: JudgedEvent, entries: readonly JournalEntry[]): void {
    const { attempt } = event;
    const [first, last] = [entries[0]?.seq, entries.at(-1)?.seq];
    const scenario = this.#judge.scenario(event.scenario.id);
    if (scenario === undefined || !isSameJson(scenario, event.scenario)) {
      this.#fault('evidence.fault-scenario', { attempt, scenario: event.scenario.id });
      return;
    }
    if (first !== event.journal.from || last !== event.journal.to) {
      this.#fault('evidence.fault-attempt-borders', { attempt, from: event.journal.from, to: event.journal.to });
    }
    this.#timelines.set(
      attempt,
      entries.flatMap((entry) => timelineItem(entry) ?? []),
    );
    if (isLeftUnjudged(event, entries)) {
      this.notJudged += 1;
      return;
    }
    const differing = this.#differing(event, scenario, entries);
    if (differing.length === 0) this.judged += 1;
    else this.#fault('evidence.fault-verdicts', { attempt, checks: differing.join(', ') });
  }

  /** Ids of the checks whose verdict is another one when it is judged again. */
  #differing(event: JudgedEvent, scenario: Scenario, entries: readonly JournalEntry[]): readonly string[] {
    // Runs of the first days did not record it: then one of the two must explain the verdicts.
    const possible = event.settled === undefined ? [true, false] : [event.settled];
    const trouble = this.#troubleOf(event);
    const results = possible.map((settled) => {
      const again = this.#judge.judge({ scenario, entries, settled, trouble });
      return differences(event.verdicts, again);
    });
    return results.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }

  #troubleOf(event: JudgedEvent): { readonly code: string; readonly detail: string } | null {
    const found = this.#events.find((one) => one.type === 'connector-trouble' && one.scenario === event.scenario.id);
    return found?.type === 'connector-trouble' ? { code: found.code, detail: found.detail } : null;
  }

  #report(report: Report): void {
    const events = this.#events.flatMap((event) => this.#typed(event));
    const again = buildReport({ events, requirements: this.#judge.requirements, excerpts: [] });
    const scenarios = again.scenarios.map((one) => ({ ...one, timeline: this.#timelineOf(one.attempt, report) }));
    if (isSameJson({ ...again, scenarios }, report)) return;
    const other = Object.entries(report).flatMap(([name, value]) =>
      isSameJson(value, name === 'scenarios' ? scenarios : Reflect.get(again, name)) ? [] : [name],
    );
    this.#fault('evidence.fault-report', { parts: other.join(', ') });
  }

  /** An attempt that was not started has no timeline in the report. */
  #timelineOf(attempt: number, report: Report): Report['scenarios'][number]['timeline'] {
    const event = this.#byAttempt.get(attempt);
    const isSkipped = event?.verdicts.some((verdict) => verdict.skip?.reason === 'not-started') === true;
    const shown = report.scenarios.find((one) => one.attempt === attempt)?.timeline;
    return isSkipped && shown?.length === 0 ? [] : (this.#timelines.get(attempt) ?? []);
  }

  #typed(event: PackEvent): RunEvent[] {
    if (event.type !== 'scenario-started' && event.type !== 'scenario-judged') return [event];
    const scenario = this.#judge.scenario(event.scenario.id);
    if (scenario === undefined) return [];
    if (event.type === 'scenario-started') return [{ type: event.type, attempt: event.attempt, scenario }];
    return [{ ...event, scenario }];
  }

  #fault(text: Fault['text'], values: Fault['values']): void {
    this.faults.push({ text, values: { run: this.#run, ...values } });
  }
}

/** True when the runner gave these verdicts without judging. Then nothing may have been exchanged before the start. */
function isLeftUnjudged({ verdicts }: JudgedEvent, entries: readonly JournalEntry[]): boolean {
  const own = verdicts.filter(({ status }) => status !== 'omit');
  const isUnjudged = own.every(({ status, skip }) => status === 'error' || NOT_JUDGED.has(skip?.reason ?? ''));
  const mayHaveTraffic = own.some(({ status, skip }) => status === 'error' || skip?.reason === 'not-finished');
  return own.length > 0 && isUnjudged && (mayHaveTraffic || !entries.some((entry) => entry.kind === 'exchange'));
}

function differences(said: readonly Verdict[], again: readonly Verdict[]): readonly string[] {
  const checks = new Set([...said, ...again].map((verdict) => verdict.check));
  return [...checks].filter((check) => !isSameJson(verdictsOf(said, check), verdictsOf(again, check)));
}

function verdictsOf(verdicts: readonly Verdict[], check: string): readonly Verdict[] {
  return withoutStack(verdicts.filter((one) => one.check === check));
}

/** The text of our own errors names files of the machine. */
function withoutStack(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.map((verdict) => ({ ...verdict, error: verdict.error === null ? null : 'error' }));
}
