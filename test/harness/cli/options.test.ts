import { Command } from 'commander';
import { expect, test } from 'vitest';
import { collected } from '../../../harness/cli/options.ts';

test('a repeated option takes one value each time and leaves the arguments after it alone', async () => {
  const seen: unknown[] = [];
  const program = new Command().argument('<file...>').option('--ig <package>', 'a package', collected, []);
  program.action((files: readonly string[], options: { ig: readonly string[] }) => void seen.push(files, options.ig));
  await program.parseAsync(['--ig', 'a.tgz', 'body.json', '--ig', 'b.tgz', 'more.json'], { from: 'user' });
  expect(seen).toEqual([
    ['body.json', 'more.json'],
    ['a.tgz', 'b.tgz'],
  ]);
});
