import type { CapacityRecord } from '../capacity/types.ts';
import { finding, type FindingCode } from '../finding.ts';
import type { KernelFinding } from '../kernel.ts';
import type { CapacityRule, Judgement, RuleSubject } from './rule.ts';

const CURRENT = '01';
const INSTALLED = '01';
const AVAILABLE = '02';
const OCCUPIED = '03';
const RESERVED = '04';
const CLOSED = '05';

/** The current capacity of one nature (beds, or places) of a Location: totals over assignments and genders (C2). */
interface Totals {
  readonly nature: string;
  readonly installed: number;
  readonly available: number;
  readonly occupied: number;
  readonly reserved: number;
  readonly closed: number;
  /** Largest available total of one assignment, and how many genders it counts. */
  readonly fullest: { readonly assignment: string; readonly total: number; readonly largestGender: number };
  /** Index of the installed record. */
  readonly at: number;
}

/** Counted once for the rules that ask. */
const knownTotals = new WeakMap<readonly CapacityRecord[], readonly Totals[]>();

/** Totals of each nature that has installed capacity; supplementary capacity (06) is beyond it and not counted (C7). */
function totalsOf(records: readonly CapacityRecord[]): readonly Totals[] {
  const known = knownTotals.get(records);
  if (known !== undefined) return known;
  const counted = countTotals(records);
  knownTotals.set(records, counted);
  return counted;
}

function countTotals(records: readonly CapacityRecord[]): readonly Totals[] {
  const natures = [...new Set(records.map(({ capacityType }) => capacityType))];
  return natures.flatMap((nature) => {
    const current = records.filter(
      (record) => record.capacityType === nature && record.temporalityCapacity === CURRENT,
    );
    const installed = current.find((record) => record.capacityStatus === INSTALLED);
    const at = installed === undefined ? -1 : records.indexOf(installed);
    if (at === -1) return [];
    const sum = (status: string): number => total(current.filter((record) => record.capacityStatus === status));
    return [
      {
        nature,
        at,
        installed: sum(INSTALLED),
        available: sum(AVAILABLE),
        occupied: sum(OCCUPIED),
        reserved: sum(RESERVED),
        closed: sum(CLOSED),
        fullest: fullestAssignment(current.filter((record) => record.capacityStatus === AVAILABLE)),
      },
    ];
  });
}

function total(records: readonly CapacityRecord[]): number {
  return records.reduce((sum, { nbCapacity }) => sum + nbCapacity, 0);
}

function fullestAssignment(available: readonly CapacityRecord[]): Totals['fullest'] {
  const byAssignment = Map.groupBy(available, (record) => record.temporaryAssignement ?? '');
  const sums = [...byAssignment].map(([assignment, records]) => ({
    assignment,
    total: total(records),
    largestGender: Math.max(...records.map(({ nbCapacity }) => nbCapacity)),
  }));
  return sums.toSorted((a, b) => b.total - a.total)[0] ?? { assignment: '', total: 0, largestGender: 0 };
}

/** What is too much, in one nature; null when nothing is. */
type Excess = (totals: Totals) => { readonly amount: number; readonly formula: string } | null;

function againstInstalled(code: FindingCode, excess: Excess): (subject: RuleSubject) => Judgement {
  return ({ records, where }) => {
    const totals = totalsOf(records);
    if (totals.length === 0) return { judged: 0, findings: [], skipped: 'no-installed-capacity' };
    return {
      judged: totals.length,
      findings: totals.flatMap((one) => {
        const found = excess(one);
        return found === null ? [] : [tooMuch(code, { one, found, where: where(one.at) })];
      }),
    };
  };
}

function tooMuch(
  code: FindingCode,
  { one, found, where }: { one: Totals; found: { amount: number; formula: string }; where: string },
): KernelFinding {
  return finding(code, {
    where,
    expected: `≤ ${one.installed}`,
    seen: `${found.formula} = ${found.amount}`,
    values: { installed: one.installed, amount: found.amount, nature: one.nature },
  });
}

const closedExcess: Excess = ({ closed, installed }) => (closed > installed ? { amount: closed, formula: '05' } : null);

const reservedExcess: Excess = ({ reserved, installed }) =>
  reserved > installed ? { amount: reserved, formula: '04' } : null;

/** C11: one assignment counts more free beds than there are, though no gender alone does: beds counted twice. */
const genderExcess: Excess = ({ fullest, installed }) =>
  fullest.total > installed && fullest.largestGender <= installed
    ? { amount: fullest.total, formula: `02 (${fullest.assignment})` }
    : null;

/** C4: more free beds than there are, and not merely because genders overlap. */
const availableExcess: Excess = (totals) =>
  totals.available > totals.installed && genderExcess(totals) === null
    ? { amount: totals.available, formula: '02' }
    : null;

/** C5: only when neither part alone says it already. Reserved capacity is not added: it may be occupied now (C6). */
const usedExcess: Excess = (totals) => {
  const { available, occupied, closed, installed } = totals;
  const isSaid = [closedExcess, genderExcess, availableExcess].some((excess) => excess(totals) !== null);
  const amount = available + occupied + closed;
  return amount > installed && !isSaid ? { amount, formula: '02 + 03 + 05' } : null;
};

/** RG_EXP_047: a closed offer has nothing available. Judged only when the offer is known to be closed. */
function availableWhenClosed({ records, where, offer }: RuleSubject): Judgement {
  if (offer === 'unknown') return { judged: 0, findings: [], skipped: 'offer-unknown' };
  if (offer === 'open') return { judged: 0, findings: [] };
  const available = [...records.entries()].filter(([, record]) => record.capacityStatus === AVAILABLE);
  return {
    judged: available.length,
    findings: available
      .filter(([, { nbCapacity }]) => nbCapacity !== 0)
      .map(([index, { nbCapacity }]) =>
        finding('rule.available-when-closed', { where: where(index), expected: '0', seen: String(nbCapacity) }),
      ),
  };
}

/** A statement about how the rules count: it can be met or not by no record. */
const judgesNothing = (): Judgement => ({ judged: 0, findings: [] });

/** The rules that compare the totals of a Location, and the statements that say how they count. */
export const TOTAL_RULES: readonly CapacityRule[] = [
  {
    id: 'C1',
    requirement: 'ROR-IND-C1',
    evidence: 'documented',
    code: 'rule.available-when-closed',
    judge: availableWhenClosed,
  },
  { id: 'C2', requirement: 'ROR-IND-C2', evidence: 'documented', code: null, judge: judgesNothing },
  {
    id: 'C3',
    requirement: 'ROR-IND-C3',
    evidence: 'derived',
    code: 'rule.closed-above-installed',
    judge: againstInstalled('rule.closed-above-installed', closedExcess),
  },
  {
    id: 'C4',
    requirement: 'ROR-IND-C4',
    evidence: 'derived',
    code: 'rule.available-above-installed',
    judge: againstInstalled('rule.available-above-installed', availableExcess),
  },
  {
    id: 'C5',
    requirement: 'ROR-IND-C5',
    evidence: 'derived',
    code: 'rule.used-above-installed',
    judge: againstInstalled('rule.used-above-installed', usedExcess),
  },
  {
    id: 'C6',
    requirement: 'ROR-IND-C6',
    evidence: 'derived',
    code: 'rule.reserved-above-installed',
    judge: againstInstalled('rule.reserved-above-installed', reservedExcess),
  },
  { id: 'C7', requirement: 'ROR-IND-C7', evidence: 'documented', code: null, judge: judgesNothing },
  {
    id: 'C11',
    requirement: 'ROR-IND-C11',
    evidence: 'derived',
    code: 'rule.genders-overlap',
    judge: againstInstalled('rule.genders-overlap', genderExcess),
  },
];
