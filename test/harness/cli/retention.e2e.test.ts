import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PatchedLane } from '../../journal/patched-lane.ts';
import { openTestLane, temporaryFolder } from '../../journal/temporary-lane.ts';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));

async function rorkit(cwd: string, ...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = spawn(process.execPath, [RORKIT, ...args], { cwd, stdio: 'pipe' });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.err += text));
  const [code] = await once(child, 'close');
  return { code, ...said };
}

describe('retention at the command line', { timeout: 60_000 }, () => {
  it('tells an entry that was dropped from one that never was', async () => {
    const folder = temporaryFolder();
    const store = openTestLane({ file: join(folder, 'lane.sqlite'), retainEntries: 50 });
    const lane = new PatchedLane(store);
    while (store.droppedTo() < 10) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await lane.patch();
    }
    await store.close();
    const dropped = await rorkit(folder, 'why', '5', '--data-dir', folder, '--lang', 'fr');
    expect(dropped.code).toBe(2);
    expect(dropped.err).toContain('supprimée par la rétention');
    const unknown = await rorkit(folder, 'why', '5000', '--data-dir', folder, '--lang', 'en');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('entry 5000 is no exchange');
  });

  it.each([
    [['--retain-entries', '999'], '--retain-entries'],
    [['--max-data-mb', '15', '--data-dir', 'data'], '--max-data-mb'],
    [['--max-data-mb', '16'], '--data-dir is missing'],
  ])('refuses %j, and says why', async (options, said) => {
    const { code, err } = await rorkit(temporaryFolder(), 'mock', '--port', '0', '--lang', 'en', ...options);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
