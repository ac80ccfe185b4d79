import { isDisplayed, type UiNode } from './ui-node.ts';

/** Attributes in the order in which UiAutomator2's page source lists them. */
export const sourceAttributes: Readonly<Record<string, (node: UiNode) => string>> = {
  index: ({ index }) => String(index),
  package: ({ window }) => window.ownerPackage,
  class: ({ node }) => node.className,
  text: ({ node }) => node.text,
  'content-desc': ({ node }) => node.description,
  'resource-id': ({ node }) => node.resourceId,
  checkable: ({ node }) => String(node.checkable),
  checked: ({ node }) => String(node.checked),
  clickable: ({ node }) => String(node.clickable),
  enabled: ({ node }) => String(node.enabled),
  focusable: ({ node }) => String(node.focusable),
  focused: ({ node }) => String(node.focused ?? false),
  'long-clickable': ({ node }) => String(node.longClickable),
  password: ({ node }) => String(node.password),
  scrollable: ({ node }) => String(node.scrollable),
  selected: ({ node }) => String(node.selected),
  bounds: ({ node: { boundsPx } }) =>
    `[${boundsPx.left},${boundsPx.top}][${boundsPx.right},${boundsPx.bottom}]`,
  displayed: (node) => String(isDisplayed(node)),
};

/** Other names by which clients ask for the same. */
const aliases: Readonly<Record<string, string>> = {
  className: 'class',
  contentDescription: 'content-desc',
  resourceId: 'resource-id',
  longClickable: 'long-clickable',
};

/** The value of an attribute by any of its names; undefined when there is no such attribute. */
export function findAttribute(node: UiNode, name: string): string | undefined {
  if (name === 'name') return node.node.description || node.node.text;
  const real = Object.hasOwn(aliases, name) ? aliases[name] : name;
  if (real === undefined || !Object.hasOwn(sourceAttributes, real)) return undefined;
  return sourceAttributes[real]?.(node);
}

/** A class name as the name of an XML element: inner classes are parted by a point, and nothing else odd is left. */
export function toElementName(className: string): string {
  const name = className
    .replace(/[^\p{L}\p{N}_.-]+/gu, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.\-\d]+|\.+$/g, '');
  return name === '' ? 'android.view.View' : name;
}
