import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../harness/cli/rorkit.js', import.meta.url));

/** How `rorkit run` ended. */
export interface RunEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `rorkit run` as a user does, in `folder`. */
export async function runRorkit(folder: string, args: readonly string[]): Promise<RunEnd> {
  const child = spawn(process.execPath, [ENTRY, 'run', ...args], {
    cwd: folder,
    env: { ...process.env, LANG: 'en', LC_ALL: 'en', NO_COLOR: '1' },
    timeout: 120_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}
