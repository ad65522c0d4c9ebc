import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportSchema } from '../model/report.ts';
import type { Report } from '../model/report.ts';
import { htmlPieces } from '../report/html.ts';
import { assertReadable } from './assert-readable.ts';
import type { ChainBuilder } from './chain-builder.ts';
import { because, EvidenceError } from './evidence-error.ts';
import { exportJournal } from './export-journal.ts';
import { readReportJson, RunFollower } from './follow-run.ts';
import type { InputText, OwnRules } from './judge-again.ts';
import { eventsPath, journalPath } from './pack-format.ts';
import type { PackWriter } from './pack-writer.ts';
import { readReportFile, readRunEvents } from './run-folder.ts';
import type { RunFolder } from './run-folder.ts';
import { rulesOf } from './run-rules.ts';
import type { ExportScan } from './scan-export.ts';

/** Inputs that come with rorkit: prose about tokens and passwords is no secret there. */
const BUNDLED = /^(?:requirements|scenario )/;

interface Exporting {
  readonly writer: PackWriter;
  readonly scan: ExportScan;
  readonly chain: ChainBuilder;
  readonly own: OwnRules;
}

/** Writes one run into a pack: journals, events, report, inputs, output. What is written was read and judged on the way. */
export class ExportRun {
  readonly #run: RunFolder;
  readonly #into: Exporting;
  readonly #lines: readonly string[];
  readonly #reportFile: Buffer | null;
  readonly #reportSaid: unknown;
  readonly #follower: RunFollower | null;

  /** @throws {EvidenceError} `run-damaged` */
  constructor(run: RunFolder, into: Exporting) {
    this.#run = run;
    this.#into = into;
    const { lines, events } = readRunEvents(run);
    this.#lines = lines;
    this.#reportFile = readReportFile(run);
    this.#reportSaid = this.#readReport();
    const isOurs = rulesOf(run, into.own).code !== null;
    const judge = isOurs ? into.own.open(run.facts.header, (role) => this.#input(role)) : null;
    const report = this.#reportSaid;
    this.#follower = judge === null ? null : new RunFollower({ run: run.run, events, judge, report });
  }

  /** @throws {EvidenceError} `no-journal`, `run-damaged`, `not-rebuilt`, `does-not-follow` */
  async write(): Promise<void> {
    const { run, lanes } = this.#run;
    if (lanes.length === 0) throw new EvidenceError('no-journal', { folder: this.#run.folder });
    for (const lane of lanes) await this.#into.writer.add(journalPath(run, lane), this.#journal(lane));
    await this.#into.writer.add(eventsPath(run), this.#events());
    await this.#report();
    await this.#inputs();
    await this.#outputs();
  }

  async *#journal(lane: number): AsyncGenerator<string> {
    const { run, folder } = this.#run;
    const file = journalPath(run, lane);
    let number = 0;
    for await (const entry of exportJournal(join(folder, `lane-${lane}`))) {
      number += 1;
      yield this.#line(file, number, entry);
      this.#follower?.entry(entry);
    }
  }

  async *#events(): AsyncGenerator<string> {
    const file = eventsPath(this.#run.run);
    for (const [index, line] of this.#lines.entries()) {
      const place = `${file}:${index + 1}`;
      this.#into.chain.add(file, index + 1, line);
      this.#into.scan.plain(line, place);
      // As it stands in the file: what a reader of events would leave out is exported too.
      this.#into.scan.record(JSON.parse(line), place);
      yield `${line}\n`;
    }
  }

  #line(file: string, number: number, record: unknown): string {
    const line = JSON.stringify(record);
    this.#into.chain.add(file, number, line);
    this.#into.scan.record(record, `${file}:${number}`);
    return `${line}\n`;
  }

  async #report(): Promise<void> {
    const { run } = this.#run;
    const report = this.#followed();
    const [fault, ...others] = this.#follower?.faults ?? [];
    if (fault !== undefined) {
      const what = `${fault.text.replace('evidence.fault-', '')} ${Object.values(fault.values).join(' ')}`;
      throw new EvidenceError('does-not-follow', { run, what, more: others.length });
    }
    if (this.#reportFile === null || report === null) return;
    await this.#into.writer.add(`runs/${run}/report.json`, this.#reportFile);
    await this.#into.writer.add(`runs/${run}/report.html`, htmlPieces(report, 'fr'));
  }

  /** What report.json says, before anything vouches for it; null when there is none. */
  #readReport(): unknown {
    if (this.#reportFile === null) return null;
    assertReadable(join(this.#run.folder, 'report.json'), this.#reportFile.length);
    const text = this.#reportFile.toString('utf8');
    this.#into.scan.plain(text, `runs/${this.#run.run}/report.json`);
    return this.#readable(() => readReportJson(text));
  }

  /** The report of the run, as it follows from its journals when they can be judged. */
  #followed(): Report | null {
    return this.#readable(() => {
      if (this.#follower !== null) return this.#follower.finish();
      // Nothing else vouches for what it says.
      this.#into.scan.record(this.#reportSaid, `runs/${this.#run.run}/report.json`);
      return this.#reportFile === null ? null : reportSchema.parse(this.#reportSaid);
    });
  }

  #readable<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      const file = join(this.#run.folder, 'report.json');
      throw new EvidenceError('run-damaged', { file, because: because(error) }, error);
    }
  }

  async #inputs(): Promise<void> {
    const { run, inputs } = this.#run;
    for (const { role, file } of inputs) {
      const text = this.#input(role)?.text ?? '';
      const path = `runs/${run}/inputs/${file}`;
      assertReadable(path, Buffer.byteLength(text));
      if (BUNDLED.test(role)) this.#into.scan.plain(text, path);
      else this.#into.scan.own(text, path);
      await this.#into.writer.add(path, text);
    }
    // Where they stood on this machine is nobody's business.
    const list = inputs.map(({ role, file, sha256 }) => ({ role, file, sha256 }));
    await this.#into.writer.add(`runs/${run}/inputs/manifest.json`, `${JSON.stringify(list, null, 2)}\n`);
  }

  async #outputs(): Promise<void> {
    const { run, folder, outputs } = this.#run;
    for (const name of outputs) {
      const text = readFileSync(join(folder, 'output', name));
      const path = `runs/${run}/output/${name}`;
      this.#into.scan.file(text, path);
      await this.#into.writer.add(path, text);
    }
  }

  /** An input of the run. @throws {EvidenceError} `run-damaged` when it is not the file that the run was given */
  #input(role: string): InputText | null {
    const { inputs, folder } = this.#run;
    const kept = inputs.find((one) => one.role === role);
    if (kept === undefined) return null;
    const path = join(folder, 'inputs', kept.file);
    try {
      const bytes = readFileSync(path);
      if (createHash('sha256').update(bytes).digest('hex') !== kept.sha256) throw new Error('SHA-256');
      return { file: kept.file, text: bytes.toString('utf8') };
    } catch (error) {
      throw new EvidenceError('run-damaged', { file: path, because: because(error) }, error);
    }
  }
}
