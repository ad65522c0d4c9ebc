import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { readRun } from '../../../harness/store/read-run.ts';
import { takeNumber } from '../../../harness/store/run-numbers.ts';
import { EVENTS_FILE, RunStore } from '../../../harness/store/run-store.ts';
import { sampleEvents } from '../../support/sample-run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the number of a run is never given again, even when its folder was deleted', () => {
  expect([RunStore.open(folder).run, RunStore.open(folder).run]).toEqual([1, 2]);
  rmSync(join(folder, 'runs'), { recursive: true });
  expect(RunStore.open(folder).run).toBe(3);
});

test('a folder that is already there is not written into', () => {
  mkdirSync(join(folder, 'runs', '1'), { recursive: true });
  writeFileSync(join(folder, 'runs', '1', EVENTS_FILE), 'of another time');
  expect(RunStore.open(folder).run).toBe(2);
  expect(readFileSync(join(folder, 'runs', '1', EVENTS_FILE), 'utf8')).toBe('of another time');
});

test('processes that start at the same time get different numbers, without gaps', async () => {
  const program = `
    import { takeNumber } from '${new URL('../../../harness/store/run-numbers.ts', import.meta.url).href}';
    console.log(JSON.stringify(Array.from({ length: 10 }, () => takeNumber(process.argv[1], 'attempt'))));
  `;
  const run = promisify(execFile);
  const taken = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, folder]);
      return z.array(z.int()).parse(JSON.parse(stdout));
    }),
  );
  expect(taken.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(takeNumber(folder, 'attempt')).toBe(41);
  expect(takeNumber(folder, 'run')).toBe(1);
});

test('each event is on disk as soon as it is recorded, and is read back', () => {
  const store = RunStore.open(folder);
  const events = sampleEvents();
  for (const [index, event] of events.entries()) {
    store.record(event);
    expect(readRun(store.folder).events).toHaveLength(index + 1);
  }
  expect(readRun(store.folder)).toMatchObject({ isFinished: true, isTorn: false });
  expect(readRun(store.folder).events).toEqual(JSON.parse(JSON.stringify(events)));
});

test('a run that was killed in the middle of a line is read as far as it went', () => {
  const store = RunStore.open(folder);
  for (const event of sampleEvents({ isFinished: false })) store.record(event);
  appendFileSync(join(store.folder, EVENTS_FILE), '{"type":"run-fin');
  const run = readRun(store.folder);
  expect(run).toMatchObject({ isFinished: false, isTorn: true });
  expect(run.events).toHaveLength(sampleEvents({ isFinished: false }).length);
});

test('a line that is no event is refused, not skipped', () => {
  const store = RunStore.open(folder);
  appendFileSync(join(store.folder, EVENTS_FILE), '{"type":"other"}\n');
  expect(() => readRun(store.folder)).toThrow(/Invalid option/);
});

test('inputs are kept as they were, with their digest', () => {
  const store = RunStore.open(folder);
  const path = join(folder, 'connector.yaml');
  writeFileSync(path, 'name: é\n');
  const kept = store.keepInputs([
    { role: 'connector', path },
    { role: 'config in force', path: null, content: '{}' },
  ]);
  writeFileSync(path, 'changed later');
  expect(kept.map(({ file }) => file)).toEqual(['001-connector.yaml', '002-config-in-force.json']);
  const copy = readFileSync(join(store.folder, 'inputs', '001-connector.yaml'));
  expect(copy.toString()).toBe('name: é\n');
  expect(kept[0]?.sha256).toBe(createHash('sha256').update(copy).digest('hex'));
  expect(JSON.parse(readFileSync(join(store.folder, 'inputs', 'manifest.json'), 'utf8'))).toEqual(kept);
});

test('the data folder keeps itself out of version control', () => {
  RunStore.open(folder);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  expect(existsSync(join(folder, 'runs', '1', 'output'))).toBe(true);
});

test('the name of an output file holds nothing but letters, digits and hyphens', () => {
  const file = RunStore.open(folder).outputFile(12, 'feed/../../x y');
  expect(file).toBe(join(folder, 'runs', '1', 'output', '12-feed-x-y.log'));
});
