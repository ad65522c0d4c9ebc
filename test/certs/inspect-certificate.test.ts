import { X509Certificate } from 'node:crypto';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { inspectCertificate } from '../../certs/inspect-certificate.ts';
import type { Inspection } from '../../certs/inspect-certificate.ts';
import { issueLeaf } from '../../certs/issue-leaf.ts';
import type { FixtureName, Pki } from '../../certs/pki.ts';
import { structureOf } from '../../certs/structure-id.ts';

const DAY_MS = 24 * 3_600_000;

let pki: Pki;
let authorities: X509Certificate[];

beforeAll(async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'rorkit-inspect-'));
  pki = await ensurePki({ dir: path.join(dir, 'pki'), keyType: 'ec' });
  authorities = await Promise.all([pki.intermediateCer, pki.rootCer].map(certificateIn));
  return async () => rm(dir, { recursive: true, force: true });
});

async function certificateIn(file: string): Promise<X509Certificate> {
  return new X509Certificate(await readFile(file));
}

async function inspect(fixture: FixtureName, now = new Date()): Promise<Inspection> {
  const { cert, serialNumber } = await issueLeaf(pki, { fixture });
  const revoked = fixture === 'revoked' ? [serialNumber] : [];
  return inspectCertificate([await certificateIn(cert)], { now, testPki: authorities, given: [], revoked });
}

function errors({ findings }: Inspection): string[] {
  return findings.filter(({ level }) => level === 'error').map(({ code }) => code);
}

describe('inspectCertificate', () => {
  it.each<[FixtureName, string[]]>([
    ['good', []],
    ['renewed', []],
    ['eai', []],
    ['establishment-a', []],
    ['accents-comma-apostrophe', []],
    ['expired', ['expired']],
    ['not-yet-valid', ['not-yet-valid']],
    ['revoked', ['revoked']],
    ['server-eku', ['no-client-auth']],
    ['sign-usage', ['no-digital-signature']],
    ['personal', ['no-ou', 'multi-valued-rdn']],
    ['self-signed', ['self-signed']],
    ['unknown-ca', ['unknown-issuer']],
  ])('says of the fixture %s that its faults are %j', async (fixture, faults) => {
    expect(errors(await inspect(fixture))).toEqual(faults);
  });

  it('says what ANS looks at', async () => {
    expect(await inspect('establishment-a')).toMatchObject({
      subjectDn: 'CN=LITS_99A000014,OU=199A000014,O=CH FICTIF DE BELLEFONTAINE,ST=Test (99),C=FR',
      issuerDn: expect.stringMatching(/^CN=MOCK TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS /),
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['clientAuth'],
      isAuthority: false,
      key: 'EC prime256v1',
      signatureHash: 'SHA-256',
      chain: 'test-pki',
      structure: { ou: '199A000014', kind: 'finess', value: '99A000014', isWellFormed: true },
      findings: [],
    });
  });

  it('warns before the end, and only notes an OU such as the one that ANS prints', async () => {
    const good = await inspect('good');
    expect(good.findings).toEqual([{ level: 'note', code: 'ou-form' }]);
    const late = await inspect('good', new Date(Date.parse(good.validTo) - 59 * DAY_MS));
    expect(late.findings[0]).toEqual({ level: 'warning', code: 'ends-soon' });
  });

  it('knows an authority for what it is, and the chain that comes with a certificate', async () => {
    const [intermediate, root] = authorities;
    if (intermediate === undefined || root === undefined) throw new Error('no authorities');
    const options = { now: new Date(), testPki: [], given: [] };
    expect(errors(inspectCertificate([root], options))).toContain('authority');
    const good = await certificateIn(pki.leaves.good.cert);
    expect(inspectCertificate([good], options).chain).toBe('unknown');
    // A chain that vouches for itself is worth nothing: only an authority that the user gave is.
    expect(inspectCertificate([good, intermediate, root], options).chain).toBe('unknown');
    expect(inspectCertificate([good], { ...options, given: [intermediate, root] }).chain).toBe('given');
    expect(inspectCertificate([good, intermediate], { ...options, given: [root] }).chain).toBe('given');
  });

  it('does not call a certificate of the test PKI revoked when a stranger bears its number', async () => {
    const { cert, serialNumber } = await issueLeaf(pki, { fixture: 'unknown-ca' });
    const options = { now: new Date(), testPki: authorities, given: [], revoked: [serialNumber] };
    expect(inspectCertificate([await certificateIn(cert)], options).isRevoked).toBe(false);
  });
});

describe('structureOf', () => {
  it.each([
    ['318751275100020', 'siret', true],
    ['33333333333', 'siret', false],
    ['10B0152872', 'finess', true],
    ['1750712184', 'finess', true],
    ['175071218', 'finess', false],
    ['499700234190004', 'rpps-rank', true],
    ['0751234567', 'adeli', true],
    ['2751234567', 'unknown', false],
    ['', 'unknown', false],
  ])('reads %s as %s', (ou, kind, isWellFormed) => {
    expect(structureOf(ou)).toEqual({ ou, kind, value: ou.slice(1), isWellFormed });
  });
});
