import express from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connection } from './connection.ts';
import { ExchangeRunner } from './exchange-runner.ts';
import type { OnMessage } from './listen.ts';
import type { ExchangeContext, Handle } from './turn.ts';

/** An address of a listener: a path with one method, or with `null` everything at and below the path. */
export interface Route {
  readonly method: 'get' | 'post' | 'patch' | null;
  readonly path: string;
  readonly handle: Handle;
}

/** The routing of a listener; `otherwise` answers what no route takes. */
export function createApp(context: ExchangeContext, routes: readonly Route[], otherwise: Handle): OnMessage {
  const runner = new ExchangeRunner(context);
  const connections = new WeakMap<IncomingMessage, Connection>();
  const run = async (message: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> => {
    const connection = connections.get(message);
    if (connection !== undefined) await runner.run({ message, response, connection }, handle);
  };
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', false).set('case sensitive routing', true).set('strict routing', true);
  for (const { method, path, handle } of routes) {
    if (method === null) app.use(path, (message, response) => run(message, response, handle));
    else app[method](path, (message, response) => run(message, response, handle));
  }
  app.use((message, response) => run(message, response, otherwise));
  return (message, response, connection) => {
    connections.set(message, connection);
    message.url = originForm(message.url ?? '');
    app(message, response);
  };
}

/** The target as a path: express would answer the absolute form of a proxy's client, or `*`, without us. */
function originForm(target: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
