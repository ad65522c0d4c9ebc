import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { readTimeStamp, timeStampRequest, TimeStampError } from '../../certs/time-stamp.ts';
import type { Translate } from '../../messages/index.ts';
import { because, EvidenceError } from '../evidence/evidence-error.ts';
import { writeWhole } from '../report/output.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { writable } from './run-reports.ts';

/** The flags about time-stamps. */
interface StampFlags {
  readonly tsaUrl?: string;
  readonly timeStampRequest?: string;
}

const NONCE_BYTES = 8;
const DEADLINE_MS = 30_000;
/** An answer with its chain has a few kilobytes. */
const MAX_ANSWER_BYTES = 262_144;

/** How a pack is stamped: by the authority at a URL, or by a request that the user takes to one. @throws CliError */
export function stamping(flags: StampFlags, { cwd, t }: CliContext) {
  const { tsaUrl, timeStampRequest: file } = flags;
  if (tsaUrl !== undefined) assertTsaUrl(tsaUrl, t);
  return {
    stamp: tsaUrl === undefined ? null : (manifest: Buffer) => ask(tsaUrl, manifest),
    onManifest: (manifest: Buffer): void => {
      if (file === undefined) return;
      const path = resolve(cwd, file);
      writable(path, t, () => writeWhole(path, timeStampRequest(manifest, randomBytes(NONCE_BYTES))));
    },
  };
}

/** Credentials are looked for before all: no other message may show an address that has some. @throws CliError */
function assertTsaUrl(url: string, t: Translate): void {
  if (/\/\/[^/?#]*@/.test(url)) throw new CliError({ code: 'cli.usage', message: t('evidence.usage-tsa-credentials') });
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) {
    throw new CliError({ code: 'cli.usage', message: t('evidence.usage-tsa-url', { seen: shown(url) }) });
  }
}

/** An address without its query, which may hold a key. */
function shown(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** Asks the authority, and takes nothing but an answer to exactly this. @throws {EvidenceError} `time-stamp-refused` */
async function ask(url: string, manifest: Buffer): Promise<Buffer> {
  const nonce = randomBytes(NONCE_BYTES);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(timeStampRequest(manifest, nonce)),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const bytes = await bounded(answer);
    await readTimeStamp(manifest, bytes, nonce);
    return bytes;
  } catch (error) {
    const why =
      error instanceof TimeStampError ? error.reason : because(error instanceof Error ? (error.cause ?? error) : error);
    throw new EvidenceError('time-stamp-refused', { url: shown(url), because: why }, error);
  }
}

async function bounded(answer: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`more than ${MAX_ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
