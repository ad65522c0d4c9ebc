import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readTimeStamp, timeStampRequest, TimeStampError } from '../../certs/time-stamp.ts';
import { HAS_OPENSSL, makeLocalTsa } from './local-tsa.ts';
import type { LocalTsa } from './local-tsa.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const CONTENT = Buffer.from('manifeste é\n');
const NONCE = Buffer.from('ff00112233445566', 'hex');

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof TimeStampError ? error.reason : `no TimeStampError: ${String(error)}`;
}

describe.runIf(HAS_OPENSSL)('time-stamps of an authority run by openssl', () => {
  let folder = '';
  let tsa: LocalTsa;
  let answer: Buffer;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rorkit-tsa-'));
    tsa = makeLocalTsa(folder);
    answer = tsa.answer(timeStampRequest(CONTENT, NONCE));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a request is understood, and its answer says when and by whom', async () => {
    const { at, signer, certificates } = await readTimeStamp(CONTENT, answer, NONCE);
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(120_000);
    expect(signer.subject).toContain('CN=HORODATEUR');
    expect(certificates).toHaveLength(1);
  });

  test('openssl alone finds the same answer right', () => {
    writeFileSync(join(folder, 'content'), CONTENT);
    writeFileSync(join(folder, 'answer.tsr'), answer);
    const args = ['ts', '-verify', '-data', 'content', '-in', 'answer.tsr', '-CAfile', tsa.root];
    expect(spawnSync('openssl', args, { cwd: folder }).status).toBe(0);
  });

  test.each([
    ['other content', 'other-content', () => readTimeStamp(Buffer.from('x'), answer)],
    ['another nonce', 'other-nonce', () => readTimeStamp(CONTENT, answer, Buffer.from('0011223344556677', 'hex'))],
    ['no answer at all', 'unreadable', () => readTimeStamp(CONTENT, Buffer.from('<html>'))],
    ['an answer cut short', 'unreadable', () => readTimeStamp(CONTENT, answer.subarray(0, 200))],
    ['a refusal', 'refused', () => readTimeStamp(CONTENT, tsa.answer(Buffer.from('3003020101', 'hex')))],
    ['a changed time', 'wrong-signature', () => readTimeStamp(CONTENT, withChangedTime(answer))],
  ])('%s is named %s', async (_name, reason, work) => {
    expect(await reasonOf(work())).toBe(reason);
  });
});

describe.runIf(HAS_OPENSSL)('tokens that openssl signed by other means than its authority', () => {
  let folder = '';
  let stamped: Uint8Array;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rorkit-tsa-'));
    openssl('genrsa', '-out', 'own.key', '2048');
    certificate('good.crt', '10', 'extendedKeyUsage = critical,timeStamping');
    certificate('longer.crt', '20', 'extendedKeyUsage = critical,timeStamping');
    certificate('mail.crt', '10', 'extendedKeyUsage = critical,emailProtection');
    certificate('none.crt', '10', 'keyUsage = critical,digitalSignature');
    certificate('mixed.crt', '10', 'extendedKeyUsage = critical,timeStamping,emailProtection');
    certificate('lax.crt', '10', 'extendedKeyUsage = timeStamping');
    // Last: a stamp must not be older than the certificate that signs it.
    stamped = contentOf(makeLocalTsa(folder).answer(timeStampRequest(CONTENT, NONCE)));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function openssl(...args: readonly string[]): Buffer {
    const ended = spawnSync('openssl', [...args], { cwd: folder });
    if (ended.status !== 0) throw new Error(`openssl ${args[0]}: ${ended.stderr.toString()}`);
    return ended.stdout;
  }

  /** One more certificate of the same key, name and number. */
  function certificate(file: string, days: string, extension: string): void {
    const config = `${file}.cnf`;
    writeFileSync(join(folder, config), `[req]\ndistinguished_name = name\n[name]\n[own]\n${extension}\n`);
    const made = ['req', '-x509', '-new', '-key', 'own.key', '-set_serial', '7', '-days', days, '-out', file];
    openssl(...made, '-subj', '/C=FR/CN=HORODATEUR BIS', '-config', config, '-extensions', 'own');
  }

  function token(signer: string, ...more: readonly string[]): Buffer {
    writeFileSync(join(folder, 'stamped.der'), stamped);
    const sign = ['cms', '-sign', '-binary', '-nodetach', '-econtent_type', '1.2.840.113549.1.9.16.1.4'];
    const files = ['-in', 'stamped.der', '-signer', signer, '-inkey', 'own.key', '-outform', 'DER'];
    return granted(openssl(...sign, ...files, ...more));
  }

  const der = (file: string): Buffer => openssl('x509', '-in', file, '-outform', 'DER');

  test('one that names its certificate is right', async () => {
    const { signer } = await readTimeStamp(CONTENT, token('good.crt', '-cades'), NONCE);
    expect(signer.subject).toContain('CN=HORODATEUR BIS');
  });

  test.each([
    ['one that names no certificate', 'other-certificate', () => token('good.crt')],
    [
      'one whose certificate was replaced by another of the same key',
      'other-certificate',
      () => replaced(token('good.crt', '-cades'), der('good.crt'), der('longer.crt')),
    ],
    ['one by a certificate for e-mail', 'not-a-tsa', () => token('mail.crt', '-cades')],
    ['one by a certificate that says no usage', 'not-a-tsa', () => token('none.crt', '-cades')],
    ['one by a certificate for e-mail too', 'not-a-tsa', () => token('mixed.crt', '-cades')],
    ['one by a certificate that says so without insisting', 'not-a-tsa', () => token('lax.crt', '-cades')],
  ])('%s is refused as %s', async (_name, reason, make) => {
    expect(await reasonOf(readTimeStamp(CONTENT, make(), NONCE))).toBe(reason);
  });
});

/** What the authority said when and of what, as it was signed. */
function contentOf(answer: Buffer): Uint8Array {
  const token = pkijs.TimeStampResp.fromBER(Uint8Array.from(answer).buffer).timeStampToken;
  const content = new pkijs.SignedData({ schema: token?.content }).encapContentInfo.eContent?.getValue();
  if (content === undefined) throw new Error('no content');
  return new Uint8Array(content);
}

/** A token as the answer of an authority: SEQUENCE { SEQUENCE { INTEGER 0 }, token }. */
function granted(token: Buffer): Buffer {
  const content = new asn1js.Sequence({
    value: [new asn1js.Sequence({ value: [new asn1js.Integer({ value: 0 })] }), asn1js.fromBER(token).result],
  });
  return Buffer.from(content.toBER());
}

/** Bytes with some of them replaced by as many others. */
function replaced(bytes: Buffer, old: Buffer, other: Buffer): Buffer {
  const at = bytes.indexOf(old);
  if (at < 0 || old.length !== other.length) throw new Error('nothing to replace');
  return Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at + old.length)]);
}

/** The second of the time in the token, changed: the digest over it no longer fits. */
function withChangedTime(answer: Buffer): Buffer {
  const text = answer.toString('latin1');
  const [time = ''] = /\d{14}Z/.exec(text) ?? [];
  const other = time.endsWith('0Z') ? `${time.slice(0, -2)}1Z` : `${time.slice(0, -2)}0Z`;
  return Buffer.from(text.replace(time, other), 'latin1');
}
