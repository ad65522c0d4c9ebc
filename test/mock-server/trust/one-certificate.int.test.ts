import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';

describe('who needs which certificate', () => {
  let running: RunningMock;
  beforeAll(async () => {
    running = await RunningMock.start();
  });
  afterAll(async () => {
    await running.close();
  });

  const statusOf = async (clientId: string, leaf: 'good' | undefined): Promise<number> => {
    const form = { client_id: clientId, grant_type: 'client_credentials' };
    return (await running.askToken(form, leaf === undefined ? {} : { leaf })).status;
  };

  it('answers calls of the API alike with and without a client certificate (Q24)', async () => {
    const headers = { authorization: `Bearer ${await running.token()}`, 'content-type': 'application/fhir+json' };
    const url = `${running.feedUrl}/Location?identifier=199A000014%2FMED-A`;
    const without = await running.ask(url, { method: 'PATCH', headers, body: '{}' });
    for (const leaf of ['good', 'self-signed'] as const) {
      const reply = await running.ask(url, { method: 'PATCH', headers, body: '{}', leaf });
      expect([leaf, reply.status, reply.text]).toEqual([leaf, without.status, without.text]);
    }
    expect(without.status).toBe(400);
  });

  it('asks every access profile but 0 for a certificate (Q25)', async () => {
    const [supplier] = await running.mock.participants();
    if (supplier === undefined) throw new Error('no participant');
    for (const accessProfile of [1, 2, 3, 4, 5] as const) {
      await running.mock.putParticipant({ ...supplier, accessProfile });
      expect([accessProfile, await statusOf(CLIENT_ID, undefined), await statusOf(CLIENT_ID, 'good')]).toEqual([
        accessProfile,
        401,
        200,
      ]);
    }
  });

  it('gives tokens for one certificate for two roles (Q34)', async () => {
    const [supplier] = await running.mock.participants();
    if (supplier === undefined) throw new Error('no participant');
    await running.mock.putParticipant({ ...supplier, id: 'reader', clientId: 'reader', role: 'consumer' });
    expect([await statusOf(CLIENT_ID, 'good'), await statusOf('reader', 'good')]).toEqual([200, 200]);
  });
});
