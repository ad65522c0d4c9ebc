import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as x509 from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { parseDn } from '../../certs/dn.ts';
import { certificatePem, generateKeys } from '../../certs/issue.ts';
import { issuerDnOf, subjectDnOf } from '../../certs/subject-dn.ts';
import { runTool } from './other-tool.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Subjects in encoded order, and their ANS form. */
const SUBJECTS: readonly (readonly [string, x509.JsonNameParams, string])[] = [
  [
    'the example of ANS',
    name(['C', 'FR'], ['ST', 'Paris (75)'], ['O', 'GIP - TEST3012'], ['OU', '33333333333'], ['CN', 'CLIENT_TEST_RORN']),
    'CN=CLIENT_TEST_RORN,OU=33333333333,O=GIP - TEST3012,ST=Paris (75),C=FR',
  ],
  [
    'accents, a comma, an apostrophe, a plus',
    name(['C', 'FR'], ['ST', 'Rhône (69)'], ['O', "CH D'ÉTÉ, SITE NORD"], ['OU', '10B0152872'], ['CN', 'AUTRE+CLIENT']),
    String.raw`CN=AUTRE\+CLIENT,OU=10B0152872,O=CH D'ÉTÉ\, SITE NORD,ST=Rhône (69),C=FR`,
  ],
  ['two OU', name(['O', 'A'], ['OU', '0002 1'], ['OU', 'IGC'], ['CN', 'x']), 'CN=x,OU=IGC,OU=0002 1,O=A'],
  [
    'everything that must be escaped',
    name(['O', ' a "b" <c> ; # \\ '], ['CN', '#d\ne = f + g']),
    String.raw`CN=\#d\0Ae = f \+ g,O=\ a \"b\" \<c\> \; # \\\ `,
  ],
];

function name(...attributes: readonly (readonly [string, string])[]): x509.JsonNameParams {
  return attributes.map(([type, value]) => ({ [type]: [{ utf8String: value }] }));
}

async function certificateOf(subject: x509.JsonNameParams): Promise<string> {
  const keys = await generateKeys('ec');
  const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const issuer = new x509.Name([{ CN: [{ utf8String: 'Émetteur, un' }] }]);
  return certificatePem(
    await x509.X509CertificateGenerator.create({
      subject: new x509.Name(subject),
      issuer,
      publicKey: keys.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm,
    }),
  );
}

describe('subjectDnOf', () => {
  it.each(SUBJECTS)('writes %s as ANS does', async (_, subject, expected) => {
    const certificate = new X509Certificate(await certificateOf(subject));
    expect(subjectDnOf(certificate)).toBe(expected);
    expect(issuerDnOf(certificate)).toBe(String.raw`CN=Émetteur\, un`);
  });

  it.for(SUBJECTS)('agrees with OpenSSL on %s', async ([, subject, expected], context) => {
    const file = path.join(await temporaryFolder(), 'certificate.pem');
    await writeFile(file, await certificateOf(subject));
    const args = ['x509', '-in', file, '-noout', '-subject', '-nameopt', 'RFC2253,utf8,-esc_msb'];
    expect(runTool(context, 'openssl', args)).toEqual({ code: 0, output: `subject=${expected}\n` });
  });

  it('puts the members of a multi-valued RDN in one order, whichever they have in the certificate', async () => {
    const personal: x509.JsonNameParams = [{ C: ['FR'] }, { CN: ['801234567897'], SN: ['DOC+0036790'], G: ['CARLA'] }];
    const dn = subjectDnOf(new X509Certificate(await certificateOf(personal)));
    expect(dn).toBe(String.raw`CN=801234567897+GIVENNAME=CARLA+SURNAME=DOC\+0036790,C=FR`);
    expect(parseDn(dn)[0]).toHaveLength(3);
  });

  it('is empty for a certificate without subject', async () => {
    expect(subjectDnOf(new X509Certificate(await certificateOf([])))).toBe('');
  });

  it('shows the name of a certificate that no one should have issued', async () => {
    const strange: x509.JsonNameParams = [
      { '1.2.3.4': [{ utf8String: 'x' }] },
      { O: [{ utf8String: '' }] },
      { CN: [{ bmpString: 'é' }] },
    ];
    expect(subjectDnOf(new X509Certificate(await certificateOf(strange)))).toBe('CN=é,O=,1.2.3.4=x');
  });
});
