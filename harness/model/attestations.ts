import type { AttestationEntry, JournalEntry, StimulusEntry } from '../../journal/entry.ts';

/** What a person says when everything of the stimulus before is entered in the product. */
export const ENTERED = 'entered';

/** `seq` from which on everything of a stimulus was with the product: a person enters one record after the other. */
export function enteredAt(entries: readonly JournalEntry[], stimulus: StimulusEntry): number {
  return enteredBy(entries, stimulus)?.seq ?? stimulus.seq;
}

/** Until when the product may have taken a change from a person, in ms; null when it was told the date. */
export function enteredUntilMs(entries: readonly JournalEntry[], stimulus: StimulusEntry): number | null {
  if (stimulus.driver !== 'manual') return null;
  const entry = enteredBy(entries, stimulus);
  return entry === undefined ? Infinity : Date.parse(entry.at);
}

function enteredBy(entries: readonly JournalEntry[], { seq }: StimulusEntry): AttestationEntry | undefined {
  const next = entries.find((entry) => entry.kind === 'stimulus' && entry.seq > seq)?.seq ?? Infinity;
  return entries
    .filter((entry) => entry.kind === 'attestation')
    .find((entry) => entry.question === ENTERED && entry.seq > seq && entry.seq < next);
}
