import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A program under measure. */
export interface Program {
  readonly child: ChildProcess;
  /** The first line that it wrote. */
  readonly line: string;
}

/** Starts a program and waits for the first line that `accept` takes. @throws Error when it ends before */
export async function startProgram(
  command: string,
  args: readonly string[],
  accept: (line: string) => boolean = () => true,
): Promise<Program> {
  const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, line: await firstLine(child, accept) };
}

/** Ends a program and waits until it has. */
export async function endProgram({ child }: Program): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** Memory of a program in MB, from the system (Linux): what it holds now, and the most that it ever held. */
export function memoryOf({ child }: Program): { readonly nowMb: number; readonly mostMb: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);
  return { nowMb: kb('VmRSS') / 1_000, mostMb: kb('VmHWM') / 1_000 };
}

function firstLine(child: ChildProcess, accept: (line: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      const found = lines.find(accept);
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)));
  });
}
