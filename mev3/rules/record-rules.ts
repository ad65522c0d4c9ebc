import { keyText } from '../capacity/key.ts';
import type { CapacityRecord } from '../capacity/types.ts';
import { finding, type FindingCode, type FindingDetail } from '../finding.ts';
import type { KernelRequirementId } from '../requirement-ids.ts';
import type { CapacityRule, CapacityRuleId, Judgement, RuleSubject } from './rule.ts';

/** What a rule looks for in one record; null when the record is as it should be. */
type Look = (record: CapacityRecord) => Omit<FindingDetail, 'where'> | null;

interface RecordRule {
  readonly id: CapacityRuleId;
  readonly requirement: KernelRequirementId;
  readonly evidence: 'documented' | 'derived';
  readonly code: FindingCode;
  readonly look: Look;
}

function recordRule({ look, ...rule }: RecordRule): CapacityRule {
  return {
    ...rule,
    judge: ({ records, where }) => ({
      judged: records.length,
      findings: records.flatMap((record, index) => {
        const detail = look(record);
        return detail === null ? [] : [finding(rule.code, { ...detail, where: where(index) })];
      }),
    }),
  };
}

/** An attribute that may only be there with one status. */
function onlyWithStatus(
  attributes: readonly ('genderCapacityAvailable' | 'capacityClosingType' | 'additionalBedType' | 'crisisType')[],
  status: string,
): Look {
  return (record) => {
    if (record.capacityStatus === status) return null;
    if (attributes.every((attribute) => record[attribute] === null)) return null;
    const present = attributes.filter((attribute) => record[attribute] !== null);
    const values = { attribute: present.join(', '), status };
    return { expected: `capacityStatus ${status}`, seen: `capacityStatus ${record.capacityStatus}`, values };
  };
}

/** A record whose seven codes stand earlier already. */
interface Twin {
  readonly key: string;
  readonly index: number;
  readonly earlier: { readonly nature: string; readonly index: number };
  readonly nature: string;
}

/** Found once for the two rules that ask. */
const knownTwins = new WeakMap<readonly CapacityRecord[], readonly Twin[]>();

function twinsOf(records: readonly CapacityRecord[]): readonly Twin[] {
  const known = knownTwins.get(records);
  if (known !== undefined) return known;
  const first = new Map<string, Twin['earlier']>();
  const found: Twin[] = [];
  for (const [index, record] of records.entries()) {
    const key = keyText(record);
    const nature = record.capacityType;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, { nature, index });
    else found.push({ key, index, earlier, nature });
  }
  knownTwins.set(records, found);
  return found;
}

/** Records of one Location that have the same seven codes, by whether their natures differ (N4) or not (C10). */
function twins({ records, where }: RuleSubject, code: 'rule.two-natures' | 'rule.same-indicator-twice'): Judgement {
  const findings = twinsOf(records).flatMap(({ key, index, earlier, nature }) => {
    const sameNature = earlier.nature === nature;
    if (sameNature !== (code === 'rule.same-indicator-twice')) return [];
    const seen = sameNature ? `${key} (${where(earlier.index)})` : `${earlier.nature}, ${nature}`;
    return [finding(code, { where: where(index), expected: '1', seen, values: { key } })];
  });
  return { judged: records.length, findings };
}

/** The rules that judge records one by one, or look for two of the same key. */
export const RECORD_RULES: readonly CapacityRule[] = [
  recordRule({
    id: 'N1',
    requirement: 'ROR-CAP-N1',
    evidence: 'derived',
    code: 'rule.gender-with-other-status',
    look: onlyWithStatus(['genderCapacityAvailable'], '02'),
  }),
  recordRule({
    id: 'N2',
    requirement: 'ROR-CAP-N2',
    evidence: 'derived',
    code: 'rule.closing-with-other-status',
    look: onlyWithStatus(['capacityClosingType'], '05'),
  }),
  recordRule({
    id: 'N3',
    requirement: 'ROR-CAP-N3',
    evidence: 'derived',
    code: 'rule.additional-with-other-status',
    look: onlyWithStatus(['additionalBedType', 'crisisType'], '06'),
  }),
  {
    id: 'N4',
    requirement: 'ROR-CAP-N4',
    evidence: 'derived',
    code: 'rule.two-natures',
    judge: (subject) => twins(subject, 'rule.two-natures'),
  },
  recordRule({
    id: 'N5',
    requirement: 'ROR-CAP-N5',
    evidence: 'derived',
    code: 'rule.negative',
    look: ({ nbCapacity }) => (nbCapacity >= 0 ? null : { expected: '≥ 0', seen: String(nbCapacity) }),
  }),
  recordRule({
    id: 'C8',
    requirement: 'ROR-IND-C8',
    evidence: 'documented',
    code: 'rule.computed-status-sent',
    look: ({ capacityStatus }) => (capacityStatus === '07' ? { expected: '01 … 06', seen: '07' } : null),
  }),
  recordRule({
    id: 'C9',
    requirement: 'ROR-IND-C9',
    evidence: 'documented',
    code: 'rule.not-whole',
    look: ({ nbCapacity }) =>
      Number.isInteger(nbCapacity) ? null : { expected: 'valueInteger', seen: String(nbCapacity) },
  }),
  {
    id: 'C10',
    requirement: 'ROR-IND-C10',
    evidence: 'derived',
    code: 'rule.same-indicator-twice',
    judge: (subject) => twins(subject, 'rule.same-indicator-twice'),
  },
];
