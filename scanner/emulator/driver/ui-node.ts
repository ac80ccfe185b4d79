import type { ScreenNode, ScreenTree, ScreenWindow } from '../../device/device.ts';

/** A view of the screen with its place in the tree; `node` is what the device said of it. */
export type UiNode = {
  /** Window and child indexes from its root, e.g. `w3/0/2`: the same view keeps it as long as nothing before it changes. */
  readonly path: string;
  readonly node: ScreenNode;
  readonly window: ScreenWindow;
  readonly parent: UiNode | undefined;
  readonly index: number;
  readonly children: readonly UiNode[];
};

/** Apps decide how deep their views nest; deeper ones than any layout needs are left out. */
const maxDepth = 300;

/** The roots of the windows that a client looks at: the one in front, or all of them, back to front. */
export function toUiRoots(tree: ScreenTree, allWindows: boolean): UiNode[] {
  const front = findFrontWindow(tree);
  const windows = allWindows ? tree.windows : tree.windows.filter((window) => window === front);
  return windows.flatMap((window, index) =>
    window.root ? [toUiNode(window.root, window, undefined, index, window.id, 0)] : [],
  );
}

function toUiNode(
  node: ScreenNode,
  window: ScreenWindow,
  parent: UiNode | undefined,
  index: number,
  path: string,
  depth: number,
): UiNode {
  const children: UiNode[] = [];
  const made: UiNode = { path, node, window, parent, index, children };
  if (depth < maxDepth) {
    for (const [at, child] of node.children.entries())
      children.push(toUiNode(child, window, made, at, `${path}/${at}`, depth + 1));
  }
  return made;
}

/** The window that a person works with: the focused one, else the front one that is no toast. */
export function findFrontWindow(tree: ScreenTree): ScreenWindow | undefined {
  return (
    tree.windows.findLast((window) => window.focused && window.root) ??
    tree.windows.findLast((window) => window.kind !== 'toast' && window.root)
  );
}

/** Every node in document order. */
export function* walk(roots: readonly UiNode[]): Generator<UiNode> {
  for (const root of roots) {
    yield root;
    yield* walk(root.children);
  }
}

export function isDisplayed({ node, window }: UiNode): boolean {
  const { left, top, right, bottom } = node.boundsPx;
  const frame = window.boundsPx;
  return (
    right > left &&
    bottom > top &&
    right > frame.left &&
    bottom > frame.top &&
    left < frame.right &&
    top < frame.bottom
  );
}

export function centreOf({ node, window }: UiNode): { xPx: number; yPx: number } {
  const { left, top, right, bottom } = node.boundsPx;
  const frame = window.boundsPx;
  // Of a view that is partly scrolled away, the part that can be seen.
  const middle = (from: number, to: number, low: number, high: number) =>
    Math.floor((Math.max(from, low) + Math.min(to, high)) / 2);
  return {
    xPx: middle(left, right, frame.left, frame.right),
    yPx: middle(top, bottom, frame.top, frame.bottom),
  };
}
