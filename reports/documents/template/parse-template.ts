import { ReportError } from '../../errors.ts';
import type { LineStyle } from '../document.ts';
import type { Shape } from './values.ts';

/** A piece of a template's line: its own words, or the name of a value. */
export type Part =
  | { readonly kind: 'words'; readonly text: string; readonly bold: boolean }
  | { readonly kind: 'value'; readonly name: string; readonly bold: boolean };

export type Node =
  | { readonly kind: 'line'; readonly style: LineStyle; readonly parts: readonly Part[] }
  | { readonly kind: 'row'; readonly isHeader: boolean; readonly cells: readonly (readonly Part[])[] }
  | { readonly kind: 'columns'; readonly percents: readonly number[] }
  | { readonly kind: 'gap' }
  | { readonly kind: 'pictures'; readonly name: string }
  | { readonly kind: 'each'; readonly name: string; readonly body: readonly Node[] }
  | {
      readonly kind: 'if';
      readonly name: string;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

export type Template = { readonly isLandscape: boolean; readonly nodes: readonly Node[] };

const mostChars = 200_000;
const deepest = 8;

const STYLES: readonly (readonly [mark: string, style: LineStyle])[] = [
  ['### ', 'subheading'],
  ['## ', 'heading'],
  ['# ', 'title'],
  ['- ', 'item'],
  ['! ', 'alert'],
  ['~ ', 'note'],
  ['> ', 'closing'],
];

/**
 * Reads a template of the small language that docs/documents.md describes, and holds every name in it against what the
 * kind of document knows. Throws ReportError BAD_TEMPLATE, which names file and line.
 */
export function parseTemplate(text: string, shape: Shape, fileName: string): Template {
  const parser = new Parser(text, fileName);
  return parser.read(shape);
}

type Open = {
  readonly kind: 'each' | 'if';
  readonly name: string;
  readonly line: number;
  readonly names: Shape;
  readonly body: Node[];
  otherwise: Node[] | undefined;
};

class Parser {
  readonly #lines: readonly string[];
  readonly #fileName: string;
  #line = 0;

  constructor(text: string, fileName: string) {
    this.#fileName = fileName;
    if (text.length > mostChars) throw this.#error(`has more than ${mostChars} characters`);
    this.#lines = text.replace(/^\ufeff/u, '').split(/\r\n|\n|\r/u);
  }

  read(shape: Shape): Template {
    const nodes: Node[] = [];
    const stack: Open[] = [];
    let isLandscape = false;
    for (const source of this.#lines) {
      this.#line += 1;
      const line = source.trim();
      const top = stack.at(-1);
      const names = top?.names ?? shape;
      const into = top === undefined ? nodes : (top.otherwise ?? top.body);
      const opens = /^\{\{#(each|if) ([^{}]*)\}\}$/u.exec(line);
      if (opens) {
        if (stack.length >= deepest) throw this.#error(`parts lie more than ${deepest} deep in each other`);
        const [, kind, name = ''] = opens;
        stack.push(this.#open(kind as 'each' | 'if', name.trim(), names));
      } else if (line === '{{#else}}') {
        if (top?.kind !== 'if' || top.otherwise !== undefined)
          throw this.#error('{{#else}} stands outside {{#if}}');
        top.otherwise = [];
      } else if (line === '{{/each}}' || line === '{{/if}}') {
        if (top === undefined || line !== `{{/${top.kind}}}`)
          throw this.#error(`${line} closes nothing that is open`);
        stack.pop();
        const outer = stack.at(-1);
        const node: Node =
          top.kind === 'each'
            ? { kind: 'each', name: top.name, body: top.body }
            : { kind: 'if', name: top.name, body: top.body, otherwise: top.otherwise ?? [] };
        (outer === undefined ? nodes : (outer.otherwise ?? outer.body)).push(node);
      } else if (line === '@landscape') isLandscape = true;
      else if (!line.startsWith('%%')) into.push(this.#toNode(line, names));
    }
    const unclosed = stack.at(-1);
    if (unclosed !== undefined) {
      this.#line = unclosed.line;
      throw this.#error(`{{#${unclosed.kind} ${unclosed.name}}} is never closed`);
    }
    return { isLandscape, nodes };
  }

  #open(kind: Open['kind'], name: string, names: Shape): Open {
    const known = this.#find(name, names);
    if (kind === 'if') return { kind, name, line: this.#line, names, body: [], otherwise: undefined };
    if (typeof known === 'string') throw this.#error(`${name} is no list`);
    const inner = { ...names, number: 'text', ...known.each } as const;
    return { kind, name, line: this.#line, names: inner, body: [], otherwise: undefined };
  }

  #toNode(line: string, names: Shape): Node {
    if (line === '') return { kind: 'gap' };
    if (line.startsWith('@')) return this.#toDirective(line, names);
    if (line.startsWith('|')) {
      const isHeader = line.startsWith('|=');
      const inner = line.slice(isHeader ? 2 : 1).replace(/\|$/u, '');
      return {
        kind: 'row',
        isHeader,
        cells: inner.split('|').map((cell) => this.#toParts(cell.trim(), names)),
      };
    }
    const [mark, style] = STYLES.find(([start]) => line.startsWith(start)) ?? ['', 'paragraph' as const];
    return { kind: 'line', style, parts: this.#toParts(line.slice(mark.length), names) };
  }

  #toDirective(line: string, names: Shape): Node {
    const [word = '', ...rest] = line.split(/\s+/u);
    if (word === '@columns') {
      const percents = rest.map(Number);
      if (percents.length === 0 || percents.some((one) => !(one > 0 && one <= 100)))
        throw this.#error('@columns takes widths in per cent, as in: @columns 30 70');
      return { kind: 'columns', percents };
    }
    if (word === '@pictures') {
      const [name = ''] = rest;
      if (this.#find(name, names) !== 'pictures') throw this.#error(`${name} are no pictures`);
      return { kind: 'pictures', name };
    }
    throw this.#error(`there is no ${word}; there are @landscape, @columns and @pictures`);
  }

  #toParts(text: string, names: Shape): readonly Part[] {
    const parts: Part[] = [];
    let bold = false;
    for (const piece of text.split(/(\*\*|\{\{[^{}]*\}\})/u)) {
      if (piece === '**') bold = !bold;
      else if (piece.startsWith('{{') && piece.endsWith('}}')) {
        const name = piece.slice(2, -2).trim();
        if (/^[#/]/u.test(name)) throw this.#error(`${piece} needs a line of its own`);
        if (this.#find(name, names) !== 'text') throw this.#error(`${name} is no text`);
        parts.push({ kind: 'value', name, bold });
      } else if (piece.includes('{{') || piece.includes('}}'))
        throw this.#error('a {{ has no }}, or the other way round');
      else if (piece !== '') parts.push({ kind: 'words', text: piece, bold });
    }
    if (bold) throw this.#error('a ** has no second one');
    return parts;
  }

  #find(name: string, names: Shape): Shape[string] {
    const known = Object.hasOwn(names, name) ? names[name] : undefined;
    if (known === undefined)
      throw this.#error(`there is no "${name}" here; there are ${Object.keys(names).join(', ')}`);
    return known;
  }

  #error(problem: string): ReportError {
    return new ReportError('BAD_TEMPLATE', `${this.#fileName}:${Math.max(1, this.#line)}: ${problem}`);
  }
}
