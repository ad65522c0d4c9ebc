import { PkiError } from '../../certs/pki-error.ts';
import { MockRorError } from '../../mock-server/index.ts';
import type { Translate } from '../../messages/index.ts';
import { isMessageId } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import { folderTrouble } from './folder-trouble.ts';

/** Runs `work`; what the mock or the test PKI refuses for the user's sake becomes the one line of the command. */
export async function explainMockErrors<T>(t: Translate, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MockRorError) {
      const message = t('cli.mock-refused', { reason: error.message });
      throw new CliError({ code: error.code, message, cause: error });
    }
    if (error instanceof PkiError) {
      const { code, subject } = error;
      const reason = error.cause === undefined ? '–' : folderTrouble(error.cause, t);
      const message = isMessageId(code) ? t(code, { subject, reason }) : error.message;
      throw new CliError({ code, message, cause: error });
    }
    throw error;
  }
}
