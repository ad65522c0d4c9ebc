import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assert, integer, oneof, property, string } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import { issueLeaf } from '../../../certs/issue-leaf.ts';
import type { FixtureName, Pki } from '../../../certs/pki.ts';
import type { TlsFacts } from '../../../journal/entry.ts';
import { createCertificateCheck } from '../../../mock-server/trust/check-certificate.ts';
import type { CertificateCheckDeps, CheckCertificate } from '../../../mock-server/trust/check-certificate.ts';

const TLS: TlsFacts = {
  version: 'TLSv1.3',
  cipher: null,
  resumed: false,
  serverName: null,
  peer: null,
  verification: 'ok',
};

/** The check of a mock where nothing is revoked and the PKI is trusted, but for what a test changes. */
function checkWith(clientCa: string, changes: Partial<CertificateCheckDeps> = {}): CheckCertificate {
  return createCertificateCheck({ clientCa, settings: trusting, revokedOn: () => null, ...changes });
}

function trusting(): { clientTrust: 'pki' } {
  return { clientTrust: 'pki' };
}

function onThePkiList(): 'pki' {
  return 'pki';
}

describe('the check of a client certificate', () => {
  let dir = '';
  let pki: Pki;
  let ca = '';
  const leaf = async (fixture: FixtureName): Promise<X509Certificate> =>
    new X509Certificate(await readFile((await issueLeaf(pki, { fixture })).cert));

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'rorkit-trust-'));
    pki = await ensurePki({ dir: path.join(dir, 'pki'), keyType: 'ec' });
    ca = await readFile(pki.clientCa, 'utf8');
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it.each([
    ['good', null],
    ['expired', 'trust.expired'],
    ['not-yet-valid', 'trust.not-yet-valid'],
    ['unknown-ca', 'trust.unknown-ca'],
    ['self-signed', 'trust.unknown-ca'],
    ['server-eku', 'trust.wrong-usage'],
  ] as const)('%s is refused for %s', async (fixture, code) => {
    const cause = checkWith(ca)({ tls: TLS, certificate: await leaf(fixture) }, Date.now());
    expect(cause?.code ?? null).toBe(code);
  });

  it('no certificate is its own cause, and so is a usage that OpenSSL refused', async () => {
    const check = checkWith(ca);
    expect(check({ tls: TLS, certificate: null }, Date.now())?.code).toBe('trust.no-certificate');
    const tls = { ...TLS, verification: 'INVALID_PURPOSE' };
    expect(check({ tls, certificate: await leaf('good') }, Date.now())?.code).toBe('trust.wrong-usage');
  });

  it('a date decides by the validity alone, at any time, both ends included', async () => {
    const certificate = await leaf('good');
    const check = checkWith(ca);
    const from = certificate.validFromDate.getTime();
    const to = certificate.validToDate.getTime();
    const anyTime = oneof(
      integer({ min: 0, max: 4_102_444_800_000 }),
      integer({ min: from - 2, max: from + 2 }),
      integer({ min: to - 2, max: to + 2 }),
    );
    assert(
      property(anyTime, (nowMs) => {
        const expected = nowMs < from ? 'trust.not-yet-valid' : nowMs > to ? 'trust.expired' : null;
        expect(check({ tls: TLS, certificate }, nowMs)?.code ?? null).toBe(expected);
      }),
    );
  });

  it('trusts nobody when it knows no authority, whatever text it is given', async () => {
    const certificate = await leaf('good');
    assert(
      property(string(), (pem) => {
        expect(checkWith(pem)({ tls: TLS, certificate }, Date.now())?.code).toBe('trust.unknown-ca');
      }),
      { numRuns: 50 },
    );
  });

  it('does not care in which order the authorities stand', async () => {
    const certificate = await leaf('good');
    const blocks = ca.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
    expect(blocks.length).toBeGreaterThan(1);
    const check = checkWith(blocks.toReversed().join('\n'));
    expect(check({ tls: TLS, certificate }, Date.now())).toBeNull();
  });

  it.each(['pki', 'mock'] as const)('names the list on which a certificate is revoked: %s', async (list) => {
    const certificate = await leaf('good');
    const check = checkWith(ca, { revokedOn: (serial) => (serial === certificate.serialNumber ? list : null) });
    const cause = check({ tls: TLS, certificate }, Date.now());
    expect(cause).toMatchObject({ code: 'trust.revoked', requirement: 'ROR-TRUST-CERTIFICATE', where: 'serialNumber' });
    expect(cause?.seen).toContain(certificate.serialNumber);
    expect(cause?.seen).toContain(list === 'pki' ? 'of the PKI' : 'on this mock');
    expect(check({ tls: TLS, certificate: await leaf('renewed') }, Date.now())).toBeNull();
  });

  it('names revocation before the dates, and the authority before both', async () => {
    const check = checkWith(ca, { revokedOn: onThePkiList });
    expect(check({ tls: TLS, certificate: await leaf('expired') }, Date.now())?.code).toBe('trust.revoked');
    expect(check({ tls: TLS, certificate: await leaf('unknown-ca') }, Date.now())?.code).toBe('trust.unknown-ca');
    const untrusting = checkWith(ca, { revokedOn: onThePkiList, settings: () => ({ clientTrust: 'none' }) });
    const cause = untrusting({ tls: TLS, certificate: await leaf('good') }, Date.now());
    expect(cause).toMatchObject({ code: 'trust.unknown-ca', expected: 'none (clientTrust)' });
  });
});
