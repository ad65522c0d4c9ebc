import * as fc from 'fast-check';
import { parse } from 'fhirpath';
import { describe, expect, it } from 'vitest';
import { parsePath } from '../../../mev3/fhirpath/parse-path.ts';
import type { Expression } from '../../../mev3/fhirpath/syntax.ts';

/** A parsed path with every operation in parentheses. */
function bracketed(expression: Expression): string {
  const on = 'on' in expression && expression.on !== null ? `${bracketed(expression.on)}.` : '';
  switch (expression.kind) {
    case 'member':
    case 'variable':
      return `${on}${expression.name}`;
    case 'call':
      return `${on}${expression.name}(${expression.args.map(bracketed).join(', ')})`;
    case 'index':
      return `${bracketed(expression.on)}[${bracketed(expression.at)}]`;
    case 'unary':
      return `(${expression.operator}${bracketed(expression.operand)})`;
    case 'binary':
      return `(${bracketed(expression.left)} ${expression.operator} ${bracketed(expression.right)})`;
    default:
      return expression.type === 'string' ? `'${expression.text}'` : expression.text;
  }
}

describe('a path', () => {
  it.each([
    ['a.b.c', 'a.b.c'],
    ['a and b or c', '((a and b) or c)'],
    ['a or b and c', '(a or (b and c))'],
    ['a = 1 and b != 2', '((a = 1) and (b != 2))'],
    ['a | b | c', '((a | b) | c)'],
    ['a implies b xor c', '(a implies (b xor c))'],
    ['-1 + 2 * 3', '((-1) + (2 * 3))'],
    ['a is b', '(a is b)'],
    ['a.is(b)', 'a.is(b)'],
    ['a as b | c', '((a as b) | c)'],
    ['a in b = c', '(a in (b = c))'],
    ['a.contains(b)', 'a.contains(b)'],
    ['(a or b) and c', '((a or b) and c)'],
    ["a.where(url='x')[0].`div`", "a.where((url = 'x'))[0].div"],
    ['$this.a', '$this.a'],
    ['a.$index', 'a.$index'],
    ['%resource.id', '%resource.id'],
    ["'it\\'s' & \"q\"", "('it's' & 'q')"],
    ["'\\u0041\\n'", "'A\n'"],
    ['@2026-11-23T10:00:00Z', '@2026-11-23T10:00:00Z'],
    ["1 year + 4 'mg'", '(1 + 4)'],
    ['{}', ''],
    ['a // comment\n.b /* more */', 'a.b'],
  ])('%s is %s', (path, expected) => {
    expect(bracketed(parsePath(path))).toBe(expected);
  });

  it.each([
    ['a.', 2, 'syntax'],
    ['a b', 2, 'syntax'],
    ['and', 0, 'syntax'],
    ['a and and b', 6, 'syntax'],
    ['a,b', 1, 'syntax'],
    ['(a', 2, 'syntax'],
    ['a)', 1, 'syntax'],
    ['{a}', 1, 'syntax'],
    ['#', 0, 'syntax'],
    ['('.repeat(41), 41, 'too-deep'],
    ['a'.repeat(2001), 2000, 'too-long'],
  ])('%s is refused at %i', (path, offset, fault) => {
    expect(() => parsePath(path)).toThrow(expect.objectContaining({ name: 'PathSyntaxError', offset, fault }));
  });
});

/** Texts that are often paths and often nearly so. */
const pieces = [
  'a',
  'b.c',
  '.',
  ' and ',
  ' or ',
  ' | ',
  ' = ',
  ' is ',
  '(',
  ')',
  "'x'",
  '[',
  ']',
  '0',
  '1.5',
  'where(',
  '$this',
  '%ext',
  '{}',
  '-',
  ' in ',
  ',',
  '@2020',
];

describe('the parser and the FHIRPath engine', () => {
  it('agree on what is a path', () => {
    let valid = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }), (parts) => {
        const path = parts.join('');
        const theirs = isReadable(() => parse(path));
        expect(
          isReadable(() => parsePath(path)),
          path,
        ).toBe(theirs);
        valid += theirs ? 1 : 0;
      }),
      { numRuns: 3000 },
    );
    expect(valid).toBeGreaterThan(50);
  });
});

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
