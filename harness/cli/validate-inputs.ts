import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { stdin } from 'node:process';
import type { Translate } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import { errorCode } from './read-input.ts';

/** One JSON text to judge. */
export interface JsonText {
  /** As printed: relative to the working directory, or `stdin`. */
  readonly file: string;
  readonly text: string;
  /** 1-based line of the file on which the text starts: above 1 in NDJSON. */
  readonly line: number;
}

/** Largest JSON text that is read at once, in bytes: a line of NDJSON, or a whole JSON file. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/** The JSON texts of files, folders (every .json and .ndjson below, in order of name) and stdin (`-`), streamed. */
export async function* readJsonTexts(
  paths: readonly string[],
  context: { readonly cwd: string; readonly t: Translate },
): AsyncGenerator<JsonText> {
  for (const given of paths) {
    if (given === '-') yield* notEmpty('stdin', splitTexts('stdin', stdin, context.t), context.t);
    else yield* textsAt(given, context);
  }
}

async function* textsAt(
  given: string,
  context: { readonly cwd: string; readonly t: Translate },
): AsyncGenerator<JsonText> {
  const full = path.resolve(context.cwd, given);
  const files = await guarded(given, context.t, async () => {
    return (await stat(full)).isDirectory() ? await filesBelow(full) : [full];
  });
  if (files.length === 0) {
    throw new CliError({ code: 'validate.no-files', message: context.t('validate.no-files', { path: given }) });
  }
  for (const file of files) {
    const name = path.relative(context.cwd, file) || path.basename(file);
    const texts = splitTexts(name.split(path.sep).join('/'), createReadStream(file), context.t);
    // Among the files of a folder an empty one is a fault of the data; alone, there is nothing to judge.
    if (file === full) yield* notEmpty(given, texts, context.t);
    else yield* texts;
  }
}

/** @throws CliError `validate.empty` when there is nothing but white space, as when what should write it failed */
async function* notEmpty(file: string, texts: AsyncIterable<JsonText>, t: Translate): AsyncGenerator<JsonText> {
  for await (const text of texts) {
    if (text.text.trim() === '')
      throw new CliError({ code: 'validate.empty', message: t('validate.empty', { path: file }) });
    yield text;
  }
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:json|ndjson|jsonl)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

/**
 * A stream whose first line is a whole JSON text, with more lines after it, is NDJSON: one text a line. Anything else is one text. The name of
 * the file does not matter, so stdin needs no option.
 */
async function* splitTexts(file: string, stream: AsyncIterable<unknown>, t: Translate): AsyncGenerator<JsonText> {
  let isNdjson = false;
  let whole: string[] = [];
  let line = 0;
  const size = new SizeGuard(file, t);
  for await (const text of linesOf(file, stream, t)) {
    line += 1;
    if (line === 1) isNdjson = isJson(text);
    if (!isNdjson) whole = push(whole, text, size);
    else if (text.trim() !== '') yield { file, text, line };
  }
  if (!isNdjson) yield { file, text: whole.join('\n'), line: 1 };
}

function push(lines: string[], text: string, size: SizeGuard): string[] {
  size.add(text.length);
  lines.push(text);
  return lines;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The lines of a UTF-8 stream, without their ends and without a byte order mark. */
async function* linesOf(file: string, stream: AsyncIterable<unknown>, t: Translate): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const size = new SizeGuard(file, t);
  let rest = '';
  for await (const chunk of guardedChunks(file, stream, t)) {
    rest += decoded(file, t, () => decoder.decode(chunk, { stream: true }));
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    size.set(rest.length);
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  rest += decoded(file, t, () => decoder.decode());
  if (rest !== '') yield rest;
}

async function* guardedChunks(file: string, stream: AsyncIterable<unknown>, t: Translate): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    throw unreadable(file, t, error);
  }
}

function decoded(file: string, t: Translate, decode: () => string): string {
  try {
    return decode();
  } catch (cause) {
    throw new CliError({ code: 'validate.not-text', message: t('validate.not-text', { path: file }), cause });
  }
}

/** Refuses a text before it fills the memory. */
class SizeGuard {
  readonly #file: string;
  readonly #t: Translate;
  #size = 0;

  constructor(file: string, t: Translate) {
    this.#file = file;
    this.#t = t;
  }

  add(length: number): void {
    this.set(this.#size + length);
  }

  set(length: number): void {
    this.#size = length;
    if (length <= MAX_TEXT_BYTES) return;
    const message = this.#t('validate.too-large', { path: this.#file, limit: MAX_TEXT_BYTES });
    throw new CliError({ code: 'validate.too-large', message });
  }
}

async function guarded<T>(file: string, t: Translate, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw unreadable(file, t, error);
  }
}

function unreadable(file: string, t: Translate, cause: unknown): CliError {
  if (cause instanceof CliError) return cause;
  const message = t('cli.file-unreadable', { file, reason: errorCode(cause) });
  return new CliError({ code: 'cli.file-unreadable', message, cause });
}
