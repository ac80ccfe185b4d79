import { errors } from '@appium/base-driver';
import type { Screen } from './live-screen.ts';
import { toUiRoots, walk, type UiNode } from './ui-node.ts';

/** The dialog in front, as far as WebDriver's alerts know one. */
export type Alert = {
  readonly text: string;
  readonly accept: UiNode | undefined;
  readonly dismiss: UiNode | undefined;
};

/** Entry names of the buttons, by what pressing them means: AlertDialog's and the permission controller's. */
const acceptIds = [
  'button1',
  'permission_allow_button',
  'permission_allow_foreground_only_button',
  'permission_allow_one_time_button',
];
const dismissIds = [
  'button2',
  'permission_deny_button',
  'permission_deny_and_dont_ask_again_button',
  'button3',
];

/** Reads the dialog in front. Throws NoAlertOpen when the front window is none. */
export function readAlert({ tree }: Screen): Alert {
  const [root] = toUiRoots(tree, false);
  if (!root || (root.window.kind !== 'dialog' && root.window.kind !== 'system-permission'))
    throw new errors.NoAlertOpenError('The window in front is no dialog.');
  const nodes = [...walk([root])];
  const findButton = (ids: readonly string[]) =>
    ids.map((id) => nodes.find(({ node }) => entryName(node.resourceId) === id)).find((node) => node);
  const buttons = nodes.filter(({ node }) => node.clickable && node.className.endsWith('Button'));
  const texts = nodes
    .filter((node) => node.node.text !== '' && !node.node.className.endsWith('Button'))
    .map(({ node }) => node.text);
  const only = buttons.length === 1 ? buttons[0] : undefined;
  return {
    text: texts.join('\n'),
    accept: findButton(acceptIds) ?? only,
    dismiss: findButton(dismissIds) ?? only,
  };
}

function entryName(resourceId: string): string {
  return resourceId.slice(resourceId.indexOf('/') + 1);
}
