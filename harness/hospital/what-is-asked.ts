import type { Census, Figure } from './census.ts';

/** What of a record decides whether movements can say it. */
export interface AskedRecord {
  readonly capacityType: string;
  readonly capacityStatus: string | null;
  readonly temporalityCapacity: string | null;
  readonly genderCapacityAvailable: string | null;
  readonly capacityClosingType: string | null;
  readonly additionalBedType: string | null;
  readonly crisisType: string | null;
  readonly temporaryAssignement: string | null;
  readonly capacitySourceType: string;
  readonly nbCapacity: number;
  readonly comment: string | null;
}

/** Why movements of patients cannot say something; `reason` is a message id (`skip.<reason>`). */
export interface Unsaid {
  readonly reason:
    | 'adt-kind'
    | 'adt-record'
    | 'adt-comment'
    | 'adt-source'
    | 'adt-not-fed'
    | 'adt-dates'
    | 'adt-unchanged'
    | 'adt-credential'
    | 'adt-beds'
    | 'adt-one-movement';
  readonly values: Readonly<Record<string, string | number>>;
}

/** The figures asked for. */
export type Asked = Partial<Record<Figure, number>>;

const AVAILABLE: Readonly<Record<string, Figure>> = {
  '01': 'available-women',
  '02': 'available-men',
  '04': 'available-any',
};

/** The figures that records ask for, or why movements cannot say one of them. */
export function figuresAsked(records: readonly AskedRecord[], feeds: readonly Figure[]): Asked | Unsaid {
  const asked: Asked = {};
  for (const record of records) {
    const figure = figureOf(record);
    if (typeof figure === 'object') return figure;
    if (!feeds.includes(figure)) return { reason: 'adt-not-fed', values: { figure } };
    asked[figure] = record.nbCapacity;
  }
  return asked;
}

/** True for a reason, where figures could stand. */
export function isUnsaid(value: object): value is Unsaid {
  return 'reason' in value;
}

function figureOf(record: AskedRecord): Figure | Unsaid {
  if (record.comment !== null) return { reason: 'adt-comment', values: {} };
  const source = record.capacitySourceType;
  if (source !== '02') return { reason: 'adt-source', values: { source } };
  const figure = isPlainBed(record) ? statusFigure(record) : undefined;
  return figure ?? { reason: 'adt-record', values: { record: wordsOf(record) } };
}

/** Beds of now, without closing, crisis, supplement or assignment. */
function isPlainBed(record: AskedRecord): boolean {
  const { capacityType, temporalityCapacity, temporaryAssignement } = record;
  const hasMore = [record.capacityClosingType, record.additionalBedType, record.crisisType].some(
    (code) => code !== null,
  );
  return !hasMore && capacityType === '01' && temporalityCapacity === '01' && temporaryAssignement === '01';
}

function statusFigure({ capacityStatus, genderCapacityAvailable: gender }: AskedRecord): Figure | undefined {
  if (capacityStatus === '02') return gender === null ? undefined : AVAILABLE[gender];
  if (gender !== null) return undefined;
  return capacityStatus === '03' ? 'occupied' : capacityStatus === '04' ? 'reserved' : undefined;
}

const CODES = [
  'capacityStatus',
  'temporalityCapacity',
  'genderCapacityAvailable',
  'capacityClosingType',
  'additionalBedType',
  'crisisType',
  'temporaryAssignement',
] as const;

function wordsOf(record: AskedRecord): string {
  const codes = CODES.filter((name) => record[name] !== null).map((name) => `${name} ${record[name]}`);
  return [...codes, `capacityType ${record.capacityType}`].join(', ');
}

/** How the beds of a unit are to be shared out. */
export interface Target {
  readonly women: number;
  readonly men: number;
  readonly any: number;
  readonly reserved: number;
}

/** What the unit must come to: what is fed and not asked for stays; null when the beds do not add up. */
export function targetOf(asked: Asked, now: Census, feeds: readonly Figure[]): Target | null {
  const wanted = (figure: Figure): number => asked[figure] ?? now[figure];
  const isFixed = (figure: Figure): boolean => figure in asked || feeds.includes(figure);
  const [women, men, any] = [wanted('available-women'), wanted('available-men'), wanted('available-any')];
  const held = Object.values(now).reduce((sum, count) => sum + count, 0) - women - men - any;
  if (held < 0) return null;
  if (!isFixed('occupied')) {
    const reserved = isFixed('reserved') ? wanted('reserved') : Math.min(now.reserved, held);
    return reserved > held ? null : { women, men, any, reserved };
  }
  const reserved = held - wanted('occupied');
  if (reserved < 0 || (isFixed('reserved') && reserved !== wanted('reserved'))) return null;
  return { women, men, any, reserved };
}
