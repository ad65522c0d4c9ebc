import type { ReportExchange } from '../model/report.ts';

/** Longer JSON is shown as it was sent: laying it out would help nobody. */
const MAX_FORMATTED = 65_536;

/** A body as shown: JSON with line breaks when it can be read as such, anything else as it was sent. */
export function prettyBody(body: ReportExchange['request']['body']): {
  readonly text: string;
  readonly isFormatted: boolean;
} {
  const { content, form, truncated } = body;
  if (form === 'text' && !truncated && content.length <= MAX_FORMATTED && /^\s*[[{]/.test(content)) {
    const text = formatted(content);
    if (text !== null) return { text, isFormatted: text !== content };
  }
  return { text: content, isFormatted: false };
}

/** JSON with line breaks; null when laying it out could change what it says (repeated keys, numbers beyond a double). */
function formatted(content: string): string | null {
  try {
    const value: unknown = JSON.parse(content);
    const tight = JSON.stringify(value);
    return tight.length === withoutSpace(content).length ? JSON.stringify(value, null, 2) : null;
  } catch {
    return null;
  }
}

/** The JSON text without the white space between its tokens. */
function withoutSpace(content: string): string {
  return content.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, quoted: string | undefined) => quoted ?? '');
}
