import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createControlListener } from '../../../mock-server/control/listen.ts';
import { CONTROL_ROUTES } from '../../../mock-server/control/routes.ts';
import { connectMockRor } from '../../../mock-server/index.ts';
import { RunningMock } from '../running-mock.ts';

const TOKEN = 'a-token';

const openApi = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
});

const problem = z.looseObject({ code: z.string() });

describe('control API', () => {
  let running: RunningMock;
  let url = '';
  const logged: string[] = [];
  beforeAll(async () => {
    running = await RunningMock.start({ control: { token: TOKEN }, log: (text) => logged.push(text) });
    url = (await running.mock.describe()).addresses.controlUrl ?? '';
  });
  afterAll(async () => {
    await running.close();
  });

  const ask = (
    path: string,
    { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<{ status: number; type: string; body: unknown }> =>
    new Promise((resolve, reject) => {
      const sent = request(
        `${url}${path}`,
        { method, agent: false, headers: { authorization: `Bearer ${TOKEN}`, ...headers } },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          answer.on('end', () => {
            const type = answer.headers['content-type'] ?? '';
            resolve({ status: answer.statusCode ?? 0, type, body: text === '' ? null : JSON.parse(text) });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });

  it.each([
    ['a wrong token', { headers: { authorization: 'Bearer wrong' } }, 401, 'control.unauthorized'],
    ['no bearer token', { headers: { authorization: 'Basic eDp5' } }, 401, 'control.unauthorized'],
    ['a foreign Host', { headers: { host: 'rebound.example' } }, 403, 'control.foreign-host'],
    ['a foreign Origin', { headers: { origin: 'https://evil.example' } }, 403, 'control.foreign-origin'],
    ['an opaque Origin', { headers: { origin: 'null' } }, 403, 'control.foreign-origin'],
    ['another method', { method: 'POST' }, 405, 'control.wrong-method'],
    ['no JSON', { method: 'PATCH', body: '{' }, 400, 'control.bad-request'],
    ['a wrong type', { method: 'PATCH', body: '{"tokenLifetimeS":[]}' }, 400, 'control.bad-request'],
    ['an unknown setting', { method: 'PATCH', body: '{"nope":1}' }, 422, 'mock.unknown-setting'],
    ['a body over the limit', { method: 'PATCH', body: ' '.repeat(1_048_577) }, 413, 'control.too-large'],
  ])('answers %s with problem details', async (...row) => {
    const [, asked, status, code] = row;
    const answer = await ask('/v1/settings', { method: 'PATCH', body: '{}', ...asked });
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status, code, title: code } });
  });

  it('refuses unknown paths, keys and parameters', async () => {
    expect((await ask('/v2/x')).body).toMatchObject({ code: 'control.unknown-path' });
    expect((await ask('//')).body).toMatchObject({ status: 400, code: 'control.bad-request' });
    expect((await ask('/v1/journal?nope=1')).body).toMatchObject({ code: 'control.bad-request' });
    const entry = JSON.stringify({ kind: 'exchange', seq: 1 });
    expect((await ask('/v1/journal', { method: 'POST', body: entry })).status).toBe(400);
    const clock = JSON.stringify({ offsetMs: 1, extra: true });
    expect((await ask('/v1/clock', { method: 'PUT', body: clock })).status).toBe(400);
  });

  it('does not listen beyond loopback', async () => {
    const listener = createControlListener({ mock: running.mock, token: TOKEN, log: () => {} });
    await expect(listener.listen(0, '0.0.0.0')).rejects.toMatchObject({ code: 'control.not-loopback' });
    await expect(listener.listen(0, '::')).rejects.toMatchObject({ code: 'control.not-loopback' });
  });

  it.each(['/v1/journal/wait?from=1&kinds=clock&timeoutMs=30000', '/v1/exchanges/wait?from=1&timeoutMs=30000'])(
    'ends a wait when the client leaves: %s',
    async (path) => {
      const waits = Promise.withResolvers<AbortSignal | undefined>();
      const wait = async ({ signal }: { signal?: AbortSignal | undefined }): Promise<null> => {
        waits.resolve(signal);
        return await new Promise<null>(() => {}); // ends with the test
      };
      const mock = Object.assign(Object.create(running.mock), { waitForEntry: wait, waitForExchange: wait });
      const listener = createControlListener({ mock, token: TOKEN, log: () => {} });
      const own = `http://127.0.0.1:${await listener.listen(0, '127.0.0.1')}`;
      const sent = request(`${own}${path}`, { agent: false, headers: { authorization: `Bearer ${TOKEN}` } });
      sent.on('error', () => {}); // we leave
      sent.end();
      const signal = await waits.promise;
      if (signal === undefined) throw new Error('nobody is told when the client leaves');
      const left = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      sent.destroy();
      await left;
      expect(signal.aborted).toBe(true);
      await listener.close(0);
    },
  );

  it('serves an OpenAPI 3.1 document that says exactly its routes', async () => {
    const { body } = await ask('/v1/openapi.json');
    const document = openApi.parse(body);
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    const routes = CONTROL_ROUTES.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`);
    expect(described.toSorted()).toEqual(routes.toSorted());
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('every described operation is served: none is an unknown path or method', async () => {
    for (const { method, path, isStream } of CONTROL_ROUTES) {
      if (isStream === true) continue; // has no end; tested below
      const { body } = await ask(
        path.replace('{name}', 'no such').replace('{number}', '999999').replace('{id}', 'nobody'),
        method === 'GET' ? { method } : { method, body: '"x"' },
      );
      const code = problem.safeParse(body).data?.code;
      expect([path, ['control.unknown-path', 'control.wrong-method'].includes(code ?? '')]).toEqual([path, false]);
    }
  });

  it('covers every method of MockRor but close', () => {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(running.mock)).filter(
      (name) => !['constructor', 'close', 'findLocations'].includes(name) && !name.startsWith('#'),
    );
    expect(CONTROL_ROUTES.map(({ operationId }) => operationId).toSorted()).toEqual(methods.toSorted());
  });

  it('streams events that resume after Last-Event-ID, with signs of life, and not without a token', async () => {
    const head = await running.mock.journalHead();
    const mark = { kind: 'mark', mark: 'armed', scenario: 'é\nx', attempt: 1 } as const;
    for (let index = 0; index < 3; index += 1) await running.mock.append(mark);
    const stream = await openStream(`${url}/v1/events?kinds=mark`, {
      authorization: `Bearer ${TOKEN}`,
      'last-event-id': String(head + 1),
    });
    expect(stream.status).toBe(200);
    expect(stream.type).toBe('text/event-stream');
    await stream.until((text) => text.includes(`id: ${head + 3}\n`));
    expect(stream.text()).not.toContain(`id: ${head + 1}\n`);
    expect(stream.text()).toContain(`id: ${head + 2}\nevent: mark\ndata: {"seq":${head + 2},`);
    stream.close();
    expect((await openStream(`${url}/v1/events`, {})).status).toBe(401);
    const bad = { authorization: `Bearer ${TOKEN}`, 'last-event-id': 'x' };
    expect((await openStream(`${url}/v1/events`, bad)).status).toBe(400);
  });

  it('opens a bounded number of streams, and cuts one that is not read while the others go on', async () => {
    const listener = createControlListener({
      mock: running.mock,
      token: TOKEN,
      log: () => {},
      streamTimes: { aliveMs: 20, slowMs: 200 },
    });
    const own = `http://127.0.0.1:${await listener.listen(0, '127.0.0.1')}/v1/events?from=1`;
    const headers = { authorization: `Bearer ${TOKEN}` };
    await openStream(own, headers, { isRead: false });
    const open: OpenStream[] = [];
    while (open.length < 15) open.push(await openStream(own.replace('from=1', 'from=1000000'), headers));
    const refused = await openStream(own, headers);
    expect(refused.status).toBe(503);
    await refused.until((text) => text.includes('control.too-many-streams'));
    await open[0]?.until((text) => text.includes(': alive'));
    const big = { kind: 'mark', mark: 'armed', scenario: 'x'.repeat(20_000), attempt: 1 } as const;
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 50 }, () => running.mock.append(big)));
    }
    // Once the one that reads nothing is cut, its place is free.
    const head = await running.mock.journalHead();
    let next = await openStream(own.replace('from=1', `from=${head}`), headers);
    while (next.status === 503) next = await openStream(own.replace('from=1', `from=${head}`), headers);
    await next.until((text) => text.includes(`id: ${head}\n`));
    const ended = [...open, next].map((stream) => stream.closed());
    await listener.close(5_000);
    await Promise.all(ended);
  });

  it('connecting says what is wrong', async () => {
    await expect(connectMockRor(url, 'wrong')).rejects.toMatchObject({ code: 'control.unauthorized' });
    await expect(connectMockRor('http://127.0.0.1:1', TOKEN)).rejects.toMatchObject({ code: 'control.unreachable' });
    await expect(connectMockRor('nonsense', TOKEN)).rejects.toMatchObject({ code: 'mock.bad-option' });
    expect(logged).toEqual([]);
  });
});

interface OpenStream {
  readonly status: number;
  readonly type: string;
  text(): string;
  until(isThere: (text: string) => boolean): Promise<void>;
  closed(): Promise<unknown>;
  close(): void;
}

/** A stream of server-sent events, as a client without a library reads it. */
function openStream(url: string, headers: Record<string, string>, { isRead = true } = {}): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, headers }, (answer: IncomingMessage) => {
      let text = '';
      let check: (() => void) | null = null;
      if (isRead) {
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          check?.();
        });
      } else answer.pause();
      answer.on('error', () => {});
      resolve({
        status: answer.statusCode ?? 0,
        type: answer.headers['content-type'] ?? '',
        text: () => text,
        until: (isThere) =>
          new Promise((done) => {
            check = () => void (isThere(text) && done());
            check();
          }),
        closed: () => new Promise((done) => sent.once('close', done)),
        close: () => sent.destroy(),
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
