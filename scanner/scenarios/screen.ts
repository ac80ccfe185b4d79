import type { ScreenNode, ScreenTree, ScreenWindow } from '../device/device.ts';
import type { BoundsPx, ElementFacts } from '../evidence/index.ts';

/** Every view of a window in drawing order, its ancestors with it. */
export type PlacedNode = { readonly node: ScreenNode; readonly ancestors: readonly ScreenNode[] };

export function listNodes(root: ScreenNode | undefined): PlacedNode[] {
  const found: PlacedNode[] = [];
  const visit = (node: ScreenNode, ancestors: readonly ScreenNode[]) => {
    found.push({ node, ancestors });
    for (const child of node.children) visit(child, [...ancestors, node]);
  };
  if (root) visit(root, []);
  return found;
}

/** Text that a person reads on a view, else what it tells a screen reader. */
export function labelOf(node: ScreenNode): string {
  return node.text !== '' ? node.text : node.description;
}

/** All text of a window. */
export function textOfWindow(window: ScreenWindow): string {
  return listNodes(window.root)
    .map(({ node }) => labelOf(node))
    .filter((text) => text !== '')
    .join('\n');
}

/** The view that takes a tap on `placed`: itself or the nearest clickable ancestor. */
export function clickTarget({ node, ancestors }: PlacedNode): ScreenNode | undefined {
  return node.clickable ? node : ancestors.findLast((ancestor) => ancestor.clickable);
}

export function centreOf({ left, top, right, bottom }: BoundsPx): {
  readonly xPx: number;
  readonly yPx: number;
} {
  return { xPx: Math.round((left + right) / 2), yPx: Math.round((top + bottom) / 2) };
}

export function areaOf({ left, top, right, bottom }: BoundsPx): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

export function contains(outer: BoundsPx, xPx: number, yPx: number): boolean {
  return xPx >= outer.left && xPx < outer.right && yPx >= outer.top && yPx < outer.bottom;
}

/** Share of the screen that a window covers, 0..1. */
export function coverOf(window: ScreenWindow, tree: ScreenTree): number {
  return areaOf(window.boundsPx) / (tree.widthPx * tree.heightPx);
}

export function toDp(px: number, tree: ScreenTree): number {
  return Math.round((px * 160 * 10) / tree.densityDpi) / 10;
}

export function toElementFacts(node: ScreenNode): ElementFacts {
  return {
    text: node.text,
    description: node.description,
    role: node.className.slice(node.className.lastIndexOf('.') + 1),
    boundsPx: node.boundsPx,
    clickable: node.clickable,
    ...(node.checkable && { checked: node.checked }),
    ...(node.textSizeSp !== undefined && { textSizeSp: node.textSizeSp }),
  };
}

/** What the app's own windows say, view by view; toasts count, windows of the system do not. */
export function textsOfApp(tree: ScreenTree): readonly string[] {
  return tree.windows
    .filter(({ kind }) => kind !== 'system-permission' && kind !== 'system-other')
    .flatMap(({ root }) => listNodes(root).map(({ node }) => labelOf(node)))
    .filter((text) => text !== '');
}

/** Does the app show anything of its own? */
export function showsApp(tree: ScreenTree): boolean {
  return tree.windows.some(({ kind }) => kind === 'activity' || kind === 'dialog' || kind === 'popup');
}

const adapterViews = /\.(ListView|GridView|ExpandableListView|Spinner|Gallery)$/;

/** A list, whose taps are those of its lines. */
export function isList({ className }: ScreenNode): boolean {
  return adapterViews.test(className);
}

/** Does a tap on it do something? A line of a list takes taps by way of its list, whether or not it says so itself. */
export function takesTap({ node, ancestors }: PlacedNode): boolean {
  if (!node.enabled || areaOf(node.boundsPx) === 0) return false;
  return node.clickable || adapterViews.test(ancestors.at(-1)?.className ?? '');
}
