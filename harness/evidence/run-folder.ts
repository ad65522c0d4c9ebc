import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EVENTS_FILE } from '../store/run-store.ts';
import { because, EvidenceError } from './evidence-error.ts';
import { readEvent, runFacts } from './read-events.ts';
import type { PackEvent } from './read-events.ts';

/** How the line of a judgement begins. */
const JUDGED = '{"type":"scenario-judged"';

const keptInput = z.object({ role: z.string(), file: z.string().regex(/^[^/\\]+$/), sha256: z.string() });

/** A run as it stands in the data folder, read but for its journals; what is large is read when it is asked for. */
export interface RunFolder {
  readonly run: number;
  readonly folder: string;
  readonly lanes: readonly number[];
  readonly facts: ReturnType<typeof runFacts>;
  readonly inputs: readonly z.infer<typeof keptInput>[];
  /** Names of the files of `output/`. */
  readonly outputs: readonly string[];
}

/** What the runner told, line by line and read. */
export interface RunEvents {
  /** A line that a kill cut short is left out. */
  readonly lines: readonly string[];
  readonly events: readonly PackEvent[];
}

/**
 * Reads the runs from `first` to `last`: all of them must be there, and their attempts must be numbered without gap.
 * @throws {EvidenceError} `run-missing`, `run-damaged`, `attempt-gap`
 */
export function readRunFolders(dataDir: string, first: number, last: number): readonly RunFolder[] {
  const runs: RunFolder[] = [];
  // One by one: the first that is missing ends it, however far the last is.
  for (let run = first; run <= last; run += 1) runs.push(readRunFolder(dataDir, run));
  const gap = firstGap(runs.flatMap(({ facts }) => facts.attempts));
  if (gap !== null) throw new EvidenceError('attempt-gap', { attempt: gap, first, last });
  return runs;
}

/** The first number that is missing among these; null when there is none. */
export function firstGap(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const before = sorted.find((number, index) => index + 1 < sorted.length && sorted[index + 1] !== number + 1);
  return before === undefined ? null : before + 1;
}

function readRunFolder(dataDir: string, run: number): RunFolder {
  const folder = join(dataDir, 'runs', String(run));
  if (!existsSync(folder)) throw new EvidenceError('run-missing', { run, folder });
  try {
    return {
      run,
      folder,
      lanes: lanesOf(folder),
      facts: factsOf(folder),
      inputs: z.array(keptInput).parse(JSON.parse(readFileSync(join(folder, 'inputs', 'manifest.json'), 'utf8'))),
      outputs: readdirSync(join(folder, 'output')).toSorted(),
    };
  } catch (error) {
    throw new EvidenceError('run-damaged', { file: folder, because: because(error) }, error);
  }
}

/** The events of a run. @throws {EvidenceError} `run-damaged` */
export function readRunEvents({ folder }: RunFolder): RunEvents {
  try {
    return eventsOf(folder);
  } catch (error) {
    throw new EvidenceError('run-damaged', { file: folder, because: because(error) }, error);
  }
}

/** report.json as it stands; null when the run did not get that far. */
export function readReportFile({ folder }: RunFolder): Buffer | null {
  const report = join(folder, 'report.json');
  return existsSync(report) ? readFileSync(report) : null;
}

function eventsOf(folder: string): RunEvents {
  const lines = linesOf(folder);
  return { lines, events: lines.map(readEvent) };
}

/** Judgements tell none of the facts, and are nearly all of the text: they are read when the run is exported. */
function factsOf(folder: string): RunFolder['facts'] {
  const lines = linesOf(folder);
  const telling = lines.filter((line, index) => index === lines.length - 1 || !line.startsWith(JUDGED));
  return runFacts(telling.map(readEvent));
}

function linesOf(folder: string): readonly string[] {
  return readFileSync(join(folder, EVENTS_FILE), 'utf8').split('\n').slice(0, -1);
}

function lanesOf(folder: string): readonly number[] {
  return readdirSync(folder)
    .flatMap((name) => /^lane-(\d{1,4})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}
