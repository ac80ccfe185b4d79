import type { ScreenNode, ScreenTree, ScreenWindow } from '../device/device.ts';
import { findConsentStep } from './find-consent.ts';
import { areaOf, clickTarget, contains, labelOf, listNodes, textOfWindow, toDp } from './screen.ts';

const closeWords =
  /^(关闭|关掉|跳过.*|\d+ ?s? ?(秒后?)?(跳过|关闭)|(close|skip|dismiss)( ad)?|×|✕|✖|╳|x|取消|以后再说|暂不.*|不感兴趣|残忍拒绝|放弃.*|知道了|不用了)$/i;
const closeIds = /(^|[_/])(close|skip|cancel|dismiss|delete|iv_x|btn_x)([_\d]|$)/i;
const adWords = /广告|推广|赞助|跳过|\bad(vertisement)?\b|sponsored/i;
const adMarks = /广告|推广|\bad(vertisement)?\b|sponsored/i;

/** Windows that took the screen or cover content, other than the consent step and the system's own. */
export function findPopups(tree: ScreenTree, homeWindowId: string | undefined): ScreenWindow[] {
  const consent = findConsentStep(tree)?.window.id;
  return tree.windows.filter((window) => {
    if (window.id === consent) return false;
    if (window.kind === 'dialog' || window.kind === 'popup' || window.kind === 'overlay') return true;
    // A page counts only when it shows itself to be an advertisement.
    return window.kind === 'activity' && window.id !== homeWindowId && adWords.test(textOfWindow(window));
  });
}

/** A control that says it closes the window. */
export type CloseMark = {
  readonly node: ScreenNode;
  /** What takes the tap: the mark or an ancestor. */
  readonly target: ScreenNode;
  readonly hotZoneDp: { readonly width: number; readonly height: number };
};

export function findCloseMark(window: ScreenWindow, tree: ScreenTree): CloseMark | undefined {
  for (const placed of listNodes(window.root)) {
    const { node } = placed;
    const isMark = closeWords.test(labelOf(node).trim()) || closeIds.test(node.resourceId);
    if (!isMark) continue;
    const target = clickTarget(placed);
    if (!target || !target.enabled || areaOf(target.boundsPx) === 0) continue;
    const { left, top, right, bottom } = target.boundsPx;
    return { node, target, hotZoneDp: { width: toDp(right - left, tree), height: toDp(bottom - top, tree) } };
  }
  return undefined;
}

/** A place on the window where no control is, so that a tap there should do nothing; undefined when there is none. */
export function findBlankPlace(
  window: ScreenWindow,
): { readonly xPx: number; readonly yPx: number } | undefined {
  const { left, top, right, bottom } = window.boundsPx;
  const controls = listNodes(window.root)
    .map(({ node }) => node)
    .filter((node) => node.clickable && areaOf(node.boundsPx) < areaOf(window.boundsPx) * 0.6);
  for (const [shareX, shareY] of [
    [0.5, 0.45],
    [0.5, 0.25],
    [0.25, 0.6],
    [0.75, 0.7],
    [0.1, 0.9],
  ] as const) {
    const xPx = Math.round(left + (right - left) * shareX);
    const yPx = Math.round(top + (bottom - top) * shareY);
    if (!controls.some((node) => contains(node.boundsPx, xPx, yPx))) return { xPx, yPx };
  }
  return undefined;
}

export function isMarkedAsAd(window: ScreenWindow): boolean {
  return adMarks.test(textOfWindow(window));
}

/** Is this window, or another with the same content, on the screen? */
export function isShown(tree: ScreenTree, window: ScreenWindow): boolean {
  const text = textOfWindow(window);
  return tree.windows.some(
    (other) =>
      other.kind === window.kind &&
      (other.id === window.id || textOfWindow(other) === text) &&
      sharesText(textOfWindow(other), text),
  );
}

/** A countdown changes a line of the text; most of it stays. */
function sharesText(a: string, b: string): boolean {
  const lines = b.split('\n');
  const kept = lines.filter((line) => a.includes(line)).length;
  return kept * 2 >= lines.length;
}
