import type { ScreenNode, ScreenTree, ScreenWindow } from '../device/device.ts';
import { impliesConsent, meaningOf, namesPolicy, speaksOfPrivacy } from './consent-words.ts';
import type { ConsentMeaning } from './consent-words.ts';
import { clickTarget, labelOf, listNodes, textOfWindow, type PlacedNode } from './screen.ts';

/** Where the app asks for consent, and with what. */
export type ConsentStep = {
  readonly window: ScreenWindow;
  readonly style: 'dialog' | 'activity' | 'webview';
  readonly agree: ScreenNode | undefined;
  /** It may be disabled, as long as a countdown runs. */
  readonly refuse: ScreenNode | undefined;
  /** A control that only says "OK" or "continue": agreeing it may be, explicit it is not. */
  readonly soft: ScreenNode | undefined;
  readonly guest: ScreenNode | undefined;
  readonly policyLinks: readonly ScreenNode[];
  readonly tickBox: ScreenNode | undefined;
  /** A sentence takes the use of the app for agreement, and there is nothing to agree with. */
  readonly implied: boolean;
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
  const names = namesPolicy(text);
  if (!names && !speaksOfPrivacy(text)) return undefined;
  const nodes = listNodes(window.root);
  const find = (meaning: ConsentMeaning) => findControl(nodes, meaning);
  const tickBox = nodes.find(({ node }) => isConsentBox(node, nodes))?.node;
  const agree = find('agree') ?? (tickBox && find('login'));
  const refuse = find('refuse');
  // "OK" closes many a notice; only beside a policy can it stand for agreement.
  const soft = names ? find('soft') : undefined;
  const implied = !agree && !soft && !tickBox && nodes.some(({ node }) => impliesConsent(labelOf(node)));
  if (!agree && !refuse && !soft && !implied) return undefined;
  return {
    window,
    style: styleOf(window, nodes),
    agree,
    refuse,
    soft,
    guest: find('guest'),
    policyLinks: nodes.filter(({ node }) => isPolicyLink(node)).map(({ node }) => node),
    tickBox,
    implied,
  };
}

function findControl(nodes: readonly PlacedNode[], meaning: ConsentMeaning): ScreenNode | undefined {
  for (const placed of nodes) {
    if (placed.node.checkable || meaningOf(labelOf(placed.node)) !== meaning) continue;
    const target = clickTarget(placed);
    if (target) return target === placed.node ? target : { ...target, text: labelOf(placed.node) };
  }
  return undefined;
}

/** A box to tick beside the words of agreement: they stand on it, or on a view of the same page. */
function isConsentBox(node: ScreenNode, nodes: readonly PlacedNode[]): boolean {
  if (!node.checkable || !/(CheckBox|RadioButton|CheckedTextView|CompoundButton)$/.test(node.className))
    return false;
  const speaks = (text: string) => namesPolicy(text) || meaningOf(text) === 'agree';
  return (
    speaks(labelOf(node)) || (labelOf(node) === '' && nodes.some((other) => speaks(labelOf(other.node))))
  );
}

/** A link is a clickable text that names the policy; in running text the name stands in 《》 and is a span. */
function isPolicyLink(node: ScreenNode): boolean {
  const label = labelOf(node);
  if (!namesPolicy(label)) return false;
  return node.clickable
    ? meaningOf(label) === undefined || /《[^》]*》/.test(label)
    : /《[^》]*》/.test(label);
}

function styleOf(window: ScreenWindow, nodes: readonly PlacedNode[]): ConsentStep['style'] {
  if (nodes.some(({ node }) => node.className.endsWith('WebView'))) return 'webview';
  return window.kind === 'activity' ? 'activity' : 'dialog';
}
