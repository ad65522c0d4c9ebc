import { X509Certificate } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificateFile } from '../../certs/read-certificate.ts';
import { readTrustedAuthorities } from '../../certs/trusted-authorities.ts';
import { makeForeignChain } from '../support/foreign-chain.ts';
import type { ForeignChain } from '../support/foreign-chain.ts';

let folder: string;
let chain: ForeignChain;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rorkit-authorities-'));
  chain = await makeForeignChain(folder);
  return async () => rm(folder, { recursive: true, force: true });
});

const names = (all: readonly X509Certificate[]) => all.map(({ subject }) => subject.split('\n').at(-1));
const BOTH = ['CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS', 'CN=TEST AC RACINE IGC-SANTE ELEMENTAIRE'];

describe('authorities that a user gives', () => {
  it('are read from files of any form, each certificate once', async () => {
    expect(names(await readTrustedAuthorities([chain.intermediate, chain.root]))).toEqual(BOTH);
    expect(names(await readTrustedAuthorities([chain.bundle]))).toEqual(BOTH);
    expect(names(await readTrustedAuthorities([chain.bundle, chain.root, chain.root]))).toEqual(BOTH);
    expect(await readTrustedAuthorities([])).toEqual([]);
  });

  it('may stand in the armour of PKCS#7', async () => {
    const file = path.join(folder, 'armoured.p7b');
    const lines = (await readFile(chain.bundle)).toString('base64').match(/.{1,64}/g) ?? [];
    await writeFile(file, ['-----BEGIN PKCS7-----', ...lines, '-----END PKCS7-----', ''].join('\n'));
    expect(names(await readTrustedAuthorities([file]))).toEqual(BOTH);
    expect((await readCertificateFile(file)).format).toBe('p7b');
  });

  it.each([
    ['an authority whose issuer is not given', 'intermediate', 'certs.trust-incomplete'],
    ['the certificate of a client', 'cert', 'certs.trust-not-authority'],
    ['a private key', 'combined', 'certs.trust-private-key'],
    ['no certificate', 'key', 'certs.not-a-certificate'],
  ] as const)('are refused with %s', async (_what, file, code) => {
    await expect(readTrustedAuthorities([chain[file]])).rejects.toMatchObject({ code, file: chain[file] });
  });

  it('are refused when the production root is among them, in whatever file', async () => {
    const { fingerprint256 } = new X509Certificate(await readFile(chain.root));
    const isForbidden = (one: X509Certificate): boolean => one.fingerprint256 === fingerprint256;
    for (const file of [chain.root, chain.bundle]) {
      const reading = readTrustedAuthorities([file], isForbidden);
      // oxlint-disable-next-line no-await-in-loop -- one after the other, each with its own file
      await expect(reading).rejects.toMatchObject({ code: 'certs.trust-production', file });
    }
  });

  it('are refused when a file is damaged or is not there', async () => {
    const cut = path.join(folder, 'cut.p7b');
    await copyFile(chain.bundle, cut);
    await writeFile(cut, (await readFile(cut)).subarray(0, 400));
    await expect(readTrustedAuthorities([cut])).rejects.toMatchObject({ code: 'certs.not-a-certificate' });
    await expect(readTrustedAuthorities([path.join(folder, 'no')])).rejects.toMatchObject({
      code: 'certs.file-unreadable',
    });
  });
});
