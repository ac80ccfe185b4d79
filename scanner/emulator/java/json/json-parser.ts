import type { HeapObject, Machine } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { boxed, MAX_JSON_DEPTH, newArray, newObject, nullOf, throwJson } from './json-value.ts';

/** Reads JSON as leniently as Android's JSONTokener does. Everything read carries the source's labels. */
export class JsonParser {
  at = 0;
  readonly source: string;
  private readonly vm: Machine;
  private readonly label: number;

  constructor(vm: Machine, source: string, label: number) {
    this.vm = vm;
    // A byte order mark is skipped.
    this.source = source.startsWith('\ufeff') ? source.slice(1) : source;
    this.label = label;
  }

  fail(message: string): never {
    return throwJson(this.vm, `${message} at character ${this.at} of ${this.source}`);
  }

  readValue(depth = 0): Ref {
    if (depth > MAX_JSON_DEPTH) this.vm.throwNew('java/lang/StackOverflowError');
    const char = this.nextClean();
    switch (char) {
      case '':
        return this.fail('End of input');
      case '{':
        return this.readObject(depth);
      case '[':
        return this.readArray(depth);
      case '"':
      case "'":
        return this.vm.string(this.readString(char), this.label);
      default:
        this.at--;
        return this.readLiteral();
    }
  }

  /** The next character that is neither space nor comment; empty at the end. */
  nextClean(): string {
    const { source } = this;
    while (this.at < source.length) {
      const char = source.charAt(this.at++);
      if (char === '\t' || char === ' ' || char === '\n' || char === '\r') continue;
      if (char === '#') {
        this.skipLine();
        continue;
      }
      if (char !== '/' || this.at === source.length) return char;
      const next = source.charAt(this.at);
      if (next === '*') {
        const end = source.indexOf('*/', this.at + 1);
        if (end < 0) this.fail('Unterminated comment');
        this.at = end + 2;
      } else if (next === '/') this.skipLine();
      else return char;
    }
    return '';
  }

  private skipLine(): void {
    while (this.at < this.source.length) {
      const char = this.source.charAt(this.at++);
      if (char === '\r' || char === '\n') return;
    }
  }

  /** A string up to its closing quote. */
  readString(quoteMark: string): string {
    const { source } = this;
    let text = '';
    let start = this.at;
    while (this.at < source.length) {
      const char = source.charAt(this.at++);
      if (char === quoteMark) return text + source.slice(start, this.at - 1);
      if (char !== '\\') continue;
      if (this.at === source.length) this.fail('Unterminated escape sequence');
      text += source.slice(start, this.at - 1) + this.readEscape();
      start = this.at;
    }
    return this.fail('Unterminated string');
  }

  private readEscape(): string {
    const escaped = this.source.charAt(this.at++);
    switch (escaped) {
      case 'u': {
        const digits = this.source.slice(this.at, this.at + 4);
        if (digits.length < 4) this.fail('Unterminated escape sequence');
        this.at += 4;
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail(`Invalid escape sequence: ${digits}`);
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
      case 't':
        return '\t';
      case 'b':
        return '\b';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 'f':
        return '\f';
      default:
        return escaped;
    }
  }

  private readLiteral(): HeapObject {
    const match = /^[^{}[\]/\\:,=;# \t\f\r\n]*/.exec(this.source.slice(this.at, this.at + 65_536));
    const literal = match?.[0] ?? '';
    this.at += literal.length;
    const { vm, label } = this;
    if (literal === '') return this.fail('Expected literal value');
    if (/^null$/i.test(literal)) return nullOf(vm);
    if (/^true$/i.test(literal)) return boxed(vm, 'Z', true, label);
    if (/^false$/i.test(literal)) return boxed(vm, 'Z', false, label);
    const integer = literal.includes('.') ? undefined : parseInteger(literal);
    if (integer !== undefined)
      return BigInt.asIntN(32, integer) === integer
        ? boxed(vm, 'I', Number(integer), label)
        : boxed(vm, 'J', integer, label);
    if (
      /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(literal) ||
      /^[+-]?(NaN|Infinity)$/.test(literal)
    )
      return boxed(vm, 'D', Number(literal.replace(/[dDfF]$/, '')), label);
    return vm.string(literal, label);
  }

  private readObject(depth: number): HeapObject {
    const result = newObject(this.vm);
    let first = this.nextClean();
    if (first === '}') return result;
    if (first !== '') this.at--;
    for (;;) {
      const name = this.readValue(depth + 1);
      if (name === null || name.cls.name !== 'java/lang/String') {
        return name === nullOf(this.vm)
          ? this.fail('Names cannot be null')
          : this.fail('Names must be strings');
      }
      const text = this.vm.text(name);
      const separator = this.nextClean();
      if (separator !== ':' && separator !== '=') this.fail(`Expected ':' after ${text}`);
      if (this.source.charAt(this.at) === '>') this.at++;
      const value = this.readValue(depth + 1);
      if (value !== null) {
        // A repeated name keeps its place and takes the later value, as LinkedHashMap does.
        result.peer.entries.set(text, { name: this.vm.string(text, this.label), value });
      }
      const end = this.nextClean();
      if (end === '}') return result;
      if (end !== ';' && end !== ',') this.fail('Unterminated object');
      first = end;
    }
  }

  private readArray(depth: number): HeapObject {
    const items: Ref[] = [];
    let trailing = false;
    for (;;) {
      const char = this.nextClean();
      if (char === '') this.fail('Unterminated array');
      if (char === ']') {
        if (trailing) items.push(null);
        return newArray(this.vm, items);
      }
      if (char === ',' || char === ';') {
        items.push(null);
        trailing = true;
        continue;
      }
      this.at--;
      items.push(this.readValue(depth + 1));
      const end = this.nextClean();
      if (end === ']') return newArray(this.vm, items);
      if (end !== ',' && end !== ';') this.fail('Unterminated array');
      trailing = true;
    }
  }
}

/** An integer as Long.parseLong reads it, hexadecimal and octal by their prefixes; undefined where it is none. */
function parseInteger(literal: string): bigint | undefined {
  let digits = literal;
  let prefix = '';
  if (/^0x/i.test(literal)) [digits, prefix] = [literal.slice(2), '0x'];
  else if (literal.startsWith('0') && literal.length > 1) [digits, prefix] = [literal.slice(1), '0o'];
  const sign = /^[+-]/.exec(digits)?.[0] ?? '';
  const bare = digits.slice(sign.length);
  const allowed = prefix === '0x' ? /^[0-9a-fA-F]{1,16}$/ : prefix === '0o' ? /^[0-7]{1,22}$/ : /^\d{1,19}$/;
  if (!allowed.test(bare)) return undefined;
  const value = BigInt(prefix + bare) * (sign === '-' ? -1n : 1n);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
