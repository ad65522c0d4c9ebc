// `npm run pack`: makes dist/, a mirror of the repository as it is published, and its tarball.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { linesOf, ROOT, runTool } from '../gates/run-tool.ts';
import { sourceFiles } from '../gates/source-tree.ts';

/** What is published besides the compiled code. */
const COPIED_FILES = ['README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md', 'docs/errors.md'];

/** Folders of the product: code is compiled, everything else is copied. */
const PRODUCT = ['mev3', 'certs', 'journal', 'mock-server', 'harness', 'scenarios', 'messages'];

/** Folders that a user copies from: as they are. */
const COPIED_FOLDERS = ['examples'];

const sourceManifest = z.looseObject({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  bin: z.record(z.string(), z.string()),
});

/** Members of package.json that only serve the repository. */
const REPOSITORY_ONLY = ['private', 'scripts', 'devDependencies', 'optionalDependencies'];

/** What `import … from 'rorkit'` gives, and its types: compiled files, which only the published package has. */
const ENTRY = {
  types: './mock-server/embed.d.ts',
  exports: {
    '.': { types: './mock-server/embed.d.ts', default: './mock-server/embed.js' },
    './package.json': './package.json',
  },
};

/** What was made. */
export interface Distribution {
  readonly folder: string;
  readonly tarball: string;
  /** Paths in the folder, sorted. */
  readonly files: readonly string[];
}

/**
 * Compiles and copies the product into `folder`, which is emptied first, and packs it beside.
 * @throws Error with the tool's output when it does not compile or cannot be packed
 */
export function makeDist(folder: string, tarballFolder: string): Distribution {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  mkdirSync(tarballFolder, { recursive: true });
  compile(folder);
  copyData(folder);
  writeManifest(folder);
  return { folder, tarball: pack(folder, tarballFolder), files: sourceFiles(folder, ['']) };
}

function compile(folder: string): void {
  const run = runTool(ROOT, 'typescript/bin/tsc', [
    '-p',
    'tsconfig.build.json',
    '--outDir',
    folder,
    '--pretty',
    'false',
  ]);
  if (run.status !== 0) throw new Error(`the product does not compile:\n${run.stdout}${run.stderr}`);
}

function copyData(folder: string): void {
  const data = sourceFiles(ROOT, ['']).filter((path) => {
    const [top = ''] = path.split('/');
    const isCode = /\.(ts|js|mjs)$/.test(path);
    return COPIED_FOLDERS.includes(top) || (PRODUCT.includes(top) && !isCode);
  });
  for (const path of [...COPIED_FILES, ...data]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path));
  }
}

function writeManifest(folder: string): void {
  const manifest = sourceManifest.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const published = Object.fromEntries(Object.entries(manifest).filter(([key]) => !REPOSITORY_ONLY.includes(key)));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...published, ...ENTRY }, null, 2)}\n`);
}

function pack(folder: string, tarballFolder: string): string {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['pack', '--pack-destination', tarballFolder, '--ignore-scripts', '--silent'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const name = linesOf(run.stdout).at(-1);
  if (run.status !== 0 || name === undefined) throw new Error(`npm pack failed: ${run.stderr || run.error?.message}`);
  return join(tarballFolder, name);
}

if (import.meta.main) {
  const made = makeDist(join(ROOT, 'dist'), ROOT);
  process.stdout.write(`dist/: ${made.files.length} files\n${made.tarball}\n`);
}
