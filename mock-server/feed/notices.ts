import type { Notice } from '../../journal/entry.ts';
import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { keyText } from '../../mev3/capacity/key.ts';
import type { FeedOperation, KernelFinding } from '../../mev3/kernel.ts';
import { CAPACITY_RULES, judgeRecords } from '../../mev3/rules/judge-records.ts';
import { rorHeaderNames } from '../header-values.ts';
import { plainRecord } from '../store/record-text.ts';
import type { FeedAttempt } from './feed-attempt.ts';
import { acceptedOddities } from './structure-refusals.ts';

/** Code of the source "bed management" (TRE_R335). */
const BED_MANAGEMENT = '02';

/** What is remarkable about a PATCH that is accepted: told in the journal, never to the connector. */
export function noticesOf(attempt: FeedAttempt): readonly Notice[] {
  return [
    ...rorHeaderNotices(attempt),
    ...ownerNotices(attempt),
    ...routeNotices(attempt),
    ...acceptedOddities(attempt).map(fromKernel),
    ...attempt.reading.operations.flatMap((operation) => valueNotices(operation, attempt)),
    ...pathNotices(attempt),
    ...consistencyNotices(attempt),
  ];
}

/** Q11: what the path of an operation would also select for a FHIRPath engine. */
function pathNotices({ kernel, location, reading }: FeedAttempt): Notice[] {
  return reading.operations.flatMap((operation) => kernel.remarks(location.records, operation).map(fromKernel));
}

/** What the records after the PATCH break of the rules between records (N1 to N5, C1 to C11). */
function consistencyNotices({ recordsAfter, settings }: FeedAttempt): Notice[] {
  const names = settings.consistencyRulesOff.split(',');
  const off = CAPACITY_RULES.map(({ id }) => id).filter((id) => names.includes(id));
  const subject = {
    records: recordsAfter.map(plainRecord),
    where: (index: number) => `Location.extension.where(url='${CAPACITY_URL}')[${index}]`,
    offer: 'unknown',
  } as const;
  return judgeRecords(subject, { off }).flatMap(({ findings }) => findings.map(fromKernel));
}

function fromKernel({ requirement, where, seen, expected }: KernelFinding): Notice {
  return { requirement, where, seen, expected };
}

/** Q6: documented as "must not be present". */
function rorHeaderNotices({ request }: FeedAttempt): Notice[] {
  return rorHeaderNames(request.headers).map((name) => ({
    requirement: 'ROR-HDR-NO-ROR',
    where: name,
    seen: name,
    expected: '—',
  }));
}

/** Q36: the first half of the identifier should be the establishment that the Location belongs to. */
function ownerNotices({ location, identifier }: FeedAttempt): Notice[] {
  const { externalId, idNatStruct } = location.base;
  const named = externalId?.includes('/') === true ? externalId.slice(0, externalId.indexOf('/')) : null;
  if (named === null || idNatStruct === null || named === idNatStruct) return [];
  return [{ requirement: 'ROR-FEED-IDENTIFIER', where: 'identifier', seen: identifier, expected: `${idNatStruct}/…` }];
}

/** Q38: the region is fed through its EAI, and this feed came another way. */
function routeNotices({ otherRoute }: FeedAttempt): Notice[] {
  if (otherRoute === null) return [];
  const { region, eai, seen } = otherRoute;
  return [{ requirement: 'ROR-TRUST-REGION-ROUTE', where: 'Location', seen, expected: `${eai} (${region})` }];
}

/** Q19: the source and the date are taken as sent; what looks wrong about them is noticed. */
function valueNotices(operation: FeedOperation, attempt: FeedAttempt): Notice[] {
  const record = operation.value?.record;
  if (record == null) return [];
  const where = `Parameters.parameter[${operation.index}].part.where(name='value')`;
  const notices: Notice[] = [];
  if (record.capacitySourceType !== BED_MANAGEMENT) {
    const seen = record.capacitySourceType;
    notices.push({ requirement: 'ROR-FEED-VALUES', where: `${where}.capacitySourceType`, seen, expected: '02' });
  }
  const date = Date.parse(record.capacityUpdateDate);
  const late = dateNotice(date, { operation, attempt });
  if (late !== null) {
    const seen = record.capacityUpdateDate;
    notices.push({ requirement: 'ROR-FEED-UPDATE-DATE', where: `${where}.capacityUpdateDate`, seen, expected: late });
  }
  return notices;
}

/** What the date should be within, when it is not: not in the future, not before that of the record it replaces. */
function dateNotice(date: number, of: { operation: FeedOperation; attempt: FeedAttempt }): string | null {
  const { operation, attempt } = of;
  const { nowMs } = attempt.request;
  if (date > nowMs) return `≤ ${new Date(nowMs).toISOString()}`;
  const { selector } = operation;
  if (selector.kind !== 'record') return null;
  const wanted = keyText(selector.key);
  const stored = attempt.location.records.find((record) => record.keyText === wanted);
  const before = stored === undefined ? null : plainRecord(stored).capacityUpdateDate;
  return before !== null && date < Date.parse(before) ? `≥ ${before}` : null;
}
