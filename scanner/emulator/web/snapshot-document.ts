import type { PageNode } from './messages.ts';
import type { Box } from './box.ts';

/** The part of DOMSnapshot.captureSnapshot's answer that is read; texts are indices into `strings`. */
export type DomSnapshot = {
  readonly strings: readonly string[];
  readonly documents: readonly DocumentColumns[];
};

type RareIndex = { readonly index: readonly number[]; readonly value: readonly number[] };

export type DocumentColumns = {
  readonly scrollOffsetX?: number;
  readonly scrollOffsetY?: number;
  readonly contentHeight?: number;
  readonly nodes: {
    readonly parentIndex: readonly number[];
    readonly nodeName: readonly number[];
    readonly nodeType: readonly number[];
    readonly nodeValue: readonly number[];
    readonly attributes: readonly (readonly number[])[];
    readonly inputValue?: RareIndex;
    readonly textValue?: RareIndex;
    readonly inputChecked?: { readonly index: readonly number[] };
    readonly optionSelected?: { readonly index: readonly number[] };
    readonly isClickable?: { readonly index: readonly number[] };
    readonly contentDocumentIndex?: RareIndex;
  };
  readonly layout: {
    readonly nodeIndex: readonly number[];
    readonly bounds: readonly (readonly number[])[];
    readonly styles: readonly (readonly number[])[];
    readonly text: readonly number[];
  };
};

/** The computed styles that a snapshot is asked for, in this order. */
export const snapshotStyles = [
  'visibility',
  'opacity',
  'overflow-y',
  'position',
  'color',
  'font-size',
] as const;

/** Nothing of a page is looked at below this depth. */
export const mostDepth = 120;
const textType = 3;
const blocks =
  /^(ADDRESS|ARTICLE|BR|DD|DIV|DL|DT|FOOTER|H[1-6]|HEADER|HR|LI|OL|P|SECTION|TABLE|TD|TH|TR|UL)$/;

/** How a node is laid out; lengths in CSS pixels. */
export type Laid = {
  readonly bounds: Box;
  readonly text: string;
  readonly visibility: string;
  readonly opacity: number;
  readonly overflow: string;
  readonly position: string;
  readonly color: string;
  readonly fontSize: string;
};

/** One document of a snapshot, its columns made into questions. */
export class SnapshotDocument {
  readonly #strings: readonly string[];
  readonly #document: DocumentColumns;
  readonly #children = new Map<number, number[]>();
  readonly #layout = new Map<number, number>();
  readonly #clickable: ReadonlySet<number>;
  readonly #checked: ReadonlySet<number>;
  readonly #selected: ReadonlySet<number>;
  readonly #labels = new Map<string, string>();

  constructor(strings: readonly string[], document: DocumentColumns) {
    this.#strings = strings;
    this.#document = document;
    const { nodes, layout } = document;
    for (const [node, parent] of nodes.parentIndex.entries()) {
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(node);
      else this.#children.set(parent, [node]);
    }
    for (const [index, node] of layout.nodeIndex.entries()) this.#layout.set(node, index);
    this.#clickable = new Set(nodes.isClickable?.index);
    this.#checked = new Set(nodes.inputChecked?.index);
    this.#selected = new Set(nodes.optionSelected?.index);
    for (const node of nodes.parentIndex.keys())
      if (this.nameOf(node) === 'LABEL') {
        const target = this.attributesOf(node).get('for');
        if (target !== undefined) this.#labels.set(target, this.innerText(node));
      }
  }

  childrenOf(node: number): readonly number[] {
    return this.#children.get(node) ?? [];
  }

  nameOf(node: number): string {
    return this.#text(this.#document.nodes.nodeName[node]).toUpperCase();
  }

  contentOf(node: number): number | undefined {
    return rare(this.#document.nodes.contentDocumentIndex, node);
  }

  layoutOf(node: number): Laid | undefined {
    const index = this.#layout.get(node);
    if (index === undefined) return undefined;
    const { bounds, styles, text } = this.#document.layout;
    const [left = 0, top = 0, width = 0, height = 0] = bounds[index] ?? [];
    const [visibility, opacity, overflow, position, color, fontSize] = (styles[index] ?? []).map((at) =>
      this.#text(at),
    );
    return {
      bounds: { left, top, right: left + width, bottom: top + height },
      text: this.#text(text[index]),
      // Texts carry no styles of their own in a snapshot.
      visibility: visibility || 'visible',
      opacity: opacity ? Number(opacity) : 1,
      overflow: overflow || 'visible',
      position: position ?? '',
      color: color ?? '',
      fontSize: fontSize ?? '',
    };
  }

  lettering(node: number, laid: Laid | undefined): Pick<PageNode, 'color' | 'fontSize'> {
    let styled = laid;
    for (
      let at = node, steps = 0;
      styled?.fontSize === '' && at >= 0 && steps < mostDepth;
      at = this.parentOf(at), steps++
    )
      styled = this.layoutOf(at) ?? styled;
    const [red, green, blue, alpha = 1] = (/[\d., ]+/.exec(styled?.color ?? '')?.[0] ?? '')
      .split(',')
      .map(Number);
    const fontSize = Number.parseFloat(styled?.fontSize ?? '');
    const argb =
      red !== undefined && green !== undefined && blue !== undefined
        ? ((Math.round(alpha * 255) << 24) | (red << 16) | (green << 8) | blue) >>> 0
        : undefined;
    return {
      ...(argb !== undefined && Number.isFinite(argb) && { color: argb }),
      ...(Number.isFinite(fontSize) && { fontSize }),
    };
  }

  isText(node: number): boolean {
    return this.#document.nodes.nodeType[node] === textType;
  }

  parentOf(node: number): number {
    return this.#document.nodes.parentIndex[node] ?? -1;
  }

  isClickable(node: number): boolean {
    return this.#clickable.has(node);
  }

  isChecked(node: number): boolean {
    return this.#checked.has(node);
  }

  isSelected(node: number): boolean {
    return this.#selected.has(node);
  }

  labelOf(node: number, id: string): string {
    const named = id === '' ? undefined : this.#labels.get(id);
    if (named !== undefined) return named;
    for (
      let at = this.parentOf(node), steps = 0;
      at >= 0 && steps < mostDepth;
      at = this.parentOf(at), steps++
    )
      if (this.nameOf(at) === 'LABEL') return this.innerText(at);
    return '';
  }

  valueOf(node: number): string {
    const { inputValue, textValue } = this.#document.nodes;
    return this.#text(rare(inputValue, node) ?? rare(textValue, node));
  }

  isEnabled(node: number): boolean {
    const attributes = node < 0 ? undefined : this.attributesOf(node);
    return !attributes?.has('disabled') && attributes?.get('aria-disabled') !== 'true';
  }

  /** Is there something inside that can be pressed or filled in? */
  holdsControl(node: number, depth = 0): boolean {
    return (
      depth < mostDepth &&
      this.childrenOf(node).some(
        (child) =>
          this.#clickable.has(child) ||
          /^(A|BUTTON|INPUT|SELECT|TEXTAREA)$/.test(this.nameOf(child)) ||
          this.holdsControl(child, depth + 1),
      )
    );
  }

  /** The text inside, what stands in different blocks set apart. */
  innerText(node: number, depth = 0): string {
    if (this.isText(node)) {
      const laid = this.layoutOf(node);
      return (laid ? laid.text : this.#text(this.#document.nodes.nodeValue[node])).replace(/\s+/g, ' ');
    }
    if (depth > mostDepth) return '';
    return this.childrenOf(node)
      .map((child) => {
        const text = this.innerText(child, depth + 1);
        return blocks.test(this.nameOf(child)) ? ` ${text} ` : text;
      })
      .join('');
  }

  attributesOf(node: number): ReadonlyMap<string, string> {
    const flat = this.#document.nodes.attributes[node] ?? [];
    const read = new Map<string, string>();
    for (let at = 0; at + 1 < flat.length; at += 2) read.set(this.#text(flat[at]), this.#text(flat[at + 1]));
    return read;
  }

  #text(index: number | undefined): string {
    return index === undefined || index < 0 ? '' : (this.#strings[index] ?? '');
  }
}

function rare(column: RareIndex | undefined, node: number): number | undefined {
  const at = column?.index.indexOf(node) ?? -1;
  return at < 0 ? undefined : column?.value[at];
}
