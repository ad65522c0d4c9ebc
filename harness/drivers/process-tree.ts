import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from './environment.ts';

/** How often the rest of a tree is looked at once its first process has ended: the system has no event for that. */
const POLL_MS = 20;

/** How long the rest of the output of an ended tree is waited for. */
const READ_REST_MS = 1_000;

/** How a process is started. */
export interface StartOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment: Environment;
  /** An entry of the environment, `NAME=value`, that only this tree has: finds processes that left its group. */
  readonly marker: string;
}

/** How the first process of a tree ended. `spawnError` is set when it never ran. */
export interface RootExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly spawnError: NodeJS.ErrnoException | null;
}

/**
 * A program and everything that it starts. On POSIX it leads a process group of its own, so that a signal reaches its
 * children; on Linux, processes that left the group are found by the marker in their environment. On Windows the tree
 * is ended by `taskkill /T`, and what outlives the first process cannot be seen.
 */
export class ProcessTree {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when the first process has ended or could not be started. Never rejects. */
  readonly rootExit: Promise<RootExit>;
  readonly #outputRead: Promise<void>;
  readonly #marker: string;

  constructor(options: StartOptions) {
    const [program = '', ...args] = options.command;
    this.#marker = options.marker;
    this.child = spawn(program, args, {
      cwd: options.cwd,
      env: options.environment,
      detached: process.platform !== 'win32',
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A connector that does not read its input closes the pipe: that is no fault of ours and none of its.
    this.child.stdin.on('error', () => undefined);
    this.#outputRead = new Promise((resolve) => {
      this.child.once('close', () => resolve());
    });
    this.rootExit = new Promise((resolve) => {
      this.child.once('error', (spawnError) => resolve({ exitCode: null, signal: null, spawnError }));
      this.child.once('exit', (exitCode, signal) => resolve({ exitCode, signal, spawnError: null }));
    });
  }

  /** True while any process of the tree runs. */
  isAlive(): boolean {
    const pid = this.child.pid;
    if (pid === undefined) return false;
    if (this.child.exitCode === null && this.child.signalCode === null) return true;
    if (process.platform === 'win32') return false;
    if (process.platform === 'linux') return membersOnLinux(pid, this.#marker).length > 0;
    return groupExists(pid);
  }

  /** Resolves when no process of the tree runs any more: true, or false once `signal` is aborted. */
  async ended(signal: AbortSignal): Promise<boolean> {
    await Promise.race([this.rootExit, aborted(signal)]);
    while (this.isAlive()) {
      if (signal.aborted) return false;
      await delay(POLL_MS);
    }
    return true;
  }

  /** Ends the whole tree: first `signal`, then SIGKILL after `graceMs`. Resolves when nothing of it runs. */
  async stop(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    this.#signalAll(signal);
    if (!(await this.ended(AbortSignal.timeout(graceMs)))) {
      this.#signalAll('SIGKILL');
      await this.ended(AbortSignal.timeout(5_000));
    }
    await this.release();
  }

  /** Kills the whole tree at once, as a power cut would. */
  kill(): void {
    this.#signalAll('SIGKILL');
  }

  /** Waits until the output of the ended tree was read, then lets go of the pipes: one that escaped could hold them open. */
  async release(): Promise<void> {
    await Promise.race([this.#outputRead, delay(READ_REST_MS, undefined, { ref: false })]);
    this.child.stdin.destroy();
    this.child.stdout.destroy();
    this.child.stderr.destroy();
  }

  #signalAll(signal: NodeJS.Signals): void {
    const pid = this.child.pid;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' });
      return;
    }
    send(-pid, signal);
    if (process.platform === 'linux') for (const member of membersOnLinux(pid, this.#marker)) send(member, signal);
  }
}

function send(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // Already gone.
  }
}

function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Living processes of the tree, from /proc: same group or session, or started with the marker. Zombies do not count:
 * in a container whose first process reaps nothing they would stay for ever.
 */
function membersOnLinux(root: number, marker: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && isMember(pid, root, marker));
}

function isMember(pid: number, root: number, marker: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // pid (name) state ppid group session …: the name may hold spaces and brackets.
    const [state, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return false;
    if (Number(group) === root || Number(session) === root) return true;
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(marker);
  } catch {
    // Ended meanwhile, or another user's.
    return false;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
