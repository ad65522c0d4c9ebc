import type { X509Certificate } from 'node:crypto';
import type { ConnectorFile } from '../drivers/connector-schema.ts';
import type { WorldFacts } from '../runner/world-facts.ts';

/** What is looked at, in this order: what stands above explains what stands below. */
export const CAUSES = [
  'node-version',
  'key',
  'chain',
  'usage',
  'clock',
  'subject-dn',
  'host-names',
  'server-trust',
  'identifiers',
  'establishments',
  'ports',
  'connector-start',
] as const;

/** Name of what is looked at. */
export type CauseName = (typeof CAUSES)[number];

/** The set-up as it is found, before anything is run. */
export interface SetUp {
  /** Such as `26.10.0`. */
  readonly nodeVersion: string;
  readonly now: Date;
  /** The certificate that the connector is to show, and the file of its key. */
  readonly certificate: X509Certificate;
  readonly keyFile: string;
  /** PEM files of the authorities that the token endpoint accepts. */
  readonly authorities: readonly X509Certificate[];
  /** Serial numbers that are revoked. */
  readonly revoked: readonly string[];
  /** What the connector trusts, PEM. */
  readonly trust: string;
  readonly facts: WorldFacts;
  readonly connector: { readonly file: ConnectorFile; readonly folder: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A folder for the connector to be started in. */
  readonly scratch: string;
  readonly interrupted: AbortSignal;
}

/** Everything that can be found wrong: `doctor.fault-<code>` and `doctor.mend-<code>` are the ids of the texts. */
export const FAULT_CODES = [
  'node-too-old',
  'key-unreadable',
  'key-encrypted',
  'key-malformed',
  'key-of-another',
  'self-signed',
  'unknown-issuer',
  'revoked',
  'wrong-usage',
  'not-yet-valid',
  'expired',
  'dn-not-listed',
  'dn-near',
  'host-unknown',
  'host-of-another',
  'host-silent',
  'server-not-trusted',
  'server-out-of-date',
  'identifier-form',
  'identifier-unknown',
  'no-establishment',
  'establishment-not-listed',
  'port-taken',
  'cannot-start',
  'not-ready',
  'stopped-running',
  'no-such-credential',
  'hangs',
  'output-limit',
  'bad-template',
] as const;

/** What is wrong. */
export type FaultCode = (typeof FAULT_CODES)[number];

/** A set-up that is wrong. */
export interface Fault {
  readonly code: FaultCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What may well be right, but is worth a look: `doctor.note-<code>` and `doctor.look-<code>` are the ids of the texts. */
export const NOTE_CODES = ['ends-abnormally'] as const;

/** What is worth a look. */
export type NoteCode = (typeof NOTE_CODES)[number];

/** Something that nobody can call wrong from here: neither a fault nor as it should be. */
export interface Note {
  readonly code: NoteCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** True for what is only worth a look. */
export function isNote(seen: Fault | Note): seen is Note {
  return NOTE_CODES.some((code) => code === seen.code);
}

/** One thing to look at: null when it is as it should be. Never throws for what is wrong. */
export type Examine = (setUp: SetUp) => Promise<Fault | Note | null> | Fault | Note | null;
