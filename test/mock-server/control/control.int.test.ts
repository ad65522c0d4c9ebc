import { request } from 'node:http';
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
    for (const { method, path } of CONTROL_ROUTES) {
      const { status } = await ask(path, method === 'GET' ? { method } : { method, body: '"x"' });
      expect([path, [404, 405].includes(status)]).toEqual([path, false]);
    }
  });

  it('covers every method of MockRor but close', () => {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(running.mock)).filter(
      (name) => !['constructor', 'close', 'findLocations'].includes(name) && !name.startsWith('#'),
    );
    expect(CONTROL_ROUTES.map(({ operationId }) => operationId).toSorted()).toEqual(methods.toSorted());
  });

  it('connecting says what is wrong', async () => {
    await expect(connectMockRor(url, 'wrong')).rejects.toMatchObject({ code: 'control.unauthorized' });
    await expect(connectMockRor('http://127.0.0.1:1', TOKEN)).rejects.toMatchObject({ code: 'control.unreachable' });
    await expect(connectMockRor('nonsense', TOKEN)).rejects.toMatchObject({ code: 'mock.bad-option' });
    expect(logged).toEqual([]);
  });
});
