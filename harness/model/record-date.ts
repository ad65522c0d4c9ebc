import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import type { ScenarioRecord } from './scenario.ts';

/** The time zone in which the stimuli speak: a bed manager's clock is on the wall of a French hospital. */
const ZONE = 'Europe/Paris';

const PARTS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: ZONE,
  dateStyle: 'short',
  timeStyle: 'medium',
});

const OFFSET = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, timeZoneName: 'longOffset' });

/** A FHIR dateTime to the second with the French offset, such as `2026-11-23T14:00:00+01:00`. */
export function frenchDateTime(atMs: number): string {
  const offset = OFFSET.formatToParts(atMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT+00:00';
  return `${PARTS.format(atMs).replace(' ', 'T')}${offset === 'GMT' ? '+00:00' : offset.slice(3)}`;
}

/**
 * The record with its date made absolute: `updatedAgoMs` before `atMs`, to the second. `atMs` is the stimulus' own time
 * for a step and the start of the scenario for the start state, so that the date differs visibly from the sending time.
 */
export function resolveRecord(record: ScenarioRecord, atMs: number): CapacityRecord {
  const { updatedAgoMs, ...data } = record;
  return { ...data, capacityUpdateDate: frenchDateTime(atMs - updatedAgoMs) };
}
