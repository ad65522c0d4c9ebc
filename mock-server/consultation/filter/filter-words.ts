/** A piece of a filter with the place where it stands. */
export interface FilterWord {
  readonly kind: 'open' | 'close' | 'word' | 'quoted' | 'bad';
  readonly text: string;
  /** Offset in the text of the filter, from 0. */
  readonly at: number;
}

const PIECE = /\s*(?:(\()|(\))|"((?:[^"\\]|\\.)*)"|([^\s()"]+)|(.))/gsy;

/** The pieces of a filter; one that cannot be read is `bad` and the last. */
export function filterWords(text: string): readonly FilterWord[] {
  const words: FilterWord[] = [];
  for (const match of text.trimEnd().matchAll(PIECE)) {
    const [whole, open, close, quoted, word, bad] = match;
    const at = match.index + (/^\s*/.exec(whole)?.[0].length ?? 0);
    if (open !== undefined) words.push({ kind: 'open', text: open, at });
    else if (close !== undefined) words.push({ kind: 'close', text: close, at });
    else if (quoted !== undefined) words.push({ kind: 'quoted', text: quoted.replaceAll(/\\(.)/gs, '$1'), at });
    else if (word !== undefined) words.push({ kind: 'word', text: word, at });
    else words.push({ kind: 'bad', text: bad ?? '', at });
  }
  const bad = words.findIndex(({ kind }) => kind === 'bad');
  return bad === -1 ? words : words.slice(0, bad + 1);
}
