import { toVisible } from '../../shared/visible.ts';
import type { Lang } from '../../parts/words.ts';
import { toPlain } from '../document.ts';
import type { Block, OfficialDocument, Run, TableRow } from '../document.ts';
import type { Node, Part, Template } from './parse-template.ts';
import type { Values } from './values.ts';

/**
 * The document that a template and its values make. What a value holds is text and nothing else: the form of a line
 * was settled when the template was read, so that no name of an app can become a heading or a row. Pure.
 */
export function fillTemplate(template: Template, values: Values, lang: Lang): OfficialDocument {
  const blocks: Block[] = [];
  new Filler(blocks).fill(template.nodes, values);
  const title = blocks.find((block) => block.kind === 'line' && block.style === 'title');
  return {
    lang,
    title: title?.kind === 'line' ? toPlain(title.runs) : '',
    isLandscape: template.isLandscape,
    blocks,
  };
}

class Filler {
  readonly #blocks: Block[];
  #rows: TableRow[] | undefined;
  #columns: readonly number[] = [];

  constructor(blocks: Block[]) {
    this.#blocks = blocks;
  }

  fill(nodes: readonly Node[], values: Values): void {
    for (const node of nodes) this.#fillOne(node, values);
  }

  #fillOne(node: Node, values: Values): void {
    switch (node.kind) {
      case 'each': {
        const items = values[node.name];
        if (!Array.isArray(items)) return;
        for (const [index, item] of (items as readonly Values[]).entries())
          this.fill(node.body, { ...values, number: String(index + 1), ...item });
        return;
      }
      case 'if':
        this.fill(isThere(values[node.name]) ? node.body : node.otherwise, values);
        return;
      case 'columns':
        this.#columns = node.percents;
        return;
      case 'row':
        this.#addRow({ isHeader: node.isHeader, cells: node.cells.map((cell) => toRuns(cell, values)) });
        return;
      case 'gap':
        this.#rows = undefined;
        return;
      case 'line':
        this.#rows = undefined;
        this.#blocks.push({ kind: 'line', style: node.style, runs: toRuns(node.parts, values) });
        return;
      case 'pictures': {
        this.#rows = undefined;
        const value = values[node.name];
        if (typeof value === 'object' && 'pictures' in value && value.pictures.length > 0)
          this.#blocks.push({ kind: 'pictures', pictures: value.pictures });
      }
    }
  }

  #addRow(row: TableRow): void {
    if (this.#rows === undefined) {
      this.#rows = [];
      this.#blocks.push({ kind: 'table', rows: this.#rows, columns: this.#columns });
      this.#columns = [];
    }
    this.#rows.push(row);
  }
}

function isThere(value: Values[string] | undefined): boolean {
  if (value === undefined) return false;
  if (typeof value === 'string') return value !== '';
  return 'pictures' in value ? value.pictures.length > 0 : value.length > 0;
}

function toRuns(parts: readonly Part[], values: Values): readonly Run[] {
  return parts.map((part): Run => {
    if (part.kind === 'words') return { text: part.text, bold: part.bold };
    const value = values[part.name];
    return { text: typeof value === 'string' ? toVisible(value) : '', bold: part.bold };
  });
}
