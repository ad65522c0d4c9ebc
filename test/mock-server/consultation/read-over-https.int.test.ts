import { readFile } from 'node:fs/promises';
import type { Bundle, Location, OperationOutcome } from 'fhir/r4.js';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningMock } from '../running-mock.ts';

const ROR_HEADERS = {
  'Ror-Profil-Utilisateur-Code': 'CU20',
  'Ror-Profil-Utilisateur-System': '1.2.250.1.213.1.6.1.66',
  'Ror-Role-Metier-Code': 'AUTOMATE',
  'Ror-Role-Metier-System': '1.2.250.1.213.1.1.4.6',
};
const UNIT = '199A000014/MED-A';

/** A consumer as a Node team writes one: supertest over real TLS, bodies typed by @types/fhir. */
describe('a consumer that reads over HTTPS', () => {
  let running: RunningMock;
  let ca: string;
  let consumer: string;

  beforeAll(async () => {
    running = await RunningMock.start();
    ca = await readFile(running.pki.caFile, 'utf8');
    consumer = await askToken('consumer', 'rorkit-consumer');
  });
  afterAll(async () => {
    await running.close();
  });

  const askToken = async (leaf: 'good' | 'consumer', clientId: string): Promise<string> => {
    const { cert, key } = running.pki.leaves[leaf];
    const { origin, pathname } = new URL(running.tokenUrl);
    const answer = await supertest(origin)
      .post(pathname)
      .ca(ca)
      .cert(await readFile(cert, 'utf8'))
      .key(await readFile(key, 'utf8'))
      .type('form')
      .send({ client_id: clientId, grant_type: 'client_credentials' })
      .expect(200)
      .expect('content-type', 'application/json');
    return String(answer.body.access_token);
  };
  const read = (path: string, token: string): supertest.Test => {
    const { origin, pathname } = new URL(running.readUrl);
    return supertest(origin).get(`${pathname}${path}`).ca(ca).set('Authorization', `Bearer ${token}`);
  };

  it('finds a Location by its external identifier, with its records', async () => {
    const answer = await read(`/Location?identifier=${UNIT}`, consumer).set(ROR_HEADERS).expect(200);
    const bundle: Bundle<Location> = JSON.parse(answer.text);
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 1 });
    const [entry] = bundle.entry ?? [];
    expect(entry?.search?.mode).toBe('match');
    expect(entry?.resource?.identifier?.map(({ value }) => value)).toContain(UNIT);
    expect(entry?.resource?.meta?.lastUpdated).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('says total 0 and no entry when nothing has the identifier', async () => {
    const answer = await read('/Location?identifier=199A000014/RIEN', consumer).set(ROR_HEADERS).expect(200);
    const bundle: Bundle<Location> = JSON.parse(answer.text);
    expect(bundle.total).toBe(0);
    expect(bundle.entry).toBeUndefined();
  });

  it('is told which header is missing', async () => {
    const { 'Ror-Role-Metier-Code': _left, ...others } = ROR_HEADERS;
    const answer = await read(`/Location?identifier=${UNIT}`, consumer).set(others).expect(400);
    const outcome: OperationOutcome = JSON.parse(answer.text);
    expect(outcome.issue[0]).toMatchObject({ severity: 'error', code: 'required' });
    expect(outcome.issue[0]?.diagnostics).toContain('Ror-Role-Metier-Code');
  });

  it('is refused with the token of a supplier', async () => {
    const supplier = await askToken('good', 'rorkit-supplier');
    const answer = await read(`/Location?identifier=${UNIT}`, supplier).set(ROR_HEADERS).expect(403);
    const outcome: OperationOutcome = JSON.parse(answer.text);
    expect(outcome.issue[0]?.code).toBe('forbidden');
  });
});
