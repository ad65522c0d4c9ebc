import { readFileSync } from 'node:fs';
import type { Translate } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';

/** The text of a file that the user named. @throws CliError `cli.file-unreadable` */
export function readInput(file: string, t: Translate): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = errorCode(error);
    throw new CliError({
      code: 'cli.file-unreadable',
      message: t('cli.file-unreadable', { file, reason }),
      cause: error,
    });
  }
}

/** The system's short name of an error, such as `ENOENT`; its message when it has none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
