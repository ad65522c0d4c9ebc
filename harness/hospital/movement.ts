import type { Sex } from './bed-plan.ts';

/** The messages that the hospital sends. */
export type AdtEvent = 'A01' | 'A02' | 'A03' | 'A06' | 'A07' | 'A11' | 'A12' | 'A13' | 'A21' | 'A22';

/** Who is said to have come: invented, and looking it. */
export interface Patient {
  /** Identifier of the patient (IPP). */
  readonly ipp: string;
  /** Number of the stay. */
  readonly stay: string;
  readonly family: string;
  readonly given: string;
  readonly sex: Sex;
  /** yyyymmdd. */
  readonly birthDate: string;
}

/** Where a patient is. */
export interface Place {
  /** Identifier of the Location, or null for a place that has no bed: the emergency department, the out-patients. */
  readonly unit: string | null;
  /** Name of a place without bed; else empty. */
  readonly ward: string;
  readonly room: string;
  readonly bed: string;
}

/** How a patient is known after a movement. */
export interface Situation {
  /** Null: gone. */
  readonly place: Place | null;
  readonly isOnLeave: boolean;
  /** PV1-2: in-patient or out-patient. */
  readonly patientClass: 'I' | 'O';
}

/** One movement, or the cancelling of one: what one message says. */
export interface Movement {
  readonly event: AdtEvent;
  /** Number of the movement; a cancelling has that of the movement that it cancels. */
  readonly id: string;
  readonly action: 'INSERT' | 'CANCEL';
  /** The event that is cancelled; null for a movement. */
  readonly cancels: AdtEvent | null;
  readonly patient: Patient;
  /** PV1-3: where the patient is now; of one who goes, the bed that was left. */
  readonly at: Place;
  /** PV1-6: where the patient was before; null when there was no such place. */
  readonly from: Place | null;
  readonly patientClass: 'I' | 'O';
}

/** The cancelling message of a movement. */
export const CANCELLING = { A01: 'A11', A02: 'A12', A03: 'A13' } as const;

/** A ward without beds that count. */
export function ward(name: 'URG' | 'CONS'): Place {
  return { unit: null, ward: name, room: '', bed: '' };
}
