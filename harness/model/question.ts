/** What only a person can say about an attempt. */
export interface Question {
  /** Id of the question: `refusal-reported`, or what a scenario asks. Text: `operator.ask-<id>`. */
  readonly id: string;
  readonly scenario: string;
  /** The stimulus that it is about; null when it is about none. */
  readonly stimulusId: string | null;
  /** Values for the placeholders of the text. */
  readonly values: Readonly<Record<string, string>>;
}

/** What a person answered. */
export interface Attested {
  readonly answer: 'yes' | 'no';
  /** Who answered. */
  readonly by: string;
  /** Day (YYYY-MM-DD) for which it is attested, when it was answered before the run. */
  readonly on?: string;
  /** The version of the product that it is about. */
  readonly version?: string;
  readonly note?: string;
  /** The file that backs it, kept with the run. */
  readonly file?: { readonly name: string; readonly sha256: string };
}
