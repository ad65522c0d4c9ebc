import { SigningKeyError } from '../../certs/signing-key.ts';
import type { Translate } from '../../messages/index.ts';
import { EvidenceError } from '../evidence/evidence-error.ts';
import { CliError } from './cli-error.ts';
import { EXIT } from './exit-codes.ts';

/** Faults of the run itself, not of how the command was called. */
const NOT_CONFORMANT = new Set(['does-not-follow']);

/** Turns what a user can mend about packs and keys into the one line of the command; anything else passes. */
export async function explainedEvidence<T>(t: Translate, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SigningKeyError) {
      const message = t(`evidence.key-${error.reason}`);
      throw new CliError({ code: 'evidence.key', message, cause: error });
    }
    if (!(error instanceof EvidenceError)) throw error;
    throw new CliError({
      code: `evidence.${error.reason}`,
      message: t(`evidence.${error.reason}`, error.values),
      exitCode: NOT_CONFORMANT.has(error.reason) ? EXIT.notConformant : EXIT.usage,
      cause: error,
    });
  }
}
