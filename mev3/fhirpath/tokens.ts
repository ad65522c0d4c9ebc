import { PathSyntaxError } from './syntax.ts';

/** A token of a FHIRPath; `text` of a string or a delimited identifier is its content. */
export interface Token {
  readonly kind: 'name' | 'delimited' | 'keyword' | 'string' | 'number' | 'date' | 'variable' | 'symbol' | 'end';
  readonly text: string;
  readonly offset: number;
}

/** A time of day, from its hour on. */
const TIME = String.raw`\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?`;

/** Sticky: each match starts exactly where the last one ended, so reading is linear. */
const PIECE = new RegExp(
  [
    String.raw`(?<space>\s+|//[^\n\r]*|/\*[^]*?\*/)`,
    String.raw`(?<name>[A-Za-z_][A-Za-z0-9_]*)`,
    String.raw`(?<quoted>'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|\x60(?:[^\x60\\]|\\[^])*\x60)`,
    String.raw`(?<date>@(?:\d{4}(?:-\d\d(?:-\d\d)?)?(?:T(?:${TIME}(?:Z|[+-]\d\d:\d\d)?)?)?|T${TIME}))`,
    String.raw`(?<number>[0-9]+(?:\.[0-9]+)?)`,
    String.raw`(?<variable>\$(?:this|index|total)|%[A-Za-z_][A-Za-z0-9_]*|%'[^'\\]*'|%\x60[^\x60\\]*\x60)`,
    String.raw`(?<symbol><=|>=|!=|!~|[.,()[\]{}=~<>|+\-*/&])`,
  ].join('|'),
  'y',
);

/** Operators in words that can never be an identifier; `as`, `is`, `in` and `contains` can. */
const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'xor', 'implies', 'div', 'mod']);

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

/**
 * The tokens of a path, in linear time. Strings may be in ' or " (tolerated: FHIRPath has only '), delimited
 * identifiers in \`.
 * @throws PathSyntaxError where a character starts no token.
 */
export function tokensOf(path: string): readonly Token[] {
  const tokens: Token[] = [];
  PIECE.lastIndex = 0;
  let offset = 0;
  while (offset < path.length) {
    PIECE.lastIndex = offset;
    const groups = PIECE.exec(path)?.groups;
    if (groups === undefined) throw new PathSyntaxError('syntax', offset);
    const token = tokenOf(groups, offset);
    if (token !== null) tokens.push(token);
    offset = PIECE.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', offset });
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, offset: number): Token | null {
  const { quoted } = groups;
  if (quoted !== undefined) {
    return { kind: quoted.startsWith('`') ? 'delimited' : 'string', text: unquote(quoted), offset };
  }
  const { name } = groups;
  if (name !== undefined) return { kind: KEYWORDS.has(name) ? 'keyword' : 'name', text: name, offset };
  for (const kind of ['symbol', 'number', 'date', 'variable'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text, offset };
  }
  return null;
}

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replaceAll(/\\(?:u([0-9A-Fa-f]{4})|([^]))/g, (_whole, hex?: string, letter?: string) =>
    hex === undefined ? (ESCAPES[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
