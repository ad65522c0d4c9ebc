import type { z } from 'zod';
import type {
  ConnectorExitEntry,
  ExchangeEntry,
  HandshakeFailureEntry,
  JournalEntry,
  StimulusEntry,
} from '../../journal/entry.ts';
import type { FeedBodyReading, Kernel } from '../../mev3/kernel.ts';
import type { Question } from './question.ts';
import type { Scenario } from './scenario.ts';
import type { Finding, SkipReason } from './verdict.ts';

/** The stimulus object of the connector contract, version 1 (design §7), as the journal holds it. */
export interface Stimulus {
  readonly contract: 1;
  readonly id: string;
  readonly kind: 'report-capacity' | 'remove-capacity' | 'resend-all' | 'read-back';
  readonly at: string;
  readonly establishment: {
    readonly finess: string;
    readonly idNatStruct: string;
    readonly name: string;
    readonly credential: string;
  };
  readonly location: { readonly identifier: string; readonly name: string } | null;
  readonly records: readonly import('../../mev3/capacity/types.ts').CapacityRecord[];
}

/** One PATCH of the feed with its body and answer already read. */
export interface FeedCall {
  readonly entry: ExchangeEntry;
  /** Value of `identifier` in the query, decoded; null when absent. */
  readonly identifier: string | null;
  /** Null when the body is not JSON. */
  readonly body: FeedBodyReading | null;
  /** Parsed OperationOutcome issues of the answer; empty for a success. */
  readonly issues: readonly {
    readonly code: string;
    readonly expression: readonly string[];
    readonly diagnostics: string;
  }[];
  /** True when the answer did not reach the connector whole. */
  readonly lost: boolean;
  /** The stimulus during which it was sent; null when before the first. */
  readonly stimulus: StimulusEntry | null;
}

/** One call of the token endpoint. */
export interface TokenCall {
  readonly entry: ExchangeEntry;
  readonly form: ReadonlyMap<string, readonly string[]>;
  /** Thumbprint of the token given; null when refused. */
  readonly token: string | null;
  /** True when the answer did not reach the connector whole. */
  readonly lost: boolean;
  /** Lifetime in seconds as answered; null when refused. */
  readonly expiresIn: number | null;
}

/** The journal of one attempt, read once for all its checks. */
export interface AttemptView {
  readonly entries: readonly JournalEntry[];
  readonly stimuli: readonly { readonly entry: StimulusEntry; readonly stimulus: Stimulus }[];
  readonly exits: readonly ConnectorExitEntry[];
  readonly feedCalls: readonly FeedCall[];
  readonly tokenCalls: readonly TokenCall[];
  /** TLS handshakes that failed, on either listener. */
  readonly failedHandshakes: readonly HandshakeFailureEntry[];
  /** Every other request that arrived. */
  readonly otherCalls: readonly ExchangeEntry[];
  /** First and last seq of the attempt, and the real time between the two. */
  readonly window: { readonly from: number; readonly to: number; readonly ms: number };
}

/** What a check is given. */
export interface CheckContext {
  readonly scenario: Scenario;
  readonly view: AttemptView;
  readonly kernel: Kernel;
  /** What the connector file says: some absences can only be judged when the connector is known to have been quiet. */
  readonly timing: { readonly quietMs: number; readonly deadlineMs: number; readonly retryEveryMs: number };
  /** True when the connector's process tree ended (or said done) before the judgement: absence means absence. */
  readonly settled: boolean;
}

/** What a check gives back. `judged` counts what it looked at; zero with no findings is a skip. */
export interface CheckOutcome {
  readonly judged: number;
  readonly findings: readonly Finding[];
  /** Set when nothing could be judged. */
  readonly skip?: SkipReason;
  /** True when the check has no subject with this connector or in this attempt: the verdict is `omit`. */
  readonly doesNotApply?: true;
  /** Set by negative checks: first and last seq of the window they watched, and its length in real time. */
  readonly window?: { readonly from: number; readonly to: number; readonly ms: number };
}

/** A check: total and pure. It reports every fault that it sees and never throws, whatever was received. */
export interface Check<P = unknown> {
  /** Kebab-case; file name of scenarios/checks/. */
  readonly name: string;
  /** Requirements that it judges, whatever the scenario. */
  readonly requirements: readonly string[];
  readonly params: z.ZodType<P>;
  /** The requirements that it judges with these parameters, when they are fewer than `requirements`. */
  requirementsFor?(params: P): readonly string[];
  judge(context: CheckContext, params: P): CheckOutcome;
  /** What only a person can say, and nobody has said yet. Default: nothing. */
  asks?(context: CheckContext, params: P): readonly Question[];
}

/** A check whose parameter type is forgotten, for the registry: it reads the raw parameters of a scenario itself. */
export interface AnyCheck {
  readonly name: string;
  readonly requirements: readonly string[];
  readonly params: z.ZodType;
  /** The requirements that it judges with these raw parameters. Throws a ZodError when they are not valid. */
  requirementsFor(rawParams: unknown): readonly string[];
  /** As `Check.judge`, with raw parameters. Throws a ZodError when they are not valid: the loader refuses those before. */
  judge(context: CheckContext, rawParams: unknown): CheckOutcome;
  /** As `Check.asks`, with raw parameters. */
  asks(context: CheckContext, rawParams: unknown): readonly Question[];
}

/** Forgets the parameter type of a check. */
export function anyCheck<P>(check: Check<P>): AnyCheck {
  const { name, requirements, params } = check;
  return {
    name,
    requirements,
    params,
    requirementsFor: (raw) => check.requirementsFor?.(params.parse(raw)) ?? requirements,
    judge: (context, raw) => check.judge(context, params.parse(raw)),
    asks: (context, raw) => check.asks?.(context, params.parse(raw)) ?? [],
  };
}
