import { resolve } from 'node:path';
import { Agent } from 'undici';
import type { ChannelContext } from './channel.ts';
import type { ConnectorRun, Trouble } from './connector-run.ts';
import { resolveCommand } from './connector-run.ts';
import type { Reset } from './connector-schema.ts';
import { connectorEnvironment } from './environment.ts';
import { callConnector, callFailure, shownUrl } from './http-call.ts';
import { textOfError } from './messages-of.ts';
import { runToEnd } from './one-shot.ts';
import type { RunningInstance } from './running-instance.ts';
import { render } from './template.ts';

/** Makes the connector forget what it knew of the scenario before; what keeps it from that, else null. */
export async function resetConnector(reset: Reset, context: ChannelContext): Promise<Trouble | null> {
  if (typeof reset === 'string') return null;
  if ('command' in reset) return resetByCommand(reset.command, context);
  for (const instance of context.instances) {
    const trouble = await resetByHttp(reset.http, instance, context);
    if (trouble !== null) return trouble;
  }
  return null;
}

async function resetByCommand(argv: readonly string[], context: ChannelContext): Promise<Trouble | null> {
  const { file, folder, world, configFile, inherited, interrupted, log } = context;
  const cwd = resolve(folder, file.start?.cwd ?? ('cwd' in file.stimulus ? file.stimulus.cwd : '.'));
  const command = resolveCommand(argv, cwd);
  const environment = connectorEnvironment({ world, configFile, settings: file.environment, inherited });
  const run: ConnectorRun = { file, cwd, command, environment, log, interrupted };
  const { exit, trouble } = await runToEnd(run, command, '');
  if (trouble !== null) return trouble;
  if (exit.exitCode === 0) return null;
  return { code: 'cannot-reset', detail: `${command[0] ?? ''}: exit ${exit.exitCode ?? exit.signal ?? '?'}` };
}

async function resetByHttp(
  { method, url: template }: Extract<Reset, { http: unknown }>['http'],
  instance: RunningInstance,
  { file, interrupted }: ChannelContext,
): Promise<Trouble | null> {
  const agent = new Agent({ connections: 1 });
  try {
    const url = render(template, { instance, stateDir: instance.stateDir }, 'url');
    const call = { method, url, headers: {}, body: null, timeoutMs: file.timing.deadlineMs, signal: interrupted };
    const { status } = await callConnector(call, agent).catch((error: unknown) => ({ status: callFailure(error) }));
    if (typeof status === 'number' && status >= 200 && status < 300) return null;
    return { code: 'cannot-reset', detail: `${method} ${shownUrl(url)}: ${status}` };
  } catch (error) {
    return { code: 'bad-template', detail: textOfError(error) };
  } finally {
    await agent.destroy();
  }
}
