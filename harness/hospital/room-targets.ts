import { isShared } from './bed-plan.ts';
import type { Room, Sex } from './bed-plan.ts';
import type { Target } from './what-is-asked.ts';

/** What a shared room is to be: empty, full, or one bed free for this sex. */
export type Role = 'empty' | 'full' | Sex;

/** How the free beds of a unit are to stand. */
export interface RoomTargets {
  /** Free beds in the rooms for women, for men, and in single rooms. */
  readonly free: { readonly F: number; readonly M: number; readonly single: number };
  /** By name of the room. */
  readonly shared: ReadonlyMap<string, Role>;
}

interface Counts {
  readonly empty: number;
  readonly women: number;
  readonly men: number;
}

/** Shares the free beds out over the rooms, with as few changes of shared rooms as can be; null when they do not fit. */
export function shareOut(rooms: readonly Room[], target: Target, now: ReadonlyMap<string, Role>): RoomTargets | null {
  const shared = rooms.filter(isShared);
  const room = {
    F: bedsOf(rooms.filter(({ sex }) => sex === 'F')),
    M: bedsOf(rooms.filter(({ sex }) => sex === 'M')),
    single: bedsOf(rooms.filter((one) => one.sex === null && !isShared(one))),
  };
  // Rooms that are empty stay empty first, so that nobody moves without need.
  const order = shared.toSorted((one, other) => rank(now.get(one.name)) - rank(now.get(other.name)));
  const here = countsOf(now);
  const fitting = allCounts(shared.length).flatMap((counts) => {
    const free = {
      F: target.women - counts.women,
      M: target.men - counts.men,
      single: target.any - bedsOf(order.slice(0, counts.empty)),
    };
    const fits = (['F', 'M', 'single'] as const).every((kind) => free[kind] >= 0 && free[kind] <= room[kind]);
    return fits ? [{ counts, free }] : [];
  });
  const [best] = fitting.toSorted((one, other) => distance(one.counts, here) - distance(other.counts, here));
  return best === undefined ? null : { free: best.free, shared: rolesOf(order, best.counts, now) };
}

function bedsOf(rooms: readonly Room[]): number {
  return rooms.reduce((sum, { beds }) => sum + beds.length, 0);
}

function rank(role: Role | undefined): number {
  return role === 'empty' ? 0 : 1;
}

function countsOf(now: ReadonlyMap<string, Role>): Counts {
  const count = (role: Role): number => [...now.values()].filter((one) => one === role).length;
  return { empty: count('empty'), women: count('F'), men: count('M') };
}

function distance(one: Counts, other: Counts): number {
  return Math.abs(one.empty - other.empty) + Math.abs(one.women - other.women) + Math.abs(one.men - other.men);
}

function upTo(most: number): number[] {
  return Array.from({ length: most + 1 }, (...[, value]) => value);
}

/** Every way to give roles to so many rooms; what is left is full. */
function allCounts(rooms: number): Counts[] {
  return upTo(rooms).flatMap((empty) =>
    upTo(rooms - empty).flatMap((women) => upTo(rooms - empty - women).map((men) => ({ empty, women, men }))),
  );
}

/** The first rooms are the empty ones; of the others each keeps its role where it can. */
function rolesOf(order: readonly Room[], counts: Counts, now: ReadonlyMap<string, Role>): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>(order.slice(0, counts.empty).map(({ name }) => [name, 'empty']));
  const rest = order.slice(counts.empty);
  const left = { F: counts.women, M: counts.men, full: rest.length - counts.women - counts.men };
  for (const { name } of rest) {
    const role = now.get(name);
    if (role === undefined || role === 'empty' || left[role] === 0) continue;
    left[role] -= 1;
    roles.set(name, role);
  }
  for (const { name } of rest.filter((room) => !roles.has(room.name))) {
    const role = (['full', 'F', 'M'] as const).find((one) => left[one] > 0) ?? 'full';
    left[role] -= 1;
    roles.set(name, role);
  }
  return roles;
}
