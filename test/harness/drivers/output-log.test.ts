import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, integer, property } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutputLog, redactLine } from '../../../harness/drivers/output-log.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJlLXZhbHVl';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function kept(chunks: readonly Buffer[], maxBytes = 1_000_000): string {
  const path = join(folder, 'out.log');
  rmSync(path, { force: true });
  const log = new OutputLog(path, maxBytes);
  for (const chunk of chunks) log.take('stdout', chunk);
  log.close();
  return readFileSync(path, 'utf8');
}

describe('redaction', () => {
  test.each([
    [`Authorization: Bearer ${TOKEN}`, 'eyJ'],
    [`token=${TOKEN.slice(0, 30)}`, 'eyJ'],
    ['{"access_token":"abc123def","client_secret": "s3cr3t"}', 'abc123def'],
    ['{"access_token":"abc123def","client_secret": "s3cr3t"}', 's3cr3t'],
    ["password='hunter2 and more' other", 'hunter2'],
    ['passphrase: hunter2', 'hunter2'],
    ['POST http://svc:S3cretPw@connector.example/in', 'S3cretPw'],
    ['401 {"password":"S3cretPw"}', 'S3cretPw'],
  ])('hides the secret of %j', (line, secret) => {
    expect(redactLine(line)).not.toContain(secret);
  });

  test('holds for the notes of our own in the log too', () => {
    const path = join(folder, 'note.log');
    const log = new OutputLog(path, 1000);
    log.note('POST http://svc:S3cretPw@connector.example/in → 401');
    log.close();
    expect(readFileSync(path, 'utf8')).toBe('rorkit | POST http://[redacted]@connector.example/in → 401\n');
  });

  test('leaves ordinary lines alone', () => {
    const line = '2026-11-23 PATCH Location?identifier=199A000014/MED-A -> 404 (replace then add)';
    expect(redactLine(line)).toBe(line);
  });

  test('a token never reaches the file, wherever the chunks are cut', () => {
    const text = Buffer.from(`début ${'x'.repeat(50)} Bearer ${TOKEN} fin\n`);
    assert(
      property(array(integer({ min: 0, max: text.length }), { maxLength: 8 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const chunks = edges.slice(1).map((end, index) => text.subarray(edges[index], end));
        const file = kept(chunks);
        expect(file).toContain('début');
        expect(file).toContain('fin');
        expect(file).not.toContain('c2lnbmF0dXJl');
        expect(file).not.toContain('eyJ');
      }),
      { numRuns: 60 },
    );
  });

  test('the lines of a private key are left out', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\nIBADAN\n-----END PRIVATE KEY-----\nafter\n';
    const file = kept([Buffer.from(pem)]);
    expect(file).not.toMatch(/MIIEvQ|IBADAN/);
    expect(file).toContain('after');
  });
});

describe('bounds', () => {
  test('a line without end is cut, and the file stays small', () => {
    const file = kept(Array.from({ length: 40 }, () => Buffer.alloc(10_000, 'a')));
    expect(file.length).toBeLessThan(20_000);
    expect(file).toContain('more characters');
  });

  test('nothing is kept beyond the limit, and the log says so', () => {
    const path = join(folder, 'full.log');
    const log = new OutputLog(path, 1000);
    log.take('stdout', Buffer.from('first\n'));
    log.take('stderr', Buffer.alloc(2000, 'b'));
    expect(log.isFull).toBe(true);
    log.take('stdout', Buffer.from('late\n'));
    log.close();
    const file = readFileSync(path, 'utf8');
    expect(file).toContain('first');
    expect(file).toContain('more than 1000 bytes');
    expect(file).not.toMatch(/late|bbb/);
  });

  test('a new stimulus has the whole limit again', () => {
    const log = new OutputLog(join(folder, 'two.log'), 1000);
    log.take('stdout', Buffer.alloc(900, 'a'));
    log.restartCount();
    log.take('stdout', Buffer.alloc(900, 'a'));
    expect(log.isFull).toBe(false);
    log.close();
  });
});
