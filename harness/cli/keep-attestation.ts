import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { Translate } from '../../messages/index.ts';
import type { Attested } from '../model/question.ts';
import { errorCode } from './read-input.ts';

/** A file that backs an attestation, as the journal names it. */
export type KeptAttestation = NonNullable<Attested['file']>;

/** Folder of these files within a run's folder. */
export const ATTESTATIONS_FOLDER = 'attestations';

/** Largest file that may back an attestation, in bytes. */
const MAX_BYTES = 20_000_000;

/** Where such files are looked for, and in which run they are kept. */
export interface AttestationPlaces {
  /** Folder in which relative paths start. */
  readonly from: string;
  /** Folder of the run. */
  readonly run: string;
}

/** Copies a file that backs an attestation into the run's folder; gives what is wrong with it when it cannot be kept. */
export function keepAttestation(
  path: string,
  { from, run }: AttestationPlaces,
  t: Translate,
): KeptAttestation | string {
  const source = resolve(from, path);
  try {
    const { size } = statSync(source);
    if (size > MAX_BYTES) return t('operator.file-too-large', { file: path, max: MAX_BYTES / 1_000_000 });
    const content = readFileSync(source);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const name = `${sha256.slice(0, 12)}-${basename(source).replaceAll(/[^\w.-]+/g, '-')}`.slice(0, 200);
    const folder = join(run, ATTESTATIONS_FOLDER);
    makePrivateFolder(folder);
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return { name, sha256 };
  } catch (error) {
    return t('cli.file-unreadable', { file: path, reason: errorCode(error) });
  }
}
