/** A value of a comparison, as text; `isQuoted` when it stood between quotes. */
export interface FilterValue {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** `path operator value`, or in the published shorthand `path operator v1 or v2 …`. */
export interface FilterComparison {
  readonly kind: 'compare';
  readonly path: string;
  readonly operator: string;
  /** At least one. */
  readonly values: readonly FilterValue[];
}

/** What a `_filter` says. `and` and `or` hold at least two. */
export type FilterNode =
  | FilterComparison
  | { readonly kind: 'and' | 'or'; readonly of: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly of: FilterNode };

/** Operators of the standard grammar (R4, _filter). Not all are served. */
export const FILTER_OPERATORS = [
  'eq',
  'ne',
  'co',
  'sw',
  'ew',
  'gt',
  'lt',
  'ge',
  'le',
  'ap',
  'sa',
  'eb',
  'pr',
  'po',
  'ss',
  'sb',
  'in',
  'ni',
  're',
] as const;

/** An operator of the standard grammar. */
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** True for an operator of the standard grammar. */
export function isFilterOperator(word: string): word is FilterOperator {
  return FILTER_OPERATORS.some((one) => one === word);
}

/** Words that are no values unless they are quoted. */
const RESERVED = new Set<string>(['and', 'or', 'not', ...FILTER_OPERATORS]);

/** The text of a filter, every group between parentheses: reading it again gives the same filter. */
export function printFilter(node: FilterNode): string {
  if (node.kind === 'compare') return `${node.path} ${node.operator} ${node.values.map(printValue).join(' or ')}`;
  if (node.kind === 'not') return `not (${printFilter(node.of)})`;
  return node.of.map(printOperand).join(` ${node.kind} `);
}

function printOperand(node: FilterNode): string {
  const text = printFilter(node);
  return node.kind === 'and' || node.kind === 'or' ? `(${text})` : text;
}

function printValue({ text, isQuoted }: FilterValue): string {
  const isPlain = !isQuoted && /^[^\s()"[\]]+$/.test(text) && !RESERVED.has(text);
  return isPlain ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
