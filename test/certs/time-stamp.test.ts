import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** The second of the time in the token, changed: the digest over it no longer fits. */
function withChangedTime(answer: Buffer): Buffer {
  const text = answer.toString('latin1');
  const [time = ''] = /\d{14}Z/.exec(text) ?? [];
  const other = time.endsWith('0Z') ? `${time.slice(0, -2)}1Z` : `${time.slice(0, -2)}0Z`;
  return Buffer.from(text.replace(time, other), 'latin1');
}
