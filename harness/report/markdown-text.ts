/** Longest piece of foreign text that the Markdown summary shows, in characters. */
export const MAX_PIECE = 300;

/** Characters that Markdown, or the HTML within it, gives a meaning to. */
const MARKUP = /[\\`*_{}[\]<>()|~&]/g;

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** What forges turn into a mention, a reference or a link although it is escaped. */
const REFERENCE = /[@#!$%&~](?=[\p{L}\p{N}])|:(?=\/\/)|(?<=\bwww)\./giu;

/** What would start a heading, a list or a rule at the start of a line. */
const LINE_START = /^(?:[#+=-]|\d+(?=\.))/;

const ZERO_WIDTH_SPACE = '\u200B';

/** A text as Markdown that shows as it was: no markup, HTML, link, mention or reference comes of it. One line, bounded. */
export function proseOf(text: string): string {
  return clip(oneLine(text), 2 * MAX_PIECE)
    .replaceAll(REFERENCE, (mark) => (mark === '.' ? `${ZERO_WIDTH_SPACE}.` : `${mark}${ZERO_WIDTH_SPACE}`))
    .replaceAll(MARKUP, (mark) => ENTITIES[mark] ?? `\\${mark}`)
    .replace(LINE_START, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

/** A text as code within a line, whatever backticks it holds. One line, bounded. */
export function codeOf(text: string): string {
  const shown = clip(oneLine(text), MAX_PIECE);
  if (shown === '') return '–';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest === 0 ? '' : ' ';
  return `${fence}${gap}${shown}${gap}${fence}`;
}

/** Code within a cell of a table; as prose when it holds a bar, which would end the cell even in code. */
export function cellCodeOf(text: string): string {
  return text.includes('|') ? proseOf(text) : codeOf(text);
}

/** What `write` makes of the first items, as far as it fits in `budget` characters, and how many are left out. */
export function fitBlocks<T>(
  items: readonly T[],
  budget: number,
  write: (item: T) => string,
): { readonly kept: readonly string[]; readonly left: number } {
  const kept: string[] = [];
  let used = 0;
  for (const item of items) {
    const block = write(item);
    used += block.length + 1;
    if (used > budget) break;
    kept.push(block);
  }
  return { kept, left: items.length - kept.length };
}

/** Looks at no more than could be shown: a body of a megabyte costs no more than a word. */
function oneLine(text: string): string {
  return text
    .slice(0, 8 * MAX_PIECE)
    .replaceAll(/[^\P{C}]+|\s+/gu, ' ')
    .trim();
}

function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  // A character cut in two loses its first half as well.
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
