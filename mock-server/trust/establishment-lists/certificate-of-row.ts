import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { CertificateFileError } from '../../../certs/certificate-file-error.ts';
import { compareDn, DnError, formatDn, parseDn } from '../../../certs/dn.ts';
import type { Inspection } from '../../../certs/inspect-certificate.ts';
import { leafOf, readCertificateFile } from '../../../certs/read-certificate.ts';
import type { ListProblemCode } from './list-problem.ts';

/** A fault of the certificate of a row: in which of its two columns, and what. */
export interface CertificateFault {
  readonly field: 'certificate' | 'subjectDn';
  readonly level: 'error' | 'warning';
  readonly code: ListProblemCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What a row of a proprietary list says of its certificate, as written. */
export interface StatedCertificate {
  readonly finess: string;
  readonly file: string | null;
  readonly subjectDn: string | null;
}

/** The subject DN of a row in the ANS form (null when it cannot be told), and what is wrong. */
export interface RowCertificate {
  readonly subjectDn: string | null;
  readonly faults: readonly CertificateFault[];
}

/**
 * Judges the certificate of a row: its file, its DN, or both, which must then agree.
 * @param folder where the files are, and nowhere else; null when files cannot be read (a list that came as bytes).
 */
export async function certificateOfRow(
  stated: StatedCertificate,
  folder: string | null,
  now: Date,
): Promise<RowCertificate> {
  const faults: CertificateFault[] = [];
  const declared = stated.subjectDn === null ? null : readDn(stated.subjectDn, faults);
  if (stated.file === null) {
    if (stated.subjectDn === null) faults.push(fault('certificate', 'certificate-missing'));
    return { subjectDn: declared, faults };
  }
  const inspection = await inspectFile(stated.file, { folder, now, faults });
  if (inspection === null) return { subjectDn: declared, faults };
  faults.push(...disagreements(inspection, { finess: stated.finess, declared }));
  return { subjectDn: inspection.subjectDn, faults };
}

/** Where the certificate in the file and the rest of the row do not fit. */
function disagreements(
  { subjectDn, structure }: Inspection,
  row: { finess: string; declared: string | null },
): CertificateFault[] {
  const faults: CertificateFault[] = [];
  if (row.declared !== null && compareDn(row.declared, subjectDn).verdict !== 'match') {
    faults.push(fault('subjectDn', 'certificate-other-dn', { seen: subjectDn }));
  }
  if (structure?.kind === 'finess' && structure.isWellFormed && structure.value !== row.finess) {
    const other = fault('certificate', 'certificate-other-establishment', { seen: structure.value });
    faults.push({ ...other, level: 'warning' });
  }
  return faults;
}

function fault(
  field: CertificateFault['field'],
  code: ListProblemCode,
  values: CertificateFault['values'] = {},
): CertificateFault {
  return { field, level: 'error', code, values };
}

function readDn(text: string, faults: CertificateFault[]): string | null {
  try {
    return formatDn(parseDn(text));
  } catch (error) {
    if (!(error instanceof DnError)) throw error;
    faults.push(fault('subjectDn', 'dn-malformed', { position: error.position + 1 }));
    return null;
  }
}

/** Findings of an inspection that keep a certificate off the white list, whoever issued it. */
const NOT_AUTH_CLI: ReadonlySet<string> = new Set([
  'no-subject',
  'no-ou',
  'authority',
  'multi-valued-rdn',
  'no-client-auth',
  'no-digital-signature',
]);

interface Source {
  readonly folder: string | null;
  readonly now: Date;
  readonly faults: CertificateFault[];
}

async function inspectFile(file: string, { folder, now, faults }: Source): Promise<Inspection | null> {
  const place = folder === null ? null : await inside(folder, file);
  if (place === null) {
    faults.push(fault('certificate', 'certificate-elsewhere', { file }));
    return null;
  }
  const inspection = await inspected(place, now);
  if (typeof inspection === 'string') {
    faults.push(fault('certificate', 'certificate-unreadable', { file, reason: inspection }));
    return null;
  }
  const codes = inspection.findings.map(({ code }) => code);
  const date = inspection.validTo.slice(0, 10);
  if (codes.includes('expired')) faults.push(fault('certificate', 'certificate-expired', { file, date }));
  const other = codes.find((code) => NOT_AUTH_CLI.has(code));
  if (other !== undefined) faults.push(fault('certificate', 'certificate-not-auth-cli', { file, reason: other }));
  return inspection;
}

/**
 * The file below the folder of the list; null for one elsewhere, even through a link: a list that a stranger sent must not make us open
 * files of ours. One that is not there stays as it is, and is then unreadable.
 */
async function inside(folder: string, file: string): Promise<string | null> {
  const wanted = path.resolve(folder, file);
  const [root, target] = await Promise.all([realpath(folder), realpath(wanted).catch(() => null)]);
  if (target === null) return isBelow(path.resolve(folder), wanted) ? wanted : null;
  return isBelow(root, target) ? target : null;
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** The inspection, or the code of what kept the file from being read. */
async function inspected(file: string, now: Date): Promise<Inspection | string> {
  try {
    // Opening a pipe would wait for ever.
    if (!(await stat(file)).isFile()) return 'certs.file-unreadable';
    const { certificates } = await readCertificateFile(file);
    const leaf = leafOf(certificates);
    const { inspectCertificate } = await import('../../../certs/inspect-certificate.ts');
    return inspectCertificate([leaf], { now, testPki: [], given: [] });
  } catch (error) {
    if (error instanceof CertificateFileError) return error.code;
    if (error instanceof Error && 'code' in error) return 'certs.file-unreadable';
    throw error;
  }
}
