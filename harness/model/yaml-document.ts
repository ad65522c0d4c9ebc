import { LineCounter, isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import type { Problem, ProblemCode } from './problem.ts';
import { explainIssues, printPath } from './zod-issues.ts';
import type { ExplainedIssue } from './zod-issues.ts';

/** What reading a document gives: the typed value, or every problem found in it. */
export type YamlReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Largest document that is read, in characters: several times the largest file that comes with rorkit. Faulty texts
 * cost the parser more than their length, so this and the two bounds below also bound the time.
 */
export const MAX_YAML_LENGTH = 524_288;

/** Longest line that is read: the parser's time grows with the square of the faults on one line. */
const MAX_LINE_LENGTH = 20_000;

/** Most brackets that may be open at once, counted without regard to quotes. */
const MAX_OPEN_BRACKETS = 1000;

/** How often aliases may repeat what an anchor holds: enough for a table, too little for a bomb. */
const MAX_ALIAS_COUNT = 100;

/** Faults shown for one document: after that the reader mends and runs again. */
const MAX_PROBLEMS = 50;

type Place = readonly (string | number)[];

interface Source {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document.Parsed;
}

function makeProblem(file: string, at: { line: number; col: number }, issue: ExplainedIssue): Problem {
  return { file, line: Math.max(1, at.line), column: Math.max(1, at.col), ...withoutKey(issue) };
}

function withoutKey(issue: ExplainedIssue): Omit<Problem, 'file' | 'line' | 'column'> {
  const { code, expected, seen, message } = issue;
  return { path: printPath(issue.path), code, expected, seen, message };
}

function plain(file: string, code: ProblemCode, text: { expected: string; seen: string }): Problem {
  const message = `expected ${text.expected}, seen ${text.seen}`;
  return { file, line: 1, column: 1, path: '', code, ...text, message };
}

/** Offset of the key `key` of a mapping; undefined when there is none. */
function keyOffset(node: unknown, key: string): number | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** Offset of the node at `path`, or of the nearest ancestor that exists; of the key itself when `key` is given. */
function offsetOf(document: Document.Parsed, path: Place, key: string | undefined): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    const ofKey = length === path.length && key !== undefined ? keyOffset(node, key) : undefined;
    return ofKey ?? node.range?.[0] ?? 0;
  }
  return 0;
}

function scalarSource(document: Document.Parsed, path: Place): string | undefined {
  const node = document.getIn(path, true);
  return isScalar(node) ? node.source : undefined;
}

/** A key that stands twice in one mapping: the second place is the one to mend. */
function duplicateKeys(source: Source): Problem[] {
  const problems: Problem[] = [];
  visit(source.document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const at = source.lines.linePos(key.range?.[0] ?? 0);
        const texts = { expected: 'each key once', seen: `"${name}"`, message: `the key "${name}" stands twice` };
        if (seen.has(name)) problems.push(makeProblem(source.file, at, { path: [], code: 'syntax', ...texts }));
        seen.add(name);
      }
    },
  });
  return problems.slice(0, MAX_PROBLEMS);
}

/** Why a text is not even parsed, or undefined: too long, or shaped to exhaust the parser. */
function refusedUnread(text: string): { readonly expected: string; readonly seen: string } | undefined {
  if (text.length > MAX_YAML_LENGTH) {
    return { expected: `at most ${MAX_YAML_LENGTH} characters`, seen: `${text.length} characters` };
  }
  let [open, lineStart] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '[' || character === '{') open++;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    else if (character === '\n') lineStart = at;
    if (open > MAX_OPEN_BRACKETS) return { expected: `at most ${MAX_OPEN_BRACKETS} open brackets`, seen: 'more' };
    if (at - lineStart > MAX_LINE_LENGTH)
      return { expected: `lines of at most ${MAX_LINE_LENGTH} characters`, seen: 'a longer one' };
  }
  return undefined;
}

/** What each fault means to whoever wrote the file; the library's own sentence stays for those that nobody meets. */
const SYNTAX_TEXTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab stands in the indentation; YAML takes spaces only',
  BAD_INDENT: 'the indentation does not fit the lines above, or a bracket there was not closed',
  MISSING_CHAR: 'something is missing here: a closing quote or bracket, a colon, a comma, a hyphen or a space',
  MULTILINE_IMPLICIT_KEY: 'a key and its colon must stand on one line',
  KEY_OVER_1024_CHARS: 'a key has at most 1024 characters',
  BLOCK_AS_IMPLICIT_KEY:
    'a second key on the same line; put it on a line of its own, or put a text with a colon between quotes',
  BLOCK_IN_FLOW: 'a list or mapping by lines cannot stand between brackets',
  UNEXPECTED_TOKEN: 'this character is not expected here; put a text that contains it between quotes',
  BAD_SCALAR_START: 'a text cannot start with this character unless it is put between quotes',
  BAD_DQ_ESCAPE:
    'unknown escape between double quotes; a backslash is written twice, or the text put between single quotes',
  TAG_RESOLVE_FAILED: 'unknown or unfit tag; a text that starts with ! is put between quotes',
  BAD_ALIAS: 'a name is missing after & or *; a text that starts with one of them is put between quotes',
  BAD_DIRECTIVE: 'unknown directive; a line that starts with % is put between quotes',
  MULTIPLE_DOCS: 'a second YAML document starts here; one file holds one document',
  RESOURCE_EXHAUSTION: 'nested too deeply to read',
};

function syntaxProblems(source: Source): Problem[] {
  const faults = [...source.document.errors, ...source.document.warnings];
  if (faults.length === 0) return duplicateKeys(source);
  const exhausted = faults.find((fault) => fault.code === 'RESOURCE_EXHAUSTION');
  return (exhausted === undefined ? faults : [exhausted]).slice(0, MAX_PROBLEMS).map((fault) => {
    const line = fault.message.split('\n', 1)[0] ?? fault.message;
    const text = SYNTAX_TEXTS[fault.code] ?? line.replace(/ at line \d+, column \d+:?$/, '');
    const seen = fault.code.toLowerCase().replaceAll('_', ' ');
    return makeProblem(source.file, source.lines.linePos(fault.pos[0]), {
      path: [],
      code: 'syntax',
      expected: 'one well-formed YAML document',
      seen,
      message: text,
    });
  });
}

/** The document as plain data, or why its aliases cannot be unfolded. */
function toData(
  source: Source,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly seen: string } {
  try {
    return { ok: true, value: source.document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) };
  } catch (error) {
    // Thrown for a document without syntax errors: an alias without anchor, or aliases that unfold beyond the bound.
    const text = error instanceof Error ? error.message : '';
    const unresolved = text.startsWith('Unresolved alias');
    return { ok: false, seen: unresolved ? 'an alias without anchor' : `more than ${MAX_ALIAS_COUNT} repetitions` };
  }
}

function parse(text: string, file: string): Source | Problem {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      logLevel: 'error',
      // Both cost the square of the document; keys are compared in duplicateKeys below.
      uniqueKeys: false,
      prettyErrors: false,
    });
    return { file, lines, document };
  } catch {
    // Thousands of nested brackets exhaust the stack of the parser.
    return plain(file, 'syntax', { expected: 'a YAML document', seen: 'one nested too deeply to read' });
  }
}

/**
 * Reads one YAML document into a typed value. Unknown keys are refused when the schema is strict, and the nearest known
 * key is named; duplicate keys, tabs, a second document, unknown tags and alias bombs are problems too. Never throws.
 */
export function readYaml<T>(text: string, schema: z.ZodType<T>, file: string): YamlReading<T> {
  const unread = refusedUnread(text);
  if (unread !== undefined) return { ok: false, problems: [plain(file, 'too-large', unread)] };
  const source = parse(text, file);
  if ('code' in source) return { ok: false, problems: [source] };
  const syntax = syntaxProblems(source);
  if (syntax.length > 0) return { ok: false, problems: syntax };
  const data = toData(source);
  if (!data.ok) {
    return { ok: false, problems: [plain(file, 'aliases', { expected: 'few or no aliases', seen: data.seen })] };
  }
  const parsed = schema.safeParse(data.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = explainIssues(parsed.error, schema, {
    value: data.value,
    textAt: (path) => scalarSource(source.document, path),
  });
  const problems = issues
    .slice(0, MAX_PROBLEMS)
    .map((issue) => makeProblem(file, source.lines.linePos(offsetOf(source.document, issue.path, issue.key)), issue));
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** The position of `path` in a text that {@link readYaml} accepted, for problems found later (an unknown id …). */
export function locateInYaml(
  text: string,
  path: Place,
  key?: string,
): { readonly line: number; readonly column: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
  const { line, col } = lines.linePos(offsetOf(document, path, key));
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
