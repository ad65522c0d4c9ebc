/** A fault in a file that a person wrote (scenario, config, connector file): where it stands and what was expected. */
export interface Problem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
  /** Path inside the document, such as `steps[0].records[1].nbCapacity`; empty for the whole document. */
  readonly path: string;
  /** Kind of fault: `problem.<code>` is the id of its text in messages/. */
  readonly code: ProblemCode;
  /** What would have been right, as a short phrase. */
  readonly expected: string;
  /** What stands there, shortened; the value of a key that looks like a secret is never shown. */
  readonly seen: string;
  /** One English sentence with all this, without file and position. */
  readonly message: string;
}

/** The kinds of fault in a file. */
export type ProblemCode =
  'syntax' | 'too-large' | 'aliases' | 'unknown-key' | 'missing-key' | 'invalid-value' | 'rule' | 'unreadable';

/** `file:line:column message`: the form that editors and terminals turn into a link. */
export function problemLine(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
}
