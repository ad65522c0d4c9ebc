import type { Room, RoomPlan } from './bed-plan.ts';
import { roomsOf } from './bed-plan.ts';
import type { Census, Figure } from './census.ts';
import { sexOfFree } from './census.ts';
import type { Movement, Place } from './movement.ts';
import { shareOut } from './room-targets.ts';
import type { OpenBed, UnitChange } from './unit-change.ts';
import { changeOf, rolesNow } from './unit-change.ts';
import { situationOf, WardBook } from './ward-book.ts';
import type { Guest } from './ward-book.ts';
import type { Choose, Desk } from './ways.ts';
import { arrive, comeBack, depart, leaveFor, slip } from './ways.ts';
import { figuresAsked, isUnsaid, targetOf } from './what-is-asked.ts';
import type { AskedRecord, Target, Unsaid } from './what-is-asked.ts';

/** How a hospital is, and what the connector makes of it. */
export interface HospitalPlan {
  /** The rooms of each unit. */
  readonly rooms: readonly RoomPlan[];
  /** The figures that the connector derives from movements and feeds. */
  readonly feeds: readonly Figure[];
  /** False when it feeds after each single movement: then one stimulus is one movement. */
  readonly gathers: boolean;
}

/** What is asked of a unit. */
export interface Wish {
  /** Identifier of the Location. */
  readonly unit: string;
  readonly records: readonly AskedRecord[];
}

/**
 * A hospital whose beds are all free at first, and whose patients come and go so that each unit comes to the figures
 * that are asked for, while every other figure that the connector feeds stays as it is.
 */
export class Hospital {
  readonly #plan: HospitalPlan;
  readonly #rooms: readonly Room[];
  #book: WardBook;

  constructor(plan: HospitalPlan) {
    this.#plan = plan;
    this.#rooms = roomsOf(plan.rooms);
    this.#book = new WardBook(this.#rooms);
  }

  /** The figures of a unit as its beds are now. */
  census(unit: string): Census {
    return this.#book.census(unit);
  }

  /** The movements that lead to what is asked, or why none do; then nothing has moved. The same for the same `seed`. */
  movementsFor({ unit, records }: Wish, seed: string): readonly Movement[] | Unsaid {
    const asked = figuresAsked(records, this.#plan.feeds);
    if (isUnsaid(asked)) return asked;
    const target = targetOf(asked, this.census(unit), this.#plan.feeds);
    const now = rolesNow(this.#rooms, unit, this.#book);
    const targets = target === null ? null : shareOut(this.#rooms, target, now);
    const figures = Object.entries(asked).map(([figure, count]) => `${figure} ${count}`);
    const values = { figures: figures.join(', ') };
    if (target === null || targets === null) return { reason: 'adt-beds', values };
    const book = this.#book.copy();
    const desk: Desk = { book, choose: chooser(seed), isSingle: !this.#plan.gathers };
    const ward = { unit, book };
    moveAll(changeOf(this.#rooms, targets, ward), desk);
    settleLeaves(unit, target, book);
    // Last, so that what it leaves behind in a connector that does not read cancellings is not covered by what follows.
    if (this.#plan.gathers) this.#slip(unit, desk);
    if (book.written.length === 0) this.#moveNextDoor(unit, book);
    const isSayable = this.#plan.gathers ? book.written.length > 0 : book.written.length === 1;
    if (!isSayable) return { reason: 'adt-one-movement', values };
    this.#book = book;
    return book.written;
  }

  #slip(unit: string, desk: Desk): void {
    const changesKind = (from: Place, to: Place): boolean => this.#kindOf(from.room) !== this.#kindOf(to.room);
    slip({ unit, free: this.#freeBeds(unit, desk.book), changesKind }, desk);
  }

  /** A movement that changes no figure: within rooms of one kind. */
  #moveNextDoor(unit: string, book: WardBook): void {
    const free = this.#freeBeds(unit, book);
    for (const guest of book.guests) {
      const { place, isOnLeave } = situationOf(guest);
      if (place?.unit !== unit || isOnLeave) continue;
      const kind = this.#kindOf(place.room);
      const other = kind === null ? undefined : free.find((bed) => this.#kindOf(bed.place.room) === kind);
      if (other === undefined) continue;
      book.move(guest, { event: 'A02', place: other.place });
      return;
    }
  }

  /** Null for a shared room: who moves there or away may change for whom its beds are. */
  #kindOf(name: string): string | null {
    const room = this.#rooms.find((one) => one.name === name);
    if (room === undefined || (room.sex === null && room.beds.length > 1)) return null;
    return room.sex ?? 'single';
  }

  #freeBeds(unit: string, book: WardBook): readonly OpenBed[] {
    return this.#rooms.flatMap((room) => {
      const beds = room.beds.map((bed) => ({ place: { unit, ward: '', room: room.name, bed } }));
      const holders = beds.flatMap(({ place }) => book.holder(place) ?? []);
      const sex = sexOfFree(
        room,
        holders.map((guest) => ({ sex: guest.patient.sex, isOnLeave: false })),
      );
      return beds.filter(({ place }) => book.holder(place) === undefined).map((bed) => ({ ...bed, sex }));
    });
  }
}

/** Who goes first, then who changes rooms, then who comes: a bed is free before it is taken. */
function moveAll({ leaving, opened }: UnitChange, desk: Desk): void {
  const { book } = desk;
  const transfers: { readonly guest: Guest; readonly to: OpenBed }[] = [];
  const going: Guest[] = [];
  const left = [...opened];
  for (const guest of leaving) {
    const index = left.findIndex(
      ({ place, sex }) => (sex === null || sex === guest.patient.sex) && book.holder(place) === undefined,
    );
    const [to] = index < 0 || situationOf(guest).isOnLeave ? [] : left.splice(index, 1);
    if (to === undefined) going.push(guest);
    else transfers.push({ guest, to });
  }
  for (const guest of going) depart(guest, desk);
  for (const { guest, to } of transfers) book.move(guest, { event: 'A02', place: to.place });
  for (const bed of left) arrive(bed, desk);
}

/** As many on leave as are wanted. */
function settleLeaves(unit: string, { reserved }: Target, book: WardBook): void {
  const here = book.guests.filter((guest) => situationOf(guest).place?.unit === unit);
  const away = here.filter((guest) => situationOf(guest).isOnLeave);
  const present = here.filter((guest) => !situationOf(guest).isOnLeave);
  for (const guest of away.slice(0, Math.max(0, away.length - reserved))) comeBack(guest, book);
  for (const guest of present.slice(0, Math.max(0, reserved - away.length))) leaveFor(guest, book);
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Numbers below a bound, in an order that the seed alone decides (FNV-1a over the seed and a counter). */
function chooser(seed: string): Choose {
  let turn = 0;
  return (ways) => {
    turn += 1;
    let hash = FNV_OFFSET;
    for (const char of `${seed} ${turn}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), FNV_PRIME) >>> 0;
    return (hash >>> 8) % ways;
  };
}
