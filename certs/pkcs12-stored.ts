import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as pkijs from 'pkijs';
import { decryptOldPbe } from './pkcs12-pbe.ts';

const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
/** A key as it is, and an encrypted one. */
const KEY_BAGS: readonly string[] = ['1.2.840.113549.1.12.10.1.1', '1.2.840.113549.1.12.10.1.2'];
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const PBES2 = '1.2.840.113549.1.5.13';
/** Tools write 2 000 to 600 000; a larger number would only keep the machine busy. */
const MAX_ITERATIONS = 1_000_000;

/**
 * The certificates stored in a PKCS#12 file, those that belong to a key first. The integrity of the file is not checked here.
 * @throws an error of the ASN.1 library, of node:crypto or a RangeError when it cannot be taken apart.
 */
export async function storedCertificates(
  bytes: Buffer,
  password: string,
): Promise<{ certificates: X509Certificate[]; hasPrivateKey: boolean }> {
  const all = await openBags(bytes, password);
  const bags = all.filter(({ bagId }) => bagId === CERTIFICATE_BAG);
  const ofKeys = bags.filter(hasKey);
  const certificates = [...ofKeys, ...bags.filter((bag) => !hasKey(bag))].map(certificateOf);
  return { certificates, hasPrivateKey: all.some(({ bagId }) => KEY_BAGS.includes(bagId)) };
}

/**
 * The first private key stored in a PKCS#12 file; null when it has none.
 * @throws an error of the ASN.1 library or of node:crypto when it cannot be taken apart or the password is wrong.
 */
export async function storedKey(bytes: Buffer, password: string): Promise<KeyObject | null> {
  const bag = (await openBags(bytes, password)).find(({ bagId }) => KEY_BAGS.includes(bagId));
  if (bag === undefined) return null;
  const key = Buffer.from(bag.bagValue.toSchema().toBER());
  return createPrivateKey({ key, format: 'der', type: 'pkcs8', passphrase: password });
}

async function openBags(bytes: Buffer, password: string): Promise<readonly pkijs.SafeBag[]> {
  const pfx = pkijs.PFX.fromBER(Uint8Array.from(bytes).buffer);
  const safe = pkijs.AuthenticatedSafe.fromBER(octets(pfx.authSafe.content));
  const contents = await Promise.all(safe.safeContents.map(async (content) => await openContent(content, password)));
  return contents.flatMap((content) => pkijs.SafeContents.fromBER(content).safeBags);
}

function hasKey(bag: pkijs.SafeBag): boolean {
  return bag.bagAttributes?.some(({ type }) => type === LOCAL_KEY_ID) === true;
}

function certificateOf(bag: pkijs.SafeBag): X509Certificate {
  if (!(bag.bagValue instanceof pkijs.CertBag)) throw new RangeError('not a certificate bag');
  return new X509Certificate(Buffer.from(octets(bag.bagValue.certValue)));
}

async function openContent(content: pkijs.ContentInfo, password: string): Promise<ArrayBuffer> {
  if (content.contentType === pkijs.ContentInfo.DATA) return octets(content.content);
  const encrypted = new pkijs.EncryptedData({ schema: content.content });
  const { contentEncryptionAlgorithm } = encrypted.encryptedContentInfo;
  const algorithm = contentEncryptionAlgorithm.algorithmId;
  if (algorithm === PBES2) return await decryptPbes2(encrypted, password);
  const [salt, iterations] = children(contentEncryptionAlgorithm.algorithmParams);
  const encryption = { algorithm, salt: new Uint8Array(octets(salt)), iterations: bounded(integer(iterations)) };
  return Uint8Array.from(
    decryptOldPbe(new Uint8Array(encrypted.encryptedContentInfo.getEncryptedContent()), encryption, password),
  ).buffer;
}

async function decryptPbes2(encrypted: pkijs.EncryptedData, password: string): Promise<ArrayBuffer> {
  const { algorithmParams } = encrypted.encryptedContentInfo.contentEncryptionAlgorithm;
  const [derivation] = children(algorithmParams);
  const [, derivationParams] = children(derivation);
  bounded(integer(children(derivationParams)[1]));
  return await encrypted.decrypt({ password: Uint8Array.from(Buffer.from(password)).buffer });
}

function bounded(iterations: number): number {
  if (iterations < 1 || iterations > MAX_ITERATIONS) throw new RangeError('unreasonable number of iterations');
  return iterations;
}

/** The ASN.1 library types its tree loosely: these look before they take. */
function children(node: unknown): readonly unknown[] {
  const value = field(field(node, 'valueBlock'), 'value');
  return Array.isArray(value) ? value : [];
}

function integer(node: unknown): number {
  const value = field(field(node, 'valueBlock'), 'valueDec');
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new RangeError('not an integer');
  return value;
}

function octets(node: unknown): ArrayBuffer {
  if (typeof node === 'object' && node !== null && 'getValue' in node && typeof node.getValue === 'function') {
    const value: unknown = node.getValue();
    if (value instanceof ArrayBuffer) return value;
  }
  throw new RangeError('not an octet string');
}

function field(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}
