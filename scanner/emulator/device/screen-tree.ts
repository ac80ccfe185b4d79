import type { ScreenNode, ScreenTree, ScreenWindow } from '../../device/device.ts';
import type { BoundsPx } from '../../evidence/index.ts';
import { JavaString } from '../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../machine/index.ts';
import { SYSTEM } from '../system/system.ts';
import type { DeviceWindow } from '../system/window-manager.ts';
import { isVisibleWindow } from '../android/view/open-window.ts';
import { VISIBLE, childrenOf, heightOf, viewOf, widthOf } from '../android/view/view-state.ts';
import { placeOnScreen } from '../android/view/view-tree.ts';
import { pageNodes } from '../android/webkit/page-tree.ts';
import { isTextView, syncText, textColor, textOf } from '../android/widget/text-state.ts';
import { focusedWindow } from './focused-window.ts';
import { screenBounds } from './frames.ts';
import { systemRoot } from './system-window.ts';

/** Views deeper than this are not told; no honest layout is. */
const mostDepth = 200;

/** All visible windows with their views, back to front. */
export function* readScreenTree(vm: Machine): Steps<ScreenTree> {
  const { windows, phone } = vm.attached(SYSTEM);
  const shown: ScreenWindow[] = [];
  const focused = focusedWindow(vm);
  for (const [z, window] of windows.windows.entries()) {
    if (!isVisibleWindow(vm, window)) continue;
    const root = yield* rootNode(vm, window);
    shown.push({
      id: window.id,
      kind: window.kind,
      ownerPackage: window.ownerPackage,
      ownerClass: window.ownerClass,
      title: window.title,
      boundsPx: window.root ? window.boundsPx : (root?.boundsPx ?? screenBounds(vm)),
      focused: window === focused,
      z,
      root,
    });
  }
  const { widthPx, heightPx, densityDpi } = phone.screen;
  return { widthPx, heightPx, densityDpi, windows: shown };
}

function* rootNode(vm: Machine, window: DeviceWindow): Steps<ScreenNode | undefined> {
  if (!window.root) return systemRoot(vm, window);
  return yield* toNode(vm, window.root, screenBounds(vm), 0);
}

function* toNode(
  vm: Machine,
  view: JavaObject,
  clip: BoundsPx,
  depth: number,
): Steps<ScreenNode | undefined> {
  const state = viewOf(view);
  if (state.visibility !== VISIBLE || depth > mostDepth) return undefined;
  const boundsPx = clipped(view, clip);
  if (boundsPx.right <= boundsPx.left || boundsPx.bottom <= boundsPx.top) return undefined;
  const children: ScreenNode[] = [];
  for (const child of childrenOf(view)) {
    const node = yield* toNode(vm, child, boundsPx, depth + 1);
    if (node) children.push(node);
  }
  children.push(...pageNodes(vm, view, boundsPx));
  const className = yield* accessibilityClass(vm, view);
  return {
    className,
    resourceId: resourceIdOf(vm, state.id),
    ...(yield* textsOf(vm, view)),
    description: yield* plainText(vm, state.description),
    boundsPx,
    clickable: state.clickable,
    longClickable: state.longClickable,
    ...(yield* checkState(vm, view)),
    enabled: state.enabled,
    focusable: state.focusable,
    scrollable:
      (yield* vm.call<boolean>(view, 'canScrollVertically(I)Z', 1)) ||
      (yield* vm.call<boolean>(view, 'canScrollVertically(I)Z', -1)) ||
      (yield* vm.call<boolean>(view, 'canScrollHorizontally(I)Z', 1)) ||
      (yield* vm.call<boolean>(view, 'canScrollHorizontally(I)Z', -1)),
    selected: state.selected,
    children,
  };
}

function clipped(view: JavaObject, clip: BoundsPx): BoundsPx {
  const { x, y } = placeOnScreen(view);
  const left = Math.round(x);
  const top = Math.round(y);
  return {
    left: Math.max(left, clip.left),
    top: Math.max(top, clip.top),
    right: Math.min(left + widthOf(view), clip.right),
    bottom: Math.min(top + heightOf(view), clip.bottom),
  };
}

function* accessibilityClass(vm: Machine, view: JavaObject): Steps<string> {
  const name = yield* vm.call<HeapObject | null>(view, 'getAccessibilityClassName()Ljava/lang/CharSequence;');
  return name instanceof JavaString ? name.value : view.cls.javaName;
}

/** `package:id/name`; empty for a view without an id, or with one made at run time. */
function resourceIdOf(vm: Machine, id: number): string {
  if (id === -1 || id === 0) return '';
  const { app } = vm.attached(SYSTEM);
  const name = app.resources.findName(id >>> 0);
  if (!name) return '';
  return `${id >>> 24 === 1 ? 'android' : app.manifest.packageName}:id/${name.entry}`;
}

function* plainText(vm: Machine, text: HeapObject | null): Steps<string> {
  return text === null ? '' : yield* vm.textOf(text);
}

function* textsOf(
  vm: Machine,
  view: JavaObject,
): Steps<Pick<ScreenNode, 'text' | 'password' | 'textColor' | 'textSizeSp'>> {
  if (!isTextView(view)) return { text: '', password: false };
  yield* syncText(vm, view);
  const { string, hintString, allCaps, password, sizePx } = textOf(view);
  const shown = string === '' ? hintString : allCaps ? string.toUpperCase() : string;
  return {
    text: password && string !== '' ? '•'.repeat(string.length) : shown,
    password,
    textColor: (yield* textColor(vm, view)) >>> 0,
    textSizeSp: (sizePx * 160) / vm.attached(SYSTEM).phone.screen.densityDpi,
  };
}

function* checkState(vm: Machine, view: JavaObject): Steps<Pick<ScreenNode, 'checkable' | 'checked'>> {
  let checkable = false;
  for (const ancestor of view.cls.ancestors)
    if (ancestor.name === 'android/widget/Checkable') checkable = true;
  if (!checkable) return { checkable, checked: false };
  return { checkable, checked: yield* vm.call<boolean>(view, 'isChecked()Z') };
}
