import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openTestLane, temporaryFolder } from './temporary-lane.ts';

const SCRIPT = fileURLToPath(new URL('committing-process.ts', import.meta.url));

/** Lets a process commit, kills it after at least so many acknowledged commits, and gives what it acknowledged. */
async function commitUntilKilled(file: string, durability: string, atLeast: number): Promise<Map<number, string>> {
  const child = spawn(process.execPath, [SCRIPT, file, durability], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let text = '';
  let lines = 0;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    text += chunk;
    lines += chunk.split('\n').length - 1;
    if (lines >= atLeast) child.kill('SIGKILL');
  });
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  // The last line may be cut: it was not whole when the process died.
  const whole = text.slice(0, text.lastIndexOf('\n')).split('\n');
  return new Map(whole.map((line) => [Number(line.split(' ')[0]), line.split(' ')[1] ?? '']));
}

describe('a process killed while it commits', () => {
  it.each(['process', 'power'])('loses nothing it acknowledged and leaves no gap (%s)', async (durability) => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const acknowledged = new Map<number, string>();
    for (const atLeast of [50, 400, 1500]) {
      // Each run goes on where the one before was killed.
      const more = await commitUntilKilled(file, durability, atLeast);
      expect(more.size).toBeGreaterThanOrEqual(atLeast);
      for (const [seq, content] of more) {
        expect(acknowledged.has(seq)).toBe(false);
        acknowledged.set(seq, content);
      }
    }
    const lane = openTestLane({ file });
    const entries = await lane.read();
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    const stored = new Map(entries.map((entry) => [entry.seq, entry.kind === 'mark' ? entry.scenario : null]));
    for (const [seq, content] of acknowledged) expect(stored.get(seq)).toBe(content);
    // The resource that an entry wrote is there exactly when the entry is.
    for (const content of stored.values()) expect(lane.resources.textOf('Test', content ?? '', 1)).toContain(content);
  });

  it('keeps a second process out while it lives', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const child = spawn(process.execPath, [SCRIPT, file, 'process'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.locked' }));
    child.kill('SIGKILL');
    await exited;
    expect(openTestLane({ file }).head()).toBeGreaterThan(0);
  });
});
