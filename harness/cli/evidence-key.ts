import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSigningKey } from '../../certs/signing-key.ts';
import type { SigningKey } from '../../certs/signing-key.ts';
import { readSigningP12 } from '../../certs/signing-p12.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { readInput } from './read-input.ts';

/** The flags that name a key. */
interface KeyFlags {
  readonly key?: string;
  readonly cert?: string;
  readonly p12?: string;
  readonly passwordFile?: string;
}

/** The key that signs a pack, from PEM files or a PKCS#12 file; null when none was named. @throws CliError, SigningKeyError */
export async function signingKey(flags: KeyFlags, context: CliContext): Promise<SigningKey | null> {
  const { key, cert, p12 } = flags;
  const { cwd, t } = context;
  if ((key === undefined) !== (cert === undefined) || (p12 !== undefined && key !== undefined)) {
    throw new CliError({ code: 'cli.usage', message: t('evidence.usage-key') });
  }
  const password = passwordOf(flags, context);
  if (p12 !== undefined) {
    const file = resolve(cwd, p12);
    readInput(file, t); // says in one line when it cannot be read
    return await readSigningP12(readFileSync(file), { file, password });
  }
  if (key === undefined || cert === undefined) return null;
  return readSigningKey({
    key: readInput(resolve(cwd, key), t),
    certificates: readInput(resolve(cwd, cert), t),
    ...(password === undefined ? {} : { passphrase: password }),
  });
}

function passwordOf({ passwordFile }: KeyFlags, { cwd, t }: CliContext): string | undefined {
  return passwordFile === undefined ? undefined : readInput(resolve(cwd, passwordFile), t).split(/\r?\n/, 1)[0];
}
