import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** What takes longest, first to last: whole runs, processes, sockets. A long file at the end would leave a core idle. */
const LONGEST_FIRST = [/\/conformance\//, /\.e2e\.test\.ts$/, /\.int\.test\.ts$/];

function rank({ moduleId }: TestSpecification): number {
  const found = LONGEST_FIRST.findIndex((pattern) => pattern.test(moduleId));
  return found < 0 ? LONGEST_FIRST.length : found;
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line no-array-sort -- the sequencer's own method, of no array
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/**/fixtures/**'],
    // A proxy of the machine must not stand between a test and its own loopback servers.
    env: {
      HTTP_PROXY: '',
      HTTPS_PROXY: '',
      http_proxy: '',
      https_proxy: '',
      ALL_PROXY: '',
      all_proxy: '',
      LANG: 'C.UTF-8',
    },
    // Most of the time is waiting for processes and sockets: the default, one worker on two cores, leaves one of them idle.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
