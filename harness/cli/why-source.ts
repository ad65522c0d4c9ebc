import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JournalEntry } from '../../journal/entry.ts';
import { openLaneStore } from '../../journal/lane-store.ts';
import { LaneStoreError } from '../../journal/lane-store-error.ts';
import type { Explanation } from '../../mock-server/index.ts';
import { connectMockRor, explainEntry, MockRorError } from '../../mock-server/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { loadConfig } from './config.ts';
import { newestRun } from './open-report.ts';

/** Where the journal is, as the user said it. */
export interface WhySource {
  readonly mock?: string;
  readonly tokenFile?: string;
  readonly dataDir?: string;
  readonly run?: number;
  readonly lane?: number;
}

/** What is needed of a journal. */
interface Journal {
  head(): Promise<number>;
  read(query: { readonly from: number; readonly to: number }): Promise<readonly JournalEntry[]>;
  explain(seq: number): Promise<Explanation | null>;
  close(): Promise<void>;
}

const PAGE = 500;

/**
 * The explanation of an entry, or of the newest refusal when none is named.
 * @throws CliError `cli.usage`, `cli.file-unreadable`, `why.unknown-exchange`, and the codes of the control API and the store
 */
export async function findExplanation(
  asked: number | undefined,
  source: WhySource,
  context: CliContext,
): Promise<Explanation> {
  const journal = await opened(source, context);
  try {
    const head = await journal.head();
    const found = asked === undefined ? await newestRefusal(journal, head) : await journal.explain(asked);
    if (found !== null) return found;
    const message =
      asked === undefined ? context.t('why.no-refusal') : context.t('why.unknown-exchange', { seq: asked, head });
    throw new CliError({ code: 'mock.unknown-exchange', message });
  } finally {
    await journal.close();
  }
}

/** Looks back page by page: the newest one is what a person who just saw a refusal means. */
async function newestRefusal(journal: Journal, head: number): Promise<Explanation | null> {
  for (let to = head; to > 0; to -= PAGE) {
    const page = await journal.read({ from: Math.max(1, to - PAGE + 1), to });
    const last = page.findLast((entry) => explainEntry(entry)?.outcome === 'refused');
    if (last !== undefined) return await journal.explain(last.seq);
  }
  return null;
}

async function opened(source: WhySource, context: CliContext): Promise<Journal> {
  const { t } = context;
  const given = [source.mock, source.dataDir, source.run].filter((one) => one !== undefined);
  if (given.length > 1) throw new CliError({ code: 'cli.usage', message: t('why.one-source') });
  if (source.mock !== undefined) return await live(source.mock, source.tokenFile, context);
  return stored(fileOf(source, context), context);
}

function droppedError(seq: number, t: CliContext['t']): CliError {
  return new CliError({ code: 'mock.entry-dropped', message: t('why.entry-dropped', { seq }) });
}

function fileOf({ dataDir, run, lane = 1 }: WhySource, context: CliContext): string {
  if (dataDir !== undefined) return resolve(context.cwd, dataDir, 'lane.sqlite');
  const { data } = loadConfig(undefined, context);
  return join(data, 'runs', String(run ?? newestRun(data, context)), `lane-${lane}`, 'mock', 'lane.sqlite');
}

async function live(url: string, tokenFile: string | undefined, context: CliContext): Promise<Journal> {
  const { t, cwd } = context;
  if (tokenFile === undefined) throw new CliError({ code: 'cli.usage', message: t('why.needs-token') });
  const token = await tokenIn(resolve(cwd, tokenFile), context);
  try {
    const mock = await connectMockRor(url, token);
    return {
      head: () => mock.journalHead(),
      read: (query) => mock.readJournal(query),
      explain: async (seq) => {
        try {
          return await mock.why(seq);
        } catch (error) {
          if (error instanceof MockRorError && error.code === 'mock.unknown-exchange') return null;
          if (error instanceof MockRorError && error.code === 'mock.entry-dropped') throw droppedError(seq, t);
          throw error;
        }
      },
      close: () => mock.close(),
    };
  } catch (error) {
    if (!(error instanceof MockRorError)) throw error;
    throw new CliError({ code: error.code, message: error.message, cause: error });
  }
}

async function tokenIn(file: string, { t }: CliContext): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new CliError({ code: 'cli.file-unreadable', message: t('why.no-journal', { file }), cause });
  }
}

function stored(file: string, { t }: CliContext): Journal {
  if (!existsSync(file)) throw new CliError({ code: 'cli.file-unreadable', message: t('why.no-journal', { file }) });
  try {
    const store = openLaneStore({ file, durability: 'process' });
    return {
      head: async () => store.head(),
      read: (query) => store.read(query),
      explain: async (seq) => {
        const [entry] = await store.read({ from: seq, to: seq });
        if (entry === undefined && seq <= store.droppedTo()) throw droppedError(seq, t);
        return entry === undefined ? null : explainEntry(entry);
      },
      close: () => store.close(),
    };
  } catch (error) {
    if (!(error instanceof LaneStoreError)) throw error;
    throw new CliError({ code: error.code, message: error.message, cause: error });
  }
}
