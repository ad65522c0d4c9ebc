import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { LAYERS } from '../../.dependency-cruiser.mjs';
import { parseModule, placeOf, productModules, walkNodes } from './read-program.ts';

/** What reaches the outside without an import. The layers gate sees the imports. */
const GLOBALS = new Set([
  'process',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto',
  'console',
]);

/** Every use of the clock, of chance or of the process in a module, as `path:line text`. */
function impurities(file: ts.SourceFile): string[] {
  const found: string[] = [];
  walkNodes(file, (node) => {
    if (isImpure(node)) found.push(`${placeOf(file, node)} ${node.getText(file).slice(0, 40)}`);
  });
  return found;
}

function isImpure(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return ['Date.now', 'Math.random'].includes(node.getText());
  }
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  if (!ts.isIdentifier(node) || !GLOBALS.has(node.text)) return false;
  // `{ process: 1 }` and `x.process` only bear the name.
  return !('name' in node.parent && node.parent.name === node);
}

describe('pure folders', () => {
  const pure = LAYERS.filter((layer) => layer.pure === true).map(({ path }) => new RegExp(path));
  const modules = productModules().filter(
    (path) => path.startsWith('scenarios/checks/') || pure.some((pattern) => pattern.test(path)),
  );

  it('ask neither the clock, nor chance, nor the process', () => {
    expect(modules.length).toBeGreaterThan(10);
    expect(modules.flatMap((path) => impurities(parseModule(path)))).toEqual([]);
  });

  it('are caught when they do', () => {
    const text = [
      'const a = Date.now();',
      'const b = new Date();',
      'const c = new Date(0);',
      'const d = Math.random();',
      'const e = process.env;',
      'const f = { process: 1 };',
      'const g = f.process;',
    ].join('\n');
    const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
    expect(impurities(file)).toEqual(['x.ts:1 Date.now', 'x.ts:2 new Date()', 'x.ts:4 Math.random', 'x.ts:5 process']);
  });
});
