import type { Notice, RefusalCause, ResourceEffect } from '../journal/entry.ts';
import type { CallKind, NearMiss } from './mock-ror-questions.ts';

/** A rule that was, or was not, asked about a call. */
export interface JudgedRule {
  /** Text: `why.rule.` + id. */
  readonly id: string;
  readonly requirement: string | null;
  readonly result: 'passed' | 'refused' | 'not-asked';
}

/** Why an exchange was refused, or by which rules it was accepted: what the journal says, nothing judged anew. */
export interface Explanation {
  readonly seq: number;
  readonly at: string;
  readonly call: CallKind | 'handshake';
  readonly outcome: 'refused' | 'accepted';
  /** Method and target; null for a handshake. */
  readonly request: { readonly method: string; readonly target: string } | null;
  readonly status: number | null;
  readonly clientId: string | null;
  /** Subject DN of the client certificate of the connection, in the ANS form. */
  readonly subjectDn: string | null;
  /** Every fault that the rule named, the decisive one first; empty when accepted. */
  readonly refusals: readonly RefusalCause[];
  /** What the client could read: diagnostics of the OperationOutcome, or error and description of the token endpoint. */
  readonly said: readonly string[];
  readonly rules: readonly JudgedRule[];
  /** What was noticed without refusing. */
  readonly notices: readonly Notice[];
  readonly effect: ResourceEffect | null;
  /** Id of the planned fault that met the call. */
  readonly fault: string | null;
  /** Known things near to what was asked for, as of now; empty when the cause names the nearest itself. */
  readonly nearest: readonly NearMiss[];
}
