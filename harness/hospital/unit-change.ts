import { isShared } from './bed-plan.ts';
import type { Room, Sex } from './bed-plan.ts';
import type { Place } from './movement.ts';
import type { RoomTargets, Role } from './room-targets.ts';
import { situationOf } from './ward-book.ts';
import type { Guest, WardBook } from './ward-book.ts';

/** A bed that somebody is to take. */
export interface OpenBed {
  readonly place: Place;
  /** Null: anybody. */
  readonly sex: Sex | null;
}

/** Who is to go and which beds are to be taken. */
export interface UnitChange {
  readonly leaving: readonly Guest[];
  readonly opened: readonly OpenBed[];
}

interface Bed {
  readonly place: Place;
  readonly holder: Guest | undefined;
}

/** The beds of a room. */
function bedsOf(room: Room, unit: string, book: WardBook): Bed[] {
  return room.beds.map((bed) => {
    const place = { unit, ward: '', room: room.name, bed };
    return { place, holder: book.holder(place) };
  });
}

/** What the shared rooms are now. */
export function rolesNow(rooms: readonly Room[], unit: string, book: WardBook): ReadonlyMap<string, Role> {
  return new Map(
    rooms.filter(isShared).map((room) => {
      const holders = bedsOf(room, unit, book).flatMap(({ holder }) => (holder === undefined ? [] : [holder]));
      const [first] = holders;
      if (first === undefined) return [room.name, 'empty'];
      return [room.name, holders.length === room.beds.length ? 'full' : first.patient.sex];
    }),
  );
}

/** Who has to go and which beds have to be taken for the rooms to come to their targets. */
export function changeOf(
  rooms: readonly Room[],
  targets: RoomTargets,
  { unit, book }: { readonly unit: string; readonly book: WardBook },
): UnitChange {
  const plain = (['F', 'M', null] as const).map((sex) => {
    const beds = rooms
      .filter((room) => room.sex === sex && !isShared(room))
      .flatMap((room) => bedsOf(room, unit, book));
    return toFree(beds, targets.free[sex ?? 'single'], sex);
  });
  const shared = rooms.filter(isShared).map((room) => {
    const beds = bedsOf(room, unit, book);
    return toRole(beds, targets.shared.get(room.name) ?? 'empty');
  });
  const all = [...plain, ...shared];
  return { leaving: all.flatMap(({ leaving }) => leaving), opened: all.flatMap(({ opened }) => opened) };
}

/** Exactly so many free beds; who is on leave keeps the bed as long as can be. */
function toFree(beds: readonly Bed[], wanted: number, sex: Sex | null): UnitChange {
  const free = beds.filter(({ holder }) => holder === undefined);
  const holders = beds
    .flatMap(({ holder }) => (holder === undefined ? [] : [holder]))
    .toSorted((one, other) => Number(situationOf(one).isOnLeave) - Number(situationOf(other).isOnLeave));
  return {
    leaving: holders.slice(0, Math.max(0, wanted - free.length)),
    opened: free.slice(0, Math.max(0, free.length - wanted)).map(({ place }) => ({ place, sex })),
  };
}

function toRole(beds: readonly Bed[], role: Role): UnitChange {
  const holder = beds.find((bed) => bed.holder !== undefined)?.holder;
  const now = holder?.patient.sex ?? null;
  if (role === 'empty') return toFree(beds, beds.length, now);
  if (role === 'full') return toFree(beds, 0, now ?? 'F');
  if (now === null || now === role) return toFree(beds, 1, role);
  // Those of the other sex leave, and the room is begun anew.
  const { leaving } = toFree(beds, beds.length, now);
  return { leaving, opened: beds.slice(1).map(({ place }) => ({ place, sex: role })) };
}
