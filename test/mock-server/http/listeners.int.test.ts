import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';

const LIMITS = { headersTimeoutMs: 400, requestTimeoutMs: 800, handshakeTimeoutMs: 400 };
const FORM = { client_id: CLIENT_ID, grant_type: 'client_credentials' };

/** Everything that a socket says until it ends. */
function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

describe('the two listeners', () => {
  let running: RunningMock;
  const logged: string[] = [];
  beforeAll(async () => {
    running = await RunningMock.start({ limits: LIMITS, log: (text) => logged.push(text) });
  });
  afterAll(async () => {
    await running.close();
  });
  afterEach(async () => {
    await running.mock.reset();
  });

  const open = async (url: string, options: object = {}): Promise<TLSSocket> => {
    const { port } = new URL(url);
    const { ca } = await running.tls();
    const socket = connectTls({
      host: '127.0.0.1',
      port: Number(port),
      servername: 'localhost',
      ...(ca === undefined ? {} : { ca }),
      ...options,
    });
    socket.on('error', () => {});
    await new Promise<void>((resolve) => {
      socket.once('secureConnect', () => resolve());
      socket.once('close', () => resolve());
    });
    return socket;
  };
  const raw = async (url: string, bytes: string): Promise<string> => {
    const socket = await open(url);
    const answer = readAll(socket);
    socket.write(bytes);
    return await answer;
  };

  describe('a handshake that fails is in the journal with its cause', () => {
    it.each(['TLSv1.2', 'TLSv1.3'] as const)('no certificate in handshake mode, %s', async (version) => {
      await running.mock.changeSettings({ mtlsRefusal: 'handshake' });
      const before = await running.mock.journalHead();
      await expect(running.askToken(FORM, { minVersion: version, maxVersion: version })).rejects.toThrow(
        /alert|ALERT|EPROTO/i,
      );
      const failure = await running.waitFor('handshake-failure', before);
      expect(failure).toMatchObject({
        listener: 'auth',
        cause: 'tls.no-certificate',
        remote: { address: '127.0.0.1' },
      });
      expect(failure.remote.port).toBeGreaterThan(0);
    });

    it.each([
      ['unknown-ca', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'trust.unknown-ca'],
      ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'trust.unknown-ca'],
      ['expired', 'CERT_HAS_EXPIRED', 'trust.expired'],
    ] as const)('the certificate %s in handshake mode is dropped, and named', async (leaf, code, cause) => {
      await running.mock.changeSettings({ mtlsRefusal: 'handshake' });
      const before = await running.mock.journalHead();
      await expect(running.askToken(FORM, { leaf })).rejects.toThrow(/ECONNRESET|hang up|disconnected|EPIPE/);
      const failure = await running.waitFor('handshake-failure', before);
      expect(failure).toMatchObject({ cause, code, tls: { verification: code }, refusal: { code: cause } });
      expect(failure.tls.peer?.subjectDn).toBe(running.pki.leaves[leaf].subjectDn);
      expect(failure.tls).toMatchObject({ version: 'TLSv1.3', serverName: 'localhost' });
      expect(failure.tls.cipher).toMatch(/^TLS_/);
    });

    it('a certificate that is good by the clock of the mock and not by that of the machine has no cause but OpenSSL', async () => {
      await running.mock.changeSettings({ mtlsRefusal: 'handshake' });
      await running.mock.setClockOffset(-366 * 86_400_000);
      const before = await running.mock.journalHead();
      await expect(running.askToken(FORM, { leaf: 'expired' })).rejects.toThrow(/ECONNRESET|hang up|disconnected/);
      const failure = await running.waitFor('handshake-failure', before);
      expect(failure).toMatchObject({ cause: 'tls.certificate-refused', code: 'CERT_HAS_EXPIRED' });
      expect(failure).not.toHaveProperty('refusal');
    });

    it('a good certificate passes in handshake mode, and the mode ends with reset', async () => {
      await running.mock.changeSettings({ mtlsRefusal: 'handshake' });
      expect((await running.askToken(FORM)).status).toBe(200);
      await running.mock.reset();
      expect((await running.askToken(FORM, {})).status).toBe(401);
    });

    it.each([
      ['plain HTTP', 'GET / HTTP/1.1\r\n\r\n', 'tls.not-tls'],
      ['something else', 'hello, who is there?\r\n', 'tls.not-tls'],
      ['nothing, and leaves', '', 'tls.reset'],
    ])('%s', async (_case, bytes, cause) => {
      const before = await running.mock.journalHead();
      const socket = connectTcp(Number(new URL(running.feedUrl).port), '127.0.0.1');
      const closed = readAll(socket);
      if (bytes === '') socket.end();
      else socket.write(bytes);
      await closed;
      expect(await running.waitFor('handshake-failure', before)).toMatchObject({ listener: 'api', cause });
    });

    it('a client that never speaks is cut', async () => {
      const before = await running.mock.journalHead();
      const socket = connectTcp(Number(new URL(running.feedUrl).port), '127.0.0.1');
      await readAll(socket);
      expect(await running.waitFor('handshake-failure', before)).toMatchObject({ cause: 'tls.timeout' });
    });

    it('a client that speaks an old TLS', async () => {
      const before = await running.mock.journalHead();
      await open(running.tokenUrl, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' });
      expect(await running.waitFor('handshake-failure', before)).toMatchObject({ cause: 'tls.protocol-version' });
    });
  });

  it('journals a connection that ends without a request', async () => {
    const before = await running.mock.journalHead();
    const socket = await open(running.feedUrl);
    const opened = await running.waitFor('connection', before);
    socket.end();
    const unused = await running.waitFor('connection-unused', before);
    expect(unused).toMatchObject({ listener: 'api', connection: opened.seq });
  });

  it('does not resume a session, so that every connection is judged', async () => {
    const first = await open(running.tokenUrl);
    const session = first.getSession();
    first.end();
    const second = await open(running.tokenUrl, session === undefined ? {} : { session });
    expect(second.isSessionReused()).toBe(false);
    second.end();
  });

  describe('what is no proper request is answered 4xx, journalled, and the server goes on', () => {
    it.each([
      ['not HTTP', 'NOT A REQUEST AT ALL\r\n\r\n', 400, 'http.malformed'],
      [
        'two lengths',
        'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
        400,
        'http.malformed',
      ],
      ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'http.malformed'],
      [
        'headers over the limit',
        `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: ${'a'.repeat(17_000)}\r\n\r\n`,
        431,
        'http.headers-too-large',
      ],
      [
        'headers far over the limit',
        `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(80_000)}\r\n\r\n`,
        431,
        'http.headers-too-large',
      ],
      [
        'a target over the limit',
        `GET /${'a'.repeat(9_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
        414,
        'http.target-too-long',
      ],
      ['headers that never end', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, 'http.timeout'],
      ['a body that never ends', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc', 408, 'http.timeout'],
      [
        'a body with a broken chunk',
        'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\n',
        400,
        'http.malformed',
      ],
      [
        'an unknown expectation',
        'POST / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
        417,
        'http.expectation',
      ],
      ['CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'http.malformed'],
    ])('%s', async (...row) => {
      const [, bytes, status, code] = row;
      for (const [url, marker] of [
        [running.feedUrl, '"resourceType":"OperationOutcome"'],
        [running.tokenUrl, `{"error":"HTTP ${status} `],
      ] as const) {
        const answer = await raw(url, bytes);
        expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
        expect(answer).toContain(marker);
        const exchange = await running.lastExchange();
        expect(exchange.cause?.code).toBe(code);
        expect(exchange.answer.status).toBe(status);
      }
      expect((await running.patch(await running.token())).status).toBe(400);
    });

    it.each([
      ['not HTTP', 'NOT A REQUEST AT ALL\r\n\r\n', '400 Bad Request', ''],
      [
        'headers over the limit',
        `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: ${'a'.repeat(17_000)}\r\n\r\n`,
        '400 Bad Request',
        '<center>Request Header Or Cookie Too Large</center>\r\n',
      ],
      [
        'a target over the limit',
        `GET /${'a'.repeat(9_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
        '414 Request-URI Too Large',
        '',
      ],
    ])('behind nginx, with its page on the authorization host alone: %s', async (...row) => {
      const [, bytes, title, says] = row;
      await running.mock.changeSettings({ mtlsRefusal: 'nginx' });
      try {
        const answer = await raw(running.tokenUrl, bytes);
        expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${title.slice(0, 3)} `));
        expect(answer).toContain('Content-Type: text/html\r\n');
        expect(answer).toContain('Server: nginx\r\n');
        expect(answer).toContain(`<center><h1>${title}</h1></center>`);
        expect(answer).toContain(`</h1></center>\r\n${says}<hr>`);
        expect(answer).not.toContain('{"error"');
        expect(await raw(running.feedUrl, bytes)).toContain('"resourceType":"OperationOutcome"');
      } finally {
        await running.mock.reset();
      }
    });

    it('a body over 1 MiB: 401 without a token, 413 with one', async () => {
      const body = Buffer.alloc(1_048_577, ' ');
      expect((await running.patch(null, undefined, body)).status).toBe(401);
      const reply = await running.patch(await running.token(), undefined, body);
      expect(reply.status).toBe(413);
      expect(JSON.parse(reply.text)).toMatchObject({ resourceType: 'OperationOutcome' });
      const { request, cause } = await running.lastExchange();
      expect(cause?.code).toBe('http.body-too-large');
      expect(request.body).toMatchObject({ form: 'bytes', truncated: true, bytes: 1_048_577 });
    });

    it('a client that asks first is told 413 without sending its body', async () => {
      const token = await running.token();
      const head = [
        'PATCH /ws-synchro-dispo-lits-fhir/Location?identifier=x HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${token}`,
        'Content-Type: application/fhir+json',
        'Expect: 100-continue',
        'Content-Length: 5000000',
      ];
      const answer = await raw(running.feedUrl, `${head.join('\r\n')}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    });

    it('a client that leaves in the middle of its body is an exchange that was lost', async () => {
      const before = await running.mock.journalHead();
      const socket = await open(running.feedUrl);
      socket.write(
        'PATCH /ws-synchro-dispo-lits-fhir/Location HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc',
        () => socket.destroy(),
      );
      const exchange = await running.waitFor('exchange', before);
      expect(exchange.cause?.code).toBe('http.aborted');
      expect(await running.waitFor('delivery', before)).toMatchObject({ exchange: exchange.seq, result: 'lost' });
    });
  });

  it('journals the answer byte for byte as it travelled', async () => {
    const socket = await open(running.feedUrl);
    const answer = readAll(socket);
    socket.write('GET /nowhere?a=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const [head = '', body = ''] = (await answer).split('\r\n\r\n');
    const exchange = await running.lastExchange();
    const lines = exchange.answer.headers.map(([name, value]) => `${name}: ${value}`);
    expect(head).toBe(['HTTP/1.1 404 Not Found', ...lines].join('\r\n'));
    expect(exchange.answer.body).toMatchObject({ form: 'text', text: Buffer.from(body, 'latin1').toString('utf8') });
    expect(exchange.request).toMatchObject({ method: 'GET', target: '/nowhere?a=1', httpVersion: '1.1' });
    expect(exchange.cause?.code).toBe('http.unknown-path');
  });

  it('journals an exchange before its answer leaves', async () => {
    const before = await running.mock.journalHead();
    await running.patch(null);
    expect(await running.mock.journalHead()).toBeGreaterThan(before);
    expect((await running.lastExchange()).answer.status).toBe(401);
  });

  it.each([
    ['GET', '/ws-synchro-dispo-lits-fhir/Location', 405],
    ['PATCH', '/ws-synchro-dispo-lits-fhir/Organization', 404],
    ['GET', '/', 404],
  ])('answers %s %s with %i', async (method, target, status) => {
    const headers = { authorization: `Bearer ${await running.token()}` };
    const reply = await running.ask(new URL(target, running.feedUrl).href, { method, headers });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  it('ignores a client certificate on the API', async () => {
    const token = await running.token();
    const reply = await running.ask(`${running.feedUrl}/Location?identifier=x`, {
      method: 'PATCH',
      leaf: 'unknown-ca',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      body: '{}',
    });
    expect(reply.status).toBe(404);
  });

  it('logged nothing: no hostile request was taken for a bug of ours', () => {
    expect(logged).toEqual([]);
  });
});
