import { z } from 'zod';
import type { AppendableEntry, EntryKind, ExchangeEntry, JournalEntry } from '../../journal/entry.ts';
import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import type { LocationSetup, LocationView, MockDescription, Participant } from '../mock-ror.ts';

const text = z.string().max(2_000);
const code = z.string().max(100);

/** Kinds of journal entry. */
export const entryKind = z.enum([
  'exchange',
  'connection',
  'connection-unused',
  'handshake-failure',
  'delivery',
  'stimulus',
  'connector-exit',
  'attestation',
  'fault',
  'clock',
  'settings',
  'mark',
  'recording-failure',
  'retention',
]) satisfies z.ZodType<EntryKind>;

/** A certificate to revoke on this mock alone. */
export const revocation = z.strictObject({ serialNumber: z.string().min(1).max(100) });

/** Values of settings, by name. */
export const settingValues = z.record(code, z.union([z.string().max(200), z.number(), z.boolean()]));

/** A member of the circle of trust. */
export const participant = z.strictObject({
  id: z.string().min(1).max(100),
  clientId: z.string().min(1).max(200),
  role: z.enum(['supplier', 'consumer']),
  kind: z.enum(['saas', 'regional-eai', 'proprietary']),
  certificates: z
    .array(
      z.strictObject({
        subjectDn: z.string().min(1).max(1_000),
        establishments: z.array(code).max(10_000),
        clientId: z.string().min(1).max(200).optional(),
      }),
    )
    .max(10_000),
  accessProfile: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  clientSecretSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hexadecimal')
    .optional(),
  region: code,
  state: z.enum(['requested', 'whitelisted', 'suspended']),
  opening: z.iso.datetime({ offset: true }).optional(),
}) satisfies z.ZodType<Participant>;

/** A participant that was taken away, as the journal keeps it. */
export const removedParticipant = z.strictObject({ removed: z.string() });

const keyCode = code.nullable();

/** A capacity record in plain form. */
const capacityRecord = z.strictObject({
  capacityType: code,
  capacityStatus: keyCode,
  temporalityCapacity: keyCode,
  genderCapacityAvailable: keyCode,
  capacityClosingType: keyCode,
  additionalBedType: keyCode,
  crisisType: keyCode,
  temporaryAssignement: keyCode,
  capacitySourceType: code,
  nbCapacity: z.int(),
  capacityUpdateDate: code,
  comment: text.nullable(),
}) satisfies z.ZodType<CapacityRecord>;

/** The records that a Location shall hold. */
export const locationSetup = z.strictObject({
  identifier: z.string().min(1).max(500),
  records: z.array(capacityRecord).max(1_000),
}) satisfies z.ZodType<LocationSetup>;

/** A Location as the control API shows it. */
export const locationView = z.strictObject({
  id: z.string(),
  versionId: z.int(),
  identifier: z.string(),
  name: z.string(),
  establishment: z.string(),
  records: z.array(capacityRecord),
}) satisfies z.ZodType<LocationView>;

const stimulusId = z.string().max(200);

/** What a client may append to the journal. */
export const appendableEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('stimulus'),
    at: z.iso.datetime().optional(),
    stimulusId,
    driver: code,
    body: z.unknown(),
  }),
  z.strictObject({
    kind: z.literal('connector-exit'),
    at: z.iso.datetime().optional(),
    stimulusId: stimulusId.nullable(),
    result: z.enum(['done', 'refused', 'nothing', 'abnormal']),
    exitCode: z.int().nullable(),
    signal: code.nullable(),
    timedOut: z.boolean(),
    durationMs: z.number(),
  }),
  z.strictObject({
    kind: z.literal('attestation'),
    at: z.iso.datetime().optional(),
    stimulusId: stimulusId.nullable(),
    statement: text,
    answer: z.enum(['yes', 'no']),
    by: text,
    question: code.optional(),
    on: z.iso.date().optional(),
    version: code.optional(),
    note: text.optional(),
    file: z.strictObject({ name: z.string().max(300), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  }),
  z.strictObject({
    kind: z.literal('mark'),
    at: z.iso.datetime().optional(),
    mark: z.enum(['scenario-start', 'scenario-end', 'armed', 'settled', 'run-start', 'run-end']),
    scenario: z.string().max(500).nullable(),
    attempt: z.int().nullable(),
  }),
]);

/** An entry as read back: its numbering is checked, its content was made by a mock of the same version. */
export const journalEntry = z.custom<JournalEntry>(isEntry, 'not a journal entry');

/** An exchange as read back. */
export const exchangeEntry = z.custom<ExchangeEntry>(
  (value) => isEntry(value) && z.looseObject({ kind: z.literal('exchange') }).safeParse(value).success,
  'not an exchange',
);

/** What the mock is. */
export const description = z.strictObject({
  addresses: z.strictObject({
    tokenUrl: z.string(),
    apiBase: z.string(),
    feedPath: z.string(),
    readPath: z.string(),
    controlUrl: z.string().nullable(),
  }),
  guide: z.string(),
  catalogue: z.strictObject({ name: z.string(), digest: z.string(), size: z.int() }),
  settings: settingValues,
  establishments: z.array(
    z.strictObject({ finess: z.string(), idNatStruct: z.string(), name: z.string(), region: z.string() }),
  ),
}) satisfies z.ZodType<MockDescription>;

function isEntry(value: unknown): boolean {
  const shape = z.looseObject({ seq: z.int().positive(), at: z.iso.datetime(), kind: entryKind });
  return shape.safeParse(value).success;
}

/** Drops optional members that hold undefined, which zod allows and the entry types do not. */
export function entryToAppend(entry: z.infer<typeof appendableEntry>): AppendableEntry {
  const { at, ...rest } = entry;
  const draft: AppendableEntry = rest.kind === 'stimulus' ? { ...rest, body: rest.body ?? null } : rest;
  return at === undefined ? draft : { ...draft, at };
}
