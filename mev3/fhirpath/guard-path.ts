import { parsePath } from './parse-path.ts';
import type { Expression } from './syntax.ts';

/** A path that is well written but not allowed: what it uses could take unbounded time or memory. */
export class PathNotAllowedError extends Error {
  readonly fault: 'function' | 'operator' | 'variable' | 'too-large';
  /** The function, operator or variable; the number of terms when the path is too large. */
  readonly detail: string;

  constructor(fault: 'function' | 'operator' | 'variable' | 'too-large', detail: string) {
    super(`${fault} ${detail}`);
    this.name = 'PathNotAllowedError';
    this.fault = fault;
    this.detail = detail;
  }
}

/** Most terms in a path that is evaluated: the longest published one has 62. */
const MOST_TERMS = 150;

/** Functions that select and test; none that repeats, matches, traces or makes new values. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'all',
  'as',
  'count',
  'empty',
  'exists',
  'extension',
  'first',
  'hasValue',
  'is',
  'last',
  'not',
  'ofType',
  'single',
  'skip',
  'tail',
  'take',
  'where',
]);

/** Operators that compare and combine; no union, no arithmetic. */
const OPERATORS: ReadonlySet<string> = new Set([
  '=',
  '!=',
  '~',
  '!~',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'xor',
  'implies',
  'is',
  'as',
  'in',
  'contains',
]);

/**
 * Parses a path that is going to be evaluated and makes sure that its cost is bounded: length, depth, number of terms,
 * and only functions and operators that select. Variables other than $this and $index lead back to the whole resource,
 * which would make nested conditions multiply.
 * @throws PathSyntaxError or PathNotAllowedError
 */
export function guardPath(path: string): Expression {
  const expression = parsePath(path);
  const terms = guard(expression);
  if (terms > MOST_TERMS) throw new PathNotAllowedError('too-large', String(terms));
  return expression;
}

/** The number of terms of an allowed expression. */
function guard(expression: Expression): number {
  guardTerm(expression);
  let terms = 1;
  for (const child of childrenOf(expression)) terms += guard(child);
  return terms;
}

function guardTerm(expression: Expression): void {
  if (expression.kind === 'call' && !FUNCTIONS.has(expression.name)) {
    throw new PathNotAllowedError('function', expression.name);
  }
  if (expression.kind === 'binary' && !OPERATORS.has(expression.operator)) {
    throw new PathNotAllowedError('operator', expression.operator);
  }
  if (expression.kind === 'variable' && expression.name !== '$this' && expression.name !== '$index') {
    throw new PathNotAllowedError('variable', expression.name);
  }
}

function childrenOf(expression: Expression): readonly Expression[] {
  const on = 'on' in expression && expression.on !== null ? [expression.on] : [];
  switch (expression.kind) {
    case 'call':
      return [...on, ...expression.args];
    case 'index':
      return [...on, expression.at];
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    default:
      return on;
  }
}
