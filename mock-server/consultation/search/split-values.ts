/** Splits where the separator is not escaped by a backslash (R4 search, escaping). Escapes stay in the pieces. */
export function splitUnescaped(text: string, separator: ',' | '|' | '$'): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start)];
}

/** The text that an escaped piece stands for. */
export function unescapeValue(text: string): string {
  return text.replace(/\\([\\,|$])/g, '$1');
}
