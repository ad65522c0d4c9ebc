import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { GateResult } from './gate.ts';
import { finishGate } from './gate.ts';
import { readJson, ROOT, runTool } from './run-tool.ts';

const report = z.object({
  read: z.number(),
  found: z.array(z.object({ type: z.string(), filePath: z.string(), line: z.number(), symbol: z.string() })),
  hints: z.array(z.string()),
});

/** Unused code: knip finds no file, export, type or dependency that nobody uses, and no exception that is not needed. */
export function checkUnused(root: string): GateResult {
  const reporter = fileURLToPath(new URL('unused-reporter.mjs', import.meta.url));
  const run = runTool(root, 'knip/bin/knip.js', ['--no-progress', '--reporter', reporter]);
  const parsed = report.safeParse(readJson(run.stdout));
  if (!parsed.success) {
    return { gate: 'unused', read: 0, unit: 'files', problems: [run.stdout.slice(0, 2000), run.stderr.slice(0, 2000)] };
  }
  const { read, found, hints } = parsed.data;
  const problems = [
    ...found.map(({ type, filePath, line, symbol }) =>
      type === 'files'
        ? `${relative(root, filePath)}: unused file`
        : `${relative(root, filePath)}:${line} unused ${type}: ${symbol}`,
    ),
    ...hints.map((hint) => `knip.json: ${hint}`),
  ];
  if (run.status !== 0 && problems.length === 0) problems.push(run.stderr || `knip ended with ${run.status}`);
  return { gate: 'unused', read, unit: 'files', problems };
}

if (import.meta.main) finishGate(checkUnused(ROOT));
