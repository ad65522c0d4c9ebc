import type { X509Certificate } from 'node:crypto';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import { readTimeStamp, TimeStampError } from '../../certs/time-stamp.ts';
import type { TimeStamp } from '../../certs/time-stamp.ts';
import type { Fault } from './fault.ts';
import { leadsTo } from './leads-to.ts';
import { PACK_FILES } from './pack-format.ts';
import type { Pack } from './pack-format.ts';
import type { PackReader } from './pack-reader.ts';

/** When a pack was there already, as an authority says; null when none says so, or wrongly. */
export interface TimeStampReport {
  readonly faults: readonly Fault[];
  readonly stamp: { readonly at: string; readonly by: string; readonly isTrusted: boolean } | null;
}

/** Clocks of the maker and of the authority may differ by this much. */
const TOLERANCE_MS = 300_000;

/** Checks the time-stamp of a pack: the one in it, or one that was fetched elsewhere and came beside it. */
export async function verifyTimeStamp(
  reader: PackReader,
  pack: Pack | null,
  given: {
    readonly manifest: Buffer;
    readonly answer: Buffer | null;
    readonly trusted: readonly X509Certificate[] | null;
  },
): Promise<TimeStampReport> {
  const inside = reader.has(PACK_FILES.timeStamp) ? await reader.bytes(PACK_FILES.timeStamp) : null;
  const answer = given.answer ?? inside;
  const missing = pack?.timeStamped === true && inside === null;
  const gone: readonly Fault[] = missing ? [{ text: 'evidence.fault-time-stamp-missing', values: {} }] : [];
  if (answer === null) return { faults: gone, stamp: null };
  try {
    const report = judged(await readTimeStamp(given.manifest, answer), pack, given.trusted);
    return { ...report, faults: [...gone, ...report.faults] };
  } catch (error) {
    if (!(error instanceof TimeStampError)) throw error;
    return { faults: [...gone, { text: `evidence.fault-time-stamp-${error.reason}`, values: {} }], stamp: null };
  }
}

function judged(found: TimeStamp, pack: Pack | null, trusted: readonly X509Certificate[] | null): TimeStampReport {
  const by = subjectDnOf(found.signer);
  const at = found.at.toISOString();
  const isTrusted = trusted !== null && leadsTo(found.signer, found.certificates, trusted);
  const faults: Fault[] = [];
  if (trusted !== null && !isTrusted) faults.push({ text: 'evidence.fault-time-stamp-not-trusted', values: { by } });
  const created = Date.parse(pack?.created ?? '');
  if (created > found.at.getTime() + TOLERANCE_MS) {
    faults.push({ text: 'evidence.fault-time-stamp-before', values: { at, created: pack?.created ?? '' } });
  }
  return { faults, stamp: { at, by, isTrusted } };
}
