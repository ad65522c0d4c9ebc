import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How a connector process ended. */
export interface ConnectorEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the reference connector with exactly this environment, gives it the lines, and waits for its end. */
export async function runReferenceConnector(
  environment: Readonly<Record<string, string>>,
  lines: readonly string[],
): Promise<ConnectorEnd> {
  const script = fileURLToPath(new URL('../../examples/reference-connector/connector.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { env: { ...environment }, timeout: 60_000 });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}
