import type { X509Certificate } from 'node:crypto';
import { verifyDetached } from '../../certs/cms-signature.ts';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import { certificatesOf } from '../../certs/signing-key.ts';
import { because } from './evidence-error.ts';
import type { Fault } from './fault.ts';
import { leadsTo } from './leads-to.ts';
import { PACK_FILES } from './pack-format.ts';
import type { Pack } from './pack-format.ts';
import type { PackReader } from './pack-reader.ts';
import { fingerprint } from './run-rules.ts';

/** Who signed a pack, as far as it could be told. */
export interface SignatureReport {
  readonly faults: readonly Fault[];
  /** Null when the pack is not signed, or the signature is wrong. */
  readonly signer: { readonly subject: string; readonly issuer: string; readonly isSelfSigned: boolean } | null;
  /** True when the signer's certificate leads to one that the verifier trusts. */
  readonly isTrusted: boolean;
}

/** Checks the signature over the manifest, and whose key it is. `trusted` is null when the verifier named none. */
export async function verifySignature(
  reader: PackReader,
  pack: Pack | null,
  given: { readonly manifest: Buffer; readonly trusted: readonly X509Certificate[] | null },
): Promise<SignatureReport> {
  const { manifest, trusted } = given;
  if (!reader.has(PACK_FILES.signature)) {
    const isMissing = pack === null || pack.signer !== null || trusted !== null;
    return unsigned(isMissing ? [fault('evidence.fault-signature-missing')] : []);
  }
  try {
    const { isValid, signer, certificates } = await verifyDetached(manifest, await reader.bytes(PACK_FILES.signature));
    if (!isValid || signer === null) return unsigned([fault('evidence.fault-signature-wrong')]);
    return await identify(reader, pack, { signer, certificates, trusted });
  } catch (error) {
    return unsigned([fault('evidence.fault-signature-unreadable', { because: because(error) })]);
  }
}

/** Who the signer is, once the signature itself was found right. */
async function identify(
  reader: PackReader,
  pack: Pack | null,
  signed: {
    readonly signer: X509Certificate;
    readonly certificates: readonly X509Certificate[];
    readonly trusted: readonly X509Certificate[] | null;
  },
): Promise<SignatureReport> {
  const { signer, certificates, trusted } = signed;
  const subject = subjectDnOf(signer);
  const isTrusted = trusted !== null && leadsTo(signer, certificates, trusted);
  const faults = [
    ...((await isNamed(reader, pack, signer)) ? [] : [fault('evidence.fault-other-signer', { subject })]),
    ...(trusted === null || isTrusted ? [] : [fault('evidence.fault-not-trusted', { subject })]),
    ...dateFaults(signer, pack),
  ];
  const isSelfSigned = signer.subject === signer.issuer && signer.verify(signer.publicKey);
  return { faults, signer: { subject, issuer: signer.issuer.replaceAll('\n', ', '), isSelfSigned }, isTrusted };
}

/** The certificate must be the one that pack.json and signer.pem name. */
async function isNamed(reader: PackReader, pack: Pack | null, signer: X509Certificate): Promise<boolean> {
  const own = fingerprint(signer.fingerprint256);
  if (!reader.has(PACK_FILES.signer)) return false;
  const [first] = certificatesOf((await reader.bytes(PACK_FILES.signer)).toString('latin1'));
  return pack?.signer === own && first !== undefined && fingerprint(first.fingerprint256) === own;
}

/** The certificate must have been valid on the date that the pack gives. */
function dateFaults(signer: X509Certificate, pack: Pack | null): readonly Fault[] {
  const created = Date.parse(pack?.created ?? '');
  const from = signer.validFromDate.toISOString();
  const to = signer.validToDate.toISOString();
  const isWithin = created >= signer.validFromDate.getTime() && created <= signer.validToDate.getTime();
  return pack === null || isWithin ? [] : [fault('evidence.fault-certificate-date', { from, to })];
}

function unsigned(faults: readonly Fault[]): SignatureReport {
  return { faults, signer: null, isTrusted: false };
}

function fault(text: Fault['text'], values: Fault['values'] = {}): Fault {
  return { text, values };
}
