import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import type * as pkijs from 'pkijs';

/** Signed attributes that name the certificate of the signer by its hash, with the hash that is meant when none is named. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.9.16.2.12': 'sha1',
  '1.2.840.113549.1.9.16.2.47': 'sha256',
};
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/**
 * True when what was signed names this certificate as the signer's: the attribute signing-certificate or signing-certificate-v2 is
 * there, and each that is there has its hash first. Otherwise another certificate of the same key could be put in its place.
 * @param certificate DER
 * @throws Error when an attribute has not the form of the standard
 * @see RFC 5035, RFC 3161 2.4.2
 */
export function isNamedBy(signed: pkijs.SignedData, certificate: Uint8Array): boolean {
  const attributes = signed.signerInfos.flatMap((signer) => signer.signedAttrs?.attributes ?? []);
  const named = attributes.flatMap(({ type, values }) => {
    const hash = ATTRIBUTES[type];
    return hash === undefined ? [] : [firstHash(values[0], hash)];
  });
  return (
    named.length > 0 && named.every(({ hash, digest }) => createHash(hash).update(certificate).digest().equals(digest))
  );
}

/** The first certificate that the attribute names: SEQUENCE { SEQUENCE OF SEQUENCE { [algorithm], hash, [issuer, serial] }, ... }. */
function firstHash(value: unknown, meant: string): { readonly hash: string; readonly digest: Buffer } {
  const [first, second] = partsOf(partsOf(partsOf(value)[0])[0]);
  if (first instanceof asn1js.OctetString) return { hash: meant, digest: Buffer.from(first.getValue()) };
  const [algorithm] = partsOf(first);
  const hash = algorithm instanceof asn1js.ObjectIdentifier ? HASHES[algorithm.getValue()] : undefined;
  if (hash === undefined || !(second instanceof asn1js.OctetString)) throw new RangeError('no signing-certificate');
  return { hash, digest: Buffer.from(second.getValue()) };
}

function partsOf(value: unknown): readonly unknown[] {
  if (!(value instanceof asn1js.Sequence)) throw new RangeError('no signing-certificate');
  return value.valueBlock.value;
}
