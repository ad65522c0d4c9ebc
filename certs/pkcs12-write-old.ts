import { createHash, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { der, DER, derBmpString, derOid } from './der.ts';
import { encryptOldPbe, OLD_TRIPLE_DES, oldMac } from './pkcs12-pbe.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const SHA1 = '1.3.14.3.2.26';

const NULL = 0x05;
const CONTEXT_0 = 0xa0;
const CONTEXT_0_PRIMITIVE = 0x80;

/** What OpenSSL 1 and Java 8 took; the password protects nothing real. */
const ITERATIONS = 2048;
const SALT_BYTES = 8;

/**
 * A PKCS#12 file holding one key (PEM) with its certificate (PEM) in the encoding of before 2022: 3DES and a SHA-1 MAC. Written by hand
 * because the libraries that still write it are not needed for anything else.
 * @see RFC 7292 §4, appendix C
 */
export function writeOldKeyP12(entry: { alias: string; cert: string; key: string }, password: string): Buffer {
  const certificate = new X509Certificate(entry.cert).raw;
  const key = createPrivateKey(entry.key).export({ format: 'der', type: 'pkcs8' });
  const attributes = der(
    DER.set,
    attribute(FRIENDLY_NAME, derBmpString(entry.alias)),
    attribute(LOCAL_KEY_ID, der(DER.octetString, createHash('sha1').update(certificate).digest())),
  );
  const keyBag = bag(SHROUDED_KEY_BAG, der(DER.sequence, ...encrypted(key, password, DER.octetString)), attributes);
  const certificateValue = der(CONTEXT_0, der(DER.octetString, certificate));
  const certificateBag = bag(
    CERTIFICATE_BAG,
    der(DER.sequence, derOid(X509_CERTIFICATE), certificateValue),
    attributes,
  );
  const safe = der(
    DER.sequence,
    encryptedContent(der(DER.sequence, certificateBag), password),
    plainContent(der(DER.sequence, keyBag)),
  );
  return der(DER.sequence, der(DER.integer, Uint8Array.of(3)), plainContent(safe), macData(safe, password));
}

function attribute(type: string, value: Uint8Array): Buffer {
  return der(DER.sequence, derOid(type), der(DER.set, value));
}

function bag(type: string, value: Uint8Array, attributes: Uint8Array): Buffer {
  return der(DER.sequence, derOid(type), der(CONTEXT_0, value), attributes);
}

function plainContent(content: Uint8Array): Buffer {
  return der(DER.sequence, derOid(DATA), der(CONTEXT_0, der(DER.octetString, content)));
}

function encryptedContent(content: Uint8Array, password: string): Buffer {
  const info = der(DER.sequence, derOid(DATA), ...encrypted(content, password, CONTEXT_0_PRIMITIVE));
  const data = der(DER.sequence, der(DER.integer, Uint8Array.of(0)), info);
  return der(DER.sequence, derOid(ENCRYPTED_DATA), der(CONTEXT_0, data));
}

/** The algorithm with its parameters, then the encrypted bytes under `tag`. */
function encrypted(content: Uint8Array, password: string, tag: number): [Buffer, Buffer] {
  const salt = randomBytes(SALT_BYTES);
  const parameters = der(DER.sequence, der(DER.octetString, salt), iterations());
  const algorithm = der(DER.sequence, derOid(OLD_TRIPLE_DES), parameters);
  return [algorithm, der(tag, encryptOldPbe(content, { salt, iterations: ITERATIONS }, password))];
}

function macData(content: Uint8Array, password: string): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const mac = oldMac(content, { salt, iterations: ITERATIONS }, password);
  const digest = der(DER.sequence, der(DER.sequence, derOid(SHA1), der(NULL)), der(DER.octetString, mac));
  return der(DER.sequence, digest, der(DER.octetString, salt), iterations());
}

function iterations(): Buffer {
  return der(DER.integer, Uint8Array.of(ITERATIONS >> 8, ITERATIONS & 0xff));
}
