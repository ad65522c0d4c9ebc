/** One parameter of a query string, decoded. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string;
}

/** A query string as read: its parameters in their order, or the piece that cannot be decoded. */
export type QueryReading =
  | { readonly ok: true; readonly parameters: readonly QueryParameter[] }
  | { readonly ok: false; readonly piece: string };

/** Reads a query string without `?`: percent-encoded UTF-8, `+` is a blank. A slash may be raw or `%2F`. */
export function parseQuery(query: string): QueryReading {
  const parameters: QueryParameter[] = [];
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const at = piece.indexOf('=');
    const name = decode(at === -1 ? piece : piece.slice(0, at));
    const value = decode(at === -1 ? '' : piece.slice(at + 1));
    if (name === null || value === null) return { ok: false, piece };
    parameters.push({ name, value });
  }
  return { ok: true, parameters };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
