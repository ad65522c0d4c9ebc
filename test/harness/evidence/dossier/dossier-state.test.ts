import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ANS_STEPS } from '../../../../harness/evidence/dossier/ans-steps.ts';
import { DOSSIER_ITEMS, dossierJsonSchema, dossierSchema } from '../../../../harness/evidence/dossier/dossier-state.ts';
import { goLiveCheck, PRODUCTION } from '../../../../harness/evidence/dossier/go-live.ts';
import type { CertificateFacts, GoLiveFacts } from '../../../../harness/evidence/dossier/go-live.ts';
import { writeMail } from '../../../../harness/evidence/dossier/mails.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const SUPPLIER: CertificateFacts = {
  subjectDn: 'CN=LITS,OU=33333333333,O=EDITEUR FICTIF,ST=Paris (75),C=FR',
  issuerDn: 'CN=AC IGC-SANTE ELEMENTAIRE ORGANISATIONS,OU=IGC-SANTE,OU=0002 187512751,O=ASIP-SANTE,C=FR',
  sha256: 'AA',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2029-01-01T00:00:00.000Z',
};
const CONSUMER = { ...SUPPLIER, sha256: 'BB' };
const READY = dossierSchema.parse({
  format: 1,
  solution: 'proprietary',
  reads: true,
  production: {
    tokenUrl: PRODUCTION.tokenUrl,
    apiBase: `https://${PRODUCTION.apiHost}`,
    supplierClientId: 'a',
    consumerClientId: 'b',
  },
  firstFeedReadBack: '2026-11-20',
  steps: { '09': { state: 'done' }, '10': { state: 'done' } },
});
const FACTS: GoLiveFacts = {
  now: NOW,
  supplier: SUPPLIER,
  consumer: CONSUMER,
  list: { count: 2, withoutCertificate: [] },
  packFaults: 0,
};

function missing(change: { dossier?: object; facts?: object }): readonly string[] {
  const items = goLiveCheck({ ...READY, ...change.dossier }, { ...FACTS, ...change.facts });
  return items.filter(({ isMet }) => !isMet).map(({ id }) => id);
}

test('the published schema of the dossier is that of the code', () => {
  const file = new URL('../../../../harness/evidence/dossier/dossier.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(dossierJsonSchema())));
});

test('the steps are all those of the file, eleven by their first number', () => {
  expect(ANS_STEPS.map(({ id }) => id)).toEqual(DOSSIER_ITEMS);
  expect(new Set(DOSSIER_ITEMS.map((id) => id.slice(0, 2))).size).toBe(11);
});

describe('the check before going live', () => {
  test('is met when everything is there', () => {
    expect(missing({})).toEqual([]);
  });

  test.each<readonly [string, string, Parameters<typeof missing>[0]]>([
    [
      'the token endpoint of the sandbox',
      'production-addresses',
      {
        dossier: {
          production: { ...READY.production, tokenUrl: PRODUCTION.tokenUrl.replace('auth-api', 'bas-auth-api.qualif') },
        },
      },
    ],
    [
      'an API of the mock',
      'production-addresses',
      { dossier: { production: { ...READY.production, apiBase: 'https://localhost:8443' } } },
    ],
    [
      'an API without TLS',
      'production-addresses',
      { dossier: { production: { ...READY.production, apiBase: `http://${PRODUCTION.apiHost}` } } },
    ],
    [
      'a TEST certificate',
      'supplier-certificate',
      { facts: { supplier: { ...SUPPLIER, issuerDn: `CN=TEST ${SUPPLIER.issuerDn.slice(3)}` } } },
    ],
    [
      'a certificate that is over',
      'supplier-certificate',
      { facts: { now: new Date('2029-02-01T00:00:00Z'), consumer: { ...CONSUMER, validTo: '2030-01-01T00:00:00Z' } } },
    ],
    ['one certificate for both roles', 'consumer-certificate', { facts: { consumer: SUPPLIER } }],
    [
      'one client_id for both roles',
      'client-ids',
      { dossier: { production: { ...READY.production, consumerClientId: 'a' } } },
    ],
    [
      'an establishment without certificate',
      'establishments',
      { facts: { list: { count: 2, withoutCertificate: ['99A000014'] } } },
    ],
    ['an empty list', 'establishments', { facts: { list: { count: 0, withoutCertificate: [] } } }],
    ['an evidence pack that was changed', 'evidence', { facts: { packFaults: 1 } }],
    ['tests that are not validated', 'tests-validated', { dossier: { steps: { '10': { state: 'done' } } } }],
    [
      'no entry on the white list',
      'whitelisted',
      { dossier: { steps: { '09': { state: 'done' }, '10': { state: 'in-progress' } } } },
    ],
    ['a first feed that was not read back', 'read-back', { dossier: { firstFeedReadBack: undefined } }],
  ])('%s stands against it', (_name, id, change) => {
    expect(missing(change)).toEqual([id]);
  });

  test('a product that only feeds needs no second certificate, a SaaS no certificate an establishment', () => {
    expect(missing({ dossier: { reads: false }, facts: { consumer: null } })).toEqual([]);
    expect(
      missing({ dossier: { solution: 'saas' }, facts: { list: { count: 2, withoutCertificate: ['99A000014'] } } }),
    ).toEqual([]);
  });
});

describe('the e-mails', () => {
  const facts = { product: null, testDn: null, productionDns: [], establishments: null, evidence: null };

  test('invent nothing: what is not known stands in brackets', () => {
    const names = ['request', 'test-equipment', 'test-dn', 'sandbox', 'tests-done'] as const;
    for (const name of names) {
      const { to, subject, body } = writeMail(name, READY, facts);
      expect(to).toMatch(/^monserviceclient\.\w+@esante\.gouv\.fr$/);
      expect(subject).toContain('[produit]');
      expect(body).toContain('[nom, fonction, téléphone]');
      expect(body).toMatch(/^Bonjour,\n/);
    }
  });

  test('hold the DNs as they are, and the form of the list that the solution asks for', () => {
    const known = { ...facts, testDn: SUPPLIER.subjectDn, productionDns: [SUPPLIER.subjectDn], establishments: 3 };
    expect(writeMail('test-dn', READY, known).body).toContain(`\n${SUPPLIER.subjectDn}\n`);
    expect(writeMail('tests-done', READY, known).body).toContain(
      'leurs certificats, à inscrire sur la liste blanche (établissements : 3)',
    );
    expect(writeMail('tests-done', { ...READY, solution: 'saas' }, known).body).toContain(
      'alimentés avec ce certificat',
    );
    expect(writeMail('test-equipment', READY, known)).toMatchObject({
      to: 'monserviceclient.developpement@esante.gouv.fr',
      copy: 'monserviceclient.ROR@esante.gouv.fr',
    });
  });
});
