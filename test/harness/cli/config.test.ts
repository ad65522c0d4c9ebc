import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CliError } from '../../../harness/cli/cli-error.ts';
import type { CliContext } from '../../../harness/cli/command.ts';
import { CONFIG_FILE, configJsonSchema, loadConfig } from '../../../harness/cli/config.ts';
import { createTranslate } from '../../../messages/index.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rorkit-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function load(text: string | null) {
  if (text !== null) writeFileSync(join(cwd, CONFIG_FILE), text);
  const context: CliContext = {
    cwd,
    env: {},
    language: 'en',
    t: createTranslate('en'),
    isTerminal: false,
    out: () => undefined,
    err: () => undefined,
    interrupted: new AbortController().signal,
  };
  return loadConfig(undefined, context);
}

test('no file at all gives the defaults, in the working folder', () => {
  expect(load(null)).toMatchObject({
    file: null,
    connector: null,
    scenarios: [],
    reports: join(cwd, 'reports'),
    data: join(cwd, '.rorkit'),
    pki: join(cwd, '.rorkit', 'pki'),
    catalogue: 'current',
    strict: false,
    lanes: 1,
    deadlines: { scenarioMs: 300_000, runMs: 3_600_000 },
  });
});

test('a file with comments only changes nothing', () => {
  expect(load('# nothing yet\n')).toMatchObject({ file: join(cwd, CONFIG_FILE), lanes: 1 });
});

test('paths start where the file is; the name of a catalogue is no path', () => {
  expect(load('connector: c/x.yaml\ndata: d\ncatalogue: my.yaml\n')).toMatchObject({
    connector: join(cwd, 'c', 'x.yaml'),
    pki: join(cwd, 'd', 'pki'),
    catalogue: join(cwd, 'my.yaml'),
  });
  expect(load('catalogue: permissive\n').catalogue).toBe('permissive');
});

test.each([
  ['lanes: 0\n', 'config.invalid-value', ':1:8 lanes: expected at least 1, seen 0'],
  ['strict: maybe\n', 'config.invalid-value', ':1:9 strict: expected true or false, seen "maybe"'],
  ['\nreprots: x\n', 'config.unknown-key', ':2:1 unknown key "reprots", expected "reports"'],
  ['product: {name: x}\n', 'config.missing-key', ':1:10 missing: expected "version": a text'],
  ['a: b: c\n', 'config.syntax', ':1:'],
])('%j is refused with file, line and column', (text, code, message) => {
  const refused = () => load(text);
  expect(refused).toThrow(CliError);
  expect(refused).toThrow(`${join(cwd, CONFIG_FILE)}${message}`);
  expect(refused).toThrow(expect.objectContaining({ code, exitCode: 2 }));
});

test('the schema for editors is the one that the code has', () => {
  const file = new URL('../../../harness/cli/config.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});
