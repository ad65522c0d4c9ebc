import { PathSyntaxError, type Expression } from './syntax.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Longest path that is read, in characters: four times the published one. */
const LONGEST_PATH = 2000;

/** Deepest nesting of parentheses, brackets and signs: the published path has 3. */
const DEEPEST_PATH = 40;

/** Binary operators and how strongly they bind (FHIRPath grammar, weakest first). */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['implies', 1],
  ['or', 2],
  ['xor', 2],
  ['and', 3],
  ['in', 4],
  ['contains', 4],
  ['=', 5],
  ['~', 5],
  ['!=', 5],
  ['!~', 5],
  ['<', 6],
  ['<=', 6],
  ['>', 6],
  ['>=', 6],
  ['|', 7],
  ['is', 8],
  ['as', 8],
  ['+', 9],
  ['-', 9],
  ['&', 9],
  ['*', 10],
  ['/', 10],
  ['div', 10],
  ['mod', 10],
]);

/** Kinds of token that can be an operator. */
const OPERATOR_KINDS: ReadonlySet<Token['kind']> = new Set(['name', 'keyword', 'symbol']);

/** Units that may follow a number as a word. */
const UNITS = /^(?:year|month|week|day|hour|minute|second|millisecond)s?$/;

/** The tokens of one path and how far the reading is. */
interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/**
 * Parses a FHIRPath by the normative grammar, in linear time and bounded depth. Nothing is evaluated.
 * @throws PathSyntaxError with the offset of the fault, or when the path passes a limit.
 */
export function parsePath(path: string): Expression {
  if (path.length > LONGEST_PATH) throw new PathSyntaxError('too-long', LONGEST_PATH);
  const reader: Reader = { tokens: tokensOf(path), at: 0, depth: 0 };
  const expression = readExpression(reader, 1);
  expect(reader, 'end', '');
  return expression;
}

function peek(reader: Reader): Token {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new PathSyntaxError('syntax', 0);
  return token;
}

function isName(token: Token): boolean {
  return token.kind === 'name' || token.kind === 'delimited';
}

function isSymbol(token: Token, text: string): boolean {
  return token.kind === 'symbol' && token.text === text;
}

function expect(reader: Reader, kind: Token['kind'], text: string): void {
  const token = peek(reader);
  if (token.kind !== kind || token.text !== text) throw new PathSyntaxError('syntax', token.offset);
  reader.at += 1;
}

/** Reads something one level deeper; the depth bounds the stack. */
function deeper<T>(reader: Reader, read: () => T): T {
  reader.depth += 1;
  if (reader.depth > DEEPEST_PATH) throw new PathSyntaxError('too-deep', peek(reader).offset);
  const value = read();
  reader.depth -= 1;
  return value;
}

function readExpression(reader: Reader, weakest: number): Expression {
  let left = readUnary(reader);
  for (;;) {
    const { kind, text } = peek(reader);
    const strength = OPERATOR_KINDS.has(kind) ? PRECEDENCE.get(text) : undefined;
    if (strength === undefined || strength < weakest) return left;
    reader.at += 1;
    // All operators associate to the left: the right side takes only what binds more strongly.
    const isType = text === 'is' || text === 'as';
    const right = isType ? readTypeName(reader) : readExpression(reader, strength + 1);
    left = { kind: 'binary', operator: text, left, right };
  }
}

/** The name of a type after `is` or `as`: words between dots, never an expression. */
function readTypeName(reader: Reader): Expression {
  let name: Expression | null = null;
  do {
    if (name !== null) reader.at += 1;
    const token = peek(reader);
    if (!isName(token)) throw new PathSyntaxError('syntax', token.offset);
    reader.at += 1;
    name = { kind: 'member', on: name, name: token.text };
  } while (isSymbol(peek(reader), '.'));
  return name;
}

function readUnary(reader: Reader): Expression {
  const token = peek(reader);
  if (!isSymbol(token, '+') && !isSymbol(token, '-')) return readInvocations(reader);
  reader.at += 1;
  return { kind: 'unary', operator: token.text, operand: deeper(reader, () => readUnary(reader)) };
}

function readInvocations(reader: Reader): Expression {
  let on = readTerm(reader);
  for (;;) {
    if (isSymbol(peek(reader), '.')) {
      reader.at += 1;
      on = readInvocation(reader, on);
    } else if (isSymbol(peek(reader), '[')) {
      reader.at += 1;
      const at = deeper(reader, () => readExpression(reader, 1));
      expect(reader, 'symbol', ']');
      on = { kind: 'index', on, at };
    } else {
      return on;
    }
  }
}

function readInvocation(reader: Reader, on: Expression | null): Expression {
  const token = peek(reader);
  reader.at += 1;
  if (token.kind === 'variable' && token.text.startsWith('$')) return { kind: 'variable', on, name: token.text };
  if (!isName(token)) throw new PathSyntaxError('syntax', token.offset);
  if (!isSymbol(peek(reader), '(')) return { kind: 'member', on, name: token.text };
  reader.at += 1;
  return { kind: 'call', on, name: token.text, args: readArguments(reader) };
}

function readArguments(reader: Reader): readonly Expression[] {
  const args: Expression[] = [];
  if (!isSymbol(peek(reader), ')')) {
    args.push(deeper(reader, () => readExpression(reader, 1)));
    while (isSymbol(peek(reader), ',')) {
      reader.at += 1;
      args.push(deeper(reader, () => readExpression(reader, 1)));
    }
  }
  expect(reader, 'symbol', ')');
  return args;
}

function readTerm(reader: Reader): Expression {
  const token = peek(reader);
  if (token.kind === 'name' || token.kind === 'delimited') return readInvocation(reader, null);
  if (token.kind === 'symbol') return readBracketed(reader, token);
  if (token.kind === 'end' || token.kind === 'keyword') throw new PathSyntaxError('syntax', token.offset);
  reader.at += 1;
  if (token.kind === 'variable') return { kind: 'variable', on: null, name: token.text };
  if (token.kind === 'number') skipUnit(reader);
  return { kind: 'literal', type: token.kind, text: token.text };
}

function readBracketed(reader: Reader, token: Token): Expression {
  reader.at += 1;
  if (token.text === '{') {
    expect(reader, 'symbol', '}');
    return { kind: 'literal', type: 'empty', text: '' };
  }
  if (token.text !== '(') throw new PathSyntaxError('syntax', token.offset);
  const inner = deeper(reader, () => readExpression(reader, 1));
  expect(reader, 'symbol', ')');
  return inner;
}

/** A quantity is a number and a unit; what the unit is changes nothing here. */
function skipUnit(reader: Reader): void {
  const token = peek(reader);
  if (token.kind === 'string' || (token.kind === 'name' && UNITS.test(token.text))) reader.at += 1;
}
