import { describe, expect, it } from 'vitest';
import { createTranslate } from '../../../../messages/index.ts';
import { listProblemText } from '../../../../mock-server/trust/establishment-lists/list-problem.ts';
import type { ListProblemCode } from '../../../../mock-server/trust/establishment-lists/list-problem.ts';

function textOf(code: ListProblemCode, reason: string, language: 'en' | 'fr'): string {
  const place = { level: 'error', row: 3, column: 'B' } as const;
  return listProblemText({ ...place, code, values: { file: 'a.pem', reason } }, createTranslate(language));
}

describe('what keeps the certificate of a row off the list', () => {
  it.each([
    ['certificate-unreadable', 'certs.file-unreadable', 'there is no such file', 'ce fichier n’existe pas'],
    ['certificate-unreadable', 'certs.not-a-certificate', 'it holds no certificate', 'il ne contient aucun certificat'],
    ['certificate-unreadable', 'certs.password-needed', 'protected by a password', 'protégé par un mot de passe'],
    ['certificate-unreadable', 'certs.file-too-large', 'larger than 1 MiB', 'dépasse 1 Mio'],
    ['certificate-unreadable', 'certs.p12-unsupported', 'PKCS#12', 'PKCS#12'],
    ['certificate-not-auth-cli', 'no-ou', 'its subject has no OU', 'son sujet n’a pas d’OU'],
    ['certificate-not-auth-cli', 'authority', 'that of an authority', 'celui d’une autorité'],
  ] as const)('%s is said as a sentence: %s', (...row) => {
    const [code, reason, en, fr] = row;
    for (const [language, wanted] of [
      ['en', en],
      ['fr', fr],
    ] as const) {
      const text = textOf(code, reason, language);
      expect(text).toContain(wanted);
      expect(text).toContain('a.pem');
      expect(text).not.toContain(`(${reason})`);
    }
  });
});
