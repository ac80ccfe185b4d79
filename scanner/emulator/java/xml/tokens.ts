/** What an XML text is made of, in order. */
export type XmlToken =
  | {
      readonly kind: 'start';
      readonly name: string;
      readonly attributes: readonly XmlAttribute[];
      readonly empty: boolean;
      readonly line: number;
    }
  | { readonly kind: 'end'; readonly name: string; readonly line: number }
  | { readonly kind: 'text'; readonly text: string; readonly cdata: boolean; readonly line: number }
  | { readonly kind: 'comment'; readonly text: string; readonly line: number }
  | { readonly kind: 'instruction'; readonly target: string; readonly text: string; readonly line: number }
  | { readonly kind: 'doctype'; readonly text: string; readonly line: number };

export type XmlAttribute = { readonly name: string; readonly value: string };

/** XML that is not well-formed, with the line where. */
export class XmlProblem extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const NAME = /[^\s=/>"'<&?!]+/y;
const MAX_DEPTH = 5000;

/**
 * Reads XML 1.0, entities of the five kinds and by number only: nothing of a document type is expanded or fetched, so
 * that no entity grows and no file is read.
 */
export class XmlReader {
  private readonly text: string;
  private at = 0;
  private line = 1;
  private readonly open: string[] = [];
  private seenRoot = false;

  constructor(text: string) {
    this.text = text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  /** The next token; undefined at the end. Throws XmlProblem. */
  next(): XmlToken | undefined {
    const { text } = this;
    if (this.at >= text.length) {
      if (this.open.length > 0) this.fail(`Unexpected end of document: ${this.open.at(-1)} is not closed`);
      if (!this.seenRoot) this.fail('no root element');
      return undefined;
    }
    const line = this.line;
    if (text.charAt(this.at) !== '<') return this.readText(line);
    if (text.startsWith('<!--', this.at)) return { kind: 'comment', text: this.upTo('-->', 4), line };
    if (text.startsWith('<![CDATA[', this.at))
      return { kind: 'text', text: this.upTo(']]>', 9), cdata: true, line };
    if (text.startsWith('<?', this.at)) {
      const body = this.upTo('?>', 2);
      const target = /^\S*/.exec(body)?.[0] ?? '';
      return { kind: 'instruction', target, text: body.slice(target.length).trimStart(), line };
    }
    if (text.startsWith('<!', this.at)) return this.readDoctype(line);
    if (text.startsWith('</', this.at)) return this.readEnd(line);
    return this.readStart(line);
  }

  private fail(message: string): never {
    throw new XmlProblem(message, this.line);
  }

  private move(to: number): void {
    for (let i = this.at; i < to; i++) if (this.text.charCodeAt(i) === 10) this.line++;
    this.at = to;
  }

  private upTo(end: string, skip: number): string {
    const stop = this.text.indexOf(end, this.at + skip);
    if (stop < 0) this.fail(`expected '${end}'`);
    const body = this.text.slice(this.at + skip, stop);
    this.move(stop + end.length);
    return body;
  }

  private readText(line: number): XmlToken {
    const stop = this.text.indexOf('<', this.at);
    const raw = this.text.slice(this.at, stop < 0 ? undefined : stop);
    this.move(this.at + raw.length);
    if (this.open.length === 0 && raw.trim() !== '') this.fail('text outside of the root element');
    return { kind: 'text', text: this.decode(raw.replace(/\r\n?/g, '\n')), cdata: false, line };
  }

  private decode(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;\s&<]*)(;?)/g, (_, name: string, end: string) => {
      if (end === '') return this.fail(`unterminated entity ref &${name}`);
      const code = name.startsWith('#x')
        ? Number.parseInt(name.slice(2), 16)
        : name.startsWith('#')
          ? Number.parseInt(name.slice(1), 10)
          : -1;
      if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      return ENTITIES[name] ?? this.fail(`unresolved: &${name};`);
    });
  }

  private readDoctype(line: number): XmlToken {
    let depth = 0;
    for (let i = this.at; i < this.text.length; i++) {
      const char = this.text.charAt(i);
      if (char === '[') depth++;
      else if (char === ']') depth--;
      else if (char === '>' && depth <= 0) {
        const body = this.text.slice(this.at + 2, i);
        this.move(i + 1);
        return { kind: 'doctype', text: body.replace(/^DOCTYPE/, ''), line };
      }
    }
    return this.fail("expected '>'");
  }

  private readName(): string {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined) return this.fail('name expected');
    this.at += name.length;
    return name;
  }

  private skipSpace(): void {
    let to = this.at;
    while (/\s/.test(this.text.charAt(to))) to++;
    this.move(to);
  }

  private readEnd(line: number): XmlToken {
    this.at += 2;
    const name = this.readName();
    this.skipSpace();
    if (this.text.charAt(this.at) !== '>') this.fail("expected '>'");
    this.at++;
    const opened = this.open.pop();
    if (opened !== name) this.fail(`expected: /${opened ?? ''} read: ${name}`);
    return { kind: 'end', name, line };
  }

  private readStart(line: number): XmlToken {
    this.at++;
    const name = this.readName();
    if (this.open.length === 0 && this.seenRoot) this.fail('second root element');
    const attributes: XmlAttribute[] = [];
    for (;;) {
      this.skipSpace();
      const char = this.text.charAt(this.at);
      if (char === '') return this.fail(`Unexpected end of document in ${name}`);
      if (char === '>' || char === '/') break;
      attributes.push(this.readAttribute());
    }
    const empty = this.text.charAt(this.at) === '/';
    if (empty && this.text.charAt(this.at + 1) !== '>') this.fail("expected '>'");
    this.at += empty ? 2 : 1;
    this.seenRoot = true;
    if (!empty) this.open.push(name);
    if (this.open.length > MAX_DEPTH) this.fail('nested too deep');
    return { kind: 'start', name, attributes, empty, line };
  }

  private readAttribute(): XmlAttribute {
    const name = this.readName();
    this.skipSpace();
    if (this.text.charAt(this.at) !== '=') this.fail(`Attr.value missing in ${name}`);
    this.at++;
    this.skipSpace();
    const mark = this.text.charAt(this.at);
    if (mark !== '"' && mark !== "'") this.fail('attr value delimiter missing!');
    const value = this.upTo(mark, 1);
    return { name, value: this.decode(value.replace(/\r\n?|[\t\n]/g, ' ')) };
  }
}

/** Splits a qualified name. */
export function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** Bindings of prefixes to namespaces, one layer an element. */
export class Namespaces {
  private readonly layers: Map<string, string>[] = [
    new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]),
  ];

  push(attributes: readonly XmlAttribute[]): void {
    const layer = new Map<string, string>();
    for (const { name, value } of attributes)
      if (name === 'xmlns') layer.set('', value);
      else if (name.startsWith('xmlns:')) layer.set(name.slice(6), value);
    this.layers.push(layer);
  }

  pop(): void {
    this.layers.pop();
  }

  find(prefix: string): string | undefined {
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const found = this.layers[i]?.get(prefix);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Text of bytes in the encoding that the document, or whoever hands it over, names. */
export function encodingOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16';
  return /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1] ?? 'UTF-8';
}
