import type { Room, Sex } from './bed-plan.ts';

/** The figures of a unit that movements of patients can change. */
export const FIGURES = ['available-women', 'available-men', 'available-any', 'occupied', 'reserved'] as const;

/** One of them. */
export type Figure = (typeof FIGURES)[number];

/** How many beds each figure counts. */
export type Census = Readonly<Record<Figure, number>>;

/** Who holds a bed. */
export interface Holder {
  readonly sex: Sex;
  readonly isOnLeave: boolean;
}

/** For whom a free bed of a room is: as the room says, else as those in it are; null for anybody. */
export function sexOfFree(room: Room, held: readonly Holder[]): Sex | null {
  return room.sex ?? held[0]?.sex ?? null;
}

/** Counts the beds of a unit; a bed whose patient is on leave is reserved. */
export function censusOf(rooms: readonly Room[], holder: (room: string, bed: string) => Holder | undefined): Census {
  const counts = { 'available-women': 0, 'available-men': 0, 'available-any': 0, occupied: 0, reserved: 0 };
  for (const room of rooms) {
    const held = room.beds.map((bed) => holder(room.name, bed)).filter((one) => one !== undefined);
    const sex = sexOfFree(room, held);
    counts[availableTo(sex)] += room.beds.length - held.length;
    counts.reserved += held.filter(({ isOnLeave }) => isOnLeave).length;
    counts.occupied += held.filter(({ isOnLeave }) => !isOnLeave).length;
  }
  return counts;
}

function availableTo(sex: Sex | null): Figure {
  if (sex === null) return 'available-any';
  return sex === 'F' ? 'available-women' : 'available-men';
}
