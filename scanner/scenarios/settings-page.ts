import type { ScreenNode, ScreenTree, ScreenWindow } from '../device/device.ts';
import { labelOf, listNodes, takesTap } from './screen.ts';

/** A line of a page that can be tapped or switched. */
export type Row = { readonly label: string; readonly node: ScreenNode };

/** The window in front, toasts and the system's own aside. */
export function frontWindow(tree: ScreenTree): ScreenWindow | undefined {
  return tree.windows.findLast(
    ({ kind }) => kind !== 'toast' && kind !== 'system-other' && kind !== 'overlay',
  );
}

/** Rows that open something. A row without a text of its own is called after the texts inside it. */
export function listRows(window: ScreenWindow): readonly Row[] {
  return listNodes(window.root).flatMap((placed) =>
    takesTap(placed) && !placed.node.checkable ? [{ label: rowLabel(placed.node), node: placed.node }] : [],
  );
}

/** Switches and boxes. One without words of its own is called after the row that it stands in. */
export function listSwitches(window: ScreenWindow): readonly Row[] {
  return listNodes(window.root).flatMap(({ node, ancestors }) => {
    if (!node.checkable || !node.enabled) return [];
    const own = labelOf(node);
    const label = isLabel(own) ? own : rowLabel(ancestors.at(-1) ?? node);
    return [{ label, node }];
  });
}

export function textsOf(window: ScreenWindow | undefined): readonly string[] {
  return listNodes(window?.root)
    .map(({ node }) => labelOf(node))
    .filter((text) => text !== '');
}

/** ON and OFF say how a switch stands, not what it is for. */
function isLabel(text: string): boolean {
  return text !== '' && !/^(on|off|开|关)$/i.test(text);
}

/** What a person reads on a control: its own words, or those of the views inside it. */
export function rowLabel(node: ScreenNode): string {
  const own = labelOf(node);
  if (own !== '') return own;
  return listNodes(node)
    .map((placed) => labelOf(placed.node))
    .filter(isLabel)
    .join(' ');
}
