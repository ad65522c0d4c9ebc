import { X509Certificate } from 'node:crypto';
import { appendFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { issueLeaf } from '../../certs/issue-leaf.ts';
import type { Pki } from '../../certs/pki.ts';
import { ensureCrls, revoke, revokedSerials } from '../../certs/revocation.ts';
import { runTool } from './other-tool.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function newPki(): Promise<Pki> {
  return await ensurePki({ dir: path.join(await temporaryFolder(), 'pki'), keyType: 'ec' });
}

async function serialOf(file: string): Promise<string> {
  return new X509Certificate(await readFile(file)).serialNumber;
}

describe('revoke', () => {
  it('takes a file, PEM or .p12, or a serial number however it is written, and once is enough', async () => {
    const pki = await newPki();
    const { good, renewed, consumer } = pki.leaves;
    const spaced = (await serialOf(consumer.cert)).toLowerCase().replaceAll(/../g, '$&:').slice(0, -1);
    expect(await revoke(pki, { file: good.cert })).toMatchObject({ isNew: true });
    expect(await revoke(pki, { file: renewed.p12, password: renewed.p12Password })).toMatchObject({ isNew: true });
    expect(await revoke(pki, { serial: spaced })).toMatchObject({ isNew: true });
    expect(await revoke(pki, { file: good.cert })).toMatchObject({ isNew: false });
    const serials = await Promise.all([good, renewed, consumer].map(async ({ cert }) => await serialOf(cert)));
    expect(await revokedSerials(pki)).toEqual(serials);
  });

  it('knows what was issued on demand', async () => {
    const pki = await newPki();
    const { serialNumber } = await issueLeaf(pki, { establishment: '99A000014' });
    expect(await revoke(pki, { serial: serialNumber })).toMatchObject({ serialNumber, isNew: true });
  });

  it('refuses what this PKI did not issue, and changes nothing', async () => {
    const [pki, other] = [await newPki(), await newPki()];
    for (const leaf of ['unknown-ca', 'self-signed'] as const) {
      const file = pki.leaves[leaf].cert;
      // oxlint-disable no-await-in-loop -- one after the other
      await expect(revoke(pki, { file })).rejects.toMatchObject({ code: 'certs.foreign-certificate', subject: file });
      const serial = await serialOf(file);
      await expect(revoke(pki, { serial })).rejects.toMatchObject({ code: 'certs.unknown-serial', subject: serial });
      // oxlint-enable no-await-in-loop
    }
    await expect(revoke(pki, { file: other.leaves.good.cert })).rejects.toMatchObject({
      code: 'certs.foreign-certificate',
    });
    await expect(revoke(pki, { file: 'absent' })).rejects.toMatchObject({ code: 'certs.file-unreadable' });
    expect(await revokedSerials(pki)).toEqual([]);
  });

  it('loses none when several are revoked at once', async () => {
    const pki = await newPki();
    const names = ['good', 'other-subject', 'renewed', 'consumer', 'expired'] as const;
    await Promise.all(names.map(async (name) => await revoke(pki, { file: pki.leaves[name].cert })));
    expect(await revokedSerials(pki)).toHaveLength(names.length);
  });

  it('survives a new server certificate', async () => {
    const pki = await newPki();
    await revoke(pki, { file: pki.leaves.good.cert });
    await ensurePki({ dir: pki.dir, publicHosts: ['a.example'] });
    expect(await revokedSerials(pki)).toEqual([await serialOf(pki.leaves.good.cert)]);
  });
});

describe('the revocation lists', () => {
  it('are DER and PEM, of both authorities, and OpenSSL agrees with them', async (context) => {
    const pki = await newPki();
    const { crls } = await revoke(pki, { file: pki.leaves.good.cert });
    expect([crls.intermediate, crls.root].map((file) => path.basename(file))).toEqual([
      'ACI-EL-ORG-TEST.crl',
      'ACR-EL-TEST.crl',
    ]);
    for (const file of crls.pem) {
      // oxlint-disable-next-line no-await-in-loop -- two files
      expect(await readFile(file, 'utf8')).toMatch(
        /^-----BEGIN X509 CRL-----\n[A-Za-z0-9+/=\n]+-----END X509 CRL-----\n$/,
      );
    }
    const shown = runTool(context, 'openssl', [
      'crl',
      '-inform',
      'DER',
      '-in',
      crls.intermediate,
      '-noout',
      '-text',
      '-CAfile',
      pki.caFile,
    ]);
    expect(shown.output).toContain('verify OK');
    expect(shown.output).toContain(`Serial Number: ${await serialOf(pki.leaves.good.cert)}`);
    expect(shown.output).toMatch(/CRL Number:\s+2\s/);
  });

  it('are written when they are missing or damaged, and left alone when they are not', async () => {
    const pki = await newPki();
    const { intermediate, pem } = await ensureCrls(pki);
    const first = await readFile(intermediate);
    await ensureCrls(pki);
    expect(await readFile(intermediate)).toEqual(first);
    await appendFile(pem[0], 'x');
    await rm(intermediate);
    await ensureCrls(pki);
    expect(await readFile(pem[0], 'utf8')).toMatch(/END X509 CRL-----\n$/);
    expect((await readFile(intermediate)).length).toBeGreaterThan(100);
    expect(await ensurePki({ dir: pki.dir })).toEqual(pki);
  });
});
