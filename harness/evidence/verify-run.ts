import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { JournalEntry } from '../../journal/entry.ts';
import type { Report } from '../model/report.ts';
import { htmlPieces } from '../report/html.ts';
import { because } from './evidence-error.ts';
import type { Fault } from './fault.ts';
import { readReportJson, RunFollower } from './follow-run.ts';
import type { InputText, OwnRules } from './judge-again.ts';
import { eventsPath, journalPath } from './pack-format.ts';
import type { Pack } from './pack-format.ts';
import type { PackReader } from './pack-reader.ts';
import { readEvent, runFacts } from './read-events.ts';
import type { PackEvent } from './read-events.ts';
import type { ChainVerifier } from './verify-chain.ts';
import { digestOf } from './verify-manifest.ts';
import type { ManifestReport } from './verify-manifest.ts';

type PackedRun = Pack['runs'][number];

/** What came of judging a run again. */
export interface RunVerification {
  readonly faults: readonly Fault[];
  readonly judged: number;
  readonly notJudged: number;
  /** False when the run was judged by other rules than ours: then nothing is said of its verdicts. */
  readonly sameRules: boolean;
  readonly entries: number;
}

interface Verifying {
  readonly reader: PackReader;
  readonly chain: ChainVerifier;
  readonly own: OwnRules;
  /** SHA-256 of the files, as far as they were read for the manifest. */
  readonly digests: ManifestReport['digests'];
}

const inputList = z.array(z.object({ role: z.string(), file: z.string(), sha256: z.string() }));

/** Checks one run of a pack: numbering, bodies, and its verdicts and report when its rules are ours. */
export class RunVerifier {
  readonly #run: PackedRun;
  readonly #with: Verifying;
  readonly #faults: Fault[] = [];
  #entries = 0;

  constructor(run: PackedRun, verifying: Verifying) {
    this.#run = run;
    this.#with = verifying;
  }

  async verify(): Promise<RunVerification> {
    const events = await this.#readEvents();
    const follower = await this.#follower(events);
    for (const lane of this.#run.lanes) await this.#journal(lane, follower);
    await this.#chainEvents();
    if (follower !== null) await this.#report(follower);
    const { judged = 0, notJudged = 0 } = follower ?? {};
    const faults = [...this.#faults, ...(follower?.faults ?? [])];
    return { faults, judged, notJudged, sameRules: follower !== null, entries: this.#entries };
  }

  async #readEvents(): Promise<readonly PackEvent[]> {
    const file = eventsPath(this.#run.run);
    const events: PackEvent[] = [];
    try {
      for await (const line of this.#with.reader.lines(file)) events.push(readEvent(line));
      const { attempts, finished, header } = runFacts(events);
      const said = [this.#run.attempts, this.#run.finished, this.#run.run, this.#run.rules.rorkit];
      if (!isDeepStrictEqual([attempts, finished, header.run, header.rorkitVersion], said)) {
        this.#fault('evidence.fault-events-differ', {});
      }
    } catch (error) {
      this.#unreadable(file, error);
    }
    return events;
  }

  async #follower(events: readonly PackEvent[]): Promise<RunFollower | null> {
    const { rules, run } = this.#run;
    const header = events.find((event) => event.type === 'run-started')?.header;
    if (header === undefined || !isDeepStrictEqual(rules, this.#with.own.rules)) return null;
    const inputs = await this.#inputs();
    const judge = this.#with.own.open(header, (role) => inputs.get(role) ?? null);
    return judge === null ? null : new RunFollower({ run, events, judge, report: await this.#readReport() });
  }

  async #inputs(): Promise<ReadonlyMap<string, InputText>> {
    const folder = `runs/${this.#run.run}/inputs`;
    const found = new Map<string, InputText>();
    try {
      const list = inputList.parse(JSON.parse((await this.#with.reader.bytes(`${folder}/manifest.json`)).toString()));
      for (const { role, file, sha256 } of list) {
        const bytes = await this.#with.reader.bytes(`${folder}/${file}`);
        if (digest(bytes) !== sha256) this.#fault('evidence.fault-input', { file });
        found.set(role, { file, text: bytes.toString() });
      }
    } catch (error) {
      this.#unreadable(folder, error);
    }
    return found;
  }

  async #journal(lane: number, follower: RunFollower | null): Promise<void> {
    const file = journalPath(this.#run.run, lane);
    let number = 0;
    let gap = 0;
    try {
      for await (const line of this.#with.reader.lines(file)) {
        number += 1;
        this.#with.chain.add(file, number, line);
        const entry = readEntry(line);
        if (entry.seq !== number && gap === 0) gap = number;
        this.#body(entry, `${file}:${number}`);
        follower?.entry(entry);
      }
    } catch (error) {
      this.#unreadable(`${file}:${number}`, error);
    }
    this.#entries += number;
    if (gap > 0) this.#fault('evidence.fault-entry-gap', { lane, entry: gap });
  }

  /** A body that was rebuilt for the pack must be the one that travelled. */
  #body(entry: JournalEntry, place: string): void {
    if (entry.kind !== 'exchange' || entry.answer.body.form !== 'resource') return;
    const { body } = entry.answer;
    const text: unknown = Reflect.get(body, 'text');
    if (typeof text !== 'string' || digest(text) !== body.sha256) this.#fault('evidence.fault-body', { place });
  }

  async #chainEvents(): Promise<void> {
    const file = eventsPath(this.#run.run);
    let number = 0;
    try {
      for await (const line of this.#with.reader.lines(file)) this.#with.chain.add(file, ++number, line);
    } catch {
      // Told when they were read.
    }
  }

  /** What report.json says, before anything vouches for it; null when there is none that can be read. */
  async #readReport(): Promise<unknown> {
    const file = `runs/${this.#run.run}/report.json`;
    if (!this.#with.reader.has(file)) return null;
    try {
      return readReportJson((await this.#with.reader.bytes(file)).toString());
    } catch (error) {
      this.#unreadable(file, error);
      return null;
    }
  }

  async #report(follower: RunFollower): Promise<void> {
    const path = `runs/${this.#run.run}/report`;
    const isThere = this.#with.reader.has(`${path}.json`);
    if (!isThere && this.#run.finished) this.#fault('evidence.fault-report-missing', {});
    try {
      const report = follower.finish();
      if (report !== null) await this.#html(`${path}.html`, report);
    } catch (error) {
      this.#unreadable(`${path}.json`, error);
    }
  }

  /** Digests tell as much as the pages, which have megabytes. */
  async #html(file: string, report: Report): Promise<void> {
    const seen = this.#with.digests.get(file) ?? (await digestOf(this.#with.reader, file));
    const hash = createHash('sha256');
    for (const piece of htmlPieces(report, 'fr')) hash.update(piece);
    if (hash.digest('hex') !== seen) this.#fault('evidence.fault-report', { parts: 'report.html' });
  }

  #unreadable(file: string, error: unknown): void {
    this.#fault('evidence.fault-unreadable', { file, because: because(error).replaceAll(/\s+/g, ' ').slice(0, 200) });
  }

  #fault(text: Fault['text'], values: Fault['values']): void {
    this.#faults.push({ text, values: { run: this.#run.run, ...values } });
  }
}

function digest(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** An entry of a pack: its kind vouches for the rest as far as judging goes, which never throws. */
function readEntry(line: string): JournalEntry {
  const entry: unknown = JSON.parse(line);
  if (!isEntry(entry)) throw new Error('not a journal entry');
  return entry;
}

function isEntry(value: unknown): value is JournalEntry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'seq' in value &&
    typeof value.seq === 'number' &&
    'at' in value &&
    typeof value.at === 'string' &&
    'kind' in value &&
    typeof value.kind === 'string'
  );
}
