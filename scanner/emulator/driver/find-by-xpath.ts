import { errors } from '@appium/base-driver';
import fontoxpath from 'fontoxpath';
import { sourceAttributes, toElementName } from './ui-attributes.ts';
import type { UiNode } from './ui-node.ts';

/**
 * XPath over the live tree, without an XML text in between. The objects below have what fontoxpath reads of a DOM:
 * https://github.com/FontoXML/fontoxpath (its `IDomFacade` documentation).
 */
type XNode = {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly localName: string;
  readonly namespaceURI: null;
  readonly prefix: null;
  readonly ui: UiNode | undefined;
  readonly attributes: readonly XAttribute[];
  readonly childNodes: XNode[];
  parentNode: XNode | null;
  previousSibling: XNode | null;
  nextSibling: XNode | null;
  readonly firstChild: XNode | null;
  readonly lastChild: XNode | null;
  readonly getAttribute: (name: string) => string | null;
};

type XAttribute = {
  readonly nodeType: 2;
  readonly nodeName: string;
  readonly name: string;
  readonly localName: string;
  readonly namespaceURI: null;
  readonly prefix: null;
  readonly value: string;
};

export type XDocument = { readonly document: XNode; readonly byUi: ReadonlyMap<UiNode, XNode> };

export function toXDocument(roots: readonly UiNode[]): XDocument {
  const byUi = new Map<UiNode, XNode>();
  const make = (ui: UiNode): XNode => {
    const attributes = Object.entries(sourceAttributes).map(([name, valueOf]) =>
      toAttribute(name, valueOf(ui)),
    );
    const made = toXNode(1, toElementName(ui.node.className), ui, attributes, ui.children.map(make));
    byUi.set(ui, made);
    return made;
  };
  const hierarchy = toXNode(1, 'hierarchy', undefined, [toAttribute('rotation', '0')], roots.map(make));
  return { document: toXNode(9, '#document', undefined, [], [hierarchy]), byUi };
}

/** Finds elements by XPath, in document order, below `context` when it is given. Throws InvalidSelector for bad ones. */
export function findByXPath(
  { document, byUi }: XDocument,
  selector: string,
  context: UiNode | undefined,
): UiNode[] {
  const start = context ? byUi.get(context) : document;
  let found: readonly unknown[];
  try {
    // fontoxpath's types ask for a whole DOM Node; it reads no more of it than XNode has.
    found = fontoxpath.evaluateXPathToNodes(selector, start as unknown as Node, null, null, {});
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new errors.InvalidSelectorError(`The XPath '${selector}' cannot be evaluated: ${reason}`);
  }
  return (found as readonly XNode[]).flatMap((node) => {
    if (node.nodeType !== 1)
      throw new errors.InvalidSelectorError(`The XPath '${selector}' gives something else than elements.`);
    return node.ui ? [node.ui] : [];
  });
}

type Node = Parameters<typeof fontoxpath.evaluateXPathToNodes>[1] & object;

function toXNode(
  nodeType: number,
  name: string,
  ui: UiNode | undefined,
  attributes: readonly XAttribute[],
  childNodes: XNode[],
): XNode {
  const made: XNode = {
    nodeType,
    nodeName: name,
    localName: name,
    namespaceURI: null,
    prefix: null,
    ui,
    attributes,
    childNodes,
    parentNode: null,
    previousSibling: null,
    nextSibling: null,
    firstChild: childNodes[0] ?? null,
    lastChild: childNodes.at(-1) ?? null,
    getAttribute: (wanted) => attributes.find((attribute) => attribute.name === wanted)?.value ?? null,
  };
  for (const [index, child] of childNodes.entries()) {
    child.parentNode = made;
    child.previousSibling = childNodes[index - 1] ?? null;
    child.nextSibling = childNodes[index + 1] ?? null;
  }
  return made;
}

function toAttribute(name: string, value: string): XAttribute {
  return { nodeType: 2, nodeName: name, name, localName: name, namespaceURI: null, prefix: null, value };
}
