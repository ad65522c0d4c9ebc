import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapacityRecord } from '../../../mev3/capacity/types.ts';
import { FINDING_REQUIREMENTS } from '../../../mev3/finding.ts';
import { KERNEL_REQUIREMENTS } from '../../../mev3/requirement-ids.ts';
import { CAPACITY_RULES, judgeRecords } from '../../../mev3/rules/judge-records.ts';
import type { RuleSubject } from '../../../mev3/rules/rule.ts';
import { anyRecord } from '../arbitraries.ts';
import { record } from '../bodies.ts';

/** A record of current beds without gender: a status and a number. */
function beds(capacityStatus: string, nbCapacity: number, changes: Partial<CapacityRecord> = {}): CapacityRecord {
  return record({ capacityStatus, nbCapacity, genderCapacityAvailable: null, ...changes });
}

const free = (nbCapacity: number, genderCapacityAvailable: string, temporaryAssignement = '01'): CapacityRecord =>
  record({ nbCapacity, genderCapacityAvailable, temporaryAssignement });

const where = (index: number): string => `Location.extension[${index}]`;

function subject(records: readonly CapacityRecord[], offer: RuleSubject['offer'] = 'unknown'): RuleSubject {
  return { records, where, offer };
}

/** Ids of the rules that have something to say, with where. */
function said(records: readonly CapacityRecord[], offer: RuleSubject['offer'] = 'unknown'): string[] {
  return judgeRecords(subject(records, offer)).flatMap(({ rule, findings }) =>
    findings.map((found) => `${rule} ${found.where}`),
  );
}

const coherent = [
  beds('01', 20),
  free(4, '01'),
  free(3, '02'),
  free(2, '01', '02'),
  beds('03', 8),
  beds('04', 15),
  beds('05', 3, { capacityClosingType: '01' }),
  beds('06', 50, { additionalBedType: '03', crisisType: '02' }),
  record({ temporalityCapacity: '03', nbCapacity: 99 }),
  record({ capacityType: '02', nbCapacity: 99, genderCapacityAvailable: '04' }),
];

describe('a Location whose records agree', () => {
  it('gives no finding, and says what was judged', () => {
    expect(said(coherent, 'open')).toEqual([]);
    const judged = judgeRecords(subject(coherent, 'closed')).filter((verdict) => verdict.judged > 0);
    const silent = ['C2', 'C7'];
    expect(judged.map(({ rule }) => rule).toSorted()).toEqual(
      CAPACITY_RULES.map(({ id }) => id as string)
        .filter((id) => !silent.includes(id))
        .toSorted(),
    );
  });
});

describe('each rule is seen failing, alone', () => {
  const failing: readonly [string, readonly CapacityRecord[], readonly string[]][] = [
    ['a gender on occupied beds', [beds('03', 1, { genderCapacityAvailable: '01' })], ['N1 Location.extension[0]']],
    [
      'a closing type on available beds',
      [free(0, '01'), record({ genderCapacityAvailable: '02', capacityClosingType: '01' })],
      ['N2 Location.extension[1]'],
    ],
    ['a crisis on installed beds', [beds('01', 1, { crisisType: '01' })], ['N3 Location.extension[0]']],
    [
      'an extra bed type on closed beds',
      [beds('05', 0, { capacityClosingType: '01', additionalBedType: '01' })],
      ['N3 Location.extension[0]'],
    ],
    [
      'the same codes for beds and for places',
      [free(1, '01'), { ...free(1, '01'), capacityType: '02' }],
      ['N4 Location.extension[1]'],
    ],
    ['a negative number', [free(-1, '01')], ['N5 Location.extension[0]']],
    [
      'more closed than installed',
      [beds('01', 2), beds('05', 3, { capacityClosingType: '01' })],
      ['C3 Location.extension[0]'],
    ],
    [
      'closed of two kinds, together more than installed',
      [beds('01', 2), beds('05', 2, { capacityClosingType: '01' }), beds('05', 1, { capacityClosingType: '02' })],
      ['C3 Location.extension[0]'],
    ],
    ['more available than installed', [beds('01', 5), free(6, '01')], ['C4 Location.extension[0]']],
    [
      'more available over assignments than installed',
      [beds('01', 5), free(3, '01'), free(3, '01', '02')],
      ['C4 Location.extension[0]'],
    ],
    [
      'more in use than installed',
      [beds('01', 10), free(4, '01'), beds('03', 5), beds('05', 2, { capacityClosingType: '01' })],
      ['C5 Location.extension[0]'],
    ],
    ['more reserved than installed', [beds('01', 2), beds('04', 3)], ['C6 Location.extension[0]']],
    ['a computed status', [beds('07', 2)], ['C8 Location.extension[0]']],
    ['half a bed', [free(0.5, '01')], ['C9 Location.extension[0]']],
    ['one indicator twice', [free(1, '01'), free(2, '01')], ['C10 Location.extension[1]']],
    ['the same beds under each gender', [beds('01', 10), free(8, '01'), free(8, '02')], ['C11 Location.extension[0]']],
  ];

  it.each(failing)('%s', (_name, records, expected) => {
    expect(said(records)).toEqual(expected);
  });

  it('available beds of a closed offer (C1)', () => {
    expect(said([free(0, '01'), free(2, '02'), beds('03', 2)], 'closed')).toEqual(['C1 Location.extension[1]']);
    expect(said([free(2, '02')], 'open')).toEqual([]);
  });

  it('every rule that can fail has its failure above', () => {
    const shown = new Set([...failing.flatMap(([, , expected]) => expected), 'C1 x'].map((text) => text.split(' ')[0]));
    expect(CAPACITY_RULES.filter(({ code, id }) => (code !== null) !== shown.has(id))).toEqual([]);
  });
});

describe('a rule', () => {
  it('is skipped when what it needs is not known', () => {
    const skipped = judgeRecords(subject([free(3, '01')])).filter((verdict) => verdict.skipped !== undefined);
    expect(skipped.map(({ rule, skipped: why }) => `${rule} ${why}`)).toEqual([
      'C1 offer-unknown',
      'C3 no-installed-capacity',
      'C4 no-installed-capacity',
      'C5 no-installed-capacity',
      'C6 no-installed-capacity',
      'C11 no-installed-capacity',
    ]);
  });

  it('can be switched off by its id', () => {
    const records = [free(-1, '01'), beds('03', 1, { genderCapacityAvailable: '01' })];
    const verdicts = judgeRecords(subject(records), { off: ['N1'] });
    expect(verdicts.some(({ rule }) => rule === 'N1')).toBe(false);
    expect(verdicts.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(['rule.negative']);
  });

  it('has one id, and the requirement that its findings name', () => {
    expect(new Set(CAPACITY_RULES.map(({ id }) => id)).size).toBe(16);
    for (const { code, requirement, evidence } of CAPACITY_RULES) {
      expect(KERNEL_REQUIREMENTS[requirement].basis).toBe(evidence);
      expect(code === null ? requirement : FINDING_REQUIREMENTS[code]).toBe(requirement);
    }
  });

  it('compares places with places and beds with beds', () => {
    const places = { capacityType: '02' };
    expect(said([beds('01', 5), { ...free(9, '01'), ...places }, beds('01', 2, places)])).toEqual([
      'N4 Location.extension[2]',
      'C4 Location.extension[2]',
    ]);
  });

  it('never throws, and judges the same whatever the order of the records', () => {
    fc.assert(
      fc.property(
        fc.array(anyRecord, { maxLength: 8 }),
        fc.constantFrom('open', 'closed', 'unknown'),
        (records, offer) => {
          const codes = (list: readonly CapacityRecord[]): string[] =>
            judgeRecords(subject(list, offer))
              .flatMap(({ findings }) => findings.map(({ code }) => code))
              .filter((code) => code !== 'rule.two-natures' && code !== 'rule.same-indicator-twice')
              .toSorted();
          expect(codes(records.toReversed())).toEqual(codes(records));
        },
      ),
    );
  });
});
