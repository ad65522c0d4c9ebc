import { NotAFolderError } from '../../certs/private-folder.ts';
import { PkiError } from '../../certs/pki-error.ts';
import { LaneStoreError } from '../../journal/lane-store-error.ts';
import type { MessageId, Translate } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import { folderTrouble } from './folder-trouble.ts';

/** What each refusal to start is called, and the hint to it. */
const TEXTS: Readonly<Record<string, { readonly text: MessageId; readonly hint?: MessageId }>> = {
  'mock.port-in-use': { text: 'mock.print.port-in-use', hint: 'mock.print.port-hint' },
  'mock.bad-address': { text: 'mock.print.bad-address' },
  'mock.unknown-setting': { text: 'mock.print.unknown-setting', hint: 'mock.print.settings-hint' },
  'mock.bad-setting': { text: 'mock.print.bad-setting', hint: 'mock.print.settings-hint' },
};

/** Runs what starts a mock; what its user can mend becomes one line, anything else is a bug and passes. */
export async function explainStart<T>(t: Translate, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw (await explained(error, t)) ?? error;
  }
}

async function explained(error: unknown, t: Translate): Promise<CliError | null> {
  if (error instanceof PkiError) {
    const reason = error.cause === undefined ? '–' : folderTrouble(error.cause, t);
    const message = t(error.code, { subject: error.subject, file: error.subject, reason });
    return new CliError({ code: error.code, message, cause: error });
  }
  const { MockRorError } = await import('../../mock-server/index.ts');
  if (error instanceof MockRorError) {
    const known = TEXTS[error.code];
    const message = known === undefined ? error.message : t(known.text, { detail: error.message });
    return new CliError({
      code: error.code,
      message,
      cause: error,
      ...(known?.hint === undefined ? {} : { hint: t(known.hint) }),
    });
  }
  if (error instanceof LaneStoreError || isFileTrouble(error)) {
    const detail = error instanceof NotAFolderError ? folderTrouble(error, t) : error.message;
    const message = t('mock.print.data-dir', { detail });
    return new CliError({ code: 'mock.data-dir', message, cause: error });
  }
  return null;
}

/** A folder that cannot be made or written (`EACCES`, `EROFS`, `ENOTDIR`, `EEXIST` …). */
function isFileTrouble(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
