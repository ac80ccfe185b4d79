import type { ScreenTree } from '../../device/device.ts';
import { sourceAttributes, toElementName } from './ui-attributes.ts';
import type { UiNode } from './ui-node.ts';

/** The screen as XML in UiAutomator2's form. Attributes are those of its page source, in its order. */
export function renderPageSource(tree: ScreenTree, roots: readonly UiNode[]): string {
  const lines = [
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
    `<hierarchy index="0" class="hierarchy" rotation="0" width="${tree.widthPx}" height="${tree.heightPx}">`,
  ];
  for (const root of roots) addNode(lines, root, '  ');
  lines.push('</hierarchy>');
  return lines.join('\n');
}

function addNode(lines: string[], node: UiNode, indent: string): void {
  const name = toElementName(node.node.className);
  const attributes = Object.entries(sourceAttributes)
    .map(([key, valueOf]) => `${key}="${escapeAttribute(valueOf(node))}"`)
    .join(' ');
  if (node.children.length === 0) {
    lines.push(`${indent}<${name} ${attributes} />`);
    return;
  }
  lines.push(`${indent}<${name} ${attributes}>`);
  for (const child of node.children) addNode(lines, child, `${indent}  `);
  lines.push(`${indent}</${name}>`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Escapes a value; characters that XML 1.0 has no way to write (its section 2.2) become U+FFFD. */
export function escapeAttribute(value: string): string {
  return value
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"\n\r\t]/g, (character) => entities[character] ?? character);
}

// With the u flag a pair of surrogates is one character, and \p{Cs} is a half that stands alone.
const unwritable = /[\p{Cs}\ufffe\uffff]|(?![\n\r\t])[\u0000-\u001f]/gu;
