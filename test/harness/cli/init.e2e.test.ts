import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runCommand } from '../../support/run-rorkit.ts';

// Each test starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000 });

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const REFERENCE = fileURLToPath(new URL('../../../examples/reference-connector/connector.mjs', import.meta.url));
const BY_FLAGS = ['init', '--no-input', '--name', 'My product', '--product-version', '4.2', '--vendor', 'Us'];
const COMMAND = ['--driver', 'command', '--command', `"${process.execPath}" "${REFERENCE}"`];

let base = '';
let cwd = '';
let count = 0;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-init-'));
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => {
  cwd = join(base, String(++count));
  mkdirSync(cwd);
});

const written = (): string => readFileSync(join(cwd, 'connector.yaml'), 'utf8');

test('what flags say becomes files that doctor and run accept as they are', async () => {
  const made = await runCommand([...BY_FLAGS, ...COMMAND, '--with-config'], cwd);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain('connector.yaml, rorkit.config.yaml');
  expect(await runCommand(['doctor'], cwd)).toMatchObject({ code: 0, err: '' });
  const ran = await runCommand(['run', 'feed/zero-beds'], cwd);
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('Connector: My product 4.2');
});

test('what no flag says is asked, in French for a Frenchman, and asked again when it cannot be an answer', async () => {
  const answers = [
    'Mon produit',
    '4.2',
    '',
    '',
    'telephone',
    'http',
    'http://127.0.0.1:8080/changes',
    'none',
    '',
    '',
    '',
  ];
  const made = await runCommand(['init', '--lang', 'fr'], cwd, { input: `${answers.join('\n')}\n` });
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain('« telephone »');
  expect(written()).toContain('url: "http://127.0.0.1:8080/changes"');
  expect(written()).toContain('reset: none');
  expect(written()).toContain('# Comment rorkit pilote votre connecteur.');
});

test('an answer that is missing is named by its flag, and nothing is written', async () => {
  const made = await runCommand(['init', '--no-input', '--name', 'P', '--driver', 'http'], cwd);
  expect(made.code).toBe(2);
  expect(made.err).toContain('--url');
  expect(existsSync(join(cwd, 'connector.yaml'))).toBe(false);
});

test('answers that would make a wrong file are refused with what is wrong, and nothing is written', async () => {
  const wrong = ['--driver', 'http', '--url', 'ftp://elsewhere/changes'];
  const made = await runCommand([...BY_FLAGS, ...wrong], cwd);
  expect(made.code).toBe(2);
  expect(made.err).toContain('nothing was written');
  expect(made.err).toContain('url');
  expect(existsSync(join(cwd, 'connector.yaml'))).toBe(false);
});

test('files that are there are written over only by force, and neither of two when one is there', async () => {
  writeFileSync(join(cwd, 'rorkit.config.yaml'), '# mine\n');
  const refused = await runCommand([...BY_FLAGS, ...COMMAND, '--with-config'], cwd);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('--force');
  expect(existsSync(join(cwd, 'connector.yaml'))).toBe(false);
  expect(readFileSync(join(cwd, 'rorkit.config.yaml'), 'utf8')).toBe('# mine\n');
  expect(await runCommand([...BY_FLAGS, ...COMMAND, '--with-config', '--force'], cwd)).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, 'rorkit.config.yaml'), 'utf8')).toContain('connector: "connector.yaml"');
});

/** Runs rorkit on a pseudo-terminal; `keys` are typed each when the text before it was seen. */
function onTerminal(args: readonly string[], keys: readonly (readonly [seen: string, typed: string])[]) {
  const script = [
    'import os, pty, sys, json',
    'spec = json.loads(sys.argv[1])',
    'pid, fd = pty.fork()',
    'if pid == 0: os.execv(spec["argv"][0], spec["argv"])',
    'out, keys = b"", spec["keys"]',
    'while True:',
    '    try: chunk = os.read(fd, 4096)',
    '    except OSError: break',
    '    if not chunk: break',
    '    out += chunk',
    '    if keys and keys[0][0].encode() in out:',
    '        out = out.split(keys[0][0].encode(), 1)[1]; os.write(fd, keys.pop(0)[1].encode())',
    'print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))',
  ].join('\n');
  const argv = [process.execPath, RORKIT, ...args];
  const child = spawn('python3', ['-c', script, JSON.stringify({ argv, keys })], {
    cwd,
    env: { ...process.env, LANG: 'C' },
  });
  return new Promise<string>((resolve) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.once('close', () => resolve(text.trim()));
  });
}

test('a person at a terminal can correct a line and is heard; Ctrl-C writes nothing and ends with 130', async () => {
  const code = await onTerminal(
    ['init', '--driver', 'command', '--command', 'run-it'],
    [
      ['name of your product', 'Productt\u007F\r'],
      ['its version', '7\r'],
      ['its vendor', 'Us\r'],
      ['that rorkit starts', '\r'],
      ['how it forgets', '\r'],
      ['longest time', '\r'],
      ['longest pause', '\r'],
    ],
  );
  expect(code).toBe('0');
  expect(written()).toContain('name: "Product 7"');
  rmSync(join(cwd, 'connector.yaml'));
  expect(await onTerminal(['init'], [['name of your product', '\u0003']])).toBe('130');
  expect(existsSync(join(cwd, 'connector.yaml'))).toBe(false);
});
