import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ENTRY = fileURLToPath(new URL('../../harness/cli/rorkit.js', import.meta.url));

const reportSchema = z.looseObject({
  scenarios: z.array(
    z.looseObject({
      id: z.string(),
      verdicts: z.array(
        z.looseObject({
          check: z.string(),
          status: z.enum(['pass', 'fail', 'skip', 'omit', 'error']),
          findings: z.array(z.looseObject({ level: z.string(), requirement: z.string(), code: z.string() })),
          skip: z.looseObject({ reason: z.string(), because: z.string().optional() }).nullable(),
        }),
      ),
    }),
  ),
});

/** A verdict as report.json holds it. */
export type ReportedVerdict = z.infer<typeof reportSchema>['scenarios'][number]['verdicts'][number];

/** How `rorkit run` ended, and what its report says. */
export interface RunEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly verdicts: readonly ReportedVerdict[];
}

/** Runs the command as a user does, in `folder`, and reads the report that it wrote. */
export async function runRorkit(folder: string, args: readonly string[], reports: string): Promise<RunEnd> {
  const child = spawn(process.execPath, [ENTRY, 'run', '--reports', reports, ...args], {
    cwd: folder,
    env: { ...process.env, LANG: 'en' },
    timeout: 120_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, reports, 'report.json'), 'utf8')));
  const verdicts = report.scenarios.flatMap((scenario) => scenario.verdicts);
  return { exitCode: child.exitCode, stdout, stderr, verdicts };
}

/** The ids of the checks with this status, sorted. */
export function checksThat(status: ReportedVerdict['status'], verdicts: readonly ReportedVerdict[]): string[] {
  return verdicts
    .filter((verdict) => verdict.status === status)
    .map(({ check }) => check)
    .toSorted();
}

/** The ids of the checks that passed with a warning, sorted. */
export function checksThatWarn(verdicts: readonly ReportedVerdict[]): string[] {
  return verdicts
    .filter(({ status, findings }) => status === 'pass' && findings.length > 0)
    .map(({ check }) => check)
    .toSorted();
}
