import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RORKIT = fileURLToPath(new URL('../../harness/cli/rorkit.js', import.meta.url));

/** How the command ended. */
export interface CommandEnd {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What may be given besides the arguments. */
export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on stdin. Default: nothing. */
  readonly input?: string;
  /** Called at each output with all of stdout so far. */
  readonly onOutput?: (text: string, act: { stop(signal: NodeJS.Signals): void; type(line: string): void }) => void;
}

/** Starts `rorkit` as a process in `cwd`, English unless `--lang` says otherwise, and waits for its end. */
export function runCommand(args: readonly string[], cwd: string, options: CommandOptions = {}): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const env = { ...process.env, LANG: 'C.UTF-8', ...options.env };
    const child = spawn(process.execPath, [RORKIT, ...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    const read = { out: '', err: '' };
    const act = {
      stop: (signal: NodeJS.Signals) => void child.kill(signal),
      type: (line: string) => void child.stdin.write(`${line}\n`),
    };
    child.stdin.on('error', () => undefined);
    if (options.onOutput === undefined) child.stdin.end(options.input ?? '');
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      read.out += chunk;
      options.onOutput?.(read.out, act);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      read.err += chunk;
    });
    child.once('close', (code) => resolve({ code, ...read }));
  });
}
