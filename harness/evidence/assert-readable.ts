import { EvidenceError } from './evidence-error.ts';
import { MAX_WHOLE_BYTES } from './pack-format.ts';

const MEGABYTE = 1024 ** 2;

/** Stops the export of a file that no verifier would read. @throws {EvidenceError} `too-large` */
export function assertReadable(file: string, bytes: number): void {
  if (bytes <= MAX_WHOLE_BYTES) return;
  const megabytes = Math.ceil(bytes / MEGABYTE);
  throw new EvidenceError('too-large', { file, megabytes, limit: MAX_WHOLE_BYTES / MEGABYTE });
}
