import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../mock-server/index.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';

const FORM = { client_id: CLIENT_ID, grant_type: 'client_credentials' };
const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

const KINDS = [
  ['expired', 'CERT_HAS_EXPIRED'],
  ['other-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
] as const;

const cells = KINDS.flatMap(([certificate, code]) => VERSIONS.map((version) => ({ certificate, code, version })));

describe('a faulty server certificate', () => {
  let running: RunningMock;
  const logged: string[] = [];
  beforeAll(async () => {
    running = await RunningMock.start({ log: (text) => logged.push(text) });
  });
  afterAll(() => running.close());
  afterEach(() => running.mock.reset());

  const arm = (certificate: 'expired' | 'other-host', more: Partial<Fault> = {}): Promise<string> =>
    running.mock.addFault({ ...more, action: { kind: 'server-certificate', certificate } });

  it.each(cells)(
    '$certificate, $version: a client that looks does not send anything',
    async ({ certificate, code, version }) => {
      const id = await arm(certificate, { listener: 'auth', times: 3 });
      const head = await running.mock.journalHead();
      const limits = { minVersion: version, maxVersion: version };
      await expect(running.askToken(FORM, { leaf: 'good', ...limits })).rejects.toMatchObject({ code });
      // Node says nothing when it leaves: in TLS 1.2 after the handshake, in TLS 1.3 before the server has seen its end.
      const last = version === 'TLSv1.2' ? 'connection-unused' : 'handshake-failure';
      await running.waitFor(last, head);
      const entries = await running.mock.readJournal({ from: head + 1, kinds: ['connection', 'handshake-failure'] });
      expect(entries).toMatchObject([{ fault: id, listener: 'auth' }]);
      expect(await running.mock.readJournal({ from: head + 1, kinds: ['exchange'] })).toEqual([]);
      expect(await running.mock.faults()).toMatchObject([{ id, seen: 1, hits: 1 }]);
      const [hit] = await running.mock.readJournal({ from: head + 1, kinds: ['fault'] });
      expect(hit).toMatchObject({ action: 'hit', fault: { id, hits: 1 } });
      await running.mock.clearFaults();
      expect((await running.askToken(FORM, { leaf: 'good', ...limits })).status).toBe(200);
    },
  );

  it('is seen on the connection of a client that does not look: its exchange names it', async () => {
    const id = await arm('other-host', { listener: 'api' });
    const reply = await running.ask(running.readUrl, { rejectUnauthorized: false });
    expect(reply.status).toBe(401);
    const { connection } = await running.lastExchange();
    const [opened] = await running.mock.readJournal({ from: connection, to: connection });
    expect(opened).toMatchObject({ kind: 'connection', fault: id });
    expect((await running.patch(null)).status).toBe(401);
  });

  it('meets connections of its listener only, from the one it names, as often as it says', async () => {
    await arm('expired', { listener: 'api', from: 2, times: 1 });
    const outcomes: (number | string)[] = [];
    for (let call = 0; call < 3; call += 1) {
      const reply = running.patch(null).then(({ status }) => status);
      outcomes.push(await reply.catch((error: unknown) => String(Reflect.get(Object(error), 'code'))));
      outcomes.push((await running.askToken(FORM)).status);
    }
    expect(outcomes).toEqual([401, 200, 'CERT_HAS_EXPIRED', 200, 401, 200]);
  });

  it('ends the connections that wait, so that a client that keeps them meets it too', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await running.askToken(FORM, { leaf: 'good', agent })).status).toBe(200);
    await arm('expired', { times: 100 });
    await expect(running.askToken(FORM, { leaf: 'good', agent })).rejects.toMatchObject({
      code: expect.stringMatching(/CERT_HAS_EXPIRED|ECONNRESET|EPIPE/),
    });
    await expect(running.askToken(FORM, { leaf: 'good', agent })).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    agent.destroy();
  });

  it.runIf(process.platform === 'linux')(
    'a client that says why is journalled with its alert, and the fault',
    async () => {
      const id = await arm('expired', { listener: 'auth', times: 10 });
      const head = await running.mock.journalHead();
      const told = await promisify(execFile)('curl', [
        '--silent',
        '--cacert',
        running.pki.caFile,
        running.tokenUrl,
      ]).catch((error: unknown) => error);
      expect(told).toMatchObject({ code: 60 });
      expect(await running.waitFor('handshake-failure', head)).toMatchObject({
        cause: 'tls.client-rejected-server',
        code: expect.stringContaining('CERTIFICATE_EXPIRED'),
        fault: id,
      });
    },
  );

  it('names no participant, and cannot be armed without a PKI', async () => {
    await expect(arm('expired', { participant: 'supplier' })).rejects.toMatchObject({
      code: 'mock.bad-fault',
      message: expect.stringContaining('participant'),
    });
    const own = await RunningMock.start();
    await rm(own.pki.dir, { recursive: true });
    await expect(
      own.mock.addFault({ action: { kind: 'server-certificate', certificate: 'expired' } }),
    ).rejects.toMatchObject({ code: 'mock.bad-fault', message: expect.stringContaining('no test PKI') });
    expect(await own.mock.faults()).toEqual([]);
    await own.close();
  });

  it('logged nothing', () => {
    expect(logged).toEqual([]);
  });
});
