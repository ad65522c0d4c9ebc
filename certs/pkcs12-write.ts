import { createHash } from 'node:crypto';
import * as pkijs from 'pkijs';
import { der, DER, derBmpString, derOid } from './der.ts';

const KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
/** Without this attribute Java's keystore does not see a certificate as trusted. */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1';
const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0';

/** What OpenSSL itself takes by default; the password protects nothing real. */
const ITERATIONS = 2048;

/** Private key and certificate as DER. `alias` is the name that keystores show. */
export interface KeyEntry {
  readonly alias: string;
  readonly key: ArrayBuffer;
  readonly certificate: ArrayBuffer;
}

/** A PKCS#12 file holding one key with its certificate alone, as ANS delivers it: PBES2 with AES-256, SHA-256 MAC. */
export async function writeKeyP12(entry: KeyEntry, password: string): Promise<Buffer> {
  const keyId = der(DER.octetString, createHash('sha256').update(Buffer.from(entry.certificate)).digest());
  const attributes = (): pkijs.Attribute[] => [
    attribute(FRIENDLY_NAME, derBmpString(entry.alias)),
    attribute(LOCAL_KEY_ID, keyId),
  ];
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(entry.key) });
  await keyBag.makeInternalValues(encryption(password));
  return await writePfx(password, {
    plain: [new pkijs.SafeBag({ bagId: KEY_BAG, bagValue: keyBag, bagAttributes: attributes() })],
    encrypted: [certificateBag(entry.certificate, attributes())],
  });
}

/** A PKCS#12 file of trusted certificates that Java (8 and later), OpenSSL and .NET open as a trust store. */
export async function writeTrustP12(
  entries: readonly Pick<KeyEntry, 'alias' | 'certificate'>[],
  password: string,
): Promise<Buffer> {
  const encrypted = entries.map(({ alias, certificate }) =>
    certificateBag(certificate, [
      attribute(FRIENDLY_NAME, derBmpString(alias)),
      attribute(TRUSTED_KEY_USAGE, derOid(ANY_EXTENDED_KEY_USAGE)),
    ]),
  );
  return await writePfx(password, { plain: [], encrypted });
}

function certificateBag(certificate: ArrayBuffer, bagAttributes: pkijs.Attribute[]): pkijs.SafeBag {
  const bagValue = new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(certificate) });
  return new pkijs.SafeBag({ bagId: CERTIFICATE_BAG, bagValue, bagAttributes });
}

function attribute(type: string, value: Uint8Array): pkijs.Attribute {
  return pkijs.Attribute.fromBER(der(DER.sequence, derOid(type), der(DER.set, value)));
}

async function writePfx(
  password: string,
  bags: { plain: pkijs.SafeBag[]; encrypted: pkijs.SafeBag[] },
): Promise<Buffer> {
  const contents = [
    { privacyMode: 0, safeBags: bags.plain, options: {} },
    { privacyMode: 1, safeBags: bags.encrypted, options: encryption(password) },
  ].filter(({ safeBags }) => safeBags.length > 0);
  const safeContents = contents.map(({ privacyMode, safeBags }) => ({
    privacyMode,
    value: new pkijs.SafeContents({ safeBags }),
  }));
  const authenticatedSafe = new pkijs.AuthenticatedSafe({ parsedValue: { safeContents } });
  await authenticatedSafe.makeInternalValues({ safeContents: contents.map(({ options }) => options) });
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
  await pfx.makeInternalValues({
    password: passwordBytes(password),
    iterations: ITERATIONS,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return Buffer.from(pfx.toSchema().toBER());
}

function encryption(password: string): {
  password: ArrayBuffer;
  contentEncryptionAlgorithm: { name: string; length: number };
  hmacHashAlgorithm: string;
  iterationCount: number;
} {
  return {
    password: passwordBytes(password),
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  };
}

function passwordBytes(password: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(password)).buffer;
}
