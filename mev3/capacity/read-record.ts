import type { CodedAttribute } from '../codes/capacity-codes.ts';
import { nearestOf } from '../codes/nearest.ts';
import { clip, finding, isJsonObject, show, type JsonObject } from '../finding.ts';
import type { KernelFinding, RecordReading } from '../kernel.ts';
import { CAPACITY_URL, isCodedAttribute, subExtensionsOf, type SubExtension } from './attributes.ts';
import { dateTimeFault } from './date-time.ts';
import { EMPTY_KEY, keyOf } from './key.ts';
import { readCoding } from './read-coding.ts';
import type { CapacityRecord, GuideVersion } from './types.ts';

/** What a record is read against. */
export interface RecordRules {
  readonly guide: GuideVersion;
  /** Codes outside their value set that the catalogue in force lets through. */
  readonly allows: (attribute: CodedAttribute, code: string) => boolean;
}

/** Reads one capacity extension; `where` is its FHIRPath. Never throws, whatever is passed. */
export type RecordReader = (extension: unknown, where: string) => RecordReading;

/** More sub-extensions than this are not read: a record of twelve never needs them. */
const MOST_SUB_EXTENSIONS = 64;

/** Largest R4 integer. */
const LARGEST_INTEGER = 2_147_483_647;

type Draft = { -readonly [F in keyof CapacityRecord]?: CapacityRecord[F] };

/** One reading in progress. */
interface Work {
  readonly rules: RecordRules;
  readonly known: ReadonlyMap<string, SubExtension>;
  readonly findings: KernelFinding[];
  readonly notices: KernelFinding[];
  readonly draft: Draft;
  /** Urls met so far. */
  readonly met: Set<string>;
}

/** A reader of capacity records for a guide version and a catalogue. */
export function createRecordReader(rules: RecordRules): RecordReader {
  const known = subExtensionsOf(rules.guide);
  return (extension, where) => {
    const work: Work = { rules, known, findings: [], notices: [], draft: {}, met: new Set() };
    const parts = openRecord(extension, where, work);
    if (parts !== null) readParts(parts, where, work);
    return {
      record: finish(work.draft),
      key: keyOf({ ...EMPTY_KEY, ...work.draft }),
      nature: work.draft.capacityType ?? null,
      findings: work.findings,
      notices: work.notices,
    };
  };
}

function openRecord(extension: unknown, where: string, work: Work): readonly unknown[] | null {
  if (!isJsonObject(extension)) {
    work.findings.push(
      finding('capacity.not-an-extension', { where, expected: '{extension, url}', seen: show(extension) }),
    );
    return null;
  }
  judgeRecordProperties(extension, where, work);
  const parts = extension['extension'];
  if (Array.isArray(parts)) return parts;
  work.findings.push(
    finding('capacity.not-an-extension', {
      where: `${where}.extension`,
      expected: '[{url, value…}, …]',
      seen: show(parts),
    }),
  );
  return null;
}

function judgeRecordProperties(extension: JsonObject, where: string, work: Work): void {
  if (extension['url'] !== CAPACITY_URL) {
    work.findings.push(
      finding('capacity.wrong-url', {
        where: `${where}.url`,
        expected: CAPACITY_URL,
        seen: show(extension['url']),
        near: CAPACITY_URL,
      }),
    );
  }
  for (const name of Object.keys(extension)) {
    if (name === 'url' || name === 'extension' || name === 'id') continue;
    const code = name.startsWith('value') ? 'capacity.value-on-record' : 'capacity.unknown-property';
    const at = `${where}.${clip(name, 40)}`;
    work.findings.push(
      finding(code, { where: at, expected: 'extension, url', seen: clip(name, 40), values: { name: clip(name, 40) } }),
    );
    if (work.findings.length >= MOST_SUB_EXTENSIONS) return;
  }
}

function readParts(parts: readonly unknown[], where: string, work: Work): void {
  const count = Math.min(parts.length, MOST_SUB_EXTENSIONS);
  for (let i = 0; i < count; i++) readPart(parts[i], `${where}.extension[${i}]`, work);
  if (parts.length > count) {
    work.findings.push(
      finding('capacity.not-an-extension', {
        where: `${where}.extension`,
        expected: `≤ ${work.known.size}`,
        seen: show(parts),
      }),
    );
  }
  for (const { url, mandatory } of work.known.values()) {
    if (!mandatory || work.met.has(url)) continue;
    work.findings.push(
      finding('capacity.missing', {
        where: `${where}.extension`,
        expected: url,
        seen: '—',
        values: { attribute: url },
      }),
    );
  }
}

function readPart(part: unknown, where: string, work: Work): void {
  const url = isJsonObject(part) ? part['url'] : undefined;
  if (!isJsonObject(part) || typeof url !== 'string') {
    work.findings.push(finding('capacity.not-an-extension', { where, expected: '{url, value…}', seen: show(part) }));
    return;
  }
  const known = work.known.get(url);
  if (known === undefined) {
    work.findings.push(unknownPart(url, where, work));
  } else if (work.met.has(url)) {
    const values = { attribute: url };
    work.findings.push(finding('capacity.repeated', { where, expected: '1', seen: show(url), values }));
  } else {
    work.met.add(url);
    if (holdsItsValue(part, { known, where }, work)) readValue(part[known.valueName], { known, where }, work);
  }
}

function unknownPart(url: string, where: string, work: Work): KernelFinding {
  const near = nearestOf(url, [...work.known.keys()]);
  return finding('capacity.unknown-sub-extension', {
    where: `${where}.url`,
    expected: near ?? [...work.known.keys()].join(' | '),
    seen: show(url),
    values: { name: clip(url, 60), near: near ?? '' },
    ...(near === undefined ? {} : { near }),
  });
}

/** What is being read, and where. */
interface Target {
  readonly known: SubExtension;
  readonly where: string;
}

/** True when the part holds its one value and nothing beside it. */
function holdsItsValue(part: JsonObject, target: Target, work: Work): boolean {
  const { known, where } = target;
  for (const name of Object.keys(part)) {
    if (name === 'url' || name === 'id' || name === known.valueName) continue;
    const detail = {
      where: `${where}.${clip(name, 40)}`,
      expected: known.valueName,
      seen: clip(name, 40),
      values: { attribute: known.url, name: clip(name, 40) },
    };
    if (name === 'extension') work.findings.push(finding('capacity.nested-extension', detail));
    else if (!name.startsWith('value')) work.findings.push(finding('capacity.unknown-property', detail));
    else work.findings.push(finding('capacity.wrong-type', { ...detail, near: known.valueName }));
    if (work.findings.length >= MOST_SUB_EXTENSIONS) return false;
  }
  if (known.valueName in part) return true;
  // A value of another type was already said; only an extension without any value is new.
  if (!Object.keys(part).some((name) => name.startsWith('value'))) {
    wrongType({ known, where }, undefined, work);
  }
  return false;
}

function wrongType(target: Target, seen: unknown, work: Work): void {
  const { known, where } = target;
  work.findings.push(
    finding('capacity.wrong-type', {
      where: `${where}.${known.valueName}`,
      expected: known.valueName,
      seen: show(seen),
      values: { attribute: known.url },
    }),
  );
}

function readValue(value: unknown, target: Target, work: Work): void {
  const { url } = target.known;
  if (isCodedAttribute(url)) {
    const where = `${target.where}.valueCodeableConcept`;
    const code = readCoding({ attribute: url, value, where }, work.rules.allows, work);
    if (code !== null) work.draft[url] = code;
  } else if (url === 'nbCapacity') readCount(value, target, work);
  else if (url === 'capacityUpdateDate') readDate(value, target, work);
  else if (typeof value === 'string' && value.trim() !== '') work.draft.comment = value;
  else wrongType(target, value, work);
}

function readCount(value: unknown, target: Target, work: Work): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > LARGEST_INTEGER) {
    wrongType(target, value, work);
    return;
  }
  if (value < 0) {
    const where = `${target.where}.valueInteger`;
    work.findings.push(finding('capacity.negative', { where, expected: '≥ 0', seen: String(value) }));
  }
  work.draft.nbCapacity = value;
}

function readDate(value: unknown, target: Target, work: Work): void {
  if (typeof value !== 'string') {
    wrongType(target, value, work);
    return;
  }
  const where = `${target.where}.valueDateTime`;
  const fault = dateTimeFault(value);
  const detail = { where, expected: 'YYYY-MM-DDThh:mm:ss±hh:mm', seen: show(value) };
  if (fault === null) {
    work.draft.capacityUpdateDate = value;
    if (!value.includes('T')) work.notices.push(finding('capacity.date-without-time', detail));
  } else {
    work.findings.push(finding(fault === 'no-zone' ? 'capacity.date-without-zone' : 'capacity.bad-date', detail));
  }
}

/** What a record needs, by type and not by mandatory rule alone: the codes that have to be there are not null. */
const NEEDED = [
  'capacityType',
  'capacityStatus',
  'temporalityCapacity',
  'nbCapacity',
  'capacitySourceType',
  'capacityUpdateDate',
  'temporaryAssignement',
] as const;

function isComplete(draft: Draft): draft is Draft & Required<Pick<CapacityRecord, (typeof NEEDED)[number]>> {
  return NEEDED.every((name) => draft[name] !== undefined);
}

/** The record, when every mandatory datum was read. */
function finish(draft: Draft): CapacityRecord | null {
  return isComplete(draft) ? { ...EMPTY_KEY, comment: null, ...draft } : null;
}
