import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
// oxlint-disable-next-line import/no-named-as-default -- its types know the default export only
import PDFDocument from 'pdfkit';

const resolve = createRequire(import.meta.url).resolve;

/** Typefaces that the document carries: they have French, Greek and the marks of the verdicts. */
const TYPEFACES = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  mono: 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
} as const;

/** How a piece of text looks. Size in points. */
export interface TextStyle {
  readonly face?: keyof typeof TYPEFACES;
  readonly size?: number;
  readonly color?: string;
  /** Distance from the left margin, in points. */
  readonly indent?: number;
}

/** A cell of a table. */
export interface PdfCell extends TextStyle {
  readonly text: string;
}

/** A table whose header is drawn again on each page. */
export interface PdfTable {
  readonly columns: readonly { readonly title: string; readonly share: number }[];
  readonly rows: readonly (readonly PdfCell[])[];
}

/** What a document is called. */
export interface PdfFacts {
  readonly title: string;
  readonly language: string;
  readonly version: string;
  /** The instant of the report, not of the printing: the same report gives the same bytes. */
  readonly instant: string;
  readonly footer: (page: number, pages: number) => string;
}

type Structure = PDFKit.PDFStructureElement;

const MARGIN = 48;
const FOOTER_ROOM = 28;
const BODY_SIZE = 9;
const HEADING_SIZES = { 1: 20, 2: 14, 3: 10.5 } as const;
const CELL_PADDING = 4;
const INK = '#1b1f24';
const RULE_COLOR = '#cfd6dd';
const HEAD_COLOR = '#eceff2';

/** Lays text out on A4 pages, tagged so that a screen reader finds headings, paragraphs and tables. */
export class PdfWriter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #root: Structure;
  readonly #facts: PdfFacts;
  readonly #bytes: Promise<Buffer>;

  constructor(facts: PdfFacts) {
    const instant = new Date(facts.instant);
    this.#facts = facts;
    this.#doc = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER_ROOM },
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: facts.language,
      displayTitle: true,
      info: {
        Title: facts.title,
        Producer: facts.version,
        Creator: facts.version,
        CreationDate: instant,
        ModDate: instant,
      },
    });
    this.#bytes = buffer(this.#doc);
    for (const [face, file] of Object.entries(TYPEFACES)) this.#doc.registerFont(face, resolve(file));
    this.#root = this.#doc.struct('Document');
    this.#doc.addStructure(this.#root);
  }

  /** A heading, also in the outline beside the pages when it is of level 1 or 2. */
  heading(level: 1 | 2 | 3, text: string): void {
    const size = HEADING_SIZES[level];
    this.#keepRoom(size * 5);
    if (this.#doc.y > MARGIN) this.#doc.y += size * 0.6;
    if (level < 3) this.#doc.outline.addItem(oneLine(text));
    this.#tagged(`H${level}`, () => this.#text(text, { face: 'bold', size }));
    this.#doc.y += size * 0.3;
  }

  /** A paragraph; line breaks in it stay. */
  paragraph(text: string, style: TextStyle = {}): void {
    this.#tagged('P', () => this.#text(text, style));
    this.#doc.y += (style.size ?? BODY_SIZE) * 0.4;
  }

  /** A paragraph on a coloured ground with a bar before it. */
  callout(lines: readonly PdfCell[], colors: { readonly bar: string; readonly ground: string }): void {
    const { x, width } = this.#column();
    const inner = { x: x + 14, width: width - 24 };
    const height = lines.reduce((sum, line) => sum + this.#heightOf(line, inner.width) + 3, 14);
    this.#keepRoom(height);
    const top = this.#doc.y;
    this.#ornament(() => {
      this.#doc.rect(x, top, width, height).fill(colors.ground);
      this.#doc.rect(x, top, 5, height).fill(colors.bar);
    });
    let y = top + 8;
    for (const line of lines) {
      this.#tagged('P', () => this.#textAt(line, { x: inner.x, y, width: inner.width }));
      y += this.#heightOf(line, inner.width) + 3;
    }
    this.#moveTo(top + height + 8);
  }

  /** A table. A row stays whole; the header stands on each page. */
  table({ columns, rows }: PdfTable): void {
    const { width } = this.#column();
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (share / total) * width);
    const head = columns.map(({ title }): PdfCell => ({ text: title, face: 'bold', size: 7.5 }));
    const table = this.#child(this.#root, 'Table');
    this.#keepRoom(this.#rowHeight(head, widths) * 3);
    this.#row(head, widths, { table, tag: 'TH' });
    for (const row of rows) {
      if (this.#doc.y + this.#rowHeight(row, widths) > this.#bottom()) {
        this.breakPage();
        this.#row(head, widths, null);
      }
      this.#row(row, widths, { table, tag: 'TD' });
    }
    table.end();
    this.#moveTo(this.#doc.y + 8);
  }

  /** What comes next starts a page. */
  breakPage(): void {
    this.#doc.addPage();
    this.#moveTo(MARGIN);
  }

  /** How much room is left on the page, in points. */
  get room(): number {
    return this.#bottom() - this.#doc.y;
  }

  /** Writes the footers and gives the document. */
  async finish(): Promise<Buffer> {
    this.#root.end();
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#doc.switchToPage(page);
      // Text below the bottom margin would start a page.
      this.#doc.page.margins.bottom = 0;
      const { x, width } = this.#column();
      const footer: PdfCell = { text: this.#facts.footer(page + 1, count), size: 7.5, color: '#4a5560' };
      this.#ornament(() => this.#textAt(footer, { x, y: this.#doc.page.height - MARGIN, width }), 'Pagination');
    }
    this.#doc.end();
    return this.#bytes;
  }

  /** One row; a header that is repeated (`into` null) is no part of the document's structure. */
  #row(
    cells: readonly PdfCell[],
    widths: readonly number[],
    into: { table: Structure; tag: 'TH' | 'TD' } | null,
  ): void {
    const height = this.#rowHeight(cells, widths);
    const { x, width } = this.#column();
    const top = this.#doc.y;
    const isHead = into?.tag !== 'TD';
    this.#ornament(() => {
      if (isHead) this.#doc.rect(x, top, width, height).fill(HEAD_COLOR);
      this.#doc
        .moveTo(x, top + height)
        .lineTo(x + width, top + height)
        .lineWidth(0.5)
        .stroke(RULE_COLOR);
    });
    const row = into === null ? null : this.#child(into.table, 'TR');
    let left = x;
    for (const [index, cell] of cells.entries()) {
      const room = (widths[index] ?? 0) - 2 * CELL_PADDING;
      const draw = (): void => this.#textAt(cell, { x: left + CELL_PADDING, y: top + CELL_PADDING, width: room });
      if (row === null || into === null) this.#ornament(draw, 'Pagination');
      else
        this.#child(row, into.tag, isHead ? { scope: 'Column' } : {})
          .add(draw)
          .end();
      left += widths[index] ?? 0;
    }
    row?.end();
    this.#moveTo(top + height);
  }

  #rowHeight(cells: readonly PdfCell[], widths: readonly number[]): number {
    const heights = cells.map((cell, index) => this.#heightOf(cell, (widths[index] ?? 0) - 2 * CELL_PADDING));
    return Math.max(...heights) + 2 * CELL_PADDING;
  }

  #heightOf(cell: PdfCell, width: number): number {
    this.#use(cell);
    return this.#doc.heightOfString(visible(cell.text), { width });
  }

  #text(text: string, style: TextStyle): void {
    const { x, width } = this.#column();
    const { indent = 0 } = style;
    this.#use(style);
    this.#doc.text(visible(text), x + indent, this.#doc.y, { width: width - indent });
  }

  #textAt(cell: PdfCell, { x, y, width }: { readonly x: number; readonly y: number; readonly width: number }): void {
    this.#use(cell);
    this.#doc.text(visible(cell.text), x, y, { width });
  }

  #use({ face = 'regular', size = BODY_SIZE, color = INK }: TextStyle): void {
    this.#doc
      .font(face)
      .fontSize(face === 'mono' ? size * 0.92 : size)
      .fillColor(color);
  }

  #tagged(tag: string, draw: () => void): void {
    this.#child(this.#root, tag).add(draw).end();
  }

  /** A part of the structure that hangs in it from the start, so that what is added to it is drawn at once. */
  #child(parent: Structure, tag: string, options: Record<string, string> = {}): Structure {
    const child = this.#doc.struct(tag, options);
    parent.add(child);
    return child;
  }

  /** What a screen reader passes over. */
  #ornament(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.#doc.markContent('Artifact', { type });
    draw();
    this.#doc.endMarkedContent();
  }

  #keepRoom(height: number): void {
    if (this.#doc.y + height > this.#bottom()) this.breakPage();
  }

  #moveTo(y: number): void {
    this.#doc.x = MARGIN;
    this.#doc.y = y;
  }

  #column(): { readonly x: number; readonly width: number } {
    return { x: MARGIN, width: this.#doc.page.width - 2 * MARGIN };
  }

  #bottom(): number {
    return this.#doc.page.height - MARGIN - FOOTER_ROOM;
  }
}

/** Control characters have no glyph and could only mislead. */
function visible(text: string): string {
  return text.replaceAll(/(?!\n)\p{C}+/gu, ' ').replaceAll('\u202F', '\u00A0');
}

function oneLine(text: string): string {
  return visible(text).replaceAll(/\s+/g, ' ');
}
