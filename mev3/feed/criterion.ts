import type { Expression } from '../fhirpath/syntax.ts';

/** The path parses but is not one that selects capacity records; the message is `slug` or `slug: detail`. */
export class SelectorShapeError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'SelectorShapeError';
  }
}

/** One criterion of a record path: the code that a sub-extension must have, null when it must be absent. */
export interface Criterion {
  readonly attribute: string;
  readonly code: string | null;
}

/** The parts of a conjunction, from left to right. */
export function conjuncts(expression: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  let rest = expression;
  while (rest.kind === 'binary' && rest.operator === 'and') {
    parts.push(...conjuncts(rest.right).toReversed());
    rest = rest.left;
  }
  parts.push(rest);
  return parts.toReversed();
}

/** The url of `url = '…'` (either way round); null when the expression is something else. */
export function readUrlEquality(expression: Expression): string | null {
  const equality = readEquality(expression);
  if (equality === null) return null;
  const { side, text } = equality;
  return side.kind === 'member' && side.on === null && side.name === 'url' ? text : null;
}

function readEquality(expression: Expression): { side: Expression; text: string } | null {
  if (expression.kind !== 'binary' || expression.operator !== '=') return null;
  const { left, right } = expression;
  if (right.kind === 'literal' && right.type === 'string') return { side: left, text: right.text };
  if (left.kind === 'literal' && left.type === 'string') return { side: right, text: left.text };
  return null;
}

/**
 * Reads one criterion, in any of the usual ways to write it:
 * `extension.where(url='a' and valueCodeableConcept.coding.code='01')` (published; `.exists()` may follow),
 * `extension.exists(…)`, `extension.where(url='a').valueCodeableConcept.coding.code = '01'`,
 * `extension('a').value.coding.code = '01'`, and for an absent one `extension.where(url='a').empty()` or
 * `….exists().not()`.
 * @throws SelectorShapeError for anything else.
 */
export function readCriterion(expression: Expression): Criterion {
  const absent = readAbsence(expression);
  if (absent !== null) return { attribute: absent, code: null };
  const equality = readEquality(expression);
  if (equality !== null) {
    const owner = beforeCode(equality.side);
    const attribute = owner === null ? null : attributeOnly(owner);
    if (attribute !== null) return { attribute, code: equality.text };
    throw new SelectorShapeError('criterion-form');
  }
  const found = readPublishedForm(expression);
  if (found === null) throw new SelectorShapeError('criterion-form');
  return found;
}

/** `extension.where(url='a' and ….coding.code='01')`, alone, with `.exists()` after it, or as `extension.exists(…)`. */
function readPublishedForm(expression: Expression): Criterion | null {
  const inner = stripCall(expression, 'exists') ?? expression;
  const condition = conditionOf(inner, 'where') ?? conditionOf(inner, 'exists');
  if (condition === null) return null;
  const parts = conjuncts(condition);
  const urls = parts.flatMap((part) => readUrlEquality(part) ?? []);
  const codes = parts.flatMap((part) => readCodeEquality(part) ?? []);
  const [attribute] = urls;
  const [code] = codes;
  const isWhole = parts.length === 2 && urls.length === 1 && codes.length === 1;
  return isWhole && attribute !== undefined && code !== undefined ? { attribute, code } : null;
}

/** The code of `valueCodeableConcept.coding.code = '…'`, inside a where. */
function readCodeEquality(expression: Expression): string | null {
  const equality = readEquality(expression);
  return equality !== null && beforeCode(equality.side) === 'here' ? equality.text : null;
}

function readAbsence(expression: Expression): string | null {
  const negated = stripCall(expression, 'not');
  const inner = negated === null ? stripCall(expression, 'empty') : stripCall(negated, 'exists');
  return inner === null ? null : attributeOnly(inner);
}

/** The attribute of `extension.where(url='a')` or `extension('a')`; null for anything else. */
function attributeOnly(expression: Expression | 'here'): string | null {
  if (expression === 'here') return null;
  const condition = conditionOf(expression, 'where');
  if (condition !== null) return readUrlEquality(condition);
  return expression.kind === 'call' && expression.on === null ? extensionUrl(expression) : null;
}

/** The url of a call `extension('…')`, whatever it is called on; null for anything else. */
export function extensionUrl(expression: Expression): string | null {
  if (expression.kind !== 'call' || expression.name !== 'extension' || expression.args.length !== 1) return null;
  const [url] = expression.args;
  return url?.kind === 'literal' && url.type === 'string' ? url.text : null;
}

/** The argument of `extension.<name>(…)`. */
function conditionOf(expression: Expression, name: string): Expression | null {
  if (expression.kind !== 'call' || expression.name !== name || expression.args.length !== 1) return null;
  const { on } = expression;
  const isExtension = on?.kind === 'member' && on.on === null && on.name === 'extension';
  return isExtension ? (expression.args[0] ?? null) : null;
}

/** What `….<name>()` is called on; null when the expression is not that call. */
function stripCall(expression: Expression, name: string): Expression | null {
  const isCall = expression.kind === 'call' && expression.name === name && expression.args.length === 0;
  return isCall ? expression.on : null;
}

/**
 * What stands before `valueCodeableConcept.coding.code` (or `value.coding[0].code`): `here` when nothing does,
 * null when the expression does not end so.
 */
function beforeCode(expression: Expression): Expression | 'here' | null {
  const coding = stripMember(expression, 'code');
  if (coding === null || coding === 'here') return null;
  const list = stripFirst(coding);
  const value = stripMember(list, 'coding');
  if (value === null || value === 'here') return null;
  return stripMember(value, 'valueCodeableConcept') ?? stripMember(value, 'value');
}

function stripMember(expression: Expression, name: string): Expression | 'here' | null {
  return expression.kind === 'member' && expression.name === name ? (expression.on ?? 'here') : null;
}

/** `x` of `x[0]` and `x.first()`; the expression itself otherwise. */
function stripFirst(expression: Expression): Expression {
  const isFirst = expression.kind === 'index' && expression.at.kind === 'literal' && expression.at.text === '0';
  return isFirst ? expression.on : (stripCall(expression, 'first') ?? expression);
}
