import { hash } from 'node:crypto';
import { z } from 'zod';

/** Version of the pack's format: a change that a verifier could notice is a new version. */
export const PACK_VERSION = 1;

/** Names of the files at the top of a pack. */
export const PACK_FILES = {
  index: 'pack.json',
  format: 'FORMAT.md',
  chain: 'chain.txt',
  components: 'components.cdx.json',
  signer: 'signer.pem',
  manifest: 'MANIFEST.sha256',
  signature: 'MANIFEST.sha256.p7s',
  timeStamp: 'MANIFEST.sha256.tsr',
  annex: 'annex.yaml',
} as const;

const text = z.string().max(2_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const rules = z.strictObject({
  /** Version of rorkit that judged. */
  rorkit: text,
  /** SHA-256 of the table of requirements. */
  requirements: sha256.nullable(),
  /** SHA-256 over the code that judges, as the exporter had it; null when another version had run. */
  code: sha256.nullable(),
});

const run = z.strictObject({
  run: z.int().min(1),
  /** False when the run was killed or interrupted. */
  finished: z.boolean(),
  lanes: z.array(z.int().min(1)),
  attempts: z.array(z.int().min(1)),
  rules,
});

/** The shape of pack.json. */
export const packSchema = z.strictObject({
  format: z.literal('rorkit-evidence'),
  version: z.literal(PACK_VERSION),
  created: z.iso.datetime(),
  /** Instant after which the pack is no longer to be relied on; null when it has none. */
  expires: z.iso.datetime().nullable(),
  /** What the one who will verify asked to be put in; proves that the pack is not older than that. */
  nonce: text.nullable(),
  product: z.strictObject({ name: text, version: text, vendor: text }).nullable(),
  signatory: z.strictObject({ name: text, function: text }).nullable(),
  /** SHA-256 of the DER of the signer's certificate; null when the pack is not signed. */
  signer: sha256.nullable(),
  made: z.strictObject({ rorkit: text, node: text, platform: text }),
  runs: z.array(run).min(1),
  /** True when the answer of a time-stamping authority is in the pack. */
  timeStamped: z.boolean(),
  /** True when what the vendor declares is in the pack. */
  annex: z.boolean(),
  /** Files that back what a person attests, under `attestations/`. */
  attestations: z.array(text),
  /** Files that were not looked through for secrets and personal data, since they are not text. */
  notScanned: z.array(text),
  chain: z.strictObject({ files: z.array(text), length: z.int().min(0), head: sha256 }),
  /** Personal data that were found and exported all the same, and why. */
  personalData: z.strictObject({ reason: text, found: z.array(text) }).nullable(),
});

/** pack.json. */
export type Pack = z.infer<typeof packSchema>;

/** Which rules judged a run. */
export type Rules = z.infer<typeof rules>;

/** Most bytes of a file that a verifier reads as one. Journals and events are read line by line and have no such limit. */
export const MAX_WHOLE_BYTES = 64 * 1024 ** 2;

/** Value 0 of the chain. */
export const CHAIN_START = '0'.repeat(64);

/** The next value of the chain: SHA-256 over the 32 bytes of the value before and the bytes of the line, without its line end. */
export function nextLink(before: string, line: string): string {
  return hash('sha256', Buffer.concat([Buffer.from(before, 'hex'), Buffer.from(line)]));
}

/** Path of the journal of a lane within a pack. */
export function journalPath(runNumber: number, lane: number): string {
  return `runs/${runNumber}/lane-${lane}/journal.ndjson`;
}

/** Path of the events of a run within a pack. */
export function eventsPath(runNumber: number): string {
  return `runs/${runNumber}/events.ndjson`;
}

/** Path of the file of an attestation within a pack. */
export function attestationPath(name: string): string {
  return `attestations/${name}`;
}
