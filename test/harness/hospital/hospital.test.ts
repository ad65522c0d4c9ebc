import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adtFields } from '../../../harness/drivers/adt-fields.ts';
import { adtText } from '../../../harness/drivers/adt-text.ts';
import { FIGURES } from '../../../harness/hospital/census.ts';
import type { Figure } from '../../../harness/hospital/census.ts';
import { Hospital } from '../../../harness/hospital/hospital.ts';
import type { HospitalPlan } from '../../../harness/hospital/hospital.ts';
import type { Movement } from '../../../harness/hospital/movement.ts';
import { isUnsaid } from '../../../harness/hospital/what-is-asked.ts';
import type { Asked, AskedRecord, Unsaid } from '../../../harness/hospital/what-is-asked.ts';
import { AdtReader } from '../../support/adt-census.ts';

const TEMPLATE = readFileSync(new URL('../../../harness/drivers/templates/pam-fr.eta', import.meta.url), 'utf8');
const PLACE = { stateDir: '/nowhere', instance: { name: 'connector', environment: {} } };
const AT = '2026-11-23T14:00:00+01:00';

const ROOMS = [
  { from: 101, to: 104, beds: 2, sex: 'F' },
  { from: 201, to: 204, beds: 2, sex: 'M' },
  { from: 301, to: 304, beds: 2, sex: null },
  { from: 401, to: 405, beds: 1, sex: null },
] as const;
const AVAILABLE = ['available-women', 'available-men', 'available-any'] as const;

const CODES: Readonly<Record<Figure, readonly [status: string, gender: string | null]>> = {
  'available-women': ['02', '01'],
  'available-men': ['02', '02'],
  'available-any': ['02', '04'],
  occupied: ['03', null],
  reserved: ['04', null],
};

function record(figure: Figure, nbCapacity: number, more: Partial<AskedRecord> = {}): AskedRecord {
  const [capacityStatus, genderCapacityAvailable] = CODES[figure];
  return {
    capacityType: '01',
    capacityStatus,
    temporalityCapacity: '01',
    genderCapacityAvailable,
    capacityClosingType: null,
    additionalBedType: null,
    crisisType: null,
    temporaryAssignement: '01',
    capacitySourceType: '02',
    nbCapacity,
    comment: null,
    ...more,
  };
}

function recordsOf(asked: Asked): AskedRecord[] {
  return FIGURES.flatMap((figure) => (asked[figure] === undefined ? [] : [record(figure, asked[figure])]));
}

/** The text of a message as the driver sends it. */
function textOf(movement: Movement, unit: string): string {
  const envelope = { controlId: 'c', encoding: 'utf-8', sentAt: AT, recordedAt: AT, localUnit: unit } as const;
  const establishment = { finess: '99A000014', idNatStruct: '1', name: 'Test', credential: 'supplier', local: 'H' };
  return adtText(TEMPLATE, { ...PLACE, establishment, adt: adtFields(movement, envelope) });
}

function hospital(plan: Partial<HospitalPlan> = {}): Hospital {
  return new Hospital({ rooms: ROOMS, feeds: AVAILABLE, gathers: true, ...plan });
}

/** Mostly what the beds allow, now and then what they do not. */
const MOST: Readonly<Record<Figure, number>> = {
  'available-women': 9,
  'available-men': 9,
  'available-any': 14,
  occupied: 30,
  reserved: 4,
};

function wishes(feeds: readonly Figure[]): fc.Arbitrary<{ unit: 'A' | 'B'; asked: Asked; seed: string }[]> {
  const counts = fc.tuple(...feeds.map((figure) => fc.nat(MOST[figure])));
  const chosen = fc.subarray(
    feeds.map((...[, index]) => index),
    { minLength: 1 },
  );
  const asked = fc
    .tuple(chosen, counts)
    .map(([indexes, values]): Asked => Object.fromEntries(indexes.map((index) => [feeds[index], values[index]])));
  const wish = fc.record({ unit: fc.constantFrom('A', 'B'), asked, seed: fc.string({ maxLength: 4 }) });
  return fc.array(wish, { minLength: 1, maxLength: 6 });
}

const days = fc
  .subarray([...FIGURES], { minLength: 1 })
  .chain((feeds) =>
    fc.record({ feeds: fc.constant(feeds), gathers: fc.nat(9).map((one) => one > 0), wishes: wishes(feeds) }),
  );

function burst(seed: string): unknown {
  return hospital().movementsFor({ unit: 'A', records: [record('available-any', 2)] }, seed);
}

describe('a hospital whose patients bring about what is asked', () => {
  test('a reader of its own finds nothing illegal, the figures asked for, and every other fed figure as before', () => {
    let said = 0;
    fc.assert(
      fc.property(days, ({ wishes: all, ...plan }) => {
        const simulated = hospital(plan);
        const reader = new AdtReader();
        for (const { unit, asked, seed } of all) {
          const before = reader.census(unit, ROOMS);
          const other = reader.census(unit === 'A' ? 'B' : 'A', ROOMS);
          const movements = simulated.movementsFor({ unit, records: recordsOf(asked) }, seed);
          if (!isUnsaid(movements)) {
            said += 1;
            for (const movement of movements) reader.read(textOf(movement, unit));
          }
          const most = plan.gathers ? Infinity : 1;
          expect(isUnsaid(movements) ? 0 : movements.length).toBeLessThanOrEqual(most);
          expect(reader.problems).toEqual([]);
          const fixed = plan.feeds.map((figure) => [figure, before[figure]]);
          const expected = { ...Object.fromEntries(fixed), ...(isUnsaid(movements) ? {} : asked) };
          expect(reader.census(unit, ROOMS)).toMatchObject(expected);
          expect(reader.census(unit, ROOMS)).toEqual(simulated.census(unit));
          expect(reader.census(unit === 'A' ? 'B' : 'A', ROOMS)).toEqual(other);
        }
      }),
      { numRuns: 400 },
    );
    // A property over wishes of which none could be said would say nothing.
    expect(said).toBeGreaterThan(100);
  });

  test('every free bed of the rooms for women can be asked for, from none to all', () => {
    for (let count = 0; count <= 8; count++) {
      const simulated = hospital();
      expect(isUnsaid(simulated.movementsFor({ unit: 'A', records: [record('available-women', count)] }, 's'))).toBe(
        false,
      );
      expect(simulated.census('A')).toMatchObject({
        'available-women': count,
        'available-men': 8,
        'available-any': 13,
      });
    }
  });

  test('over a day every event of the profile that a hospital of beds has comes up', () => {
    const simulated = hospital({ feeds: [...AVAILABLE, 'reserved'] });
    const events = new Set<string>();
    for (let turn = 0; turn < 60; turn++) {
      const asked = { 'available-women': turn % 7, 'available-any': turn % 5, reserved: turn % 3 };
      const movements = simulated.movementsFor({ unit: 'A', records: recordsOf(asked) }, `turn ${turn}`);
      if (!isUnsaid(movements)) for (const { event } of movements) events.add(event);
    }
    expect([...events].toSorted()).toEqual(['A01', 'A02', 'A03', 'A06', 'A07', 'A11', 'A12', 'A13', 'A21', 'A22']);
  });

  test('the same seed gives the same messages, another seed others', () => {
    expect(burst('one')).toEqual(burst('one'));
    expect(burst('one')).not.toEqual(burst('two'));
  });

  test('a figure that is asked for again is said by movements that change nothing', () => {
    const simulated = hospital();
    const again = { unit: 'A', records: [record('available-women', 3)] };
    simulated.movementsFor(again, 'first');
    const movements = simulated.movementsFor(again, 'second');
    expect(isUnsaid(movements) ? [] : movements.map(({ action }) => action)).toEqual(['INSERT', 'CANCEL']);
  });

  test.each<[string, AskedRecord, Unsaid['reason']]>([
    ['closed beds', record('occupied', 1, { capacityStatus: '05', capacityClosingType: '01' }), 'adt-record'],
    ['installed beds', record('occupied', 1, { capacityStatus: '01' }), 'adt-record'],
    ['additional beds', record('occupied', 1, { capacityStatus: '06', additionalBedType: '03' }), 'adt-record'],
    ['a crisis', record('occupied', 1, { crisisType: '02' }), 'adt-record'],
    ['a forecast', record('available-women', 1, { temporalityCapacity: '03' }), 'adt-record'],
    ['an assignment', record('available-women', 1, { temporaryAssignement: '02' }), 'adt-record'],
    ['places', record('available-women', 1, { capacityType: '02' }), 'adt-record'],
    ['a retired gender', record('available-women', 1, { genderCapacityAvailable: '03' }), 'adt-record'],
    ['a comment', record('available-women', 1, { comment: 'x' }), 'adt-comment'],
    ['another source', record('available-women', 1, { capacitySourceType: '01' }), 'adt-source'],
    ['what is not fed', record('occupied', 1), 'adt-not-fed'],
    ['more beds than there are', record('available-women', 40), 'adt-beds'],
  ])('%s cannot be said, and nothing has moved', (...[, asked, reason]) => {
    const simulated = hospital();
    expect(simulated.movementsFor({ unit: 'A', records: [asked] }, 's')).toMatchObject({ reason });
    expect(simulated.census('A')).toMatchObject({ occupied: 0, 'available-women': 8 });
  });

  test('where each movement is fed at once, only what one movement changes is said', () => {
    const simulated = hospital({ gathers: false });
    const ask = (count: number): unknown =>
      simulated.movementsFor({ unit: 'A', records: [record('available-women', count)] }, 's');
    expect(ask(5)).toMatchObject({ reason: 'adt-one-movement' });
    expect(ask(7)).toMatchObject([{ event: 'A01' }]);
  });
});
