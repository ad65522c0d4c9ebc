import { isDeepStrictEqual } from 'node:util';
import type { X509Certificate } from 'node:crypto';
import { because, EvidenceError } from './evidence-error.ts';
import type { Fault } from './fault.ts';
import type { OwnRules } from './judge-again.ts';
import { eventsPath, journalPath, PACK_FILES, packSchema } from './pack-format.ts';
import type { Pack } from './pack-format.ts';
import { PackReader } from './pack-reader.ts';
import { firstGap } from './run-folder.ts';
import { ChainVerifier } from './verify-chain.ts';
import { verifyManifest } from './verify-manifest.ts';
import { RunVerifier } from './verify-run.ts';
import type { RunVerification } from './verify-run.ts';
import { verifySignature } from './verify-signature.ts';
import type { SignatureReport } from './verify-signature.ts';
import { verifyTimeStamp } from './verify-time-stamp.ts';
import type { TimeStampReport } from './verify-time-stamp.ts';

/** What the verifier knows. */
export interface VerifyRequest {
  readonly file: string;
  readonly now: Date;
  /** Authorities or certificates that the verifier trusts; null when none was named. */
  readonly trusted: readonly X509Certificate[] | null;
  /** The nonce that the verifier gave; null when none was. */
  readonly nonce: string | null;
  readonly own: OwnRules;
  /** The answer of a time-stamping authority that came beside the pack; null for the one in it. */
  readonly timeStamp: Buffer | null;
  /** Time-stamping authorities that the verifier trusts; null when none was named. */
  readonly tsa: readonly X509Certificate[] | null;
}

/** What a verification found. */
export interface Verification {
  /** Null when pack.json cannot be read. */
  readonly pack: Pack | null;
  readonly faults: readonly Fault[];
  readonly signature: Omit<SignatureReport, 'faults'>;
  readonly timeStamp: TimeStampReport['stamp'];
  readonly runs: readonly { readonly run: Pack['runs'][number]; readonly result: RunVerification }[];
}

/**
 * Verifies a pack from its own bytes and what the verifier knows: no run, no data folder, no network.
 * @throws {EvidenceError} `not-a-pack`, `hostile-pack`
 */
export async function verifyPack(request: VerifyRequest): Promise<Verification> {
  const reader = await PackReader.open(request.file);
  try {
    if (!reader.has(PACK_FILES.index) && !reader.has(PACK_FILES.manifest)) {
      throw new EvidenceError('not-a-pack', { because: `no ${PACK_FILES.index}` });
    }
    return await verifyOpen(reader, request);
  } finally {
    reader.close();
  }
}

async function verifyOpen(reader: PackReader, request: VerifyRequest): Promise<Verification> {
  const manifest = reader.has(PACK_FILES.manifest) ? await reader.bytes(PACK_FILES.manifest) : null;
  const { faults: manifestFaults, digests } =
    manifest === null
      ? { faults: [fault('evidence.fault-manifest-missing')], digests: new Map<string, string>() }
      : await verifyManifest(reader, manifest.toString());
  const { pack, faults: indexFaults } = await readIndex(reader);
  const given = { manifest: manifest ?? Buffer.alloc(0), trusted: request.trusted };
  const { faults: signatureFaults, ...signature } = await verifySignature(reader, pack, given);
  const { runs, faults: runFaults } =
    pack === null ? { runs: [], faults: [] } : await verifyRuns({ reader, digests, own: request.own }, pack);
  const stamped = { manifest: given.manifest, answer: request.timeStamp, trusted: request.tsa };
  const { faults: stampFaults, stamp } = await verifyTimeStamp(reader, pack, stamped);
  const statement = pack === null ? [] : statementFaults(pack, request);
  const faults = [...manifestFaults, ...indexFaults, ...signatureFaults, ...stampFaults, ...statement, ...runFaults];
  return { pack, faults, signature, timeStamp: stamp, runs };
}

async function readIndex(reader: PackReader): Promise<{ pack: Pack | null; faults: readonly Fault[] }> {
  try {
    const text = (await reader.bytes(PACK_FILES.index)).toString();
    return { pack: packSchema.parse(JSON.parse(text)), faults: [] };
  } catch (error) {
    if (error instanceof EvidenceError && error.reason === 'hostile-pack') throw error;
    const values = { run: 0, file: PACK_FILES.index, because: because(error).replaceAll(/\s+/g, ' ').slice(0, 200) };
    return { pack: null, faults: [{ text: 'evidence.fault-unreadable', values }] };
  }
}

async function verifyRuns(
  given: Pick<ConstructorParameters<typeof RunVerifier>[1], 'reader' | 'digests' | 'own'>,
  pack: Pack,
): Promise<{ runs: Verification['runs']; faults: readonly Fault[] }> {
  const { reader } = given;
  const chain = new ChainVerifier(
    reader.has(PACK_FILES.chain) ? (await reader.bytes(PACK_FILES.chain)).toString() : '',
  );
  const runs: { run: Pack['runs'][number]; result: RunVerification }[] = [];
  for (const run of pack.runs) {
    runs.push({ run, result: await new RunVerifier(run, { ...given, chain }).verify() });
  }
  return { runs, faults: [...runs.flatMap(({ result }) => result.faults), ...chain.faults(pack.chain)] };
}

/** What pack.json says of itself: dates, nonce, numbering, files of the chain. */
function statementFaults(pack: Pack, { now, nonce }: VerifyRequest): readonly Fault[] {
  const { expires } = pack;
  const runGap = firstGap(pack.runs.map(({ run }) => run));
  const attemptGap = firstGap(pack.runs.flatMap(({ attempts }) => attempts));
  const files = pack.runs.flatMap(({ run, lanes }) => [
    ...lanes.map((lane) => journalPath(run, lane)),
    eventsPath(run),
  ]);
  return [
    ...(expires !== null && now > new Date(expires) ? [fault('evidence.fault-expired', { expires })] : []),
    ...(nonce !== null && nonce !== pack.nonce ? [fault('evidence.fault-nonce', { seen: pack.nonce ?? '—' })] : []),
    ...(runGap === null ? [] : [fault('evidence.fault-run-gap', { run: runGap })]),
    ...(attemptGap === null ? [] : [fault('evidence.fault-attempt-gap', { attempt: attemptGap })]),
    ...(isDeepStrictEqual(files, pack.chain.files) ? [] : [fault('evidence.fault-chain-files')]),
  ];
}

function fault(text: Fault['text'], values: Fault['values'] = {}): Fault {
  return { text, values };
}
