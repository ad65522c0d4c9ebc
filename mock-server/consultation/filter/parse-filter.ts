import { nearestHint, refuseSearch, refuseTooMany } from '../refusals.ts';
import { SEARCH_LIMITS } from '../search/parse-context.ts';
import { FILTER_OPERATORS, isFilterOperator } from './filter-node.ts';
import type { FilterComparison, FilterNode, FilterValue } from './filter-node.ts';
import { filterWords } from './filter-words.ts';
import type { FilterWord } from './filter-words.ts';

/**
 * Reads a `_filter` in the standard grammar, and in the published shorthand `name op v1 or v2` unless `standard` is asked
 * for (Q29). `and` binds before `or`; a shorthand binds before both.
 * @throws FhirError 400 that says where it stopped and what was expected there
 */
export function parseFilter(text: string, grammar: 'both' | 'standard' = 'both'): FilterNode {
  if (text.length > SEARCH_LIMITS.filterLength) throw refuseTooMany('_filter', text.length, SEARCH_LIMITS.filterLength);
  return new FilterReader(text, grammar).read();
}

class FilterReader {
  readonly #words: readonly FilterWord[];
  readonly #end: FilterWord;
  readonly #hasShorthand: boolean;
  #at = 0;
  #depth = 0;
  #nodes = 0;

  constructor(text: string, grammar: 'both' | 'standard') {
    this.#words = filterWords(text);
    this.#end = { kind: 'bad', text: '', at: text.length };
    this.#hasShorthand = grammar === 'both';
  }

  read(): FilterNode {
    const node = this.#group('or');
    if (this.#at < this.#words.length) throw this.#refuse('and, or');
    return node;
  }

  /** Operands joined by one operator; those of `or` are joined by `and`. */
  #group(joint: 'and' | 'or'): FilterNode {
    const operand = (): FilterNode => (joint === 'or' ? this.#group('and') : this.#operand());
    const first = operand();
    const others: FilterNode[] = [];
    while (this.#isWord(joint)) {
      this.#at += 1;
      others.push(operand());
    }
    return others.length === 0 ? first : { kind: joint, of: [first, ...others] };
  }

  #operand(): FilterNode {
    this.#nodes += 1;
    if (this.#nodes > SEARCH_LIMITS.filterNodes) throw refuseTooMany('_filter', this.#nodes, SEARCH_LIMITS.filterNodes);
    if (this.#peek().kind === 'open') return this.#parentheses();
    if (!this.#isWord('not') || this.#peek(1).kind !== 'open') return this.#comparison();
    this.#at += 1;
    return { kind: 'not', of: this.#parentheses() };
  }

  #parentheses(): FilterNode {
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > SEARCH_LIMITS.filterDepth) throw refuseTooMany('_filter', this.#depth, SEARCH_LIMITS.filterDepth);
    const node = this.#group('or');
    if (this.#peek().kind !== 'close') throw this.#refuse(')');
    this.#at += 1;
    this.#depth -= 1;
    return node;
  }

  #comparison(): FilterComparison {
    const path = this.#peek();
    if (path.kind !== 'word') throw this.#refuse('<parameter> <operator> <value>');
    if (/[[\]]/.test(path.text)) throw subFilter(path.text);
    this.#at += 1;
    const operator = this.#peek();
    if (operator.kind !== 'word' || !isFilterOperator(operator.text)) {
      throw this.#refuse(nearestHint(operator.text, FILTER_OPERATORS));
    }
    this.#at += 1;
    const values = [this.#value()];
    while (this.#hasShorthand && this.#continuesShorthand()) {
      this.#at += 1;
      values.push(this.#value());
    }
    if (values.length > SEARCH_LIMITS.values) throw refuseTooMany('_filter', values.length, SEARCH_LIMITS.values);
    return { kind: 'compare', path: path.text, operator: operator.text, values };
  }

  #value(): FilterValue {
    const { kind, text } = this.#peek();
    if (kind !== 'word' && kind !== 'quoted') throw this.#refuse('<value>');
    this.#at += 1;
    return { text, isQuoted: kind === 'quoted' };
  }

  /** `or` and a value that does not begin a comparison of its own. */
  #continuesShorthand(): boolean {
    if (!this.#isWord('or')) return false;
    const next = this.#peek(1);
    if (next.kind === 'quoted') return true;
    if (next.kind !== 'word' || next.text === 'not') return false;
    const after = this.#peek(2);
    return !(after.kind === 'word' && isFilterOperator(after.text));
  }

  #isWord(text: string): boolean {
    const word = this.#peek();
    return word.kind === 'word' && word.text === text;
  }

  #peek(ahead = 0): FilterWord {
    return this.#words[this.#at + ahead] ?? this.#end;
  }

  #refuse(expected: string): Error {
    const { text, at } = this.#peek();
    return refuseSearch({
      code: 'read.filter-syntax',
      issue: 'invalid',
      text: 'consultation.filter-syntax',
      where: `_filter, ${at + 1}`,
      seen: text === '' ? '—' : text,
      expected,
    });
  }
}

/** `name[filter].path` of the standard grammar asks for elements, which the search parameters do not know. */
function subFilter(path: string): Error {
  return refuseSearch({
    code: 'read.filter-syntax',
    issue: 'not-supported',
    text: 'consultation.filter-brackets',
    where: '_filter',
    seen: path,
    expected: '<parameter> <operator> <value>',
  });
}
