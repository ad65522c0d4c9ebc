import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../messages/error-codes.ts';
import { productModules } from './read-program.ts';
import { ROOT } from './run-tool.ts';

/** Rows of docs/errors.md as `[boundary, code, meaning, mend]`. */
function documentedCodes(text: string): (readonly [string, string, string, string])[] {
  let boundary = '';
  return text.split('\n').flatMap((line) => {
    boundary = /^## .*`(\w+)`$/.exec(line)?.[1] ?? boundary;
    const row = /^\| `([\w.-]+)`\s*\|([^|]*)\|([^|]*)\|$/.exec(line);
    return row === null ? [] : [[boundary, row[1] ?? '', (row[2] ?? '').trim(), (row[3] ?? '').trim()] as const];
  });
}

describe('docs/errors.md', () => {
  const rows = documentedCodes(readFileSync(join(ROOT, 'docs/errors.md'), 'utf8'));

  it('lists every code of the product at its boundary, and no other one', () => {
    const documented = rows.map(([boundary, code]) => `${boundary} ${code}`).toSorted();
    const inCode = Object.entries(ERROR_CODES)
      .map(([code, boundary]) => `${boundary} ${code}`)
      .toSorted();
    expect(documented).toEqual(inCode);
  });

  it('knows every code that the command line throws', () => {
    const thrown = productModules()
      .filter((path) => path.startsWith('harness/cli/'))
      .flatMap((path) => [...readFileSync(join(ROOT, path), 'utf8').matchAll(/\bcode: '([a-z-]+\.[a-z-]+)'/g)])
      .map(([, code]) => code ?? '');
    expect(thrown).toContain('cli.usage');
    expect(thrown.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
  });

  it('says for each what it means and what to do', () => {
    expect(rows.filter(([, , meaning, mend]) => meaning.length < 10 || mend.length < 5)).toEqual([]);
  });
});
