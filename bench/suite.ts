/**
 * The whole suite against the reference connector, as a user runs it: wall time, the processor time of rorkit and of every process of the
 * connector together (work), and the scenarios that take longest. What is not work is waiting: pauses of the connector, answers held back.
 * Run: `npm run bench:suite [lanes…]`, on Linux or macOS. Goal: under 60 s on two cores, wished 30 s.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePki } from '../certs/ensure-pki.ts';
import { parseReport } from '../harness/model/parse-report.ts';

const GOAL_S = 60;
const WISHED_S = 30;
const LONGEST = 8;
const rorkit = fileURLToPath(new URL('../harness/cli/rorkit.js', import.meta.url));
const lanes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [2, 4];

const folder = mkdtempSync(path.join(tmpdir(), 'rorkit-bench-suite-'));
try {
  await ensurePki({ dir: path.join(folder, '.rorkit', 'pki') });
  const machine = `${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before, node ${process.version}`;
  process.stdout.write(`${machine}\n`);
  for (const count of lanes) measure(count);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(count: number): void {
  const started = performance.now();
  // `times` of the shell knows what every child has used, also the processes of the connector.
  const command = `"$0" "$1" run --lanes ${count} --reports out >/dev/null; code=$?; times; exit $code`;
  const run = spawnSync('bash', ['-c', command, process.execPath, rorkit], { cwd: folder, encoding: 'utf8' });
  const wallS = (performance.now() - started) / 1000;
  if (run.status !== 0) throw new Error(`the suite did not pass (exit ${run.status}): ${run.stderr}`);
  const workS = childSeconds(run.stdout);
  const parsed = parseReport(readFileSync(path.join(folder, 'out', 'report.json'), 'utf8'));
  if (!parsed.ok) throw new Error('the report cannot be read');
  const { scenarios } = parsed.report;
  const inScenariosS = scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const judgement = wallS < WISHED_S ? 'goal and wish met' : wallS < GOAL_S ? 'goal met' : 'goal MISSED';
  process.stdout.write(
    `${count} lanes: ${wallS.toFixed(1)} s for ${scenarios.length} scenarios (${judgement}); work ${workS.toFixed(1)} s of processor, ` +
      `waiting ${Math.max(0, inScenariosS - workS).toFixed(1)} s of the ${inScenariosS.toFixed(1)} s that scenarios took one after another\n`,
  );
  const longest = scenarios.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, LONGEST);
  for (const { id, durationMs } of longest) process.stdout.write(`  ${(durationMs / 1000).toFixed(1)} s  ${id}\n`);
  if (wallS >= GOAL_S) process.exitCode = 3;
}

/** User and system seconds of the children, from the second line of the shell's `times`: `0m1.230s 0m0.450s`. */
function childSeconds(output: string): number {
  const line = output.trim().split('\n').at(-1) ?? '';
  return [...line.matchAll(/(\d+)m([\d.,]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds?.replace(',', '.')),
    0,
  );
}
