import { errors } from '@appium/base-driver';

/** A chain of calls on a `new` object, as clients write it in Java for the `-android uiautomator` strategy. */
export type SelectorCall = { readonly method: string; readonly args: readonly SelectorValue[] };
export type SelectorChain = {
  readonly type: 'UiSelector' | 'UiScrollable';
  readonly args: readonly SelectorValue[];
  readonly calls: readonly SelectorCall[];
};
export type SelectorValue = string | number | boolean | SelectorChain;

type Token = { readonly kind: 'word' | 'string' | 'number' | 'mark'; readonly text: string };

const maxNesting = 20;

/**
 * Reads `new UiSelector().text("OK").clickable(true)` and `new UiScrollable(...).scrollIntoView(...)`, with literals and
 * nested objects as arguments. Throws InvalidSelector for anything else.
 */
export function readSelector(source: string): SelectorChain {
  const tokens = tokenise(source);
  let at = 0;
  const fail = (wanted: string): never => {
    const found = tokens[at]?.text ?? 'the end';
    throw new errors.InvalidSelectorError(`'${source}': ${wanted} expected, found ${found}.`);
  };
  const take = (text: string): boolean => {
    if (tokens[at]?.kind === 'string' || tokens[at]?.text !== text) return false;
    at++;
    return true;
  };
  const word = (): string => {
    const token = tokens[at];
    if (token?.kind !== 'word') return fail('a name');
    at++;
    return token.text;
  };
  const argumentList = (depth: number): SelectorValue[] => {
    if (!take('(')) fail("'('");
    const args: SelectorValue[] = [];
    while (!take(')')) {
      if (args.length > 0 && !take(',')) fail("',' or ')'");
      args.push(value(depth));
    }
    return args;
  };
  const value = (depth: number): SelectorValue => {
    const token = tokens[at];
    if (token?.kind === 'string') {
      at++;
      return token.text;
    }
    if (token?.kind === 'number') {
      at++;
      return Number(token.text);
    }
    if (take('true')) return true;
    if (take('false')) return false;
    return chain(depth + 1);
  };
  const chain = (depth: number): SelectorChain => {
    if (depth > maxNesting) fail('less nesting');
    // Clients may leave the `new` out, as UiAutomator2 lets them.
    take('new');
    const type = word();
    if (type !== 'UiSelector' && type !== 'UiScrollable') {
      at--;
      return fail('UiSelector or UiScrollable');
    }
    const args = argumentList(depth);
    const calls: SelectorCall[] = [];
    while (take('.')) calls.push({ method: word(), args: argumentList(depth) });
    return { type, args, calls };
  };
  const read = chain(0);
  take(';');
  if (at < tokens.length) fail('the end');
  return read;
}

function tokenise(source: string): Token[] {
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|(-?\d+)|([A-Za-z_][A-Za-z0-9_]*)|([().,;]))/sy;
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match)
      throw new errors.InvalidSelectorError(`'${source}' cannot be read from '${source.slice(start)}' on.`);
    const [, text, digits, name, mark] = match;
    if (text !== undefined) tokens.push({ kind: 'string', text: unescape(text) });
    else if (digits !== undefined) tokens.push({ kind: 'number', text: digits });
    else if (name !== undefined) tokens.push({ kind: 'word', text: name });
    else tokens.push({ kind: 'mark', text: mark ?? '' });
  }
  return tokens;
}

/** Escapes of a Java string literal. */
function unescape(text: string): string {
  const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/gs, (_, hex: string | undefined, character: string) =>
    hex === undefined ? (plain[character] ?? character) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
