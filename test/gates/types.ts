import { relative, sep } from 'node:path';
import type { GateResult } from './gate.ts';
import { finishGate } from './gate.ts';
import { linesOf, ROOT, runTool } from './run-tool.ts';
import { sourceFiles } from './source-tree.ts';

/** Types: the compiler reads every TypeScript and JavaScript file of the tree, and is content. */
export function checkTypes(root: string): GateResult {
  const run = runTool(root, 'typescript/bin/tsc', ['-p', '.', '--noEmit', '--listFiles', '--pretty', 'false']);
  const lines = linesOf(run.stdout);
  const read = lines
    .filter(isFile)
    .map((path) => relative(root, path).split(sep).join('/'))
    .filter((path) => !path.startsWith('..') && !path.includes('node_modules/'));
  const seen = new Set(read);
  const unread = sourceFiles(root, ['.ts', '.mjs', '.js']).filter((path) => !seen.has(path) && !isFixture(path));
  const problems = [
    ...lines.filter((line) => !isFile(line)),
    ...unread.map((path) => `${path}: not read by the compiler (tsconfig.json "include")`),
  ];
  if (run.status !== 0 && problems.length === 0) problems.push(run.stderr || `tsc ended with ${run.status}`);
  return { gate: 'types', read: read.length, unit: 'files', problems };
}

/** A line of `--listFiles`: an absolute path, alone. */
function isFile(line: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/])[^:]*\.[cm]?[jt]s(?:on)?$/.test(line);
}

function isFixture(path: string): boolean {
  return path.includes('fixtures/');
}

if (import.meta.main) finishGate(checkTypes(ROOT));
