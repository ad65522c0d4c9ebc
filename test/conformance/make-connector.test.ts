import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../connectors/index.ts';
import { VARIANTS } from '../connectors/variants.ts';
import { makeConnector } from './make-connector.ts';

const folder = mkdtempSync(join(tmpdir(), 'rorkit-made-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Syntax errors of a JavaScript file, as texts; none for another file. */
function syntaxErrors(path: string): string[] {
  if (!path.endsWith('.mjs')) return [];
  const { diagnostics = [] } = ts.transpileModule(readFileSync(path, 'utf8'), {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { allowJs: true, module: ts.ModuleKind.NodeNext },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const MADE = [...FAULTS.map((fault) => ({ id: fault.id, changes: [fault] })), ...VARIANTS];

describe('a changed connector', () => {
  it.each(MADE)('can be made: $id', ({ id, changes }) => {
    const made = dirname(makeConnector(folder, id, changes));
    for (const { file, replace } of changes) {
      const text = readFileSync(join(made, file), 'utf8');
      expect(text).toContain(replace);
      expect(syntaxErrors(join(made, file))).toEqual([]);
    }
  });

  it('is refused when the text to change is not there, or is there twice', () => {
    const change = { file: 'feed.mjs', replace: 'x' };
    expect(() => makeConnector(folder, 'none', [{ ...change, find: 'no such text' }])).toThrow('stands 0 times');
    expect(() => makeConnector(folder, 'twice', [{ ...change, find: 'const answer' }])).toThrow(/stands [2-9] times/);
  });
});
