import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Connection } from './connection.ts';
import type { HttpLimits } from './limits.ts';

/** A request body as far as it was read. */
export interface ReadBody {
  /** What was kept: whole when `isTooLarge` is false. */
  readonly kept: Buffer;
  readonly isTooLarge: boolean;
  /** The client left, or was cut, before the body had come whole. */
  readonly isAborted: boolean;
  /** Bytes that came, kept or not; `sha256` (lower-case hex) is over them. */
  readonly bytes: number;
  readonly sha256: string;
}

/** The body of a request that has none, or whose body is not read. */
export const NO_BODY: ReadBody = {
  kept: Buffer.alloc(0),
  isTooLarge: false,
  isAborted: false,
  bytes: 0,
  sha256: createHash('sha256').digest('hex'),
};

/** How much of a body that is too large is kept for the journal. */
const KEPT_OF_TOO_LARGE = 4_096;

/**
 * Reads a body within the limits. One that is too large is read on and thrown away up to `maxDrainedBytes`, because a client
 * that is still sending would lose the answer. Never rejects.
 */
export function readBody(
  request: IncomingMessage,
  { limits, connection }: { readonly limits: HttpLimits; readonly connection: Connection },
): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let bytes = 0;
  return new Promise((resolve) => {
    const finish = (isAborted: boolean): void => {
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      connection.cutRequest = null;
      request.on('error', () => {}); // a client that leaves later is the connection's business
      const isTooLarge = bytes > limits.maxBodyBytes;
      const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      const kept = isTooLarge ? whole.subarray(0, KEPT_OF_TOO_LARGE) : whole;
      resolve({ kept, isTooLarge, isAborted, bytes, sha256: hash.digest('hex') });
    };
    const onData = (chunk: Buffer): void => {
      if (bytes <= limits.maxBodyBytes) chunks.push(chunk);
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > limits.maxDrainedBytes) {
        request.pause();
        finish(false);
      }
    };
    const onEnd = (): void => finish(false);
    const onGone = (): void => finish(!request.complete);
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
    connection.cutRequest = () => finish(true);
    if (request.destroyed) finish(!request.complete);
  });
}
