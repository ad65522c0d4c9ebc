import type { X509Certificate } from 'node:crypto';
import { CertificateFileError } from '../../certs/certificate-file-error.ts';
import { DnError, parseDn } from '../../certs/dn.ts';
import type { ChainKind } from '../../certs/certificate-chain.ts';
import { leafOf, readCertificateFile } from '../../certs/read-certificate.ts';
import { reasonOf } from './certs-input.ts';
import type { WrittenCertificate } from './participants-file.ts';
import type { ParticipantsReading, Place } from './participants-reading.ts';

/** Doubts that keep a certificate from being let in, but not its name from standing on the white list. */
const DOUBTS: ReadonlySet<string> = new Set([
  'expired',
  'not-yet-valid',
  'no-ou',
  'multi-valued-rdn',
  'no-client-auth',
  'no-digital-signature',
]);

const TRUSTED: ReadonlySet<ChainKind> = new Set(['test-pki', 'given', 'igc-sante-test-chain']);

/** The subject DN of a certificate of the white list, as written or read from its file; null after a fault was told. */
export async function subjectDnOfListed(
  written: WrittenCertificate,
  place: Place,
  reading: ParticipantsReading,
): Promise<string | null> {
  const { subjectDn, file } = written;
  if ((subjectDn === undefined) === (file === undefined)) {
    reading.fault(place, 'participants.dn-or-file');
    return null;
  }
  if (file !== undefined) return await readSubjectDn(file, [...place, 'file'], reading);
  return checkedDn(subjectDn ?? '', [...place, 'subjectDn'], reading);
}

function checkedDn(text: string, place: Place, reading: ParticipantsReading): string | null {
  try {
    parseDn(text);
    return text;
  } catch (error) {
    if (!(error instanceof DnError)) throw error;
    reading.fault(place, 'participants.dn-malformed', { position: error.position + 1 });
    return null;
  }
}

async function readSubjectDn(file: string, place: Place, reading: ParticipantsReading): Promise<string | null> {
  try {
    const { certificates } = await readCertificateFile(reading.resolve(file));
    return await judgedSubjectDn(leafOf(certificates), { file, place }, reading);
  } catch (error) {
    if (!(error instanceof CertificateFileError)) throw error;
    const reason = reading.t(error.code, { file, subject: file, reason: reasonOf(error.cause) });
    reading.fault(place, 'participants.certificate-unreadable', { reason });
    return null;
  }
}

async function judgedSubjectDn(
  leaf: X509Certificate,
  { file, place }: { file: string; place: Place },
  reading: ParticipantsReading,
): Promise<string | null> {
  const { inspectCertificate } = await import('../../certs/inspect-certificate.ts');
  const { now, testPki, given, t } = reading;
  const { subjectDn, chain, findings } = inspectCertificate([leaf], { now, testPki, given });
  const codes = findings.map(({ code }) => code);
  const fatal = codes.find((code) => code === 'no-subject' || code === 'authority');
  if (fatal !== undefined) {
    reading.fault(place, 'participants.certificate-unfit', { file, reason: t(`certs.inspect-${fatal}`) });
    return null;
  }
  for (const code of codes.filter((one) => DOUBTS.has(one))) {
    reading.warn(place, 'participants.certificate-doubt', { file, reason: t(`certs.inspect-${code}`) });
  }
  if (!TRUSTED.has(chain)) reading.warn(place, 'participants.issuer-not-trusted', { file });
  return subjectDn;
}
