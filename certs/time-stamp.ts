import { createHash, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { isNamedBy } from './ess-certificate.ts';

const SHA_256 = '2.16.840.1.101.3.4.2.1';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** Hashes that a time-stamp may be over, by OID. */
const HASHES: Readonly<Record<string, string>> = {
  [SHA_256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** granted, granted with modifications. */
const GRANTED: readonly number[] = [0, 1];

/** Why an answer of a time-stamping authority is of no use. */
export type TimeStampReason =
  'unreadable' | 'refused' | 'other-content' | 'wrong-signature' | 'other-certificate' | 'not-a-tsa' | 'other-nonce';

/** Thrown by {@link readTimeStamp}. */
export class TimeStampError extends Error {
  readonly reason: TimeStampReason;

  constructor(reason: TimeStampReason, cause?: unknown) {
    super(`the time-stamp is of no use: ${reason}`, cause === undefined ? undefined : { cause });
    this.name = 'TimeStampError';
    this.reason = reason;
  }
}

/** A time-stamp that is right by itself; whether its authority is to be trusted is for the one who reads it. */
export interface TimeStamp {
  readonly at: Date;
  readonly signer: X509Certificate;
  readonly certificates: readonly X509Certificate[];
}

/**
 * A request (RFC 3161, DER) to stamp `content`, over its SHA-256, that asks for the certificate of the authority:
 * `openssl ts -reply` and any authority answer it.
 * @param nonce at most 16 bytes, chosen anew each time
 */
export function timeStampRequest(content: Uint8Array, nonce: Uint8Array): Buffer {
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: SHA_256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: createHash('sha256').update(content).digest() }),
    }),
    nonce: new asn1js.Integer({ valueHex: positive(nonce) }),
    certReq: true,
  });
  return Buffer.from(request.toSchema().toBER());
}

/**
 * Reads the answer of a time-stamping authority (RFC 3161) and checks that it stamps exactly this content.
 * @param nonce the one of the request; null when it is not known any more
 * @throws {TimeStampError}
 */
export async function readTimeStamp(
  content: Uint8Array,
  answer: Uint8Array,
  nonce: Uint8Array | null = null,
): Promise<TimeStamp> {
  const { signed, info } = parse(answer);
  if (!isOver(info, content)) throw new TimeStampError('other-content');
  if (nonce !== null && !isNonce(info, nonce)) throw new TimeStampError('other-nonce');
  const signer = await signerOf(signed, content);
  if (signer === null) throw new TimeStampError('wrong-signature');
  if (!attempt(() => isNamedBy(signed, signer.raw))) throw new TimeStampError('other-certificate');
  if (!isAuthority(signer, info.genTime)) throw new TimeStampError('not-a-tsa');
  const certificates = (signed.certificates ?? []).flatMap((one) =>
    one instanceof pkijs.Certificate ? [x509(one)] : [],
  );
  return { at: info.genTime, signer, certificates };
}

/** Who signed the token; null when the signature is not right. */
async function signerOf(signed: pkijs.SignedData, content: Uint8Array): Promise<X509Certificate | null> {
  const data = Uint8Array.from(content).buffer;
  const result = await signed.verify({ signer: 0, data, checkChain: false, extendedMode: true }).catch(() => null);
  const found = result?.signerCertificate ?? null;
  return result?.signatureVerified === true && found !== null ? x509(found) : null;
}

function parse(answer: Uint8Array): { readonly signed: pkijs.SignedData; readonly info: pkijs.TSTInfo } {
  const response = attempt(() => pkijs.TimeStampResp.fromBER(Uint8Array.from(answer).buffer));
  if (!GRANTED.includes(response.status.status)) throw new TimeStampError('refused');
  return attempt(() => {
    const signed = new pkijs.SignedData({ schema: response.timeStampToken?.content });
    const content = signed.encapContentInfo.eContent?.getValue();
    if (content === undefined || signed.signerInfos.length !== 1) throw new RangeError('no token with one signer');
    return { signed, info: pkijs.TSTInfo.fromBER(content) };
  });
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new TimeStampError('unreadable', error);
  }
}

function isOver({ messageImprint }: pkijs.TSTInfo, content: Uint8Array): boolean {
  const hash = HASHES[messageImprint.hashAlgorithm.algorithmId];
  if (hash === undefined) return false;
  return createHash(hash).update(content).digest().equals(Buffer.from(messageImprint.hashedMessage.getValue()));
}

function isNonce({ nonce: seen }: pkijs.TSTInfo, nonce: Uint8Array): boolean {
  return seen !== undefined && Buffer.from(seen.valueBlock.valueHexView).equals(positive(nonce));
}

/** The bytes of a positive DER integer: shortest form, first bit clear. */
function positive(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  copy[0] = ((copy[0] ?? 0) & 0x7f) | 0x40;
  return copy;
}

/**
 * Certificates for time-stamping say so, critically and nothing beside, and were valid when they stamped.
 * @see RFC 3161, 2.3
 */
function isAuthority(signer: X509Certificate, at: Date): boolean {
  const { extensions = [] } = pkijs.Certificate.fromBER(Uint8Array.from(signer.raw).buffer);
  const isCritical = extensions.some(({ extnID, critical }) => extnID === EXTENDED_KEY_USAGE && critical);
  // Node's type says that it is always there; a certificate without the extension has none.
  const usages: readonly string[] | undefined = signer.keyUsage;
  const isOnly = usages?.length === 1 && usages[0] === TIME_STAMPING;
  return isCritical && isOnly && at >= signer.validFromDate && at <= signer.validToDate;
}

function x509(certificate: pkijs.Certificate): X509Certificate {
  return new X509Certificate(Buffer.from(certificate.toSchema().toBER()));
}
