import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { markDraft, openTestLane, temporaryFolder } from './temporary-lane.ts';

async function laneFile(entries: number): Promise<string> {
  const file = join(temporaryFolder(), 'lane.sqlite');
  const lane = openTestLane({ file });
  await Promise.all(Array.from({ length: entries }, (_, i) => lane.commit(markDraft(String(i).repeat(400)))));
  await lane.close();
  return file;
}

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

describe('the file of a lane', () => {
  it('is refused while it is open elsewhere, and free again when that one closes', async () => {
    const file = await laneFile(1);
    const first = openTestLane({ file });
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.locked', file }));
    await first.close();
    expect(openTestLane({ file }).head()).toBe(1);
  });

  it('can be read by others while it is open', async () => {
    const file = await laneFile(1);
    const lane = openTestLane({ file });
    await lane.commit(markDraft('live'));
    const reader = new DatabaseSync(file, { readOnly: true });
    expect(reader.prepare('SELECT count(*) AS rows FROM entry').get()).toEqual({ rows: 2 });
    reader.close();
  });

  it('is refused when a newer version wrote it', async () => {
    const file = await laneFile(1);
    change(file, 'PRAGMA user_version = 99');
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.newer-format' }));
  });

  it('is refused when it belongs to something else', () => {
    const file = join(temporaryFolder(), 'other.sqlite');
    change(file, 'CREATE TABLE theirs (id INTEGER)');
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.foreign-file' }));
  });

  it('is refused when it is no database, and left as it was', () => {
    const file = join(temporaryFolder(), 'text.sqlite');
    writeFileSync(file, 'not a database '.repeat(200));
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.corrupt', file }));
    expect(readFileSync(file, 'utf8')).toBe('not a database '.repeat(200));
  });

  it('is refused when pages in the middle of it are damaged', async () => {
    const file = await laneFile(200);
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 3, 4096 * 6);
    writeFileSync(file, bytes);
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
  });

  it('is refused when a number is missing', async () => {
    const file = await laneFile(5);
    change(file, 'DELETE FROM entry WHERE seq = 3');
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
  });

  it('is refused in a folder that is not there', () => {
    const file = join(temporaryFolder(), 'missing', 'lane.sqlite');
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.unreadable' }));
  });

  it('says where it is and lets go of the lock after a refusal', async () => {
    const file = await laneFile(1);
    const kept = `${file}.kept`;
    copyFileSync(file, kept);
    change(file, 'PRAGMA user_version = 99');
    expect(() => openTestLane({ file })).toThrow(file);
    copyFileSync(kept, file);
    expect(openTestLane({ file }).head()).toBe(1);
  });
});
