import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeGate, hasPassed } from './gate.ts';
import type { GateResult } from './gate.ts';
import { checkLayers } from './layers.ts';
import { ROOT } from './run-tool.ts';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A small tree with the real rules and these files (path → text), cruised. */
function cruise(files: Readonly<Record<string, string>>): GateResult {
  const root = mkdtempSync(join(tmpdir(), 'rorkit-layers-'));
  made.push(root);
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json']) {
    cpSync(join(ROOT, name), join(root, name));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'dir');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkLayers(root);
}

/** A tree that keeps all rules. */
const GOOD = {
  'mev3/a.ts': 'export const a = 1;\n',
  'mock-server/index.ts': "export { b } from './inner.ts';\n",
  'mock-server/inner.ts': "import { a } from '../mev3/a.ts';\nexport const b = a;\n",
  'harness/runner/run.ts': "import { b } from '../../mock-server/index.ts';\nexport const run = b;\n",
};

/** Each forbidden import: what it is, the rule that must name it, the file that holds it, and the files it needs. */
const FORBIDDEN: readonly {
  readonly title: string;
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  readonly others?: Readonly<Record<string, string>>;
}[] = [
  {
    title: 'the kernel imports the harness',
    rule: 'layer-mev3',
    file: 'mev3/up.ts',
    text: "import { run } from '../harness/runner/run.ts';\nexport const x = run;\n",
  },
  {
    title: 'the kernel imports only a type of the harness',
    rule: 'layer-mev3',
    file: 'mev3/up-type.ts',
    text: "import type { M } from '../harness/model/m.ts';\nexport type X = M;\n",
    others: { 'harness/model/m.ts': 'export interface M { readonly m: number }\n' },
  },
  {
    title: 'the kernel reads a file',
    rule: 'pure-mev3',
    file: 'mev3/reads.ts',
    text: "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
  },
  {
    title: 'a check reads a file',
    rule: 'pure-checks',
    file: 'scenarios/checks/reads.ts',
    text: "import { readFileSync } from 'fs';\nexport const x = readFileSync;\n",
  },
  {
    title: 'a reporter writes by itself',
    rule: 'report-writes-in-one-place',
    file: 'harness/report/writes.ts',
    text: "import { writeFileSync } from 'node:fs';\nexport const x = writeFileSync;\n",
  },
  {
    title: 'the runner enters the mock by a window',
    rule: 'mock-server-has-one-door',
    file: 'harness/runner/window.ts',
    text: "import { b } from '../../mock-server/inner.ts';\nexport const x = b;\n",
  },
  {
    title: 'the product imports a test file',
    rule: 'no-test-in-product',
    file: 'harness/cli/tested.ts',
    text: "import { s } from '../../test/support/s.ts';\nexport const x = s;\n",
    others: { 'test/support/s.ts': 'export const s = 1;\n' },
  },
  {
    title: 'a connector borrows our code',
    rule: 'layer-examples',
    file: 'examples/c/connector.mjs',
    text: "import { a } from '../../mev3/a.ts';\nexport const x = a;\n",
  },
  {
    title: 'a test imports another test',
    rule: 'no-test-from-test',
    file: 'test/b.test.ts',
    text: "import { a } from './a.test.ts';\nexport const b = a;\n",
    others: { 'test/a.test.ts': 'export const a = 1;\n' },
  },
  {
    title: 'two modules import types of each other',
    rule: 'no-cycle',
    file: 'certs/x.ts',
    text: "import type { Y } from './y.ts';\nexport interface X { readonly y: Y }\n",
    others: { 'certs/y.ts': "import type { X } from './x.ts';\nexport interface Y { readonly x: X }\n" },
  },
  {
    title: 'an import leads nowhere',
    rule: 'no-unresolvable',
    file: 'certs/lost.ts',
    text: "import { y } from './gone.ts';\nexport const x = y;\n",
  },
  {
    title: 'the product uses a development dependency',
    rule: 'no-dev-dependency-in-product',
    file: 'certs/developer.ts',
    text: "import * as prettier from 'prettier';\nexport const x = prettier;\n",
  },
  {
    title: 'a folder has no row',
    rule: 'no-row',
    file: 'harness/misc/x.ts',
    text: 'export const x = 1;\n',
  },
];

describe('the layers gate', () => {
  let planted: GateResult;

  beforeAll(() => {
    planted = cruise({
      ...GOOD,
      ...Object.fromEntries(
        FORBIDDEN.flatMap(({ file, text, others = {} }) => [[file, text], ...Object.entries(others)]),
      ),
    });
  });

  it('passes a tree that keeps the rules, and says how much it read', () => {
    const result = cruise(GOOD);
    expect(result.problems).toEqual([]);
    expect(describeGate(result)).toBe('layers: ok, 3 dependencies of 4 modules read');
  });

  it.each(FORBIDDEN)('fails when $title', ({ rule, file }) => {
    expect(hasPassed(planted)).toBe(false);
    expect(planted.problems.filter((problem) => problem.startsWith(`${rule}: ${file}`))).not.toEqual([]);
  });

  it('finds nothing else in the tree of forbidden imports', () => {
    const files = new Set(FORBIDDEN.map(({ file }) => file));
    const blamed = planted.problems.map((problem) => problem.split(' ')[1] ?? '');
    expect(blamed.filter((file) => !files.has(file) && file !== 'certs/y.ts')).toEqual([]);
  });

  it('fails when it read nothing', () => {
    const result = cruise({ 'mev3/a.txt': 'no module' });
    expect(result.read).toBe(0);
    expect(hasPassed(result)).toBe(false);
  });
});
