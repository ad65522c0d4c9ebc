import { webcrypto, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as pkijs from 'pkijs';
import type { SigningKey } from './signing-key.ts';

/** Each curve with the hash of its own strength. */
const CURVES: Readonly<Record<string, { readonly namedCurve: string; readonly hash: string }>> = {
  prime256v1: { namedCurve: 'P-256', hash: 'SHA-256' },
  secp384r1: { namedCurve: 'P-384', hash: 'SHA-384' },
  secp521r1: { namedCurve: 'P-521', hash: 'SHA-512' },
};

/** What a detached signature says, once it was found right. */
export interface CmsVerification {
  /** True when the signature is that of `signer` over exactly this content. */
  readonly isValid: boolean;
  /** The certificate that the signature names; null when it does not come with it. */
  readonly signer: X509Certificate | null;
  /** Every certificate that came with it. */
  readonly certificates: readonly X509Certificate[];
}

/**
 * A detached CMS signature (RFC 5652, DER) over `content`, with its certificates in it: `openssl cms -verify` reads it.
 * It has no signed attributes: what it covers is the content, and nothing that the signer declares beside it.
 */
export async function signDetached(content: Uint8Array, signing: SigningKey): Promise<Buffer> {
  const { key, hash } = await importKey(signing.key);
  const certificates = signing.certificates.map(({ raw }) => pkijs.Certificate.fromBER(Uint8Array.from(raw).buffer));
  const [first] = certificates;
  if (first === undefined) throw new TypeError('no certificate');
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: pkijs.ContentInfo.DATA }),
    certificates,
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: first.issuer, serialNumber: first.serialNumber }),
      }),
    ],
  });
  await signed.sign(key, 0, hash, Uint8Array.from(content).buffer);
  const info = new pkijs.ContentInfo({ contentType: pkijs.ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
}

/**
 * Checks a detached CMS signature. Says nothing about who the signer is: that is for the one who trusts.
 * @throws RangeError when the bytes are no CMS signature with one signer
 */
export async function verifyDetached(content: Uint8Array, signature: Uint8Array): Promise<CmsVerification> {
  const signed = readSignedData(signature);
  const certificates = (signed.certificates ?? []).flatMap((one) =>
    one instanceof pkijs.Certificate ? [new X509Certificate(Buffer.from(one.toSchema().toBER()))] : [],
  );
  if (certificates.length === 0) return { isValid: false, signer: null, certificates };
  const data = Uint8Array.from(content).buffer;
  const result = await signed.verify({ signer: 0, data, checkChain: false, extendedMode: true }).catch(() => null);
  const found = result?.signerCertificate ?? null;
  return {
    isValid: result?.signatureVerified === true,
    signer: found === null ? null : new X509Certificate(Buffer.from(found.toSchema().toBER())),
    certificates,
  };
}

function readSignedData(signature: Uint8Array): pkijs.SignedData {
  try {
    const info = pkijs.ContentInfo.fromBER(Uint8Array.from(signature).buffer);
    const signed = new pkijs.SignedData({ schema: info.content });
    if (signed.signerInfos.length !== 1) throw new RangeError('not one signer');
    return signed;
  } catch (error) {
    throw new RangeError('not a CMS signature with one signer', { cause: error });
  }
}

async function importKey(key: KeyObject): Promise<{ key: webcrypto.CryptoKey; hash: string }> {
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  const hash = curve?.hash ?? 'SHA-256';
  const algorithm =
    curve === undefined ? { name: 'RSASSA-PKCS1-v1_5', hash } : { name: 'ECDSA', namedCurve: curve.namedCurve };
  const der = key.export({ type: 'pkcs8', format: 'der' });
  return { key: await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']), hash };
}
