import { describe, expect, it } from 'vitest';
import type { CliContext } from '../../../harness/cli/command.ts';
import { readSeed } from '../../../harness/cli/mock-seed.ts';
import type { SeedOptions } from '../../../harness/cli/mock-seed.ts';
import { createTranslate } from '../../../messages/index.ts';

const context: CliContext = {
  cwd: '/',
  env: {},
  language: 'en',
  isTerminal: false,
  t: createTranslate('en'),
  out: () => undefined,
  err: () => undefined,
  interrupted: new AbortController().signal,
};

async function establishmentsOf(options: SeedOptions): Promise<number | null> {
  const { seed } = await readSeed(options, context);
  return seed !== undefined && 'establishments' in seed ? seed.establishments.length : null;
}

describe('the seed of a mock', () => {
  it('is generated in the size asked for, else left to the mock', async () => {
    expect(await establishmentsOf({})).toBeNull();
    expect(await establishmentsOf({ seedSize: '10' })).toBe(5);
    expect(await establishmentsOf({ seedSize: '1000', seed: '7' })).toBe(50);
  });

  it.each([
    [{ seedSize: '9' }, '--seed-size cannot be "9"; expected a whole number from 10 to 100000.'],
    [{ seedSize: '100001' }, '--seed-size cannot be "100001"'],
    [{ seedSize: '1e3' }, '--seed-size cannot be "1e3"'],
    [{ seedSize: '' }, '--seed-size cannot be ""'],
    [{ seedSize: '10', seed: '-1' }, '--seed cannot be "-1"'],
    [{ seed: '3' }, 'without --seed-size none are'],
  ])('is refused as %j', async (options, message) => {
    await expect(readSeed(options, context)).rejects.toMatchObject({
      code: 'mock.bad-option',
      message: expect.stringContaining(message),
    });
  });
});
