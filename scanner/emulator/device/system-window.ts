import type { ScreenNode } from '../../device/device.ts';
import type { BoundsPx } from '../../evidence/index.ts';
import type { Machine } from '../machine/index.ts';
import type { SystemDialog } from '../system/system-dialogs.ts';
import { SYSTEM } from '../system/system.ts';
import type { DeviceWindow } from '../system/window-manager.ts';
import { layOutText } from '../android/graphics/text-measurer.ts';
import { dpToPx } from '../android/view/styled.ts';
import { screenBounds } from './frames.ts';

/** A text of a system dialog with its place on the screen. */
export type SystemText = {
  readonly role: 'message' | 'button';
  readonly id: string;
  readonly text: string;
  readonly boundsPx: BoundsPx;
  readonly sizePx: number;
};

export type SystemLayout = { readonly boundsPx: BoundsPx; readonly texts: readonly SystemText[] };

const sizesDp = { side: 16, padding: 24, bottom: 32, button: 48, gap: 8 } as const;
const textSp = { message: 20, button: 16 } as const;

/** The card of a permission dialog: the question, and its answers one under the other, at the foot of the screen. */
export function layOutSystemDialog(vm: Machine, dialog: SystemDialog): SystemLayout {
  const px = (dp: number) => Math.round(dpToPx(vm, dp));
  const screen = screenBounds(vm);
  const left = screen.left + px(sizesDp.side);
  const right = screen.right - px(sizesDp.side);
  const inner = { left: left + px(sizesDp.padding), right: right - px(sizesDp.padding) };
  const question = [dialog.title, dialog.message].filter((text) => text !== '').join('\n');
  const questionSize = px(textSp.message);
  const { heightPx } = layOutText(question, { sizePx: questionSize }, inner.right - inner.left);
  const height =
    px(sizesDp.padding) * 2 + heightPx + dialog.buttons.length * (px(sizesDp.button) + px(sizesDp.gap));
  const top = screen.bottom - px(sizesDp.bottom) - height;
  let y = top + px(sizesDp.padding);
  const message: SystemText = {
    role: 'message',
    id: 'permission_message',
    text: question,
    boundsPx: { ...inner, top: y, bottom: y + heightPx },
    sizePx: questionSize,
  };
  y += heightPx;
  const buttons = dialog.buttons.map(({ id, text }): SystemText => {
    y += px(sizesDp.gap);
    const boundsPx = { ...inner, top: y, bottom: y + px(sizesDp.button) };
    y += px(sizesDp.button);
    return { role: 'button', id, text, boundsPx, sizePx: px(textSp.button) };
  });
  return { boundsPx: { left, top, right, bottom: top + height }, texts: [message, ...buttons] };
}

const plain = {
  description: '',
  longClickable: false,
  checkable: false,
  checked: false,
  enabled: true,
  scrollable: false,
  password: false,
  selected: false,
} as const;

/** The tree of a window of the system: a dialog's texts, or just the name of the app that took the screen. */
export function systemRoot(vm: Machine, window: DeviceWindow): ScreenNode {
  const dialog = vm.attached(SYSTEM).dialogs.find(window.id);
  const boundsPx = dialog ? layOutSystemDialog(vm, dialog).boundsPx : screenBounds(vm);
  const texts: readonly SystemText[] = dialog ? layOutSystemDialog(vm, dialog).texts : [];
  const density = vm.attached(SYSTEM).phone.screen.densityDpi / 160;
  return {
    ...plain,
    className: 'android.widget.LinearLayout',
    resourceId: dialog ? `${window.ownerPackage}:id/grant_dialog` : '',
    text: '',
    boundsPx,
    clickable: false,
    focusable: false,
    children: texts.map((each) => ({
      ...plain,
      className: each.role === 'button' ? 'android.widget.Button' : 'android.widget.TextView',
      resourceId: `${window.ownerPackage}:id/${each.id}`,
      text: each.text,
      boundsPx: each.boundsPx,
      clickable: each.role === 'button',
      focusable: each.role === 'button',
      textSizeSp: each.sizePx / density,
      children: [],
    })),
  };
}
