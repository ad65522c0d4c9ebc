import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Examine, Fault } from './cause.ts';

/** The key can be read without a question, and is the one of the certificate. */
export const examineKey: Examine = ({ keyFile, certificate }): Fault | null => {
  let text: string;
  try {
    text = readFileSync(keyFile, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { code: 'key-unreadable', values: { file: keyFile, reason } };
  }
  if (/ENCRYPTED/.test(text)) return { code: 'key-encrypted', values: { file: keyFile } };
  const key = privateKey(text);
  if (key === null) return { code: 'key-malformed', values: { file: keyFile } };
  if (certificate.checkPrivateKey(key)) return null;
  return { code: 'key-of-another', values: { file: keyFile, subject: certificate.subject.replaceAll('\n', ', ') } };
};

function privateKey(text: string): KeyObject | null {
  try {
    return createPrivateKey(text);
  } catch {
    return null;
  }
}
