import { renameSync, rmSync } from 'node:fs';
import { signDetached } from '../../certs/cms-signature.ts';
import type { SigningKey } from '../../certs/signing-key.ts';
import { assertReadable } from './assert-readable.ts';
import { ChainBuilder } from './chain-builder.ts';
import { listComponents } from './components.ts';
import { ExportRun } from './export-run.ts';
import { FORMAT_PAGE } from './format-page.ts';
import type { OwnRules } from './judge-again.ts';
import { attestationPath, eventsPath, journalPath, PACK_FILES, PACK_VERSION } from './pack-format.ts';
import type { Pack } from './pack-format.ts';
import { PackWriter } from './pack-writer.ts';
import { readRunFolders } from './run-folder.ts';
import type { RunFolder } from './run-folder.ts';
import { fingerprint, rulesOf } from './run-rules.ts';
import { ExportScan } from './scan-export.ts';

/** What a pack is to hold. */
export interface PackRequest {
  readonly dataDir: string;
  readonly first: number;
  readonly last: number;
  /** Path of the zip file; one that exists is replaced. */
  readonly out: string;
  readonly now: Date;
  readonly expires: Date | null;
  readonly nonce: string | null;
  /** Null takes the product that the last run named. */
  readonly product: Pack['product'];
  readonly signatory: Pack['signatory'];
  /** Null makes a pack that is not signed. */
  readonly signing: SigningKey | null;
  /** Asks an authority to stamp the manifest; null makes a pack without time-stamp. */
  readonly stamp: ((manifest: Buffer) => Promise<Buffer>) | null;
  /** Told the manifest, for a request that is taken to an authority elsewhere. */
  readonly onManifest: (manifest: Buffer) => void;
  /** Text of the annex, already checked; null when there is none. */
  readonly annex: string | null;
  /** Files that back what a person attests. */
  readonly attestations: readonly { readonly name: string; readonly content: Buffer }[];
  /** Why personal data that were found are exported all the same; null stops the export. */
  readonly allowPersonalData: string | null;
  readonly own: OwnRules;
  readonly made: Pack['made'];
  /** package.json of rorkit. */
  readonly packageFile: string;
}

/**
 * Makes a pack of the runs from first to last. The file appears whole or not at all.
 * @throws {EvidenceError} for a run that is missing, damaged or does not follow from its exchanges, for secrets and personal data
 */
export async function makePack(request: PackRequest): Promise<Pack> {
  const runs = readRunFolders(request.dataDir, request.first, request.last);
  const part = `${request.out}.${process.pid}.part`;
  const writer = new PackWriter(part, request.now);
  try {
    const pack = await fill(writer, runs, request);
    await writer.end();
    renameSync(part, request.out);
    return pack;
  } catch (error) {
    await writer.abort();
    rmSync(part, { force: true });
    throw error;
  }
}

async function fill(writer: PackWriter, runs: readonly RunFolder[], request: PackRequest): Promise<Pack> {
  const { signatory, signing } = request;
  const scan = new ExportScan(signatory === null ? [] : [signatory.name, signatory.function]);
  const chain = new ChainBuilder();
  await writer.add(PACK_FILES.format, FORMAT_PAGE);
  for (const run of runs) {
    chain.files.push(...run.lanes.map((lane) => journalPath(run.run, lane)), eventsPath(run.run));
    await new ExportRun(run, { writer, scan, chain, own: request.own }).write();
  }
  await addDeclared(writer, scan, request);
  scan.assertClean(request.allowPersonalData !== null);
  assertReadable(PACK_FILES.chain, chain.bytes);
  await writer.add(PACK_FILES.chain, chain.content);
  await writer.add(PACK_FILES.components, listComponents(request.packageFile));
  if (signing !== null) await writer.add(PACK_FILES.signer, signing.certificates.map(String).join(''));
  const pack = describe(runs, { request, scan, chain: chain.summary });
  await writer.add(PACK_FILES.index, `${JSON.stringify(pack, null, 2)}\n`);
  const manifest = Buffer.from(writer.manifest());
  await writer.add(PACK_FILES.manifest, manifest);
  request.onManifest(manifest);
  if (signing !== null) await writer.add(PACK_FILES.signature, await signDetached(manifest, signing));
  if (request.stamp !== null) await writer.add(PACK_FILES.timeStamp, await request.stamp(manifest));
  return pack;
}

/** What the vendor declares beside what was seen: the annex, and the files of what a person attests. */
async function addDeclared(writer: PackWriter, scan: ExportScan, { annex, attestations }: PackRequest): Promise<void> {
  if (annex !== null) {
    scan.own(annex, PACK_FILES.annex);
    await writer.add(PACK_FILES.annex, annex);
  }
  for (const { name, content } of attestations) {
    const path = attestationPath(name);
    scan.file(content, path);
    await writer.add(path, content);
  }
}

function describe(
  runs: readonly RunFolder[],
  made: { readonly request: PackRequest; readonly scan: ExportScan; readonly chain: Pack['chain'] },
): Pack {
  const { request, scan, chain } = made;
  const { allowPersonalData: reason, signing } = request;
  return {
    format: 'rorkit-evidence',
    version: PACK_VERSION,
    created: request.now.toISOString(),
    expires: request.expires?.toISOString() ?? null,
    nonce: request.nonce,
    product: request.product ?? runs.at(-1)?.facts.header.product ?? null,
    signatory: request.signatory,
    signer: signing === null ? null : fingerprint(signing.certificates[0].fingerprint256),
    made: request.made,
    runs: runs.map((run) => ({
      run: run.run,
      finished: run.facts.finished,
      lanes: [...run.lanes],
      attempts: [...run.facts.attempts],
      rules: rulesOf(run, request.own),
    })),
    timeStamped: request.stamp !== null,
    annex: request.annex !== null,
    attestations: request.attestations.map(({ name }) => attestationPath(name)),
    notScanned: [...scan.notScanned],
    chain,
    personalData: reason === null || scan.personalData.length === 0 ? null : { reason, found: [...scan.personalData] },
  };
}
