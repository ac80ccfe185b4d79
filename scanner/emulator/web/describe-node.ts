import type { PageNode } from './messages.ts';
import type { Laid, SnapshotDocument } from './snapshot-document.ts';

/** A node in the words of Android's accessibility, without its place and its children. */
export type Told = Omit<PageNode, 'left' | 'top' | 'right' | 'bottom' | 'children' | 'color' | 'fontSize'> & {
  readonly ownsText: boolean;
};

const longestText = 10_000;

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

/** What a node is to a reader of the screen; undefined for one that only holds others. */
export function describeNode(page: SnapshotDocument, node: number, laid: Laid | undefined): Told | undefined {
  if (page.isText(node)) {
    const text = cut(laid?.text ?? '');
    const parent = page.parentOf(node);
    return text === ''
      ? undefined
      : { ...plain, className: 'android.widget.TextView', text, enabled: page.isEnabled(parent) };
  }
  const name = page.nameOf(node);
  const attributes = page.attributesOf(node);
  const role = attributes.get('role') ?? '';
  const common = {
    ...plain,
    id: attributes.get('id') ?? '',
    description: cut(attributes.get('aria-label') ?? attributes.get('title') ?? ''),
    clickable: page.isClickable(node),
    enabled: page.isEnabled(node),
    focusable: attributes.has('tabindex'),
  };
  if (name === 'INPUT') return describeInput(page, node, attributes, common);
  if (name === 'TEXTAREA' || attributes.get('contenteditable') === 'true')
    return {
      ...common,
      className: 'android.widget.EditText',
      text: cut(page.valueOf(node) || page.innerText(node) || (attributes.get('placeholder') ?? '')),
      clickable: true,
      focusable: true,
      ownsText: true,
    };
  if (name === 'SELECT') {
    const options = page.childrenOf(node).filter((child) => page.isSelected(child));
    const text = options.map((option) => page.innerText(option)).join(' ');
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
      text: cut(page.innerText(node) || common.description),
      checkable: true,
      checked: attributes.get('aria-checked') === 'true',
      clickable: true,
      ownsText: true,
    };
  if (name === 'BUTTON' || role === 'button')
    return {
      ...common,
      className: 'android.widget.Button',
      text: cut(page.innerText(node) || common.description),
      clickable: name === 'BUTTON' || common.clickable,
      focusable: name === 'BUTTON' || common.focusable,
      ownsText: true,
    };
  if ((name === 'A' && attributes.has('href')) || role === 'link')
    return {
      ...common,
      className: 'android.view.View',
      text: cut(page.innerText(node) || common.description),
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
      text: cut(page.innerText(node)),
      ownsText: !page.holdsControl(node),
    };
  const isScrollable = /^(auto|scroll)$/.test(laid?.overflow ?? '') && name !== 'HTML' && name !== 'BODY';
  if (role === 'dialog' || role === 'alertdialog' || name === 'DIALOG')
    return { ...common, className: 'android.app.Dialog' };
  // A place that takes clicks: with its own text where it has nothing else inside to press.
  if (common.clickable && name !== 'HTML' && name !== 'BODY' && name !== '#DOCUMENT')
    return {
      ...common,
      className: 'android.view.View',
      text: page.holdsControl(node) ? '' : cut(page.innerText(node)),
      scrollable: isScrollable,
      ownsText: !page.holdsControl(node),
    };
  return common.description !== '' || common.id !== '' || isScrollable
    ? { ...common, className: 'android.view.View', scrollable: isScrollable }
    : undefined;
}

function describeInput(
  page: SnapshotDocument,
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
      text: cut(common.description || page.labelOf(node, common.id)),
      checkable: true,
      checked: page.isChecked(node),
      clickable: true,
      focusable: true,
    };
  const value = page.valueOf(node);
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

function cut(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longestText);
}
