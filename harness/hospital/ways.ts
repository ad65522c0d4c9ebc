import type { Sex } from './bed-plan.ts';
import { ward } from './movement.ts';
import type { Place } from './movement.ts';
import type { OpenBed } from './unit-change.ts';
import { isSamePlace, situationOf } from './ward-book.ts';
import type { Guest, WardBook } from './ward-book.ts';

/** Chooses among legal ways, always the same for the same seed. */
export type Choose = (ways: number) => number;

/** One way to do something: one message, or two where `twoSteps`. */
interface Way {
  readonly isTwoSteps: boolean;
  readonly take: () => void;
}

/** What a movement is written with. */
export interface Desk {
  readonly book: WardBook;
  readonly choose: Choose;
  /** True when each movement is fed at once: only one message can be sent. */
  readonly isSingle: boolean;
}

/** A patient gives the bed back: sent home, made an out-patient, or never really come. */
export function depart(guest: Guest, { book, choose, isSingle }: Desk): void {
  const present = situationOf(guest).isOnLeave ? comeBack(guest, book) : guest;
  const [before, last] = [present.history.at(-2), present.history.at(-1)];
  const ways: Way[] = [
    { isTwoSteps: false, take: () => book.move(present, { event: 'A03', place: null }) },
    { isTwoSteps: false, take: () => book.move(present, { event: 'A07', place: ward('CONS') }) },
  ];
  const isFromWard = before?.place?.unit === null;
  if (last?.event === 'A01' || (last?.event === 'A02' && isFromWard)) {
    ways.push({ isTwoSteps: false, take: () => book.cancel(present) });
  }
  takeOne(ways, choose, isSingle);
}

/** A bed is taken: somebody comes, comes through the emergency department, stays on after a visit, or had not left after all. */
export function arrive({ place, sex }: OpenBed, { book, choose, isSingle }: Desk): void {
  const wanted: Sex = sex ?? (choose(2) === 0 ? 'F' : 'M');
  const ways: Way[] = [
    { isTwoSteps: false, take: () => book.move(book.newcomer(wanted), { event: 'A01', place }) },
    {
      isTwoSteps: true,
      take: () =>
        book.move(book.move(book.newcomer(wanted), { event: 'A01', place: ward('URG') }), { event: 'A02', place }),
    },
  ];
  const ofSex = book.guests.filter(({ patient }) => patient.sex === wanted);
  const visitor = ofSex.find((guest) => guest.history.at(-1)?.event === 'A07');
  if (visitor !== undefined) {
    ways.push({ isTwoSteps: false, take: () => book.move(visitor, { event: 'A06', place }) });
  }
  const gone = ofSex.find(
    ({ history }) => history.at(-1)?.event === 'A03' && isSamePlace(history.at(-2)?.place ?? null, place),
  );
  if (gone !== undefined) ways.push({ isTwoSteps: false, take: () => book.cancel(gone) });
  takeOne(ways, choose, isSingle);
}

/** A patient goes on leave; the bed is kept. */
export function leaveFor(guest: Guest, book: WardBook): Guest {
  return book.move(guest, { event: 'A21', place: situationOf(guest).place });
}

/** A patient comes back from leave. */
export function comeBack(guest: Guest, book: WardBook): Guest {
  return book.move(guest, { event: 'A22', place: situationOf(guest).place });
}

/** Where a slip of the pen may be made. */
export interface SlipPlace {
  readonly unit: string;
  readonly free: readonly OpenBed[];
  /** True when a patient who is taken for one at another place changes a figure. */
  readonly changesKind: (from: Place, to: Place) => boolean;
}

/**
 * A slip of the pen: something that never was, and its cancelling. The beds stand as before; a connector that does not
 * read cancellings has a figure wrong.
 */
export function slip({ unit, free, changesKind }: SlipPlace, { book, choose }: Desk): void {
  const ways: Way[] = [];
  const way = (take: () => void): void => void ways.push({ isTwoSteps: false, take });
  const [open] = free;
  if (open !== undefined) {
    way(() => book.cancel(book.move(book.newcomer(open.sex ?? 'F'), { event: 'A01', place: open.place })));
  }
  const present = book.guests.find((guest) => isPresent(guest, unit));
  const from = present === undefined ? null : situationOf(present).place;
  if (present !== undefined && from !== null) {
    way(() => book.cancel(book.move(present, { event: 'A03', place: null })));
    const other = free.find(({ place, sex }) => sex !== oppositeOf(present.patient.sex) && changesKind(from, place));
    if (other !== undefined) way(() => book.cancel(book.move(present, { event: 'A02', place: other.place })));
  }
  takeOne(ways, choose, false);
}

function isPresent(guest: Guest, unit: string): boolean {
  const { place, isOnLeave } = situationOf(guest);
  return place?.unit === unit && !isOnLeave;
}

function oppositeOf(sex: Sex): Sex {
  return sex === 'F' ? 'M' : 'F';
}

function takeOne(ways: readonly Way[], choose: Choose, isSingle: boolean): void {
  const open = ways.filter(({ isTwoSteps }) => !isSingle || !isTwoSteps);
  if (open.length > 0) open[choose(open.length)]?.take();
}
