/** A list of establishments for a participant, as it would be sent to ANS. */
export interface ListForParticipant {
  /** Id of the participant. */
  readonly participant: string;
  /** Which of its certificates the list is for, when it has several and the list holds none. */
  readonly subjectDn?: string | undefined;
  /** The file: CSV or XLSX. */
  readonly content: Uint8Array;
}

/** What was taken of a list: all of it. */
export interface TakenList {
  readonly form: 'shared-certificate' | 'proprietary';
  readonly certificates: number;
  readonly establishments: number;
  /** What is doubtful about it, with row and column. */
  readonly warnings: readonly string[];
  /** FINESS numbers in it that the mock holds no establishment of: a PATCH for one of their Locations is answered with 404. */
  readonly unknown: readonly string[];
}
