import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandEnd } from '../../support/run-rorkit.ts';
import { runCommand } from '../../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 90_000 });

const ONE = 'feed/replace-available-beds';
let base = '';
let cwd = '';
let count = 0;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'rorkit-folders-')));
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => {
  cwd = join(base, String(++count));
  mkdirSync(cwd);
});

/** @param stopAt the command is sent SIGINT when it has printed this */
function rorkit(args: readonly string[], stopAt?: string): Promise<CommandEnd> {
  if (stopAt === undefined) return runCommand(args, cwd);
  let isStopped = false;
  return runCommand(args, cwd, {
    onOutput: (text, act) => {
      if (isStopped || !text.includes(stopAt)) return;
      isStopped = true;
      act.stop('SIGINT');
    },
  });
}

/** `rorkit run` with the test PKI of all these tests. */
function run(args: readonly string[]): Promise<CommandEnd> {
  return rorkit(['run', ONE, '--pki', join(base, 'pki'), ...args]);
}

function connector(script: string): string {
  writeFileSync(join(cwd, 'c.mjs'), script);
  const lines = ['contract: 1', 'name: under test', 'stimulus:', '  driver: command', '  command: [node, c.mjs]'];
  writeFileSync(join(cwd, 'c.yaml'), `${lines.join('\n')}\n`);
  return 'c.yaml';
}

const KEEPS_A_TOKEN = `
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
writeFileSync(join(process.env.ROR_STATE_DIR, 'token.json'), '{}');
console.log('kept in ' + process.env.ROR_STATE_DIR);
`;

function everythingIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** Those that someone else than their owner may read, write or enter; Windows has no such modes. */
function openToOthers(paths: readonly string[]): readonly string[] {
  if (process.platform === 'win32') return [];
  return paths.filter((path) => (statSync(path).mode & 0o077) !== 0);
}

describe('a folder that cannot be made ends with 2 and one line', () => {
  test
    .runIf(existsSync('/proc/self'))
    .each([
      [['mock', '--port', '0', '--data-dir', '/proc/foo']],
      [['mock', '--port', '0', '--pki', '/proc/foo']],
      [['certs', 'init', '--dir', '/proc/foo']],
      [['certs', 'issue', '--fixture', 'good', '--out', '/proc/foo']],
      [['run', ONE, '--reports', '/proc/self/foo']],
    ])('where the parent cannot hold entries: %j', async (args) => {
    const ended = await rorkit(args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(/^rorkit: [^\n]*\/proc\/[^\n]*\n$/);
  });

  test.each([
    [['mock', '--port', '0', '--data-dir', 'file']],
    [['mock', '--port', '0', '--pki', 'file/pki']],
    [['certs', 'init', '--dir', 'file']],
    [['run', ONE, '--pki', 'file']],
    [['run', ONE, '--reports', 'file/reports']],
  ])('where a file stands: %j', async (args) => {
    writeFileSync(join(cwd, 'file'), 'kept');
    const [english, french] = await Promise.all([rorkit(args), rorkit(['--lang', 'fr', ...args])]);
    expect([english.code, french.code]).toEqual([2, 2]);
    expect(english.err).toContain(`${join(cwd, 'file')} is a file, a folder was expected`);
    expect(french.err).toContain(`${join(cwd, 'file')} est un fichier, un dossier était attendu`);
    expect(english.err).not.toMatch(/EEXIST|ENOTDIR|\n./);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('kept');
  });
});

describe('reports that cannot be written', () => {
  test('are found before anything is run', async () => {
    mkdirSync(join(cwd, 'reports', 'report.html'), { recursive: true });
    const ended = await run([]);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('report.html');
    expect(existsSync(join(cwd, '.rorkit', 'runs'))).toBe(false);
  });

  test('when that happens after the start, the verdict stands and the stored report is named', async () => {
    const breaks = `
      import { rmSync, writeFileSync } from 'node:fs';
      import { dirname, join } from 'node:path';
      import { fileURLToPath } from 'node:url';
      const reports = join(dirname(fileURLToPath(import.meta.url)), 'reports');
      rmSync(reports, { recursive: true, force: true });
      writeFileSync(reports, 'in the way');`;
    const ended = await run(['--connector', connector(breaks)]);
    expect(ended.code).toBe(3);
    const stored = join('.rorkit', 'runs', '1', 'report.json');
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.err).toContain(`the report of this run is in ${stored}`);
    expect(JSON.parse(readFileSync(join(cwd, stored), 'utf8'))).toMatchObject({ result: 'not-conformant' });
  });
});

describe('what a run leaves behind', () => {
  test('holds no state of the connector and no signing key, and is for its owner alone', async () => {
    const file = connector(KEEPS_A_TOKEN);
    chmodSync(join(cwd, file), 0o644);
    const ended = await run(['--connector', file]);
    expect(ended.code).toBe(3);
    const left = everythingIn(join(cwd, '.rorkit'));
    const log = left.find((path) => path.endsWith('.log')) ?? '';
    expect(readFileSync(log, 'utf8')).toContain('kept in ');
    expect(left.filter((path) => /signing-key|token\.json|[\\/]state$/.test(path))).toEqual([]);
    for (const name of ['lane.sqlite', 'events.ndjson', 'report.json', 'manifest.json', 'numbers.sqlite']) {
      expect(left.some((path) => path.endsWith(name))).toBe(true);
    }
    expect(openToOthers([join(cwd, '.rorkit'), ...left])).toEqual([]);
  });

  test('holds none of it after Ctrl-C either', async () => {
    // Its parent is rorkit: interrupted when the state folder is known to hold something.
    const file = connector(`${KEEPS_A_TOKEN} process.kill(process.ppid, 'SIGINT'); setInterval(() => {}, 1000);`);
    const ended = await run(['--connector', file]);
    expect(ended.code).toBe(130);
    const left = everythingIn(join(cwd, '.rorkit'));
    const log = left.find((path) => path.endsWith('.log')) ?? '';
    expect(readFileSync(log, 'utf8')).toContain('kept in ');
    expect(left.filter((path) => /signing-key|token\.json|[\\/]state$/.test(path))).toEqual([]);
  });
});

describe('what a mock writes', () => {
  test('stands in .rorkit or in --data-dir, never beside --pki, and is for its owner alone', async () => {
    const pki = join(cwd, 'elsewhere', 'pki');
    const started = (more: readonly string[]) =>
      rorkit(['mock', '--port', '0', '--pki', pki, '--json', ...more], 'controlUrl');
    const first = await started([]);
    expect(first).toMatchObject({ code: 0 });
    expect(readdirSync(join(cwd, 'elsewhere'))).toEqual(['pki']);
    expect(everythingIn(join(cwd, '.rorkit')).some((path) => path.endsWith('control-token'))).toBe(true);
    const kept = join(cwd, 'data');
    expect(await started(['--data-dir', kept])).toMatchObject({ code: 0 });
    const left = everythingIn(kept);
    for (const name of ['lane.sqlite', 'control-token', 'token-signing-key.pem']) {
      expect(left.some((path) => path.endsWith(name))).toBe(true);
    }
    expect(openToOthers([kept, ...left])).toEqual([]);
  });
});
