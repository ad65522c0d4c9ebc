import { rm } from 'node:fs/promises';
import { assert, oneof, property, string, stringMatching } from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueLeaf } from '../../../certs/issue-leaf.ts';
import { revoke } from '../../../certs/revocation.ts';
import { connectMockRor, MockRorError, startMockRor } from '../../../mock-server/index.ts';
import type { MockRor } from '../../../mock-server/index.ts';
import { Revocations } from '../../../mock-server/trust/revocations.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';

const FORM = { client_id: CLIENT_ID, grant_type: 'client_credentials' };
const CONTROL = 'control-token-of-the-test';

describe('a revoked client certificate', () => {
  let running: RunningMock;
  let remote: MockRor;
  let serial = '';
  beforeAll(async () => {
    running = await RunningMock.start({ control: { token: CONTROL } });
    remote = await connectMockRor((await running.mock.describe()).addresses.controlUrl ?? '', CONTROL);
    serial = (await issueLeaf(running.pki, { fixture: 'good' })).serialNumber;
  });
  afterAll(async () => {
    await remote.close();
    await running.close();
  });
  afterEach(() => running.mock.reset());

  it.each([
    ['as OpenSSL prints it', (text: string) => text],
    ['with colons, in lower case', (text: string) => text.toLowerCase().replaceAll(/..(?=.)/g, '$&:')],
    ['with leading zeros', (text: string) => `00${text}`],
  ])('gets no token once it is revoked here, %s, over the control API, until reset', async (_form, write) => {
    expect((await running.askToken(FORM)).status).toBe(200);
    const head = await running.mock.journalHead();
    await remote.revokeCertificate(write(serial));
    const [entry] = await running.mock.readJournal({ from: head + 1 });
    expect(entry).toMatchObject({ kind: 'settings', subject: 'revocations', detail: { serialNumber: serial } });
    expect((await running.askToken(FORM)).status).toBe(401);
    expect((await running.lastExchange()).cause).toMatchObject({
      code: 'trust.revoked',
      seen: `${serial} (revoked on this mock)`,
    });
    expect((await running.askToken(FORM, { leaf: 'renewed' })).status).toBe(200);
    await running.mock.reset();
    expect((await running.askToken(FORM)).status).toBe(200);
  });

  it.each(['', 'xyz', '::', '00', 'AB'.repeat(21), '12 34 5g'])('%j is no serial number', async (text) => {
    await expect(running.mock.revokeCertificate(text)).rejects.toMatchObject({ code: 'mock.bad-serial' });
    await expect(remote.revokeCertificate(text === '' ? ' ' : text)).rejects.toMatchObject({ code: 'mock.bad-serial' });
  });

  it('counts at once when the PKI revokes it, and stays so after a reset', async () => {
    const own = await RunningMock.start();
    expect((await own.askToken(FORM)).status).toBe(200);
    await revoke(own.pki, { file: own.pki.leaves.good.cert });
    expect((await own.askToken(FORM)).status).toBe(401);
    const { serialNumber } = await issueLeaf(own.pki, { fixture: 'good' });
    expect((await own.lastExchange()).cause).toMatchObject({
      code: 'trust.revoked',
      seen: `${serialNumber} (revocation list of the PKI)`,
    });
    await own.mock.reset();
    expect((await own.askToken(FORM)).status).toBe(401);
    await own.close();
  });

  it('is still revoked when the data folder is opened again', async () => {
    const options = { pki: running.pki, dataDir: `${running.dir}/data` };
    const one = await startMockRor(options);
    await one.revokeCertificate(serial);
    await one.close();
    const two = await startMockRor(options);
    const ask = async () =>
      await running.ask((await two.describe()).addresses.tokenUrl, {
        method: 'POST',
        leaf: 'good',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(FORM).toString(),
      });
    expect((await ask()).status).toBe(401);
    await two.reset();
    expect((await ask()).status).toBe(200);
    await two.close();
  });
});

describe('the list of revocations', () => {
  it('says once that the PKI is gone, and goes on with what was revoked here', async () => {
    const running = await RunningMock.start();
    const logged: string[] = [];
    const revocations = new Revocations(running.pki, (text) => logged.push(text));
    const { serialNumber } = await revoke(running.pki, { file: running.pki.leaves.good.cert });
    expect(revocations.listOf(serialNumber)).toBe('pki');
    await rm(running.pki.dir, { recursive: true });
    expect([revocations.listOf(serialNumber), revocations.listOf(serialNumber)]).toEqual([null, null]);
    expect(logged).toEqual([expect.stringContaining('revocation list of the PKI cannot be read')]);
    revocations.revokeHere(serialNumber);
    expect(revocations.listOf(serialNumber)).toBe('mock');
    await running.close();
  });

  it('takes any text for a serial number or refuses it, and finds what it took however it is written', async () => {
    const running = await RunningMock.start();
    const revocations = new Revocations(running.pki, () => {});
    const hex = stringMatching(/^[0-9a-fA-F: ]{0,60}$/);
    const anyText = oneof(hex, string({ unit: 'grapheme', maxLength: 60 }));
    assert(
      property(anyText, (text) => {
        revocations.clear();
        const isSerial = /^0*[1-9a-f][0-9a-f]{0,39}$/i.test(text.replaceAll(/[:\s]/g, ''));
        const taken = outcomeOf(() => revocations.revokeHere(text));
        expect(taken === 'mock.bad-serial').toBe(!isSerial);
        expect(revocations.listOf(taken.toLowerCase())).toBe(isSerial ? 'mock' : null);
      }),
      { numRuns: 200 },
    );
    await running.close();
  });
});

/** The serial number that was taken, or the code of the refusal. */
function outcomeOf(take: () => string): string {
  try {
    return take();
  } catch (error) {
    return error instanceof MockRorError ? error.code : 'bug';
  }
}
