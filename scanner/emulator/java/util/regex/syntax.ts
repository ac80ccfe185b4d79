/** Flags of java.util.regex.Pattern. */
export const FLAGS = {
  UNIX_LINES: 1,
  CASE_INSENSITIVE: 2,
  COMMENTS: 4,
  MULTILINE: 8,
  LITERAL: 16,
  DOTALL: 32,
  UNICODE_CASE: 64,
  CANON_EQ: 128,
  UNICODE_CHARACTER_CLASS: 256,
} as const;

/** Whether a code point belongs to a class. */
export type CharTest = (code: number) => boolean;

export type Assertion =
  | 'line-start'
  | 'line-end'
  | 'input-start'
  | 'input-end'
  | 'before-last-line-end'
  | 'word'
  | 'not-word'
  | 'last-match-end';

/** A regular expression as a tree. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'set'; readonly test: CharTest }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly number: number; readonly body: RegexNode }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly mood: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'assert'; readonly what: Assertion; readonly unixLines: boolean }
  | { readonly kind: 'back-reference'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode };

export type ParsedRegex = {
  readonly root: RegexNode;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
};

/** What Java's PatternSyntaxException tells. */
export class RegexSyntaxError extends Error {
  readonly description: string;
  readonly index: number;

  constructor(description: string, index: number) {
    super(description);
    this.description = description;
    this.index = index;
  }
}
