import type { AdtEvent, Movement, Place } from '../hospital/movement.ts';
import { inventPatient } from '../hospital/people.ts';

/** A place as a template sees it; empty texts where it has no such part. */
interface AdtPlace {
  /** What the product calls the unit, or the name of a ward without beds. */
  readonly unit: string;
  readonly room: string;
  readonly bed: string;
}

/** One movement as a template sees it (`it.adt`); times as yyyymmddhhmmss with the offset. */
export interface AdtFields {
  readonly event: AdtEvent;
  /** MSH-9.3. */
  readonly structure: string;
  /** MSH-10. */
  readonly controlId: string;
  /** MSH-18. */
  readonly characterSet: string;
  readonly sentAt: string;
  /** EVN-2 and ZBE-2: when the source knew of it. */
  readonly recordedAt: string;
  readonly patient: Movement['patient'];
  readonly patientClass: 'I' | 'O';
  readonly at: AdtPlace;
  /** Null when the patient was nowhere else. */
  readonly from: AdtPlace | null;
  readonly movementId: string;
  readonly action: 'INSERT' | 'CANCEL';
  readonly cancels: AdtEvent | null;
}

/** Message structure of each event (HL7 v2.5, table 0354). */
const STRUCTURES: Readonly<Record<AdtEvent, string>> = {
  A01: 'ADT_A01',
  A02: 'ADT_A02',
  A03: 'ADT_A03',
  A06: 'ADT_A06',
  A07: 'ADT_A06',
  A11: 'ADT_A09',
  A12: 'ADT_A12',
  A13: 'ADT_A01',
  A21: 'ADT_A21',
  A22: 'ADT_A21',
};

/** Names of the character sets in MSH-18 (HL7 v2.5, table 0211). */
const CHARACTER_SETS = { 'utf-8': 'UNICODE UTF-8', latin1: '8859/1' } as const;

/** What a message says besides its movement. */
export interface AdtEnvelope {
  readonly controlId: string;
  readonly encoding: keyof typeof CHARACTER_SETS;
  /** FHIR dateTime with offset. */
  readonly sentAt: string;
  readonly recordedAt: string;
  /** What the product calls the unit of the stimulus. */
  readonly localUnit: string;
}

/** What a template sees of a movement. */
export function adtFields(movement: Movement, envelope: AdtEnvelope): AdtFields {
  const { controlId, encoding, localUnit } = envelope;
  const placed = ({ unit, ward, room, bed }: Place): AdtPlace => ({
    unit: unit === null ? ward : localUnit,
    room,
    bed,
  });
  const { event, patient, patientClass, id, action, cancels, at, from } = movement;
  return {
    event,
    structure: STRUCTURES[event],
    controlId,
    characterSet: CHARACTER_SETS[encoding],
    sentAt: hl7Time(envelope.sentAt),
    recordedAt: hl7Time(envelope.recordedAt),
    patient,
    patientClass,
    at: placed(at),
    from: from === null ? null : placed(from),
    movementId: id,
    action,
    cancels,
  };
}

/** `2026-11-23T14:00:00+01:00` as `20261123140000+0100`. */
function hl7Time(dateTime: string): string {
  const [, date = '', time = '', offset = ''] = /^(.{10})T(.{8})(.*)$/.exec(dateTime) ?? [];
  return date.replaceAll('-', '') + time.replaceAll(':', '') + offset.replace(':', '');
}

/** What a product calls a unit that its file does not map: the part of the identifier after the establishment. */
export function unitCode(identifier: string): string {
  return identifier.slice(identifier.indexOf('/') + 1);
}

/** True for the number of a TCP port. */
export function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
}

/** The admission of an invented patient, to try a template with. */
export function trialMovement(encoding: AdtEnvelope['encoding']): AdtFields {
  const movement: Movement = {
    event: 'A01',
    id: 'MVTTEST000001',
    action: 'INSERT',
    cancels: null,
    patient: inventPatient(1, 'F'),
    at: { unit: '199A000000/ESSAI', ward: '', room: '101', bed: '1' },
    from: null,
    patientClass: 'I',
  };
  const sentAt = '2026-01-01T08:00:00+01:00';
  return adtFields(movement, { controlId: 'trial-1', encoding, sentAt, recordedAt: sentAt, localUnit: 'ESSAI' });
}
