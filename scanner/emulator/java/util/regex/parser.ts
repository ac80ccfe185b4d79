import {
  ESCAPED,
  fold,
  ignoringCase,
  isWord,
  not,
  propertyClass,
  range,
  remembered,
} from './char-classes.ts';
import { FLAGS, RegexSyntaxError } from './syntax.ts';
import type { CharTest, ParsedRegex, RegexNode } from './syntax.ts';

const MAX_DEPTH = 250;
const MAX_PATTERN_CHARS = 100_000;
const MAX_REPEAT = 2_147_483_647;

/** Reads Java's regular expression syntax. Throws RegexSyntaxError. */
export function parseRegex(pattern: string, flags: number): ParsedRegex {
  if (pattern.length > MAX_PATTERN_CHARS) throw new RegexSyntaxError('Pattern too large', 0);
  if ((flags & FLAGS.LITERAL) !== 0) {
    const items = [...pattern].map((char) => charNode(char.codePointAt(0) ?? 0, flags));
    return { root: { kind: 'sequence', items }, groupCount: 0, names: new Map() };
  }
  const parser = new Parser(pattern, flags);
  const root = parser.readAll();
  return { root, groupCount: parser.groupCount, names: parser.names };
}

function charNode(code: number, flags: number): RegexNode {
  if ((flags & FLAGS.CASE_INSENSITIVE) === 0) return { kind: 'char', code };
  const folded = fold(code);
  const isCased = String.fromCodePoint(code).toLowerCase() !== String.fromCodePoint(code).toUpperCase();
  return isCased ? { kind: 'set', test: (other) => fold(other) === folded } : { kind: 'char', code };
}

function isExtending(code: number): boolean {
  return code === 0x200d || (code > 0x2ff && /^[\p{M}\p{Emoji_Modifier}]$/u.test(String.fromCodePoint(code)));
}

class Parser {
  groupCount = 0;
  readonly names = new Map<string, number>();
  private readonly text: string;
  private flags: number;
  private at = 0;
  private depth = 0;

  constructor(text: string, flags: number) {
    this.text = text;
    this.flags = flags;
  }

  readAll(): RegexNode {
    const root = this.readChoice();
    if (this.at < this.text.length) this.fail("Unmatched closing ')'", this.at - 1);
    return root;
  }

  private fail(description: string, index = this.at): never {
    throw new RegexSyntaxError(description, index);
  }

  private has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  private peek(): string {
    if (this.has(FLAGS.COMMENTS)) this.skipComments();
    return this.text.charAt(this.at);
  }

  private skipComments(): void {
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (/\s/.test(char)) this.at++;
      else if (char === '#')
        while (this.at < this.text.length && this.text.charAt(this.at) !== '\n') this.at++;
      else return;
    }
  }

  private nextCode(): number {
    const code = this.text.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private readChoice(): RegexNode {
    if (++this.depth > MAX_DEPTH) this.fail('Pattern is nested too deep');
    const items = [this.readSequence()];
    while (this.peek() === '|') {
      this.at++;
      items.push(this.readSequence());
    }
    this.depth--;
    return items.length === 1 ? (items[0] ?? { kind: 'empty' }) : { kind: 'choice', items };
  }

  private readSequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      const char = this.peek();
      if (char === '' || char === '|' || char === ')') break;
      const atom = this.readAtom();
      items.push(...(Array.isArray(atom) ? this.quantifyLast(atom) : [this.readQuantifier(atom)]));
    }
    return items.length === 1 ? (items[0] ?? { kind: 'empty' }) : { kind: 'sequence', items };
  }

  /** Of a quoted run, a quantifier takes the last character only. */
  private quantifyLast(run: readonly RegexNode[]): RegexNode[] {
    const last = run.at(-1);
    return last === undefined ? [] : [...run.slice(0, -1), this.readQuantifier(last)];
  }

  private readQuantifier(atom: RegexNode): RegexNode {
    const char = this.peek();
    let min: number;
    let max: number;
    if (char === '*') [min, max] = [0, MAX_REPEAT];
    else if (char === '+') [min, max] = [1, MAX_REPEAT];
    else if (char === '?') [min, max] = [0, 1];
    else if (char === '{') {
      const braces = /^\{(\d+)(,(\d*))?\}/.exec(this.text.slice(this.at, this.at + 32));
      if (!braces) return this.fail('Illegal repetition');
      min = Number(braces[1]);
      max = braces[2] === undefined ? min : braces[3] === '' ? MAX_REPEAT : Number(braces[3]);
      if (min > MAX_REPEAT || max > MAX_REPEAT || max < min) this.fail('Illegal repetition range');
      this.at += braces[0].length - 1;
    } else return atom;
    this.at++;
    const next = this.text.charAt(this.at);
    const mood = next === '?' ? 'lazy' : next === '+' ? 'possessive' : 'greedy';
    if (mood !== 'greedy') this.at++;
    return { kind: 'repeat', body: atom, min, max, mood };
  }

  private readAtom(): RegexNode | RegexNode[] {
    const char = this.text.charAt(this.at);
    const unixLines = this.has(FLAGS.UNIX_LINES);
    switch (char) {
      case '(':
        return this.readGroup();
      case '[':
        this.at++;
        return { kind: 'set', test: this.cased(this.readClass()) };
      case '.':
        this.at++;
        return { kind: 'set', test: this.anyChar() };
      case '^':
        this.at++;
        return { kind: 'assert', what: this.has(FLAGS.MULTILINE) ? 'line-start' : 'input-start', unixLines };
      case '$':
        this.at++;
        return {
          kind: 'assert',
          what: this.has(FLAGS.MULTILINE) ? 'line-end' : 'before-last-line-end',
          unixLines,
        };
      case '\\':
        return this.readEscape();
      case '*':
      case '+':
      case '?':
        return this.fail(`Dangling meta character '${char}'`);
      default:
        return charNode(this.nextCode(), this.flags);
    }
  }

  private anyChar(): CharTest {
    if (this.has(FLAGS.DOTALL)) return () => true;
    if (this.has(FLAGS.UNIX_LINES)) return (code) => code !== 10;
    return (code) => code !== 10 && code !== 13 && code !== 0x85 && code !== 0x2028 && code !== 0x2029;
  }

  private cased(test: CharTest): CharTest {
    return remembered(this.has(FLAGS.CASE_INSENSITIVE) ? ignoringCase(test) : test);
  }

  private readGroup(): RegexNode {
    const start = this.at;
    this.at++;
    if (this.text.charAt(this.at) !== '?') {
      const number = ++this.groupCount;
      return { kind: 'group', number, body: this.readBody(start) };
    }
    this.at++;
    const rest = this.text.slice(this.at, this.at + 2);
    if (rest.startsWith(':')) return this.skip(1, () => this.readBody(start));
    if (rest.startsWith('>')) return this.skip(1, () => ({ kind: 'atomic', body: this.readBody(start) }));
    for (const [mark, behind, negative] of [
      ['=', false, false],
      ['!', false, true],
      ['<=', true, false],
      ['<!', true, true],
    ] as const)
      if (rest.startsWith(mark))
        return this.skip(mark.length, () => ({ kind: 'look', behind, negative, body: this.readBody(start) }));
    if (rest.startsWith('<')) return this.readNamedGroup(start);
    return this.readFlags(start);
  }

  private skip(count: number, read: () => RegexNode): RegexNode {
    this.at += count;
    return read();
  }

  private readNamedGroup(start: number): RegexNode {
    const name = /^<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.text.slice(this.at, this.at + 200));
    if (!name) return this.fail('capturing group name does not start with a Latin letter', this.at + 1);
    this.at += name[0].length;
    if (this.names.has(name[1] ?? '')) this.fail(`Named capturing group <${name[1]}> is already defined`);
    const number = ++this.groupCount;
    this.names.set(name[1] ?? '', number);
    return { kind: 'group', number, body: this.readBody(start) };
  }

  private readFlags(start: number): RegexNode {
    const match = /^([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(this.text.slice(this.at, this.at + 40));
    if (!match) return this.fail('Unknown inline modifier');
    const before = this.flags;
    this.flags = (this.flags | this.flagBits(match[1] ?? '')) & ~this.flagBits(match[2] ?? '');
    this.at += match[0].length;
    // Flags without a colon hold to the end of the enclosing group, which restores them.
    if (match[3] === ')') return { kind: 'empty' };
    const body = this.readBody(start);
    this.flags = before;
    return body;
  }

  private flagBits(letters: string): number {
    const bits: Readonly<Record<string, number>> = {
      i: FLAGS.CASE_INSENSITIVE,
      m: FLAGS.MULTILINE,
      s: FLAGS.DOTALL,
      d: FLAGS.UNIX_LINES,
      u: FLAGS.UNICODE_CASE,
      c: FLAGS.CANON_EQ,
      x: FLAGS.COMMENTS,
      U: FLAGS.UNICODE_CHARACTER_CLASS,
    };
    let all = 0;
    for (const letter of letters) all |= bits[letter] ?? this.fail('Unknown inline modifier');
    return all;
  }

  private readBody(_start: number): RegexNode {
    const before = this.flags;
    const body = this.readChoice();
    if (this.text.charAt(this.at) !== ')') this.fail('Unclosed group', this.text.length);
    this.at++;
    this.flags = before;
    return body;
  }

  private readEscape(): RegexNode | RegexNode[] {
    const start = this.at;
    this.at++;
    const letter = this.text.charAt(this.at);
    const unixLines = this.has(FLAGS.UNIX_LINES);
    const assertion = (
      {
        A: 'input-start',
        z: 'input-end',
        Z: 'before-last-line-end',
        b: 'word',
        B: 'not-word',
        G: 'last-match-end',
      } as const
    )[letter];
    if (assertion !== undefined) {
      this.at++;
      return { kind: 'assert', what: assertion, unixLines };
    }
    if (letter === 'Q') return this.readQuoted();
    if (letter === 'X') {
      this.at++;
      // A character with the marks, joiners and modifiers behind it.
      return {
        kind: 'sequence',
        items: [
          { kind: 'set', test: (code) => !isExtending(code) },
          {
            kind: 'repeat',
            body: { kind: 'set', test: isExtending },
            min: 0,
            max: MAX_REPEAT,
            mood: 'possessive',
          },
        ],
      };
    }
    if (letter === 'R') {
      this.at++;
      const breaks: RegexNode = {
        kind: 'set',
        test: (code) => (code >= 10 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029,
      };
      return {
        kind: 'choice',
        items: [
          {
            kind: 'sequence',
            items: [
              { kind: 'char', code: 13 },
              { kind: 'char', code: 10 },
            ],
          },
          breaks,
        ],
      };
    }
    if (letter === 'k') {
      const name = /^k<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.text.slice(this.at, this.at + 200));
      const group = this.names.get(name?.[1] ?? '');
      if (!name) return this.fail("\\k is not followed by '<' for named capturing group");
      if (group === undefined) return this.fail(`named capturing group <${name[1]}> does not exist`);
      this.at += name[0].length;
      return { kind: 'back-reference', group, ignoreCase: this.has(FLAGS.CASE_INSENSITIVE) };
    }
    if (letter >= '1' && letter <= '9') return this.readBackReference();
    const test = this.findEscapedClass();
    if (test !== undefined) return { kind: 'set', test: this.cased(test) };
    return charNode(this.readEscapedCode(start), this.flags);
  }

  private readQuoted(): RegexNode[] {
    const end = this.text.indexOf('\\E', this.at + 1);
    const quoted = this.text.slice(this.at + 1, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 2;
    return [...quoted].map((char) => charNode(char.codePointAt(0) ?? 0, this.flags));
  }

  private readBackReference(): RegexNode {
    let group = Number(this.text.charAt(this.at++));
    // Further digits belong to it as long as there are that many groups.
    while (
      /\d/.test(this.text.charAt(this.at)) &&
      group * 10 + Number(this.text.charAt(this.at)) <= this.groupCount
    )
      group = group * 10 + Number(this.text.charAt(this.at++));
    return { kind: 'back-reference', group, ignoreCase: this.has(FLAGS.CASE_INSENSITIVE) };
  }

  /** A class named by the letter that the parser stands on, or nothing. */
  private findEscapedClass(): CharTest | undefined {
    const letter = this.text.charAt(this.at);
    if (letter === 'p' || letter === 'P') {
      const start = this.at;
      const match = /^[pP](?:\{(\^?)([^}]*)\}|([A-Z]))/.exec(this.text.slice(this.at, this.at + 100));
      if (!match) return this.fail('Unclosed character family', this.text.length - 1);
      this.at += match[0].length;
      const test = propertyClass(match[2] ?? match[3] ?? '', start + match[0].length - 1);
      return (letter === 'P') !== (match[1] === '^') ? not(test) : test;
    }
    const test = ESCAPED[letter];
    if (test === undefined) return undefined;
    this.at++;
    if (!this.has(FLAGS.UNICODE_CHARACTER_CLASS)) return test;
    const property = { d: 'Nd', s: 'White_Space', w: '' }[letter.toLowerCase()];
    const wide =
      property === undefined ? test : property === '' ? wideWord : propertyClass(property, this.at);
    return letter === letter.toLowerCase() ? wide : property === undefined ? test : not(wide);
  }

  private readEscapedCode(start: number): number {
    const letter = this.text.charAt(this.at);
    const simple: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };
    const rest = this.text.slice(this.at, this.at + 12);
    const take = (match: RegExpExecArray | null, radix: number, wrong: string): number => {
      if (!match) return this.fail(wrong);
      this.at += match[0].length;
      const code = Number.parseInt(match[1] ?? '0', radix);
      return code > 0x10ffff ? this.fail('Hexadecimal codepoint is too big') : code;
    };
    if (letter === '') return this.fail('Unexpected internal error', start + 1);
    const known = simple[letter];
    if (known !== undefined) {
      this.at++;
      return known;
    }
    if (letter === '0') return take(/^0([0-3]?[0-7]{1,2})/.exec(rest), 8, 'Illegal octal escape sequence');
    if (letter === 'x')
      return take(
        /^x\{([0-9a-fA-F]{1,8})\}/.exec(rest) ?? /^x([0-9a-fA-F]{2})/.exec(rest),
        16,
        'Illegal hexadecimal escape sequence',
      );
    if (letter === 'u') {
      const high = take(/^u([0-9a-fA-F]{4})/.exec(rest), 16, 'Illegal Unicode escape sequence');
      const low =
        high >= 0xd800 && high < 0xdc00
          ? /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(this.text.slice(this.at, this.at + 6))
          : null;
      if (!low) return high;
      this.at += 6;
      return 0x10000 + ((high - 0xd800) << 10) + (Number.parseInt(low[1] ?? '0', 16) - 0xdc00);
    }
    if (letter === 'c') {
      this.at += 2;
      return this.text.charCodeAt(this.at - 1) ^ 64;
    }
    if (/[a-zA-Z]/.test(letter)) return this.fail('Illegal/unsupported escape sequence');
    return this.nextCode();
  }

  /** A bracketed class, the opening bracket read. */
  private readClass(): CharTest {
    if (++this.depth > MAX_DEPTH) this.fail('Pattern is nested too deep');
    const negated = this.text.charAt(this.at) === '^';
    if (negated) this.at++;
    let whole: CharTest | undefined;
    let parts: CharTest[] = [];
    let first = true;
    for (;;) {
      const char = this.peek();
      if (char === '') return this.fail('Unclosed character class', this.text.length - 1);
      if (char === ']' && !(first && parts.length === 0 && whole === undefined)) break;
      first = false;
      if (char === '[') {
        this.at++;
        parts.push(this.readClass());
      } else if (this.text.startsWith('&&', this.at)) {
        while (this.text.startsWith('&&', this.at)) this.at += 2;
        whole = this.intersect(whole, parts);
        parts = [];
      } else parts.push(this.readClassItem());
    }
    this.at++;
    this.depth--;
    const test = this.intersect(whole, parts);
    return negated ? not(test) : test;
  }

  private intersect(whole: CharTest | undefined, parts: readonly CharTest[]): CharTest {
    const union: CharTest =
      parts.length === 1 && parts[0] !== undefined ? parts[0] : (code) => parts.some((part) => part(code));
    if (whole === undefined) return union;
    if (parts.length === 0) return whole;
    return (code) => whole(code) && union(code);
  }

  private readClassItem(): CharTest {
    if (this.text.startsWith('\\Q', this.at)) {
      this.at++;
      const end = this.text.indexOf('\\E', this.at);
      const quoted = new Set(
        [...this.text.slice(this.at + 1, end < 0 ? undefined : end)].map((char) => char.codePointAt(0)),
      );
      this.at = end < 0 ? this.text.length : end + 2;
      return (code) => quoted.has(code);
    }
    if (this.text.charAt(this.at) === '\\') {
      this.at++;
      const test = this.findEscapedClass();
      if (test !== undefined) return test;
      this.at--;
    }
    const from = this.readClassChar();
    if (this.text.charAt(this.at) !== '-' || /[\][]/.test(this.text.charAt(this.at + 1)))
      return (code) => code === from;
    if (this.text.startsWith('-&&', this.at)) return (code) => code === from;
    this.at++;
    const to = this.readClassChar();
    if (to < from) this.fail('Illegal character range', this.at - 1);
    return range(from, to);
  }

  private readClassChar(): number {
    if (this.text.charAt(this.at) !== '\\') return this.nextCode();
    const start = this.at;
    this.at++;
    return this.readEscapedCode(start);
  }
}

const wideLetter = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]$/u;
const wideWord: CharTest = (code) => isWord(code) || wideLetter.test(String.fromCodePoint(code));
