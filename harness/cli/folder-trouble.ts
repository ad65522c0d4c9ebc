import { NotAFolderError } from '../../certs/private-folder.ts';
import type { Translate } from '../../messages/index.ts';
import { errorCode } from './read-input.ts';

/** Why a folder or file cannot be used, as a user reads it: our own words for a file in the way, else the system's short name. */
export function folderTrouble(error: unknown, t: Translate): string {
  return error instanceof NotAFolderError ? t('cli.not-a-folder', { path: error.path }) : errorCode(error);
}
