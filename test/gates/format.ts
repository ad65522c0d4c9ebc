import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import type { GateResult } from './gate.ts';
import { finishGate } from './gate.ts';
import { ROOT } from './run-tool.ts';
import { sourceFiles } from './source-tree.ts';

const ENDINGS = ['.ts', '.mjs', '.js', '.json', '.md', '.yaml', '.yml', '.html', '.css'];

/** Format: prettier would change no file of the tree. */
export async function checkFormat(root: string): Promise<GateResult> {
  const problems: string[] = [];
  let read = 0;
  for (const path of sourceFiles(root, ENDINGS)) {
    const file = join(root, path);
    const info = await prettier.getFileInfo(file, { ignorePath: join(root, '.prettierignore') });
    if (info.ignored || info.inferredParser === null) continue;
    const options = await prettier.resolveConfig(file, { editorconfig: true });
    read += 1;
    const problem = await problemOf(readFileSync(file, 'utf8'), { ...options, filepath: file });
    if (problem !== null) problems.push(`${path}: ${problem}`);
  }
  return { gate: 'format', read, unit: 'files', problems };
}

async function problemOf(text: string, options: prettier.Options): Promise<string | null> {
  try {
    return (await prettier.check(text, options)) ? null : 'not formatted (npx prettier --write)';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'cannot be read') : String(error);
  }
}

if (import.meta.main) finishGate(await checkFormat(ROOT));
