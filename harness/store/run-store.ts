import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { RunEvent } from '../model/run-event.ts';
import { claimRunFolder, takeNumber } from './run-numbers.ts';

/** What is kept of a run is for its owner alone: it may hold what the connector printed. */
const PRIVATE_FILE = { mode: 0o600 } as const;

/** A file that a run was given, as it was when it started. */
export interface RunInput {
  /** What it is: `scenario feed/delete`, `connector`, `config`, `requirements`, `catalogue`. */
  readonly role: string;
  /** Where it was read; null for what rorkit computed itself. */
  readonly path: string | null;
  /** Its content, when it has no path. */
  readonly content?: string;
}

/** One line of `inputs/manifest.json`. */
export interface KeptInput {
  readonly role: string;
  readonly path: string | null;
  /** Name under `inputs/`. */
  readonly file: string;
  /** Lower-case hex SHA-256 of the bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * One run on disk: `<data>/runs/<n>/` with `events.ndjson`, `report.json`, `inputs/`, `output/` (what the connector
 * printed) and a folder for each lane (the journal). Each event is on disk before the next thing happens, so that a
 * killed run stays readable as far as it went.
 */
export class RunStore {
  readonly run: number;
  /** Absolute when the data folder is. */
  readonly folder: string;
  readonly #dataDir: string;

  private constructor(dataDir: string, claimed: { run: number; folder: string }) {
    this.#dataDir = dataDir;
    this.run = claimed.run;
    this.folder = claimed.folder;
    makePrivateFolder(join(this.folder, 'output'));
    makePrivateFolder(join(this.folder, 'inputs'));
    keepOutOfGit(dataDir);
  }

  /** Opens the next run of a data folder. */
  static open(dataDir: string): RunStore {
    return new RunStore(dataDir, claimRunFolder(dataDir));
  }

  /** The next number of an attempt, unique in the data folder. */
  nextAttempt(): number {
    return takeNumber(this.#dataDir, 'attempt');
  }

  /** The folder of lane 1, 2, …: journal and state of its mock, state of its connector. */
  laneFolder(lane: number): string {
    const folder = join(this.folder, `lane-${lane}`);
    makePrivateFolder(folder);
    return folder;
  }

  /** Where the output of the connector during an attempt is kept. */
  outputFile(attempt: number, scenario: string): string {
    return join(this.folder, 'output', `${attempt}-${scenario.replaceAll(/[^A-Za-z0-9-]+/g, '-')}.log`);
  }

  /** Appends an event to `events.ndjson`. */
  record(event: RunEvent): void {
    appendFileSync(join(this.folder, EVENTS_FILE), `${JSON.stringify(event)}\n`, PRIVATE_FILE);
  }

  /** Copies the inputs under `inputs/` and writes their manifest. */
  keepInputs(inputs: readonly RunInput[]): readonly KeptInput[] {
    const kept = inputs.map((input, index) => this.#keep(input, index));
    writeFileSync(join(this.folder, 'inputs', 'manifest.json'), `${JSON.stringify(kept, null, 2)}\n`, PRIVATE_FILE);
    return kept;
  }

  #keep(input: RunInput, index: number): KeptInput {
    const name = input.path === null ? `${input.role.replaceAll(/[^A-Za-z0-9-]+/g, '-')}.json` : basename(input.path);
    const file = `${String(index + 1).padStart(3, '0')}-${name}`;
    const target = join(this.folder, 'inputs', file);
    if (input.path === null) writeFileSync(target, input.content ?? '', PRIVATE_FILE);
    else copyFileSync(input.path, target);
    chmodSync(target, PRIVATE_FILE.mode); // a copy has the mode of what was copied
    const bytes = readFileSync(target);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { role: input.role, path: input.path, file, sha256, bytes: bytes.length };
  }
}

/** Runs and test keys are output: a vendor who commits everything commits none of them. */
function keepOutOfGit(dataDir: string): void {
  const file = join(dataDir, '.gitignore');
  if (!existsSync(file)) writeFileSync(file, '*\n', PRIVATE_FILE);
}

/** Name of the file of events within a run's folder. */
export const EVENTS_FILE = 'events.ndjson';
