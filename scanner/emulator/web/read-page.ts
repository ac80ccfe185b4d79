import { isEmpty, moved, within, type Box } from './box.ts';
import { describeNode } from './describe-node.ts';
import type { PageNode } from './messages.ts';
import { SnapshotDocument, mostDepth, type DomSnapshot } from './snapshot-document.ts';

type Place = { readonly x: number; readonly y: number };

const mostNodes = 5000;

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
    const page = new SnapshotDocument(this.#snapshot.strings, found);
    const origin = { x: at.x - (found.scrollOffsetX ?? 0), y: at.y - (found.scrollOffsetY ?? 0) };
    return this.#children(page, -1, origin, clip, clip, depth);
  }

  #children(
    page: SnapshotDocument,
    parent: number,
    at: Place,
    clip: Box,
    view: Box,
    depth: number,
  ): PageNode[] {
    return page.childrenOf(parent).flatMap((node) => this.#node(page, node, at, clip, view, depth));
  }

  #node(
    page: SnapshotDocument,
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
    const told = describeNode(page, node, laid);
    if (!told || isHidden || !box || isEmpty(box)) return children;
    this.#count++;
    const { ownsText, ...shape } = told;
    // A button's or a link's text is its own and is not told twice.
    const kept = ownsText ? children.filter((child) => child.clickable || child.checkable) : children;
    return [{ ...shape, ...box, ...page.lettering(node, laid), children: kept }];
  }
}
