// A connector that lives on the movements of patients: it takes ADT messages over MLLP, keeps who is in which bed, and
// feeds the free beds of each unit that changed. What it sends is the reference connector's business (../reference-connector).
import { disconnect, feedUnit } from '../reference-connector/feed.mjs';
import { readWorld } from '../reference-connector/world.mjs';
import { acknowledge, decode, encode, NotTaken, readAdt } from './adt-message.mjs';
import { holdersOf, openBedBook } from './bed-book.mjs';
import { availableRecord, countFree } from './census.mjs';
import { listenMllp } from './mllp.mjs';

/** Movements come in bursts: the ROR is told what they led to, when this long no other came. */
const GATHER_MS = Number(process.env.GATHER_MS ?? 400);

const world = readWorld(process.env);
/** With the free beds when nobody is there: what the ROR was told when the product was installed. */
const beds = openBedBook(world.stateDir, countFree(new Map()));

/** Units to look at. After a start all of them: what was not fed before it ended is fed now. */
const touched = new Set(Object.keys(beds.book.units));

/** @type {NodeJS.Timeout | undefined} */
let timer;
let queue = Promise.resolve();

function feedSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    queue = feedAfter(queue);
  }, GATHER_MS);
}

/** @param {Promise<void>} before one unit is fed after the other */
async function feedAfter(before) {
  await before;
  const keys = Array.from(touched);
  touched.clear();
  for (const key of keys) await feed(key);
}

/**
 * Feeds the figures of a unit that are no longer what the ROR was told.
 * @param {string} key
 */
async function feed(key) {
  const place = beds.book.units[key];
  const establishment = world.establishments?.find(({ finess }) => finess === place?.finess);
  if (place === undefined || establishment === undefined) return;
  const identifier = `${establishment.idNatStruct}/${place.unit}`;
  const name = establishment.locations.find((one) => one.identifier === identifier)?.name ?? place.unit;
  const free = countFree(holdersOf(beds.book.stays, place));
  const upsert = Object.entries(free)
    .filter(([gender, count]) => count !== place.told[gender])
    .map(([gender, count]) => availableRecord(gender, count, place.updatedAt));
  // Whatever could not be sent is told to whoever operates this connector, and is sent with the next change of the figure.
  for (const problem of await feedUnit(world, { unit: { identifier, name, establishment }, upsert, remove: [] })) {
    process.stderr.write(`NOT SENT: ${problem}\n`);
  }
  beds.tell(key, free);
}

/**
 * Takes a message down, then acknowledges it: what was acknowledged is not lost.
 * @param {Buffer} bytes
 */
function answer(bytes) {
  const text = decode(bytes);
  try {
    for (const key of beds.take(readAdt(text))) touched.add(key);
    feedSoon();
    return encode(acknowledge(text, 'AA'), bytes);
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    process.stderr.write(`NOT TAKEN: ${error.message}\n`);
    return encode(acknowledge(text, error.code, error.message), bytes);
  }
}

const server = listenMllp(answer);
server.listen(Number(process.env.DEMO_PORT ?? 0), '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listening on ${typeof address === 'object' ? address?.port : address}\n`);
});
if (touched.size > 0) feedSoon();

process.once('SIGTERM', () => {
  server.close();
  clearTimeout(timer);
  disconnect();
  process.exit();
});
