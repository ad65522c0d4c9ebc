/** One value of a JSON text: where it starts, and what is in it. */
export interface ScannedValue {
  /** Offset of its first character. */
  readonly start: number;
  /** The members of an object, in order, a repeated key twice; undefined for anything else. */
  readonly members?: readonly ScannedMember[];
  /** The items of an array; undefined for anything else. */
  readonly items?: readonly ScannedValue[];
  /** The text of a string that has no escape, else undefined. */
  readonly text?: string;
}

/** One member of an object. */
export interface ScannedMember {
  readonly key: string;
  readonly keyStart: number;
  readonly value: ScannedValue;
}

/** Nested deeper than any resource: what is below is not looked at, so that no text can exhaust the stack. */
const MAX_DEPTH = 200;

/**
 * The offsets of everything in a text that JSON.parse has accepted; garbage in, an empty value out. One pass, about as fast as
 * reading it (the YAML reader, which has positions too, takes 30 times as long; see docs/decisions/0004).
 */
export function scanJson(text: string): ScannedValue {
  return new Scanner(text).value(0);
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): ScannedValue {
    this.#space();
    const start = this.#at;
    const first = this.#text[start];
    if (first === '"') return { start, text: this.#string() };
    if (first === '{' && depth < MAX_DEPTH) return { start, members: this.#members(depth) };
    if (first === '[' && depth < MAX_DEPTH) return { start, items: this.#items(depth) };
    if (first === '{' || first === '[') this.#skipNested();
    else this.#skip(/[^\s,\]}]*/y);
    return { start };
  }

  #members(depth: number): readonly ScannedMember[] {
    const members: ScannedMember[] = [];
    this.#at += 1;
    while (this.#isBefore('}')) {
      const keyStart = this.#at;
      const key = this.#string();
      this.#space();
      this.#at += 1;
      members.push({ key, keyStart, value: this.value(depth + 1) });
      this.#comma();
    }
    this.#at += 1;
    return members;
  }

  #items(depth: number): readonly ScannedValue[] {
    const items: ScannedValue[] = [];
    this.#at += 1;
    while (this.#isBefore(']')) {
      items.push(this.value(depth + 1));
      this.#comma();
    }
    this.#at += 1;
    return items;
  }

  /** True when something comes before the closing bracket. */
  #isBefore(end: string): boolean {
    this.#space();
    return this.#at < this.#text.length && this.#text[this.#at] !== end;
  }

  #comma(): void {
    this.#space();
    if (this.#text[this.#at] === ',') this.#at += 1;
  }

  /** The string at this place, unescaped. */
  #string(): string {
    const start = this.#at;
    let end = start;
    do end = this.#text.indexOf('"', end + 1);
    while (end > 0 && this.#isEscaped(end));
    this.#at = end < 0 ? this.#text.length : end + 1;
    const raw = this.#text.slice(start, this.#at);
    return raw.includes('\\') ? unescaped(raw) : raw.slice(1, -1);
  }

  /** True when an odd number of backslashes stands before the quote. */
  #isEscaped(quote: number): boolean {
    let before = quote - 1;
    while (this.#text[before] === '\\') before -= 1;
    return (quote - before) % 2 === 0;
  }

  #space(): void {
    this.#skip(/[\s\uFEFF]*/y);
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    pattern.test(this.#text);
    this.#at = Math.max(pattern.lastIndex, this.#at);
  }

  #skipNested(): void {
    let open = 0;
    do {
      const next = this.#text[this.#at];
      if (next === '"') this.#string();
      else this.#at += 1;
      if (next === '{' || next === '[') open += 1;
      if (next === '}' || next === ']') open -= 1;
    } while (open > 0 && this.#at < this.#text.length);
  }
}

function unescaped(raw: string): string {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : raw;
  } catch {
    return raw;
  }
}
