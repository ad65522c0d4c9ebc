import type { Room, Sex } from './bed-plan.ts';
import type { Census } from './census.ts';
import { censusOf } from './census.ts';
import type { AdtEvent, Movement, Patient, Place, Situation } from './movement.ts';
import { CANCELLING } from './movement.ts';
import { inventPatient } from './people.ts';

/** A patient with the movements that stand, oldest first. */
export interface Guest {
  readonly patient: Patient;
  readonly history: readonly (Situation & { readonly event: AdtEvent; readonly id: string })[];
}

/** What a movement is to do. */
export interface Step {
  readonly event: Exclude<AdtEvent, 'A11' | 'A12' | 'A13'>;
  readonly place: Place | null;
}

/** Who is where, and every movement written down: the only place that changes it. */
export class WardBook {
  readonly #rooms: readonly Room[];
  #guests = new Map<string, Guest>();
  #written: Movement[] = [];
  #patients = 0;
  #movements = 0;

  constructor(rooms: readonly Room[]) {
    this.#rooms = rooms;
  }

  /** An equal book that goes its own way. */
  copy(): WardBook {
    const copy = new WardBook(this.#rooms);
    copy.#guests = new Map(this.#guests);
    copy.#patients = this.#patients;
    copy.#movements = this.#movements;
    return copy;
  }

  /** What was written since the book was opened or copied, oldest first. */
  get written(): readonly Movement[] {
    return this.#written;
  }

  /** Everybody who ever came, in the order of coming. */
  get guests(): readonly Guest[] {
    return [...this.#guests.values()];
  }

  /** The figures of a unit. */
  census(unit: string): Census {
    return censusOf(this.#rooms, (room, bed) => {
      const guest = this.holder({ unit, ward: '', room, bed });
      return guest === undefined ? undefined : { sex: guest.patient.sex, isOnLeave: situationOf(guest).isOnLeave };
    });
  }

  /** Who holds a bed, on leave or not. */
  holder(place: Place): Guest | undefined {
    return this.guests.find((guest) => isSamePlace(situationOf(guest).place, place));
  }

  /** Somebody new, known to nobody until the first movement. */
  newcomer(sex: Sex): Guest {
    this.#patients += 1;
    return { patient: inventPatient(this.#patients, sex), history: [] };
  }

  /** Writes a movement down; gives the guest as known from then on. */
  move(guest: Guest, { event, place }: Step): Guest {
    const before = situationOf(guest);
    const patientClass = event === 'A07' ? 'O' : 'I';
    this.#movements += 1;
    const id = `MVTTEST${String(this.#movements).padStart(6, '0')}`;
    const at = place ?? before.place;
    if (at === null) throw new Error(`${event} of a patient who is nowhere`);
    const isChange = before.place !== null && !isSamePlace(before.place, at);
    const { patient } = guest;
    const from = isChange ? before.place : null;
    this.#written.push({ event, id, action: 'INSERT', cancels: null, patient, at, from, patientClass });
    return this.#keep(guest, [...guest.history, { event, id, place, isOnLeave: event === 'A21', patientClass }]);
  }

  /** Takes the last movement of a guest back. */
  cancel(guest: Guest): Guest {
    const last = guest.history.at(-1);
    const cancels = last?.event;
    if (last === undefined || (cancels !== 'A01' && cancels !== 'A02' && cancels !== 'A03')) {
      throw new Error(`${cancels ?? 'nothing'} cannot be cancelled`);
    }
    const history = guest.history.slice(0, -1);
    const back = situationOf({ ...guest, history });
    const at = back.place ?? last.place;
    if (at === null) throw new Error(`${cancels} of a patient who is nowhere`);
    const from = cancels === 'A02' ? last.place : null;
    const { patient } = guest;
    const { patientClass } = last;
    const event = CANCELLING[cancels];
    this.#written.push({ event, id: last.id, action: 'CANCEL', cancels, patient, at, from, patientClass });
    return this.#keep(guest, history);
  }

  #keep(guest: Guest, history: Guest['history']): Guest {
    const kept = { ...guest, history };
    this.#guests.set(guest.patient.stay, kept);
    return kept;
  }
}

/** How a guest is known now. */
export function situationOf({ history }: Guest): Situation {
  return history.at(-1) ?? { place: null, isOnLeave: false, patientClass: 'I' };
}

/** True for one and the same place. */
export function isSamePlace(one: Place | null, other: Place): boolean {
  return (
    one !== null &&
    one.unit === other.unit &&
    one.ward === other.ward &&
    one.room === other.room &&
    one.bed === other.bed
  );
}
