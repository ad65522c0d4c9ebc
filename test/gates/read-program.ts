import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './run-tool.ts';
import { sourceFiles } from './source-tree.ts';

/** The modules of the product: what is published, and what a user copies. */
export function productModules(): string[] {
  return sourceFiles(ROOT, ['.ts', '.mjs', '.js']).filter((path) => path.includes('/') && !path.startsWith('test/'));
}

/** The syntax tree of one module, with parents. */
export function parseModule(path: string): ts.SourceFile {
  const kind = path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  return ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true, kind);
}

/** `path:line` of a node. */
export function placeOf(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}

/** Calls `visit` for the node and all below it. */
export function walkNodes(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walkNodes(child, visit));
}
