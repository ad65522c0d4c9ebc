import type { Stimulus } from '../model/check.ts';

/** What a person is to do in the product. */
export interface OperatorTask {
  readonly stimulus: Stimulus;
  /** What the product calls the establishment and the unit; null when the connector file does not say. */
  readonly local: { readonly establishment: string | null; readonly unit: string | null };
}

/**
 * How a person's work ended. `skipped`: this scenario is not to be done; `away`: no answer in time; `gone`: nobody can
 * answer any more.
 */
export type Entering =
  { readonly how: 'entered' | 'away' | 'gone' | 'interrupted' } | { readonly how: 'skipped'; readonly reason: string };

/** How long a person is waited for. */
export interface OperatorPatience {
  readonly timeoutMs: number;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
}

/** The person who works the product by hand, wherever they read and type. */
export interface Operator {
  /** Says what to enter, and waits until the person says that it is entered. Never rejects for what a person does. */
  enter(task: OperatorTask, patience: OperatorPatience): Promise<Entering>;
}
