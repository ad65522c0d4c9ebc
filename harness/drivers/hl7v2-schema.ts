import { z } from 'zod';
import { FIGURES } from '../hospital/census.ts';
import { milliseconds, template } from './field-schemas.ts';

const ACK_TIMEOUT_MS = 30_000;
const MAX_ROOMS = 100;
const MAX_SHARED_ROOMS = 20;

const rooms = z
  .strictObject({
    from: z.int().min(1).max(9_999).describe('Number of the first room.'),
    to: z.int().min(1).max(9_999).describe('Number of the last room.'),
    beds: z.int().min(1).max(6).describe('Beds of each room, named 1, 2 …'),
    sex: z
      .enum(['F', 'M'])
      .nullable()
      .default(null)
      .describe('For whom the rooms are; null: a free bed is for the sex of who is in the room. Default null.'),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], message: 'not below "from"' });

type Rooms = z.infer<typeof rooms>;

/** The rooms of a unit when the file names none. */
const DEFAULT_ROOMS: readonly Rooms[] = [
  { from: 101, to: 113, beds: 2, sex: 'F' },
  { from: 201, to: 213, beds: 2, sex: 'M' },
  { from: 301, to: 302, beds: 2, sex: null },
  { from: 401, to: 408, beds: 1, sex: null },
];

function countRooms(all: readonly Rooms[]): number {
  return all.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

function hasRoomTwice(all: readonly Rooms[]): boolean {
  const sorted = all.toSorted((one, other) => one.from - other.from);
  return sorted.some(({ from }, index) => from <= (sorted[index - 1]?.to ?? 0));
}

/** What the `hl7v2` driver is told. */
export const hl7v2 = z.strictObject({
  driver: z.literal('hl7v2').describe('The stimulus is a burst of ADT messages (IHE PAM, France) over MLLP.'),
  host: template.default('127.0.0.1').describe('Where the connector listens; may hold <%= … %>. Default 127.0.0.1.'),
  port: z
    .union([z.int().min(1).max(65_535), template])
    .describe('Its port; a number or a template such as <%= it.instance.environment.PORT %>.'),
  template: z
    .union([
      z.literal('pam-fr'),
      z.strictObject({ file: z.string().min(1).describe('Template file, relative to this one.') }),
    ])
    .default('pam-fr')
    .describe('pam-fr: the message of rorkit; or a template file of yours. Default pam-fr.'),
  encoding: z
    .enum(['utf-8', 'latin1'])
    .default('utf-8')
    .describe('Character set of the messages, said in MSH-18. Default utf-8.'),
  ackTimeoutMs: milliseconds
    .min(100)
    .default(ACK_TIMEOUT_MS)
    .describe('Longest time for the acknowledgement of a message, in ms. Default 30000.'),
  gatherMs: milliseconds.describe(
    'How long the connector waits, after a movement, for the next before it feeds the ROR, in ms. 0: it feeds each ' +
      'movement at once; then only what one movement changes is asked.',
  ),
  feeds: z
    .array(z.enum(FIGURES))
    .min(1)
    .describe('What the connector derives from the movements and feeds to the ROR.'),
  rooms: z
    .array(rooms)
    .min(1)
    .refine((all) => countRooms(all) <= MAX_ROOMS, `at most ${MAX_ROOMS} rooms`)
    .refine(
      (all) => countRooms(all.filter(({ beds, sex }) => sex === null && beds > 1)) <= MAX_SHARED_ROOMS,
      `at most ${MAX_SHARED_ROOMS} rooms of several beds without "sex"`,
    )
    .refine((all) => !hasRoomTwice(all), 'each room number once')
    .default(() => DEFAULT_ROOMS.map((room) => ({ ...room })))
    .describe('The beds of each unit as the connector knows them; all are free when a scenario starts.'),
});
