import { z } from 'zod';
import type { GateResult } from './gate.ts';
import { finishGate } from './gate.ts';
import { readJson, ROOT, runTool } from './run-tool.ts';

const report = z.object({
  number_of_files: z.number(),
  diagnostics: z.array(
    z.object({
      message: z.string(),
      code: z.string().optional(),
      filename: z.string().optional(),
      labels: z.array(z.object({ span: z.object({ line: z.number(), column: z.number() }) })).default([]),
    }),
  ),
});

/** Lint: oxlint with type information. Warnings count as problems: nothing is left to be looked at later. */
export function checkLint(root: string): GateResult {
  const run = runTool(root, 'oxlint/bin/oxlint', ['--type-aware', '--format', 'json', '.']);
  const parsed = report.safeParse(readJson(run.stdout));
  if (!parsed.success) {
    return { gate: 'lint', read: 0, unit: 'files', problems: [run.stdout.slice(0, 2000), run.stderr.slice(0, 2000)] };
  }
  const problems = parsed.data.diagnostics.map(({ message, code, filename, labels }) => {
    const at = labels[0]?.span;
    return `${filename ?? '?'}:${at?.line ?? 0}:${at?.column ?? 0} ${code ?? ''} ${message}`;
  });
  if (run.status !== 0 && problems.length === 0) problems.push(run.stderr || `oxlint ended with ${run.status}`);
  return { gate: 'lint', read: parsed.data.number_of_files, unit: 'files', problems };
}

if (import.meta.main) finishGate(checkLint(ROOT));
