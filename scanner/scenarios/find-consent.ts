import type { ScreenNode, ScreenTree, ScreenWindow } from '../device/device.ts';
import { meaningOf, namesPolicy, speaksOfPrivacy } from './consent-words.ts';
import { clickTarget, labelOf, listNodes, textOfWindow, type PlacedNode } from './screen.ts';

/** Where the app asks for consent, and with what. */
export type ConsentStep = {
  readonly window: ScreenWindow;
  readonly style: 'dialog' | 'activity' | 'webview';
  readonly agree: ScreenNode | undefined;
  readonly refuse: ScreenNode | undefined;
  /** A control that only says "OK" or "continue": agreeing it may be, explicit it is not. */
  readonly soft: ScreenNode | undefined;
  readonly guest: ScreenNode | undefined;
  readonly policyLinks: readonly ScreenNode[];
  readonly tickBox: ScreenNode | undefined;
};

/**
 * The consent step on the screen: the front-most window that speaks of a policy or of privacy and has a control to
 * agree, refuse or go on. Pure: reads the tree alone.
 */
export function findConsentStep(tree: ScreenTree): ConsentStep | undefined {
  for (const window of [...tree.windows].reverse()) {
    if (window.kind === 'toast' || window.kind === 'system-permission' || window.kind === 'system-other')
      continue;
    const step = readConsentStep(window);
    if (step) return step;
  }
  return undefined;
}

function readConsentStep(window: ScreenWindow): ConsentStep | undefined {
  const text = textOfWindow(window);
  if (!namesPolicy(text) && !speaksOfPrivacy(text)) return undefined;
  const nodes = listNodes(window.root);
  const find = (meaning: string) => findControl(nodes, meaning);
  const agree = find('agree');
  const refuse = find('refuse');
  const soft = find('soft');
  if (!agree && !refuse && !soft) return undefined;
  return {
    window,
    style: styleOf(window, nodes),
    agree,
    refuse,
    soft,
    guest: find('guest'),
    policyLinks: nodes.filter(({ node }) => isPolicyLink(node)).map(({ node }) => node),
    tickBox: nodes.find(({ node }) => node.checkable && node.className.endsWith('CheckBox'))?.node,
  };
}

function findControl(nodes: readonly PlacedNode[], meaning: string): ScreenNode | undefined {
  for (const placed of nodes) {
    if (placed.node.checkable || meaningOf(labelOf(placed.node)) !== meaning) continue;
    const target = clickTarget(placed);
    if (target?.enabled) return target === placed.node ? target : { ...target, text: labelOf(placed.node) };
  }
  return undefined;
}

/** A link is a clickable text that names the policy; in running text the name stands in 《》 and is a span. */
function isPolicyLink(node: ScreenNode): boolean {
  const label = labelOf(node);
  if (!namesPolicy(label)) return false;
  return node.clickable ? meaningOf(label) === undefined : /《[^》]*》/.test(label);
}

function styleOf(window: ScreenWindow, nodes: readonly PlacedNode[]): ConsentStep['style'] {
  if (nodes.some(({ node }) => node.className.endsWith('WebView'))) return 'webview';
  return window.kind === 'activity' ? 'activity' : 'dialog';
}
