/** Why a pack cannot be made or read; `evidence.<reason>` is the stable code and the id of its text. */
export type EvidenceReason =
  | 'run-missing'
  | 'run-damaged'
  | 'no-journal'
  | 'attempt-gap'
  | 'not-rebuilt'
  | 'does-not-follow'
  | 'too-large'
  | 'secret-found'
  | 'personal-data'
  | 'time-stamp-refused'
  | 'not-a-pack'
  | 'hostile-pack';

/** Thrown by what makes and reads packs, for faults that the user can see to. */
export class EvidenceError extends Error {
  readonly reason: EvidenceReason;
  /** Values for the placeholders of its text. */
  readonly values: Readonly<Record<string, string | number>>;

  constructor(reason: EvidenceReason, values: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${reason} ${JSON.stringify(values)}`, cause === undefined ? undefined : { cause });
    this.name = 'EvidenceError';
    this.reason = reason;
    this.values = values;
  }
}

/** The message of anything thrown. */
export function because(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
