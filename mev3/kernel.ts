import type { OutcomeIssue } from './outcome.ts';
import type { CapacityKey, CapacityRecord, GuideVersion, KeyAttribute } from './capacity/types.ts';

/**
 * Something the kernel found in a body or record. It never throws on data: it returns these.
 * `requirement` is an id of scenarios/requirements.yaml; `where` a FHIRPath from the root of what was read.
 */
export interface KernelFinding {
  readonly requirement: string;
  /** Stable code for a program, such as `capacity.unknown-code`; the id of its text in messages/ is `kernel.` + code. */
  readonly code: string;
  readonly where: string;
  readonly expected: string;
  readonly seen: string;
  /** Values for the placeholders of the message. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** The nearest valid thing, when there is one: an indicator id, a code, a spelling. */
  readonly near?: string;
}

/** How far a catalogue entry is backed by what ANS published. */
export type Evidence = 'documented' | 'derived' | 'assumed' | 'vendor';

/** One valid indicator: its key and the natures (capacityType codes) that it may hold. */
export interface Indicator {
  readonly id: string;
  readonly key: CapacityKey;
  readonly natures: readonly string[];
  readonly evidence: Evidence;
  readonly labelFr: string;
  readonly labelEn: string;
}

/** The list of valid indicators in force (ror-feed-api Q12). */
export interface Catalogue {
  /** `current`, `published-examples`, `permissive`, or the name of the vendor's file. */
  readonly name: string;
  /** Lower-case hex SHA-256 of the canonical content: goes into the report. */
  readonly digest: string;
  readonly size: number;
  find(key: CapacityKey): Indicator | undefined;
  /** Valid indicators that differ from `key` by one code, best first, with the attribute that differs. */
  near(key: CapacityKey): readonly { readonly indicator: Indicator; readonly attribute: KeyAttribute }[];
  list(): readonly Indicator[];
}

/** What a path of a feed PATCH selects. */
export type FeedSelector =
  /** `Location.extension.where(url='<cap>')`: the collection of capacity records. */
  | { readonly kind: 'collection' }
  /** The records with exactly these criteria; an absent criterion means the attribute is absent (Q11). */
  | { readonly kind: 'record'; readonly key: CapacityKey; readonly given: readonly string[] }
  /** Parsed, but something else than capacity. */
  | { readonly kind: 'other'; readonly reason: string }
  /** Not a path that can be read: syntax, length, depth or a function that is not allowed. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A capacity record as read from an extension, leniently: what is wrong is in `findings`. */
export interface RecordReading {
  /** Present when every mandatory datum could be read. */
  readonly record: CapacityRecord | null;
  /** The seven codes as far as they could be read. */
  readonly key: CapacityKey;
  /** `capacityType` code as read. */
  readonly nature: string | null;
  /** Profile faults (cardinality, type, code, date …): Q14. */
  readonly findings: readonly KernelFinding[];
  /** Accepted oddities: JDV system, missing display …: Q37. */
  readonly notices: readonly KernelFinding[];
}

/** One operation of a feed body, read tolerantly. */
export interface FeedOperation {
  readonly index: number;
  readonly type: string;
  readonly path: string;
  readonly selector: FeedSelector;
  /** The raw extension of the value part, as sent; null for `delete`. */
  readonly extension: Readonly<Record<string, unknown>> | null;
  readonly value: RecordReading | null;
}

/** A feed body as read. `faults` refuse it (structure); `notices` do not (Q37). */
export interface FeedBodyReading {
  readonly operations: readonly FeedOperation[];
  readonly faults: readonly KernelFinding[];
  readonly notices: readonly KernelFinding[];
}

/** One stored capacity record: parsed, keyed and already serialised, so that a PATCH copies nothing else. */
export interface KeyedRecord {
  /** `keyText` of its key. */
  readonly keyText: string;
  readonly key: CapacityKey;
  /** The extension as JSON text, as stored. */
  readonly json: string;
}

/** The pure kernel: what is a correct record, and what a PATCH does. */
export interface Kernel {
  readonly guide: GuideVersion;
  readonly catalogue: Catalogue;
  /** Reads the parsed JSON of a feed PATCH body (never throws, whatever is passed). */
  readFeedBody(body: unknown): FeedBodyReading;
  /** Reads a FHIRPath of the feed; bounded in time and memory. */
  readSelector(path: string): FeedSelector;
  /** Reads one capacity extension; `where` is the FHIRPath of it for the findings. */
  readRecord(extension: unknown, where: string): RecordReading;
  /**
   * What refuses a body by its form, to be asked before the business rules (Q14 to Q17, Q35): its faults and the
   * findings of its records, each with the issue to answer. A code outside its value set that rules a, b, c judge is not
   * among them. Empty when the form is right.
   */
  formIssues(reading: FeedBodyReading): readonly { readonly issue: OutcomeIssue; readonly finding: KernelFinding }[];
  /** Business rules a, b, c of the published 400, in this order (§6.4), for one operation; empty when it passes. */
  businessRules(operation: FeedOperation): readonly { readonly issue: OutcomeIssue; readonly finding: KernelFinding }[];
  /**
   * What is remarkable about an operation on these records, before it is applied; it never refuses: criteria that a
   * FHIRPath engine would read more widely than the ROR (Q11).
   */
  remarks(records: readonly KeyedRecord[], operation: FeedOperation): readonly KernelFinding[];
  /** The records after this operation, or why not: `not-found` (404 indicator), `duplicate` (Q9), `ambiguous`. */
  apply(
    records: readonly KeyedRecord[],
    operation: FeedOperation,
    options: { readonly addDuplicate: 'refuse' | 'append'; readonly deleteMissing: 'not-found' | 'no-op' },
  ):
    | { readonly ok: true; readonly records: readonly KeyedRecord[] }
    | { readonly ok: false; readonly why: 'not-found' | 'duplicate' | 'ambiguous' };
}
