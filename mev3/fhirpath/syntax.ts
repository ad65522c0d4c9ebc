/** A FHIRPath expression as parsed: only what the recognition of a path and its safety need. */
export type Expression =
  | { readonly kind: 'member'; readonly on: Expression | null; readonly name: string }
  | {
      readonly kind: 'call';
      readonly on: Expression | null;
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'index'; readonly on: Expression; readonly at: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'literal'; readonly type: LiteralType; readonly text: string }
  | { readonly kind: 'variable'; readonly on: Expression | null; readonly name: string };

/** Kinds of literal; `text` of a string is its value without quotes and escapes. */
export type LiteralType = 'string' | 'number' | 'date' | 'empty';

/** Why a path cannot be read: a syntax fault, or a limit that it passes. */
export class PathSyntaxError extends Error {
  readonly fault: 'syntax' | 'too-long' | 'too-deep';
  /** 0-based offset in the path. */
  readonly offset: number;

  constructor(fault: 'syntax' | 'too-long' | 'too-deep', offset: number) {
    super(`${fault} at ${offset}`);
    this.name = 'PathSyntaxError';
    this.fault = fault;
    this.offset = offset;
  }
}
