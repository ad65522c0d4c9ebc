import { execFile, spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/** What a tool of the machine printed, and its exit code. */
export interface ToolResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a tool of the machine; the test is skipped, saying so, on a machine without it. */
export function runTool(context: TestContext, tool: string, args: readonly string[]): ToolResult {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', timeout: 30_000 });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') context.skip(`${tool} is not on this machine`);
  return { code: status, output: `${stdout}${stderr}` };
}

/** As {@link runTool}, while this process goes on: for a tool that talks to a server of the test. */
export async function runToolBeside(context: TestContext, tool: string, args: readonly string[]): Promise<ToolResult> {
  runTool(context, tool, ['--version']); // skips when it is not there
  const { promise, resolve } = Promise.withResolvers<ToolResult>();
  const child = execFile(tool, args, { timeout: 30_000 }, (_, stdout, stderr) => {
    resolve({ code: child.exitCode, output: `${stdout}${stderr}` });
  });
  return await promise;
}
