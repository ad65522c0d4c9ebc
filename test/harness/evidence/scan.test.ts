import { describe, expect, test } from 'vitest';
import { textOf } from '../../../harness/evidence/file-text.ts';
import { ExportScan } from '../../../harness/evidence/scan-export.ts';
import { personalDataIn } from '../../../harness/evidence/scan-personal-data.ts';
import { isBareHeader, secretsIn, secretsInOwnText } from '../../../harness/evidence/scan-secrets.ts';

describe('personal data', () => {
  test.each([
    ['an e-mail address', 'écrire à jean.essai@hopital-fictif.fr', ['e-mail']],
    ['a phone number', 'poste 06 12 34 56 78', ['phone']],
    ['an RPPS number with a right key', 'RPPS 10000000009', ['rpps']],
    ['a NIR with a right key', '2 55 08 14 168 025 38', ['nir']],
    ['a name after a civility', 'lit réservé par Mme Essai', ['name']],
  ])('%s is found', (_title, text, kinds) => {
    expect(personalDataIn(text)).toEqual(kinds);
  });

  test.each([
    ['the address of ANS', 'monserviceclient.ROR@esante.gouv.fr'],
    ['a SIRET-like number of an organisation', 'OU=33333333333'],
    ['an RPPS number with a wrong key', '10000000008'],
    ['a NIR with a wrong key', '255081416802539'],
    ['a digest', 'e3be9bd24be18a81007e610de8756ed882945dbfd90c645e7b95d023487f27de'],
    ['a date', '2026-11-23T20:14:28.123+01:00'],
    ['an identifier of a unit', '199A000014/CHIR-A'],
  ])('%s is no finding', (_title, text) => {
    expect(personalDataIn(text)).toEqual([]);
  });

  test('the signatory is no finding', () => {
    expect(personalDataIn('signé par Mme Essai', new Set(['camille essai']))).toEqual([]);
  });
});

describe('secrets', () => {
  test('tokens, keys, cookies and passwords are found; thumbprints are not', () => {
    expect(secretsIn('Bearer abcdefghijklmnopqrstuvwxyz')).toEqual(['token']);
    expect(secretsIn('-----BEGIN EC PRIVATE KEY-----')).toEqual(['private-key']);
    expect(secretsIn('Set-Cookie: session=1')).toEqual(['cookie']);
    expect(secretsInOwnText('db_password: hunter22')).toEqual(['password']);
    expect(secretsInOwnText('password=[sha256:3109a654bccf779f]')).toEqual([]);
    expect(secretsIn('Bearer [sha256:3109a654bccf779f]')).toEqual([]);
    expect(isBareHeader('Cookie', 'a=1')).toBe(true);
    expect(isBareHeader('Cookie', '[sha256:3109a654bccf779f]')).toBe(false);
  });
});

describe('files that a vendor adds', () => {
  test.each([
    ['UTF-8', Buffer.from('alerte affichée')],
    ['Latin-1', Buffer.from('alerte affichée', 'latin1')],
    ['UTF-8 with colours of a terminal', Buffer.from('\u001b[31malerte affichée\u001b[0m')],
  ])('a text in %s is read', (_name, content) => {
    expect(textOf(content)).toContain('alerte affichée');
  });

  test.each([
    ['a PDF written in characters only', Buffer.from('%PDF-1.7\n1 0 obj\n')],
    ['an office document', Buffer.from('PK\u0003\u0004word/document.xml')],
    ['a rich text', Buffer.from('{\\rtf1 jean}')],
    ['a picture', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['a text in UTF-16', Buffer.from('\ufeffalerte', 'utf16le')],
  ])('%s is no text that could be looked through', (_name, content) => {
    expect(textOf(content)).toBeNull();
    const scan = new ExportScan([]);
    scan.file(content, 'attestations/001');
    expect(scan.notScanned).toEqual(['attestations/001']);
    expect(() => scan.assertClean(false)).not.toThrow();
  });

  test('what stands in a text in Latin-1 is found', () => {
    const scan = new ExportScan([]);
    scan.file(Buffer.from('relevé par Mme Éssai', 'latin1'), 'attestations/001');
    expect(scan.personalData).toEqual(['attestations/001:1 (name)']);
    expect(scan.notScanned).toEqual([]);
  });
});
