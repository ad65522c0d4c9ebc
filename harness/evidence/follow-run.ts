import { z } from 'zod';
import type { JournalEntry } from '../../journal/entry.ts';
import { buildReport } from '../model/report-model.ts';
import { timelineItem } from '../model/report-timeline.ts';
import { reportSchema } from '../model/report.ts';
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
const NOT_JUDGED = /^(?:not-started|not-finished|lacks-.+)$/;

type Timeline = Report['scenarios'][number]['timeline'];

/** What of a report is needed before it is known to be one. */
const shownTimelines = z.object({
  scenarios: z.array(z.object({ attempt: z.int(), timeline: z.array(z.unknown()) })),
});

/** A run to be followed. */
export interface FollowedRun {
  readonly run: number;
  readonly events: readonly PackEvent[];
  readonly judge: RunJudge;
  /** What report.json holds, nobody vouching for it; null when there is none. */
  readonly report: unknown;
}

/** What report.json holds; a text that says null is no missing report. @throws Error when it is no JSON */
export function readReportJson(text: string): unknown {
  const said: unknown = JSON.parse(text);
  if (said === null) throw new Error('no report');
  return said;
}

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
  readonly #report: unknown;
  /** What the report shows of each attempt. */
  readonly #shown: ReadonlyMap<number, readonly unknown[]>;
  /** What follows of each attempt: the list of the report itself where it is the same, since it is most of a report. */
  readonly #timelines = new Map<number, Timeline>();
  readonly #seen = new Set<number>();
  #open: JournalEntry[] | null = null;

  constructor({ run, events, judge, report }: FollowedRun) {
    this.#run = run;
    this.#events = events;
    this.#judge = judge;
    this.#report = report;
    const scenarios = shownTimelines.safeParse(report).data?.scenarios ?? [];
    this.#shown = new Map(scenarios.map(({ attempt, timeline }) => [attempt, timeline]));
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

  /**
   * Compares the report, and gives it; null when there is none. To be called after the last entry.
   * @throws Error when the report is none
   */
  finish(): Report | null {
    for (const attempt of this.#byAttempt.keys()) {
      if (!this.#seen.has(attempt)) this.#fault('evidence.fault-attempt-without-journal', { attempt });
    }
    return this.#report === null ? null : this.#compareReport();
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
    const timeline = entries.flatMap((entry) => timelineItem(entry) ?? []);
    const shown = this.#shown.get(attempt);
    this.#timelines.set(attempt, isSameTimeline(shown, timeline) ? shown : timeline);
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

  #compareReport(): Report {
    const events = this.#events.flatMap((event) => this.#typed(event));
    const again = buildReport({ events, requirements: this.#judge.requirements, excerpts: [] });
    const scenarios = again.scenarios.map((one) => ({ ...one, timeline: this.#timelineOf(one.attempt) }));
    const follows = { ...again, scenarios };
    if (isSameJson(follows, this.#report)) return follows;
    const report = reportSchema.parse(this.#report);
    const other = Object.entries(report).flatMap(([name, value]) =>
      isSameJson(value, name === 'scenarios' ? scenarios : Reflect.get(again, name)) ? [] : [name],
    );
    this.#fault('evidence.fault-report', { parts: other.join(', ') });
    return report;
  }

  /** An attempt that was not started, or omitted as a whole, has no timeline in the report. */
  #timelineOf(attempt: number): Timeline {
    const event = this.#byAttempt.get(attempt);
    const verdicts = event?.verdicts ?? [];
    const isSkipped = verdicts.some((verdict) => verdict.skip?.reason === 'not-started');
    // What does not apply as a whole is not driven either; that it does not apply is judged again.
    const isOmitted = verdicts.length > 0 && verdicts.every(({ status }) => status === 'omit');
    return (isSkipped || isOmitted) && this.#shown.get(attempt)?.length === 0
      ? []
      : (this.#timelines.get(attempt) ?? []);
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

/** What is the same as a timeline is one. */
function isSameTimeline(shown: unknown, timeline: Timeline): shown is Timeline {
  return isSameJson(shown, timeline);
}

/** True when the runner gave these verdicts without judging. Then nothing may have been exchanged before the start. */
function isLeftUnjudged({ verdicts }: JudgedEvent, entries: readonly JournalEntry[]): boolean {
  const own = verdicts.filter(({ status }) => status !== 'omit');
  const isUnjudged = own.every(({ status, skip }) => status === 'error' || NOT_JUDGED.test(skip?.reason ?? ''));
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
