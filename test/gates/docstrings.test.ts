import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseModule, placeOf, productModules } from './read-program.ts';

/** Every exported name of a module without a docstring, as `path:line name`. */
function undocumented(file: ts.SourceFile): { exported: number; missing: string[] } {
  const missing: string[] = [];
  let exported = 0;
  for (const statement of file.statements) {
    if (!isExported(statement)) continue;
    for (const name of namesOf(statement)) {
      exported += 1;
      if (!hasDocstring(statement)) missing.push(`${placeOf(file, statement)} ${name}`);
    }
  }
  return { exported, missing };
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
  );
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed ? [statement.name?.text ?? 'default'] : [];
}

/** A docstring says something: its first line has a word before any tag. */
function hasDocstring(node: ts.Node): boolean {
  return ts
    .getJSDocCommentsAndTags(node)
    .some((doc) => ts.isJSDoc(doc) && /[\p{L}\p{N}]/u.test(ts.getTextOfJSDocComment(doc.comment) ?? ''));
}

describe('docstrings', () => {
  it('stand on every exported name of the product', () => {
    const files = productModules().map((path) => undocumented(parseModule(path)));
    const exported = files.reduce((sum, file) => sum + file.exported, 0);
    expect(exported).toBeGreaterThan(50);
    expect(files.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('are missed when they are missing, or empty', () => {
    const text =
      '/** Says. */\nexport const a = 1;\nexport function b() {}\n/** */\nexport interface C {}\n/** @see x */\nexport type D = 1;\n';
    const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
    expect(undocumented(file)).toEqual({ exported: 4, missing: ['x.ts:3 b', 'x.ts:5 C', 'x.ts:7 D'] });
  });
});
