import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { ChannelContext, DriverOptions } from './channel.ts';
import type { Trouble } from './connector-run.ts';
import type { ConnectorFile } from './connector-schema.ts';
import type { Started } from './started.ts';
import { endedEarly } from './started.ts';
import type { TemplateData } from './template.ts';
import { TemplateError, render } from './template.ts';
import { TRAFFIC } from './patience.ts';

/** How often a port or an address is tried, in ms: nothing tells when it opens. */
const TRY_EVERY_MS = 100;

/** Longest time for one try, in ms. */
const TRY_MS = 2_000;

type Ready = NonNullable<ConnectorFile['ready']>;
type Options = DriverOptions & { readonly from: number };

/** Waits until a started instance can take a stimulus; what keeps it from that, else null. */
export async function becomesReady(started: Started, options: Options): Promise<Trouble | null> {
  const { ready } = options.file;
  if (ready === undefined) return null;
  const { timeoutMs } = ready;
  const stop = AbortSignal.any([AbortSignal.timeout(timeoutMs), options.interrupted]);
  const way = isReady(ready, started, { options, stop }).then((said) => said ?? 'ready');
  const outcome = await Promise.race([way, started.tree.rootExit.then(() => 'ended' as const), whenAborted(stop)]);
  if (outcome === 'ended') return endedEarly(started);
  if (outcome === 'ready') return null;
  if (outcome === 'too-late') return notReady(ready, options);
  return outcome;
}

/** As {@link becomesReady}, for a connector that rorkit did not start. */
export async function isThere(options: ChannelContext): Promise<Trouble | null> {
  const { ready } = options.file;
  const [instance] = options.instances;
  if (ready === undefined || instance === undefined) return null;
  const data = { instance, stateDir: instance.stateDir };
  const stop = AbortSignal.any([AbortSignal.timeout(ready.timeoutMs), options.interrupted]);
  const found = await untilAnswered(ready, data, stop);
  return found === null && stop.aborted ? notReady(ready, options) : found;
}

async function isReady(
  ready: Ready,
  { instance, lines }: Started,
  { options, stop }: { readonly options: Options; readonly stop: AbortSignal },
): Promise<Trouble | null> {
  if (ready.log !== undefined) {
    await lines.said;
    return null;
  }
  if (ready.firstToken === true) {
    await untilTokenRequest(options, stop);
    return null;
  }
  return untilAnswered(ready, { instance, stateDir: instance.stateDir }, stop);
}

/** Tries the port or the address until it answers or `stop` is aborted. */
async function untilAnswered(ready: Ready, data: TemplateData, stop: AbortSignal): Promise<Trouble | null> {
  let target;
  try {
    target = render(ready.tcp ?? ready.http ?? '', data, 'text');
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { code: 'bad-template', detail: `ready: ${error.message}` };
  }
  const answers = ready.tcp === undefined ? respondsWell : accepts;
  while (!stop.aborted && !(await answers(target))) {
    await delay(TRY_EVERY_MS, undefined, { ref: false });
  }
  return null;
}

function accepts(target: string): Promise<boolean> {
  const [, host = '127.0.0.1', port = '0'] = /^(?:(.+):)?(\d+)$/.exec(target.trim()) ?? [];
  return new Promise((resolve) => {
    const socket = connect({ host: host.replaceAll(/^\[|\]$/g, ''), port: Number(port), timeout: TRY_MS });
    const done = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false));
  });
}

async function respondsWell(url: string): Promise<boolean> {
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(TRY_MS) });
    await answer.body.dump();
    return answer.statusCode >= 200 && answer.statusCode < 300;
  } catch {
    return false;
  }
}

async function untilTokenRequest({ traffic, from }: Options, stop: AbortSignal): Promise<void> {
  for (let next = from; !stop.aborted;) {
    const entry = await traffic.waitForEntry({ from: next, kinds: TRAFFIC, timeoutMs: 500 });
    if (entry === null) continue;
    const isToken = entry.kind === 'exchange' || entry.kind === 'handshake-failure';
    if (isToken && entry.listener === 'auth') return;
    next = entry.seq + 1;
  }
}

function notReady({ tcp, http, log, timeoutMs }: Ready, { interrupted }: DriverOptions): Trouble | null {
  // What is interrupted has no trouble of its own.
  if (interrupted.aborted) return null;
  const what = [
    tcp === undefined ? undefined : `tcp ${tcp}`,
    http === undefined ? undefined : `http ${http}`,
    log === undefined ? undefined : `log ${log}`,
  ].find((one) => one !== undefined);
  return { code: 'not-ready', detail: `${what ?? 'firstToken'}, ${timeoutMs} ms` };
}

function whenAborted(signal: AbortSignal): Promise<'too-late'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('too-late');
    else signal.addEventListener('abort', () => resolve('too-late'), { once: true });
  });
}
