import { styleText } from 'node:util';
import type { Language, Translate } from '../../messages/index.ts';
import { requiredNotClaimed } from '../model/partial.ts';
import type { Requirement } from '../model/requirement.ts';
import type { RunEvent, RunHeader, RunResult } from '../model/run-event.ts';
import type { Verdict } from '../model/verdict.ts';
import { verdictLines } from './console-verdict.ts';
import { RunTally, worstStatus } from './run-tally.ts';
import type { ReportWords, ShownStatus } from './texts.ts';
import {
  SHOWN_STATUSES,
  driverText,
  durationText,
  shownStatus,
  skipText,
  statusId,
  troubleText,
  wordsOf,
} from './texts.ts';

/** How the console reporter writes. */
export interface ConsoleOptions {
  readonly write: (text: string) => void;
  readonly t: Translate;
  readonly language: Language;
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** True on a terminal: colours and a line that says what runs. */
  readonly isTerminal: boolean;
}

/** Anything that is fed with the events of a run. */
export interface Reporter {
  onEvent(event: RunEvent): void;
}

type Trouble = Extract<RunEvent, { type: 'connector-trouble' }>;

type Style = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<ShownStatus, Style>> = {
  pass: 'green',
  warned: 'yellow',
  fail: ['red', 'bold'],
  error: ['magenta', 'bold'],
  skip: 'cyan',
  omit: 'dim',
};

/** Width of the lines that list what passed. */
const LINE_CHARS = 110;

const CLEAR_LINE = '\r\u001B[2K';

/** Prints each verdict as it falls: a line a scenario, and what failed, warned or was not judged beneath it. */
export function createConsoleReporter(options: ConsoleOptions): Reporter {
  return new ConsoleReporter(options);
}

class ConsoleReporter implements Reporter {
  readonly #options: ConsoleOptions;
  readonly #tally = new RunTally();
  #troubles: Trouble[] = [];
  #idWidth = 0;
  /** Set when nothing was asked of the connector. */
  #observed: RunHeader['observed'];
  /** Required rules that the connector file declares as not offered: the report is partial. */
  readonly #notClaimed = new Set<string>();

  constructor(options: ConsoleOptions) {
    this.#options = options;
  }

  onEvent(event: RunEvent): void {
    this.#tally.add(event);
    const { isTerminal, write } = this.#options;
    if (isTerminal && event.type !== 'run-started') write(CLEAR_LINE);
    switch (event.type) {
      case 'run-started':
        return this.#start(event);
      case 'scenario-started':
        if (isTerminal) write(this.#style('dim', this.#options.t('report.running', { id: event.scenario.id })));
        return undefined;
      case 'scenario-judged':
        return this.#judged(event);
      case 'connector-trouble':
        // Said beneath the line of its scenario, which comes next.
        if (event.scenario === null) return this.#trouble(event);
        this.#troubles.push(event);
        return undefined;
      case 'run-finished':
        return this.#finish(event);
    }
  }

  #start({ header }: Extract<RunEvent, { type: 'run-started' }>): void {
    const { t } = this.#options;
    const { name, file, driver } = header.connector;
    this.#observed = header.observed;
    for (const id of this.#words('not-judged').headings) this.#line(this.#style('bold', t(id)));
    this.#idWidth = Math.max(0, ...header.scenarios.map((id) => id.length));
    this.#line(
      t(header.observed === undefined ? 'report.run-line' : 'observe.run-line', {
        version: header.rorkitVersion,
        run: header.run,
        guide: header.guide,
        catalogue: header.catalogue.name,
        digest: header.catalogue.digest.slice(0, 12),
        seed: header.seed,
      }),
    );
    const line = header.observed === undefined ? 'report.connector-line' : 'observe.connector-line';
    this.#line(t(line, { name, file, driver: driverText(t, driver) }));
    this.#line('');
  }

  #judged(event: Extract<RunEvent, { type: 'scenario-judged' }>): void {
    const { t, language } = this.#options;
    for (const id of requiredNotClaimed(event.verdicts)) this.#notClaimed.add(id);
    const status = worstStatus(event.verdicts.map(shownStatus));
    this.#line(
      t('report.scenario-line', {
        status: this.#label(status),
        id: event.scenario.id.padEnd(this.#idWidth),
        title: event.scenario.title[language],
        checks: event.verdicts.length,
        duration: durationText(event.durationMs, language),
      }),
    );
    const own = this.#troubles.filter((trouble) => trouble.scenario === event.scenario.id);
    this.#troubles = this.#troubles.filter((trouble) => !own.includes(trouble));
    for (const trouble of own) this.#trouble(trouble);
    const [only] = sameSkip(event.verdicts) ? event.verdicts : [];
    if (only !== undefined && event.verdicts.length > 1) return this.#allSkipped(only);
    const passed = event.verdicts.filter((verdict) => shownStatus(verdict) === 'pass');
    this.#passed(passed);
    for (const verdict of event.verdicts) {
      if (passed.includes(verdict)) continue;
      const shown = shownStatus(verdict);
      const [head = '', ...details] = verdictLines(verdict, this.#options);
      this.#line(`    ${this.#style(STYLES[shown], head)}`);
      for (const detail of details) this.#line(`        ${detail}`);
    }
  }

  /** What passed, as few lines as it takes. */
  #passed(verdicts: readonly Verdict[]): void {
    for (const line of wrapWords(verdicts.map((verdict) => verdict.slug))) {
      this.#line(`    ${this.#style(STYLES.pass, '✓')} ${this.#style('dim', line)}`);
    }
  }

  #trouble(trouble: Trouble): void {
    this.#line(`    ${this.#style(STYLES.skip, `! ${troubleText(this.#options.t, trouble)}`)}`);
  }

  /** One line instead of a line a check that all say the same. */
  #allSkipped({ skip }: Verdict): void {
    if (skip !== null) this.#line(`    ${this.#style(STYLES.skip, `– ${skipText(this.#options.t, skip)}`)}`);
  }

  #finish(event: Extract<RunEvent, { type: 'run-finished' }>): void {
    const { t } = this.#options;
    const words = this.#words(event.result);
    const style: Style = event.result === 'conformant' ? ['green', 'bold'] : ['red', 'bold'];
    this.#line('');
    this.#line(t('report.scenario-counts', { counts: this.#counts(this.#tally.scenarios) }));
    this.#line(t('report.check-counts', { counts: this.#counts(this.#tally.checks) }));
    this.#line(
      t('report.result-line', {
        result: this.#style(style, t(words.result).toUpperCase()),
        means: t(words.means),
      }),
    );
    if (this.#notClaimed.size > 0) {
      this.#line(t('report.partial', { requirements: [...this.#notClaimed].join(', ') }));
    }
    this.#line(t(words.disclaimer));
  }

  #words(result: RunResult): ReportWords {
    const observed = this.#observed;
    return wordsOf({ result, header: observed === undefined ? {} : { observed } });
  }

  #counts(counts: ReadonlyMap<ShownStatus, number>): string {
    return SHOWN_STATUSES.flatMap((status) => {
      const n = counts.get(status) ?? 0;
      return n === 0 ? [] : [this.#style(STYLES[status], this.#options.t(`report.count-${status}`, { n }))];
    }).join(', ');
  }

  /** The word for a status, padded so that the ids beneath each other line up. */
  #label(status: ShownStatus): string {
    const { t } = this.#options;
    const width = Math.max(...SHOWN_STATUSES.map((one) => t(statusId(one)).length));
    return this.#style(STYLES[status], t(statusId(status)).padEnd(width));
  }

  #style(style: Style, text: string): string {
    return this.#options.isTerminal ? styleText(style, text, { validateStream: false }) : text;
  }

  #line(text: string): void {
    this.#options.write(`${text}\n`);
  }
}

function sameSkip(verdicts: readonly Verdict[]): boolean {
  const reasons = new Set(verdicts.map(({ status, skip }) => `${status} ${JSON.stringify(skip)}`));
  return reasons.size === 1 && verdicts[0]?.status === 'skip';
}

function wrapWords(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > LINE_CHARS) lines.push(word);
    else lines[lines.length - 1] = `${last}  ${word}`;
  }
  return lines;
}
