import { openLaneStore } from '../../journal/lane-store.ts';
import { PatchedLane } from './patched-lane.ts';

/**
 * Writes as a mock does that is sent PATCHes, with retention, and prints each accepted version as `<seq> <version>`. Arguments: file,
 * entries that are kept. Runs until it is killed.
 */
const [file = '', entries = ''] = process.argv.slice(2);
const lane = new PatchedLane(openLaneStore({ file, durability: 'process', retainEntries: Number(entries) }));

for (;;) {
  // oxlint-disable-next-line no-await-in-loop -- the next one waits for the one before: what is printed was acknowledged
  const accepted = await Promise.all(Array.from({ length: 8 }, () => lane.patch()));
  for (const { seq, version } of accepted) process.stdout.write(`${seq} ${version}\n`);
}
