import { inflateSync } from 'node:zlib';

/** The text of each page of a PDF as pdfkit writes it: lines in the order in which they were drawn. */
export function pdfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    const fonts = fontsOf(head, objects);
    const contents = referred(head, 'Contents', objects);
    return drawnText(contents?.stream.toString('latin1') ?? '', fonts);
  });
}

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer;
}

function objectsOf(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const text = pdf.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('\nendobj', start);
    const body = text.slice(start, end);
    const at = body.indexOf('\nstream\n');
    const head = at < 0 ? body : body.slice(0, at);
    const raw = at < 0 ? Buffer.alloc(0) : pdf.subarray(start + at + 8, start + body.lastIndexOf('\nendstream'));
    const stream = head.includes('/FlateDecode') ? inflateSync(raw) : raw;
    found.set(match[1] ?? '', { head, stream });
  }
  return found;
}

type Glyphs = ReadonlyMap<number, string>;

function fontsOf(page: string, objects: ReadonlyMap<string, PdfObject>): ReadonlyMap<string, Glyphs> {
  const resources = referred(page, 'Resources', objects)?.head ?? '';
  const fonts = new Map<string, Glyphs>();
  for (const [, name = '', font = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = referred(objects.get(font)?.head, 'ToUnicode', objects);
    fonts.set(name, glyphsOf(map?.stream.toString('latin1') ?? ''));
  }
  return fonts;
}

/** The object that `head` refers to by `/name n 0 R`. */
function referred(head: string | undefined, name: string, objects: ReadonlyMap<string, PdfObject>) {
  const [, number = ''] = new RegExp(`/${name} (\\d+) 0 R`).exec(head ?? '') ?? [];
  return objects.get(number);
}

function glyphsOf(map: string): Glyphs {
  const glyphs = new Map<number, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
      glyphs.set(Number.parseInt(from, 16) + index, bytes.swap16().toString('utf16le'));
    }
  }
  return glyphs;
}

function drawnText(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map();
  const lines: string[] = [];
  for (const [, font, drawn] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    if (drawn === undefined) continue;
    const codes = [...drawn.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    lines.push(codes.map((code) => glyphs.get(Number.parseInt(code, 16)) ?? '\uFFFD').join(''));
  }
  return lines.join('\n');
}
