/**
 * Evidence packs: how long it takes to make one of 1 000 exchanges and to verify it, and how much memory 50 000 exchanges take.
 * One real run is recorded; its attempts are repeated, renumbered, in one run of 1 000 exchanges and in fifty such runs. Times are of
 * the whole command, from the start of its process. Run: `npm run bench:evidence [runs]`. Goals: export < 2 s, verify < 1 s, < 300 MB.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { renderJson } from '../harness/report/json.ts';
import { reportSchema } from '../harness/model/report.ts';
import type { Report, TimelineItem } from '../harness/model/report.ts';

const GOALS = { exportMs: 2_000, verifyMs: 1_000, megabytes: 300 } as const;
const EXCHANGES = 1_000;
const manyRuns = Number(process.argv[2] ?? 50);
const MAIN = new URL('../harness/cli/main.ts', import.meta.url).href;
const CACHE = new URL('../harness/cli/compile-cache.js', import.meta.url).href;
const event = z.looseObject({ type: z.string() });
type Event = z.infer<typeof event>;
const journalRange = z.object({ from: z.int(), to: z.int() });
const verdictList = z.array(z.looseObject({ window: z.looseObject({ from: z.int(), to: z.int() }).nullable() }));

const folder = mkdtempSync(join(tmpdir(), 'rorkit-bench-evidence-'));
try {
  command('run', 'feed/add-absent-record', 'feed/several-units', 'feed/zero-beds', 'attempts/unknown-location');
  const base = join(folder, '.rorkit', 'runs', '1');
  const copies = Math.ceil(EXCHANGES / exchangesOf(base));
  for (let run = 1; run <= manyRuns; run += 1) writeRun(base, run, copies);
  writeFileSync(join(folder, 'many.yaml'), 'data: many\n');
  const counted = exchangesOf(join(folder, 'many', 'runs', '1'));
  const made = best(() => command('evidence', '1', '--config', 'many.yaml', '--out', fresh('one.zip')));
  const verified = best(() => command('verify', 'one.zip'));
  const large = command('evidence', '1', String(manyRuns), '--config', 'many.yaml', '--out', fresh('many.zip'));
  const checked = command('verify', 'many.zip');
  const lines = [
    line(`export of ${counted} exchanges`, made, made.ms < GOALS.exportMs),
    line(`verify of ${counted} exchanges`, verified, verified.ms < GOALS.verifyMs),
    line(`export of ${counted * manyRuns} exchanges in ${manyRuns} runs`, large, large.megabytes < GOALS.megabytes),
    line(`verify of ${counted * manyRuns} exchanges in ${manyRuns} runs`, checked, checked.megabytes < GOALS.megabytes),
  ];
  process.stdout.write(`${lines.join('')}node ${process.version}\n`);
  process.exitCode = lines.some((one) => one.includes('MISSED')) ? 3 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Measured {
  readonly ms: number;
  /** Time of the processor in our own code: what a busy machine does not change. */
  readonly cpuMs: number;
  readonly megabytes: number;
}

/** Runs rorkit as a process of its own, as its start file does, and reads its time and the most memory that it held. */
function command(...args: readonly string[]): Measured {
  const program = `const { keepCompiledCode } = await import(${JSON.stringify(CACHE)});
    keepCompiledCode();
    const { main } = await import(${JSON.stringify(MAIN)});
    const code = await main(${JSON.stringify(args)});
    // Linux counts the memory of the process that started this one in maxRSS, not in VmHWM.
    const { existsSync, readFileSync } = await import('node:fs');
    const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
    const most = /VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
    process.stderr.write('\\nmax ' + most + ' cpu ' + Math.round(process.cpuUsage().user / 1000) + ' code ' + code);`;
  const start = performance.now();
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, encoding: 'utf8' });
  const ms = performance.now() - start;
  const [, kilobytes, cpu, code] = /max (\d+) cpu (\d+) code (\d+)$/.exec(ended.stderr) ?? [];
  if (code !== '0') throw new Error(`rorkit ${args.join(' ')}: ${ended.stdout.slice(0, 2_000)}${ended.stderr}`);
  return { ms, cpuMs: Number(cpu), megabytes: Number(kilobytes) / 1024 };
}

/** The median of three, by time. */
function best(work: () => Measured): Measured {
  const [, middle] = [work(), work(), work()].toSorted((a, b) => a.ms - b.ms);
  if (middle === undefined) throw new Error('not measured');
  return middle;
}

function fresh(name: string): string {
  rmSync(join(folder, name), { force: true });
  return name;
}

function line(name: string, { ms, cpuMs, megabytes }: Measured, isMet: boolean): string {
  return `${name.padEnd(42)} ${Math.round(ms).toString().padStart(7)} ms (cpu ${cpuMs} ms) ${Math.round(megabytes).toString().padStart(5)} MB  ${isMet ? 'met' : 'MISSED'}\n`;
}

function open(runFolder: string): DatabaseSync {
  return new DatabaseSync(join(runFolder, 'lane-1', 'mock', 'lane.sqlite'));
}

function exchangesOf(runFolder: string): number {
  const journal = open(runFolder);
  const row = journal.prepare("SELECT count(*) AS n FROM entry WHERE kind = 'exchange'").get();
  journal.close();
  return Number(row?.['n']);
}

/** The recorded run once more under another number, its attempts repeated `copies` times. */
function writeRun(base: string, run: number, copies: number): void {
  const to = join(folder, 'many', 'runs', String(run));
  mkdirSync(to, { recursive: true });
  cpSync(base, to, { recursive: true });
  const report = reportSchema.parse(JSON.parse(readFileSync(join(base, 'report.json'), 'utf8')));
  const attempts = report.scenarios.length;
  const first = (run - 1) * copies * attempts;
  const shifts = Array.from({ length: copies }, (_, copy) => ({ attempt: first + copy * attempts, seq: copy }));
  const length = repeatJournal(
    to,
    shifts.map(({ attempt }) => attempt),
  );
  const moves = shifts.map(({ attempt, seq }) => ({ attempt, seq: seq * length }));
  const events = readFileSync(join(base, 'events.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => event.parse(JSON.parse(text)));
  const started = events.filter(({ type }) => type === 'run-started').map((one) => numbered(one, run));
  const ended = events.filter(({ type }) => type === 'run-finished');
  const middle = events.filter(({ type }) => !['run-started', 'run-finished'].includes(type));
  const all = [...started, ...moves.flatMap((by) => middle.map((one) => moved(one, by))), ...ended];
  writeFileSync(join(to, 'events.ndjson'), `${all.map((one) => JSON.stringify(one)).join('\n')}\n`);
  writeFileSync(join(to, 'report.json'), renderJson(repeated(report, run, moves)));
}

interface Move {
  readonly attempt: number;
  readonly seq: number;
}

/** Repeats the entries of a journal; gives how many one copy has. */
function repeatJournal(runFolder: string, attempts: readonly number[]): number {
  const journal = open(runFolder);
  const rows = journal.prepare('SELECT seq, at, kind, body FROM entry ORDER BY seq').all();
  const insert = journal.prepare('INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)');
  journal.exec('BEGIN');
  for (const [copy, attempt] of attempts.entries()) {
    for (const { seq, at, kind, body } of rows) {
      const text = kind === 'mark' ? JSON.stringify(shifted(JSON.parse(String(body)), attempt)) : String(body);
      insert.run(Number(seq) + copy * rows.length, String(at), String(kind), text);
    }
  }
  journal.exec('COMMIT');
  journal.close();
  return rows.length;
}

function shifted(mark: unknown, attempt: number): unknown {
  if (typeof mark !== 'object' || mark === null || !('attempt' in mark) || typeof mark.attempt !== 'number')
    return mark;
  return { ...mark, attempt: mark.attempt + attempt };
}

function numbered(started: Event, run: number): Event {
  const header = z.looseObject({ run: z.int() }).parse(started['header']);
  return { ...started, header: { ...header, run } };
}

function moved(one: Event, { attempt, seq }: Move): Event {
  if (typeof one['attempt'] !== 'number') return one;
  const renumbered = { ...one, attempt: one['attempt'] + attempt };
  if (one.type !== 'scenario-judged') return renumbered;
  const { from, to } = journalRange.parse(one['journal']);
  const verdicts = verdictList.parse(one['verdicts']).map((verdict) => withWindow(verdict, seq));
  return { ...renumbered, journal: { from: from + seq, to: to + seq }, verdicts };
}

function withWindow<V extends { readonly window: { readonly from: number; readonly to: number } | null }>(
  verdict: V,
  seq: number,
): V {
  const { window } = verdict;
  return window === null
    ? verdict
    : { ...verdict, window: { ...window, from: window.from + seq, to: window.to + seq } };
}

function repeated(report: Report, run: number, moves: readonly Move[]): Report {
  const scenarios = moves.flatMap(({ attempt, seq }) =>
    report.scenarios.map((scenario) => ({
      ...scenario,
      attempt: scenario.attempt + attempt,
      journal: { from: scenario.journal.from + seq, to: scenario.journal.to + seq },
      verdicts: scenario.verdicts.map((verdict) => withWindow(verdict, seq)),
      timeline: scenario.timeline.map((item) => movedItem(item, { attempt, seq })),
    })),
  );
  const times = (count: number): number => count * moves.length;
  const { pass, fail, skip, omit, error, warned } = report.counts;
  const counts = {
    pass: times(pass),
    fail: times(fail),
    skip: times(skip),
    omit: times(omit),
    error: times(error),
    warned: times(warned),
  };
  return { ...report, header: { ...report.header, run }, counts, scenarios };
}

/** A mark is shown with what it says, the number of the attempt among it. */
function movedItem(item: TimelineItem, { attempt, seq }: Move): TimelineItem {
  if (item.kind !== 'note' || item.entry !== 'mark') return { ...item, seq: item.seq + seq };
  return { ...item, seq: item.seq + seq, detail: JSON.stringify(shifted(JSON.parse(item.detail), attempt)) };
}
