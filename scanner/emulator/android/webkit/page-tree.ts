import type { ScreenNode } from '../../../device/device.ts';
import type { BoundsPx } from '../../../evidence/index.ts';
import type { JavaObject, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { PageNode } from '../../web/messages.ts';
import { placeOnScreen } from '../view/view-tree.ts';
import { scaleOf } from './browser-page.ts';
import { webOf } from './web-state.ts';

type Place = { readonly x: number; readonly y: number; readonly scale: number; readonly clip: BoundsPx };

/**
 * A page on the screen as Android's accessibility tells it: below the WebView one more node of that class for the
 * document, with the page's title, and in it what the page shows. Nothing for other views.
 */
export function pageNodes(vm: Machine, view: JavaObject, boundsPx: BoundsPx): readonly ScreenNode[] {
  if (!isWebView(view)) return [];
  const state = webOf(view).page?.state;
  if (!state) return [];
  const place = { ...placeOnScreen(view), scale: scaleOf(vm), clip: boundsPx };
  const { densityDpi, heightPx } = vm.attached(SYSTEM).phone.screen;
  const spPx = densityDpi / 160;
  return [
    {
      ...plain,
      className: 'android.webkit.WebView',
      text: state.title,
      boundsPx,
      focusable: true,
      scrollable: state.contentHeight * place.scale > Math.min(heightPx, boundsPx.bottom - boundsPx.top) + 1,
      children: state.nodes.flatMap((node) => toScreenNode(node, place, spPx)),
    },
  ];
}

function isWebView(view: JavaObject): boolean {
  for (let cls: typeof view.cls | null = view.cls; cls; cls = cls.superclass)
    if (cls.name === 'android/webkit/WebView') return true;
  return false;
}

const plain = {
  resourceId: '',
  text: '',
  description: '',
  clickable: false,
  longClickable: false,
  checkable: false,
  checked: false,
  enabled: true,
  focusable: false,
  scrollable: false,
  password: false,
  selected: false,
};

function toScreenNode(node: PageNode, place: Place, spPx: number): readonly ScreenNode[] {
  const { x, y, scale, clip } = place;
  const boundsPx = {
    left: Math.max(clip.left, Math.round(x + node.left * scale)),
    top: Math.max(clip.top, Math.round(y + node.top * scale)),
    right: Math.min(clip.right, Math.round(x + node.right * scale)),
    bottom: Math.min(clip.bottom, Math.round(y + node.bottom * scale)),
  };
  const children = node.children.flatMap((child) => toScreenNode(child, place, spPx));
  if (boundsPx.right <= boundsPx.left || boundsPx.bottom <= boundsPx.top) return children;
  const { className, text, description, clickable, checkable, checked, enabled, focusable } = node;
  return [
    {
      ...plain,
      className,
      resourceId: node.id,
      text,
      description,
      boundsPx,
      clickable,
      checkable,
      checked,
      enabled,
      focusable,
      scrollable: node.scrollable,
      password: node.password,
      ...(node.color !== undefined && { textColor: node.color }),
      ...(node.fontSize !== undefined && { textSizeSp: (node.fontSize * scale) / spPx }),
      children,
    },
  ];
}
