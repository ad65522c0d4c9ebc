import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MockRorError } from '../mock-ror-error.ts';

/** Name of the file that holds the token of the control API. */
const CONTROL_TOKEN_FILE = 'control-token';

/** A fresh token: 32 random bytes. */
export function newControlToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A fresh token, written for its owner alone into a folder. @throws MockRorError `mock.bad-option` without a folder */
export async function makeControlToken(dir: string | null): Promise<string> {
  if (dir === null) throw new MockRorError('mock.bad-option', 'control: true needs a data folder for its token');
  const token = newControlToken();
  await writeControlToken(dir, token);
  return token;
}

/** Writes a token for its owner alone; gives the path of the file. */
export async function writeControlToken(dir: string, token: string): Promise<string> {
  const file = path.join(dir, CONTROL_TOKEN_FILE);
  await rm(file, { force: true }); // an older file keeps its mode, which could be wider
  await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

/** True when both are the same, in a time that does not depend on where they differ. */
export function isSameToken(expected: string, given: string): boolean {
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
