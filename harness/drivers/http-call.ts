import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Dispatcher } from 'undici';
import { Agent, request } from 'undici';
import { redactLine } from './output-log.ts';
import type { HttpStimulus } from './stimulus-schema.ts';

/** Longest answer that is read, in bytes: only its first line is ever shown. */
const MAX_ANSWER_BYTES = 16_384;

/** What a call of the connector gave. */
export interface CallAnswer {
  readonly status: number;
  /** First characters of the answer. */
  readonly text: string;
}

/** One request to the connector. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Calls the connector; redirections are not followed, proxies not used. Rejects when there was no answer in time. */
export async function callConnector(call: Call, agent: Dispatcher): Promise<CallAnswer> {
  const { url, method, headers, body, timeoutMs, signal } = call;
  const answer = await request(url, {
    method,
    headers,
    body,
    dispatcher: agent,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  let text = '';
  for await (const chunk of answer.body) {
    text += String(chunk);
    if (text.length > MAX_ANSWER_BYTES) break;
  }
  return { status: answer.statusCode, text: text.slice(0, MAX_ANSWER_BYTES) };
}

/** Connections to the connector, trusting `caFile` besides when it is given. */
export function connectorAgent(caFile: string | undefined, folder: string): Agent {
  return new Agent({
    connections: 1,
    ...(caFile === undefined ? {} : { connect: { ca: readFileSync(resolve(folder, caFile)) } }),
  });
}

/** The header that says who rorkit is; the secret comes from the environment. */
export function authorization(
  { authentication }: Pick<HttpStimulus, 'authentication'>,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  if (authentication === undefined) return {};
  if ('bearer' in authentication) {
    return { authorization: `Bearer ${environment[authentication.bearer.tokenFrom] ?? ''}` };
  }
  const { user, passwordFrom } = authentication.basic;
  const pair = Buffer.from(`${user}:${environment[passwordFrom] ?? ''}`, 'utf8').toString('base64');
  return { authorization: `Basic ${pair}` };
}

/** Why there was no answer, in a few words: the code of the system, else the message. */
export function callFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

/** An address as it may be shown: what stands in its query, or before its host, may be a key of the connector's. */
export function shownUrl(url: string): string {
  return redactLine(url.replace(/\?.*$/s, '?…'));
}
