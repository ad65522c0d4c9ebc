import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOldNode } from '../../support/old-node.ts';

const ENTRY = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));

describe('the command', () => {
  const old = findOldNode();

  // Only a real old Node can show this: where the machine has none, the test is skipped.
  it.skipIf(old === null)('says in one sentence that this Node is too old, and ends with 2', () => {
    const run = spawnSync(old?.path ?? '', [ENTRY, 'run'], { encoding: 'utf8' });
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^rorkit needs Node 24\.11 or newer and runs on [\d.]+: .*\n$/);
    expect(run.stderr).toContain(old?.version);
  });

  it('starts on the Node that runs the tests', () => {
    const run = spawnSync(process.execPath, [ENTRY, '--help'], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('rorkit');
  });

  it('prints its help in French, headings too', () => {
    const run = spawnSync(process.execPath, [ENTRY, 'run', '--help', '--lang', 'fr'], { encoding: 'utf8' });
    expect(run.stdout).toMatch(/^Utilisation : rorkit run /);
    expect(run.stdout).toMatch(/^Arguments :$/m);
    expect(run.stdout).toMatch(/^Options :$/m);
    expect(run.stdout).not.toMatch(/^(?:Usage|Options|Arguments|Commands):/m);
  });

  it.each([
    { args: ['--lang', 'fr'], says: 'rorkit: indiquez une commande ; rorkit --help les énumère\n' },
    { args: ['certs', '--lang', 'fr'], says: 'rorkit: indiquez une commande ; rorkit certs --help les énumère\n' },
    { args: ['certs', '--lang', 'en'], says: 'rorkit: name a command; rorkit certs --help lists them\n' },
  ])('asks for a command after $args', ({ args, says }) => {
    const run = spawnSync(process.execPath, [ENTRY, ...args], { encoding: 'utf8' });
    expect(run.stderr).toBe(says);
    expect(run.status).toBe(2);
  });
});

describe('the cache of compiled code', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rorkit-cache-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function start(cacheHome: string): { readonly status: number | null; readonly stderr: string } {
    const env = { ...process.env, XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: cacheHome };
    return spawnSync(process.execPath, [ENTRY, '--version'], { encoding: 'utf8', cwd: folder, env });
  }

  it.skipIf(process.platform === 'darwin')("is made in the user's cache folder, not where rorkit is run", () => {
    const home = path.join(folder, 'home');
    expect(start(home)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(path.join(home, 'rorkit'))).not.toEqual([]);
    expect(readdirSync(folder)).toEqual(['home']);
  });

  it('is done without where it cannot be written', () => {
    const file = path.join(folder, 'a-file');
    writeFileSync(file, '');
    expect(start(file)).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('the start of the mock', () => {
  // Each of these once cost between 50 and 200 ms of every start.
  it('loads neither query builder, schema library, HTTP client, certificate nor FHIR libraries', () => {
    const list = `import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => { console.error(url); return next(url, context); } });`;
    const load = `await import(${JSON.stringify(new URL('../../../harness/cli/mock.ts', import.meta.url))});
      await import(${JSON.stringify(new URL('../../../certs/ensure-pki.ts', import.meta.url))});
      await import(${JSON.stringify(new URL('../../../mock-server/index.ts', import.meta.url))});
      console.error(process.moduleLoadList.join());`;
    const args = [
      '--import',
      `data:text/javascript,${encodeURIComponent(list)}`,
      '--input-type=module',
      '--eval',
      load,
    ];
    const { stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status).toBe(0);
    const libraries = new Set([...stderr.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(([, name]) => name));
    expect(libraries).toContain('express');
    for (const late of ['kysely', 'zod', 'undici', '@peculiar/x509', 'pkijs', 'fhir', 'fhirpath', 'ajv', 'yaml']) {
      expect(libraries).not.toContain(late);
    }
    expect(stderr).toContain('NativeModule https');
    expect(stderr).not.toContain('internal/deps/undici');
  });
});
