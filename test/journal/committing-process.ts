import { openLaneStore } from '../../journal/lane-store.ts';

/**
 * Commits as fast as it can, eight at a time, and prints the number and the content of each entry that was acknowledged:
 * `<seq> <content>`. Arguments: file, durability. Runs until it is killed.
 */
const [file = '', durability = ''] = process.argv.slice(2);
const lane = openLaneStore({ file, durability: durability === 'power' ? 'power' : 'process' });

let content = 0;
async function work(): Promise<void> {
  for (;;) {
    content += 1;
    const mine = `${process.pid}-${content}`;
    const part = lane.resources.newPart(mine);
    const version = { type: 'Test', id: mine, version: 1, lastUpdated: '', frameId: 1, partIds: [part.partId] };
    const frames = content === 1 ? [{ frameId: 1, segments: ['', '', '', ''] as const }] : [];
    const isFirstRun = lane.head() === 0 && content === 1;
    const write = { parts: [part], versions: [version], ...(isFirstRun ? { frames } : {}) };
    // The next commit waits for the one before: what is printed was acknowledged.
    const seq = await lane.commit({ kind: 'mark', mark: 'armed', scenario: mine, attempt: null }, write);
    process.stdout.write(`${seq} ${mine}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, work));
