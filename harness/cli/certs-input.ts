import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CertificateFileError } from '../../certs/certificate-file-error.ts';
import { DnError } from '../../certs/dn.ts';
import { PkiError } from '../../certs/pki-error.ts';
import type { MessageId, Translate } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { folderTrouble } from './folder-trouble.ts';

/** Where the test PKI is when no directory is named. */
export const DEFAULT_PKI_DIR = path.join('.rorkit', 'pki');

/** The password in a file: its first line, so that the newline that editors add is no part of the password. */
export async function readPassword(file: string, { cwd, t }: CliContext): Promise<string> {
  try {
    const text = await readFile(path.resolve(cwd, file), 'utf8');
    return text.split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    const reason = reasonOf(error);
    const message = t('certs.file-unreadable', { file, reason });
    throw new CliError({ code: 'certs.file-unreadable', message, cause: error });
  }
}

const HINTS: ReadonlyMap<string, MessageId> = new Map([
  ['certs.invalid-public-host', 'certs.invalid-public-host-hint'],
  ['certs.directory-not-ours', 'certs.directory-not-ours-hint'],
  ['certs.unknown-serial', 'certs.unknown-serial-hint'],
  ['certs.foreign-certificate', 'certs.unknown-serial-hint'],
  ['certs.file-exists', 'certs.file-exists-hint'],
  ['certs.password-needed', 'certs.password-needed-hint'],
  ['certs.p12-unsupported', 'certs.p12-unsupported-hint'],
]);

/** Turns the errors that a user can mend into the one line of the command; anything else is a bug and passes. */
export async function explained<T>(t: Translate, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DnError) throw dnError(error, t);
    if (!(error instanceof PkiError) && !(error instanceof CertificateFileError)) throw error;
    const subject = error instanceof PkiError ? error.subject : error.file;
    const values = { subject, file: subject, reason: troubleOf(error.cause, t) };
    const hintId = HINTS.get(error.code);
    const hint = hintId === undefined ? {} : { hint: t(hintId, values) };
    throw new CliError({ code: error.code, message: t(error.code, values), ...hint, cause: error });
  }
}

function dnError(error: DnError, t: Translate): CliError {
  const why = t(`certs.dn-${error.reason}`);
  const message = t('certs.dn-malformed', { position: error.position + 1, why });
  return new CliError({ code: error.code, message, cause: error });
}

function troubleOf(cause: unknown, t: Translate): string {
  return cause === undefined ? '–' : folderTrouble(cause, t);
}

/** The system's own short name of what went wrong, such as `ENOENT`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '–';
}
