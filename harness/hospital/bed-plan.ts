/** Sex as PID-8 of a message says it. */
export type Sex = 'F' | 'M';

/** A run of like rooms of a unit. */
export interface RoomPlan {
  /** Number of the first room. */
  readonly from: number;
  /** Number of the last room. */
  readonly to: number;
  /** Beds of each room. */
  readonly beds: number;
  /** For whom the rooms are; null: for whoever comes first. */
  readonly sex: Sex | null;
}

/** One room of a unit. */
export interface Room {
  readonly name: string;
  readonly sex: Sex | null;
  readonly beds: readonly string[];
}

/** The rooms of a unit in the order of the plan; beds are numbered from 1. */
export function roomsOf(plan: readonly RoomPlan[]): readonly Room[] {
  return plan.flatMap(({ from, to, beds, sex }) =>
    Array.from({ length: to - from + 1 }, (...[, index]) => ({
      name: String(from + index),
      sex,
      beds: Array.from({ length: beds }, (...[, bed]) => String(bed + 1)),
    })),
  );
}

/** A room that takes women or men, as the first patient in it is. */
export function isShared({ sex, beds }: Room): boolean {
  return sex === null && beds.length > 1;
}
