import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Problem } from '../model/problem.ts';
import type { Requirement } from '../model/requirement.ts';
import { requirementsSchema } from '../model/requirement-schema.ts';
import { readYaml } from '../model/yaml-document.ts';

/** What loading files gives: the value, or every problem of every file. */
export type Loading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** The table of requirements that comes with rorkit. */
export const BUNDLED_REQUIREMENTS: string = fileURLToPath(
  new URL('../../scenarios/requirements.yaml', import.meta.url),
);

/** Reads a file as text, or says why not: a missing file is a problem of the user's, not a crash. */
export async function readTextFile(file: string): Promise<Loading<string>> {
  try {
    return { ok: true, value: await readFile(file, 'utf8') };
  } catch (error) {
    const seen = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    const expected = 'a file that can be read';
    const message = `cannot be read (${seen})`;
    return {
      ok: false,
      problems: [{ file, line: 1, column: 1, path: '', code: 'unreadable', expected, seen, message }],
    };
  }
}

/** The requirements by id, in the order of the file. Default: the table that comes with rorkit. */
export async function loadRequirements(
  file: string = BUNDLED_REQUIREMENTS,
): Promise<Loading<ReadonlyMap<string, Requirement>>> {
  const text = await readTextFile(file);
  if (!text.ok) return text;
  const read = readYaml(text.value, requirementsSchema, file);
  return read.ok ? { ok: true, value: new Map(read.value.map((one) => [one.id, one])) } : read;
}
