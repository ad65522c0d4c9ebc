import { z } from 'zod';
import { nearestWord } from './nearest.ts';
import type { ProblemCode } from './problem.ts';

/** Writes a path the way a person would: `steps[0].unit`. */
export function printPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}

/** One mistake, in words. `path` leads to the value; `key` is the unknown key itself. */
export interface ExplainedIssue {
  readonly path: readonly (string | number)[];
  readonly key?: string;
  readonly code: ProblemCode;
  readonly expected: string;
  readonly seen: string;
  readonly message: string;
}

/** The data that failed, and how a scalar was written. */
export interface IssueSource {
  readonly value: unknown;
  textAt(path: readonly (string | number)[]): string | undefined;
}

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];
type JsonSchema = Readonly<Record<string, unknown>>;

const SECRET_KEY = /password|passphrase|secret|token|private/i;
const MAX_SEEN = 60;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(root: unknown, path: Path): unknown {
  let at = root;
  for (const step of path) {
    if (Array.isArray(at) && typeof step === 'number') at = at[step];
    else if (isObject(at)) at = at[String(step)];
    else return undefined;
  }
  return at;
}

/** A value as a person reads it: short, and never the content of a secret. */
function show(value: unknown, path: Path, written?: string): string {
  if (path.some((step) => typeof step === 'string' && SECRET_KEY.test(step))) return 'a value that is not shown';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return 'a mapping';
  const text = written ?? JSON.stringify(value) ?? typeof value;
  return text.length > MAX_SEEN ? `${text.slice(0, MAX_SEEN)}…` : text;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  null: 'null',
};

function sizeWords(issue: Issue): string {
  const [edge, limit, inclusive] =
    issue.code === 'too_small'
      ? (['least', issue.minimum, issue.inclusive] as const)
      : issue.code === 'too_big'
        ? (['most', issue.maximum, issue.inclusive] as const)
        : (['most', '?', true] as const);
  const origin = issue.code === 'too_small' || issue.code === 'too_big' ? issue.origin : '';
  const unit = origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';
  if (inclusive === false) return `${edge === 'least' ? 'more' : 'less'} than ${limit}${unit}`;
  return `at ${edge} ${limit}${unit}`;
}

function valueWords(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value) ?? typeof value);
  return words.length === 1 ? (words[0] ?? '') : `one of ${words.join(', ')}`;
}

function formatWords(issue: z.core.$ZodIssueInvalidStringFormat): string {
  return issue.message.startsWith('Invalid ') && issue.pattern !== undefined
    ? `a text of the form ${issue.pattern}`
    : issue.message;
}

function expectedWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return valueWords(issue.values);
    case 'too_small':
    case 'too_big':
      return sizeWords(issue);
    case 'invalid_format':
      return formatWords(issue);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    default:
      return issue.message;
  }
}

/** The branch of a union that the writer most likely meant: the one with the deepest, then the fewest mistakes. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (branch: readonly Issue[]): number => Math.max(0, ...branch.map((issue) => issue.path.length));
  return branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

/** Type mistakes of every branch at the same place, joined: `a text or a number`. */
function joinedTypes(branches: readonly (readonly Issue[])[]): string | undefined {
  const words = branches.map((branch) => {
    const only = branch.length === 1 ? branch[0] : undefined;
    return only !== undefined && only.path.length === 0 ? expectedWords(only) : undefined;
  });
  return words.every((word) => word !== undefined) ? [...new Set(words)].join(' or ') : undefined;
}

function follow(root: JsonSchema, schema: unknown): readonly JsonSchema[] {
  if (!isObject(schema)) return [];
  const ref = schema['$ref'];
  if (typeof ref === 'string' && ref.startsWith('#/')) {
    return follow(root, valueAt(root, ref.slice(2).split('/')));
  }
  const branches = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  return [schema, ...branches.flatMap((branch) => follow(root, branch))];
}

/** The keys that the schema knows at `path`, read from its JSON Schema. */
function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  const root: JsonSchema = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  let at = follow(root, root);
  for (const step of path) {
    at = at.flatMap((one) => {
      const properties = one['properties'];
      const own = isObject(properties) ? properties[String(step)] : undefined;
      return follow(root, typeof step === 'number' ? one['items'] : (own ?? one['additionalProperties']));
    });
  }
  return [...new Set(at.flatMap((one) => (isObject(one['properties']) ? Object.keys(one['properties']) : [])))];
}

interface Explaining {
  readonly schema: z.ZodType;
  readonly source: IssueSource;
}

function unknownKey(at: Path, key: string, explaining: Explaining): ExplainedIssue {
  const known = knownKeys(explaining.schema, at);
  const near = nearestWord(key, known);
  const expected = near === undefined ? `one of ${known.join(', ')}` : `"${near}"`;
  const hint = near === undefined ? `known here: ${known.join(', ')}` : `did you mean "${near}"?`;
  const where = at.length === 0 ? '' : ` in ${printPath(at)}`;
  return {
    path: at,
    key,
    code: 'unknown-key',
    expected,
    seen: `"${key}"`,
    message: `unknown key "${key}"${where}; ${hint}`,
  };
}

/** A code such as 01 is a number in YAML unless it is quoted: the one trap that deserves a hint of its own. */
function quoteHint(issue: Issue, value: unknown): string {
  const wantsText = issue.code === 'invalid_type' ? issue.expected === 'string' : issue.code === 'invalid_value';
  return wantsText && typeof value === 'number' ? ' (put it between quotes)' : '';
}

function simple(issue: Issue, path: Path, explaining: Explaining): ExplainedIssue {
  const value = valueAt(explaining.source.value, path);
  const name = path.length === 0 ? 'the document' : printPath(path);
  if (issue.code === 'custom') {
    return {
      path,
      code: 'rule',
      expected: issue.message,
      seen: show(value, path),
      message: `${name}: ${issue.message}`,
    };
  }
  const expected = expectedWords(issue);
  if (value === undefined && path.length > 0) {
    const key = String(path.at(-1));
    const message = `${name}: missing; expected ${expected}`;
    return { path, code: 'missing-key', expected: `"${key}": ${expected}`, seen: 'nothing', message };
  }
  const written = typeof value === 'string' ? undefined : explaining.source.textAt(path);
  const seen = show(value, path, typeof value === 'number' ? written : undefined);
  const message = `${name}: expected ${expected}, seen ${seen}${quoteHint(issue, value)}`;
  return { path, code: 'invalid-value', expected, seen, message };
}

/** What a discriminated union would have taken. */
function optionWords(issue: Issue): string {
  return 'options' in issue && Array.isArray(issue.options) ? valueWords(issue.options) : 'another value';
}

function explain(issue: Issue, base: Path, explaining: Explaining): readonly ExplainedIssue[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, explaining));
  if (issue.code !== 'invalid_union') return [simple(issue, path, explaining)];
  if (issue.errors.length === 0) return [simple({ ...issue, message: optionWords(issue) }, path, explaining)];
  const joined = joinedTypes(issue.errors);
  if (joined === undefined) return bestBranch(issue.errors).flatMap((inner) => explain(inner, path, explaining));
  const seen = show(valueAt(explaining.source.value, path), path);
  const message = `${printPath(path)}: expected ${joined}, seen ${seen}`;
  return [{ path, code: 'invalid-value', expected: joined, seen, message }];
}

/** Every mistake that a schema found, in words, one for each mistake whatever unions the schema has. */
export function explainIssues(error: z.ZodError, schema: z.ZodType, source: IssueSource): readonly ExplainedIssue[] {
  return error.issues.flatMap((issue) => explain(issue, [], { schema, source }));
}
