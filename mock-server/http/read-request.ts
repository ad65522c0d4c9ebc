import type { IncomingMessage } from 'node:http';
import type { HeaderLines, ListenerName } from '../../journal/entry.ts';
import type { MockClock } from '../clock.ts';
import type { Connection } from './connection.ts';
import type { IncomingRequest } from './exchange.ts';
import type { ReadBody } from './read-body.ts';

/** A request with what the journal needs beside it. */
export interface ReceivedRequest {
  readonly request: IncomingRequest;
  readonly target: string;
  readonly httpVersion: string;
  readonly body: ReadBody;
  /** Real time of arrival, ISO. */
  readonly at: string;
}

/** What the reading of a request needs. */
export interface RequestContext {
  readonly listener: ListenerName;
  readonly clock: MockClock;
  readonly connection: Connection;
}

/** The typed request of a message whose body was read. */
export function receivedRequest(
  message: IncomingMessage,
  body: ReadBody,
  context: RequestContext & { at: string },
): ReceivedRequest {
  const target = targetOf(message);
  const mark = target.indexOf('?');
  const request: IncomingRequest = {
    listener: context.listener,
    method: message.method ?? '',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers: headerLines(message.rawHeaders),
    body: body.kept,
    bodyTooLarge: body.isTooLarge,
    tls: context.connection.tls,
    nowMs: context.clock.nowMs(),
  };
  return { request, target, httpVersion: message.httpVersion, body, at: context.at };
}

/** Path and query; express shortens `url` below a mounted path and keeps the whole beside it. */
function targetOf(message: IncomingMessage): string {
  const original: unknown = Reflect.get(message, 'originalUrl');
  return typeof original === 'string' ? original : (message.url ?? '');
}

function headerLines(raw: readonly string[]): HeaderLines {
  const lines: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return lines;
}

/** Value of the first header of that name (lower case); null when there is none. */
export function headerValue(headers: HeaderLines, name: string): string | null {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}
