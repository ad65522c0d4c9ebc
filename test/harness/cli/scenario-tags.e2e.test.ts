import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { runCommand } from '../../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 120_000 });

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rorkit-tags-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const listSchema = z.array(z.looseObject({ id: z.string(), tags: z.array(z.string()) }));

async function listed(...args: readonly string[]) {
  const { code, out } = await runCommand(['scenarios', 'list', '--json', ...args], cwd);
  expect(code).toBe(0);
  return listSchema.parse(JSON.parse(out));
}

test('scenarios list --tag gives those with any of the tags', async () => {
  const restarts = await listed('--tag', 'restart');
  const either = await listed('--tag', 'restart', '--tag', 'optional');
  expect(restarts.length).toBeGreaterThan(1);
  expect(restarts.every(({ tags }) => tags.includes('restart'))).toBe(true);
  expect(either.length).toBeGreaterThan(restarts.length);
  expect(either.every(({ tags }) => tags.includes('restart') || tags.includes('optional'))).toBe(true);
});

test('run --tag narrows with --area and --grep', async () => {
  const args = ['run', '--pki', join(cwd, 'pki'), '--tag', 'smoke', '--area', 'feed', '--grep', 'zero', '--json'];
  const { code, out } = await runCommand(args, cwd);
  expect(code).toBe(0);
  expect(out).toContain('feed/zero-beds');
  expect(out).not.toContain('feed/delete-record');
});

test.each([
  ['run', 'en', 'expected smoke | content'],
  ['run', 'fr', 'attendu : smoke | content'],
  ['scenarios list', 'en', 'seen "smok"'],
])('an unknown tag of %s (%s) is refused, and the tags are named', async (command, lang, said) => {
  const { code, err } = await runCommand([...command.split(' '), '--tag', 'smok', '--lang', lang], cwd);
  expect(code).toBe(2);
  expect(err).toContain('--tag');
  expect(err).toContain(said);
});

test('scenarios show names the tags', async () => {
  const { out } = await runCommand(['scenarios', 'show', 'time/restart-in-mid-batch', '--lang', 'fr'], cwd);
  expect(out).toMatch(/Étiquettes : .*restart/);
});
