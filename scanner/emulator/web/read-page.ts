import type { PageNode } from './messages.ts';

/** The part of DOMSnapshot.captureSnapshot's answer that is read; texts are indices into `strings`. */
export type DomSnapshot = {
  readonly strings: readonly string[];
  readonly documents: readonly SnapshotDocument[];
};

type RareIndex = { readonly index: readonly number[]; readonly value: readonly number[] };

type SnapshotDocument = {
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

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type Place = { readonly x: number; readonly y: number };

const textType = 3;
const mostNodes = 5000;
const mostDepth = 120;
const longestText = 10_000;

/**
 * What of a page is on the screen, as a tree in the words of Android's accessibility: texts, links, buttons, inputs and
 * pictures, and what stands around several of them. Places are CSS pixels of the view.
 */
export function readPage(snapshot: DomSnapshot, width: number, height: number): readonly PageNode[] {
  const view = { left: 0, top: 0, right: width, bottom: height };
  return new PageReader(snapshot).read(0, { x: 0, y: 0 }, view, 0);
}

class PageReader {
  readonly #snapshot: DomSnapshot;
  #count = 0;

  constructor(snapshot: DomSnapshot) {
    this.#snapshot = snapshot;
  }

  read(index: number, at: Place, clip: Box, depth: number): readonly PageNode[] {
    const found = this.#snapshot.documents[index];
    if (!found || depth > mostDepth) return [];
    const page = new DocumentReader(this.#snapshot.strings, found);
    const origin = { x: at.x - (found.scrollOffsetX ?? 0), y: at.y - (found.scrollOffsetY ?? 0) };
    return this.#children(page, -1, origin, clip, clip, depth);
  }

  #children(
    page: DocumentReader,
    parent: number,
    at: Place,
    clip: Box,
    view: Box,
    depth: number,
  ): PageNode[] {
    return page.childrenOf(parent).flatMap((node) => this.#node(page, node, at, clip, view, depth));
  }

  #node(
    page: DocumentReader,
    node: number,
    at: Place,
    clip: Box,
    view: Box,
    depth: number,
  ): readonly PageNode[] {
    if (depth > mostDepth || this.#count > mostNodes) return [];
    const laid = page.layoutOf(node);
    const name = page.nameOf(node);
    if (name === 'SCRIPT' || name === 'STYLE' || name === 'HEAD' || name === 'OPTION') return [];
    const inner = laid && laid.position === 'fixed' ? view : clip;
    const box = laid ? within(moved(laid.bounds, at), inner) : undefined;
    const isHidden = laid !== undefined && (laid.visibility !== 'visible' || laid.opacity === 0);
    if (laid?.opacity === 0) return [];
    const clipsChildren =
      laid !== undefined && laid.overflow !== 'visible' && name !== 'HTML' && name !== 'BODY';
    const childClip = clipsChildren ? within(moved(laid.bounds, at), inner) : inner;
    if (clipsChildren && isEmpty(childClip)) return [];
    const content = page.contentOf(node);
    const children =
      content !== undefined && box && laid
        ? this.read(content, { x: at.x + laid.bounds.left, y: at.y + laid.bounds.top }, box, depth + 1)
        : this.#children(page, node, at, childClip, view, depth + 1);
    const told = page.tell(node, laid);
    if (!told || isHidden || !box || isEmpty(box)) return children;
    this.#count++;
    const { ownsText, ...shape } = told;
    // A button's or a link's text is its own and is not told twice.
    const kept = ownsText ? children.filter((child) => child.clickable || child.checkable) : children;
    return [{ ...shape, ...box, ...page.lettering(node, laid), children: kept }];
  }
}

type Laid = {
  readonly bounds: Box;
  readonly text: string;
  readonly visibility: string;
  readonly opacity: number;
  readonly overflow: string;
  readonly position: string;
  readonly color: string;
  readonly fontSize: string;
};

type Told = Omit<PageNode, 'left' | 'top' | 'right' | 'bottom' | 'children' | 'color' | 'fontSize'> & {
  readonly ownsText: boolean;
};

/** One document of a snapshot, its columns made into questions. */
class DocumentReader {
  readonly #strings: readonly string[];
  readonly #document: SnapshotDocument;
  readonly #children = new Map<number, number[]>();
  readonly #layout = new Map<number, number>();
  readonly #clickable: ReadonlySet<number>;
  readonly #checked: ReadonlySet<number>;
  readonly #selected: ReadonlySet<number>;
  readonly #labels = new Map<string, string>();

  constructor(strings: readonly string[], document: SnapshotDocument) {
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
        const target = this.#attributes(node).get('for');
        if (target !== undefined) this.#labels.set(target, this.#innerText(node));
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
    for (let at = node; styled?.fontSize === '' && at >= 0; at = this.#document.nodes.parentIndex[at] ?? -1)
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

  /** What a node is to a reader of the screen; undefined for one that only holds others. */
  tell(node: number, laid: Laid | undefined): Told | undefined {
    if (this.#document.nodes.nodeType[node] === textType) {
      const text = cut(laid?.text ?? '');
      const parent = this.#document.nodes.parentIndex[node] ?? -1;
      return text === ''
        ? undefined
        : { ...plain, className: 'android.widget.TextView', text, enabled: this.#enabled(parent) };
    }
    const name = this.nameOf(node);
    const attributes = this.#attributes(node);
    const role = attributes.get('role') ?? '';
    const common = {
      ...plain,
      id: attributes.get('id') ?? '',
      description: cut(attributes.get('aria-label') ?? attributes.get('title') ?? ''),
      clickable: this.#clickable.has(node),
      enabled: this.#enabled(node),
      focusable: attributes.has('tabindex'),
    };
    if (name === 'INPUT') return this.#tellInput(node, attributes, common);
    if (name === 'TEXTAREA' || attributes.get('contenteditable') === 'true')
      return {
        ...common,
        className: 'android.widget.EditText',
        text: cut(this.#value(node) || this.#innerText(node) || (attributes.get('placeholder') ?? '')),
        clickable: true,
        focusable: true,
        ownsText: true,
      };
    if (name === 'SELECT') {
      const options = this.childrenOf(node).filter((child) => this.#selected.has(child));
      const text = options.map((option) => this.#innerText(option)).join(' ');
      return {
        ...common,
        className: 'android.widget.Spinner',
        text,
        clickable: true,
        focusable: true,
        ownsText: true,
      };
    }
    if (role === 'checkbox' || role === 'radio' || role === 'switch')
      return {
        ...common,
        className: classOfCheck[role],
        text: cut(this.#innerText(node) || common.description),
        checkable: true,
        checked: attributes.get('aria-checked') === 'true',
        clickable: true,
        ownsText: true,
      };
    if (name === 'BUTTON' || role === 'button')
      return {
        ...common,
        className: 'android.widget.Button',
        text: cut(this.#innerText(node) || common.description),
        clickable: name === 'BUTTON' || common.clickable,
        focusable: name === 'BUTTON' || common.focusable,
        ownsText: true,
      };
    if ((name === 'A' && attributes.has('href')) || role === 'link')
      return {
        ...common,
        className: 'android.view.View',
        text: cut(this.#innerText(node) || common.description),
        clickable: true,
        focusable: true,
        ownsText: true,
      };
    if (name === 'IMG' || role === 'img') {
      const text = cut(attributes.get('alt') ?? common.description);
      return text === '' && !common.clickable
        ? undefined
        : { ...common, className: 'android.widget.Image', text };
    }
    if (/^H[1-6]$/.test(name))
      return {
        ...common,
        className: 'android.view.View',
        text: cut(this.#innerText(node)),
        ownsText: !this.#hasLink(node),
      };
    const isScrollable = /^(auto|scroll)$/.test(laid?.overflow ?? '') && name !== 'HTML' && name !== 'BODY';
    if (role === 'dialog' || role === 'alertdialog' || name === 'DIALOG')
      return { ...common, className: 'android.app.Dialog' };
    // A place that takes clicks: with its own text where it has nothing else inside to press.
    if (common.clickable && name !== 'HTML' && name !== 'BODY' && name !== '#DOCUMENT')
      return {
        ...common,
        className: 'android.view.View',
        text: this.#hasLink(node) ? '' : cut(this.#innerText(node)),
        scrollable: isScrollable,
        ownsText: !this.#hasLink(node),
      };
    return common.description !== '' || common.id !== '' || isScrollable
      ? { ...common, className: 'android.view.View', scrollable: isScrollable }
      : undefined;
  }

  #tellInput(
    node: number,
    attributes: ReadonlyMap<string, string>,
    common: Omit<Told, 'className'>,
  ): Told | undefined {
    const type = (attributes.get('type') ?? 'text').toLowerCase();
    if (type === 'hidden') return undefined;
    if (type === 'checkbox' || type === 'radio')
      return {
        ...common,
        className: classOfCheck[type],
        text: cut(common.description || this.#labelOf(node, common.id)),
        checkable: true,
        checked: this.#checked.has(node),
        clickable: true,
        focusable: true,
      };
    const value = this.#value(node);
    if (['button', 'submit', 'reset', 'image'].includes(type))
      return {
        ...common,
        className: 'android.widget.Button',
        text: cut(value || (attributes.get('value') ?? attributes.get('alt') ?? '')),
        clickable: true,
        focusable: true,
        ownsText: true,
      };
    const password = type === 'password';
    return {
      ...common,
      className: 'android.widget.EditText',
      text:
        password && value !== ''
          ? '•'.repeat(Math.min(value.length, 100))
          : cut(value || (attributes.get('placeholder') ?? '')),
      password,
      clickable: true,
      focusable: true,
      ownsText: true,
    };
  }

  #labelOf(node: number, id: string): string {
    const named = id === '' ? undefined : this.#labels.get(id);
    if (named !== undefined) return named;
    for (
      let at = this.#document.nodes.parentIndex[node] ?? -1;
      at >= 0;
      at = this.#document.nodes.parentIndex[at] ?? -1
    )
      if (this.nameOf(at) === 'LABEL') return this.#innerText(at);
    return '';
  }

  #value(node: number): string {
    const { inputValue, textValue } = this.#document.nodes;
    return this.#text(rare(inputValue, node) ?? rare(textValue, node));
  }

  #enabled(node: number): boolean {
    const attributes = node < 0 ? undefined : this.#attributes(node);
    return !attributes?.has('disabled') && attributes?.get('aria-disabled') !== 'true';
  }

  #hasLink(node: number): boolean {
    return this.childrenOf(node).some(
      (child) =>
        this.#clickable.has(child) ||
        /^(A|BUTTON|INPUT|SELECT|TEXTAREA)$/.test(this.nameOf(child)) ||
        this.#hasLink(child),
    );
  }

  #innerText(node: number): string {
    if (this.#document.nodes.nodeType[node] === textType) {
      const laid = this.layoutOf(node);
      return (laid ? laid.text : this.#text(this.#document.nodes.nodeValue[node])).replace(/\s+/g, ' ');
    }
    return this.childrenOf(node)
      .map((child) => this.#innerText(child))
      .join('')
      .trim();
  }

  #attributes(node: number): ReadonlyMap<string, string> {
    const flat = this.#document.nodes.attributes[node] ?? [];
    const read = new Map<string, string>();
    for (let at = 0; at + 1 < flat.length; at += 2) read.set(this.#text(flat[at]), this.#text(flat[at + 1]));
    return read;
  }

  #text(index: number | undefined): string {
    return index === undefined || index < 0 ? '' : (this.#strings[index] ?? '');
  }
}

const plain = {
  id: '',
  text: '',
  description: '',
  clickable: false,
  checkable: false,
  checked: false,
  enabled: true,
  focusable: false,
  scrollable: false,
  password: false,
  ownsText: false,
};

const classOfCheck = {
  checkbox: 'android.widget.CheckBox',
  radio: 'android.widget.RadioButton',
  switch: 'android.widget.ToggleButton',
} as const;

function cut(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longestText);
}

function rare(column: RareIndex | undefined, node: number): number | undefined {
  const at = column?.index.indexOf(node) ?? -1;
  return at < 0 ? undefined : column?.value[at];
}

function moved({ left, top, right, bottom }: Box, { x, y }: Place): Box {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

function within(box: Box, clip: Box): Box {
  return {
    left: Math.max(box.left, clip.left),
    top: Math.max(box.top, clip.top),
    right: Math.min(box.right, clip.right),
    bottom: Math.min(box.bottom, clip.bottom),
  };
}

const isEmpty = ({ left, top, right, bottom }: Box): boolean => right <= left || bottom <= top;
