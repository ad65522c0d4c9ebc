import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LAYERS } from '../../.dependency-cruiser.mjs';
import type { GateResult } from './gate.ts';
import { finishGate } from './gate.ts';
import { readJson, ROOT, runTool } from './run-tool.ts';
import { sourceFiles } from './source-tree.ts';

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    totalDependenciesCruised: z.number(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

/** Top folders that may hold modules; a new one needs a row in the table of layers first. */
const FOLDERS = [
  'mev3',
  'certs',
  'journal',
  'messages',
  'mock-server',
  'harness',
  'scenarios',
  'console',
  'examples',
  'bench',
  'test',
];

/** Layers: who may import whom, no cycles, one door to the mock; and every module stands in a folder with a row. */
export function checkLayers(root: string): GateResult {
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const run = runTool(root, 'dependency-cruiser/bin/dependency-cruiser.mjs', args);
  const parsed = report.safeParse(readJson(run.stdout));
  if (!parsed.success) {
    return { gate: 'layers', read: 0, unit: 'dependencies', problems: [run.stderr.slice(0, 2000)] };
  }
  const { modules, summary } = parsed.data;
  const cruised = new Set(modules.map(({ source }) => source));
  const ours = sourceFiles(root, ['.ts', '.mjs', '.js']).filter((path) => path.includes('/') && !isFixture(path));
  const problems = [
    ...summary.violations.map(
      ({ rule, from, to, cycle }) => `${rule.name}: ${[from, ...(cycle?.map(({ name }) => name) ?? [to])].join(' → ')}`,
    ),
    ...ours.filter((path) => !cruised.has(path)).map((path) => `not-cruised: ${path} was not read`),
    ...ours.filter((path) => !hasRow(path)).map((path) => `no-row: ${path} stands in no folder of the table`),
  ];
  return {
    gate: 'layers',
    read: summary.totalDependenciesCruised,
    unit: `dependencies of ${ours.length} modules`,
    problems,
  };
}

function hasRow(path: string): boolean {
  return LAYERS.some((layer) => new RegExp(layer.path).test(path));
}

function isFixture(path: string): boolean {
  return path.includes('fixtures/');
}

if (import.meta.main) finishGate(checkLayers(ROOT));
