import type { ScreenNode, ScreenTree, ScreenWindow } from '../device/device.ts';
import { findConsentStep } from './find-consent.ts';
import { areaOf, clickTarget, contains, labelOf, listNodes, textOfWindow, toDp } from './screen.ts';

const closeWords =
  /^(关闭|关掉|跳过.*|\d+ ?s? ?(秒后?)?(跳过|关闭)|(close|skip|dismiss)( ad)?|×|✕|✖|╳|x|取消|以后再说|暂不.*|不感兴趣|残忍拒绝|放弃.*|知道了|我知道了|不用了)$/i;
const closeIds = /(^|[_/])(close|skip|cancel|dismiss|delete|iv_x|btn_x)([_\d]|$)/i;
const adMarks = /广告|推广|赞助|\bad(vertisement)?\b|sponsored/i;
const skipMark = /^(\d+ ?s? ?)?跳过|^skip\b|跳过$/i;
/** Words of selling that no page of a tool's own needs. */
const sellingWords =
  /立即(购买|抢购|下单|领取|下载|体验|参与|预订|报名)|去(购买|抢购|看看|逛逛)|限时(优惠|抢购|特价|秒杀|折扣|特惠)?|特惠|优惠券?|红包|折扣|[一二三四五六七八九0-9.]+ ?折|满 ?\d+ ?减|立减|秒杀|免费领|[¥￥] ?\d|\d+ ?元|buy now|\d+ ?% off|sale\b|discount|coupon|shop now|install now/i;
/** A page with more to read, or more to tap, is a page of the app and no advertisement. */
const longestAdChars = 240;
const mostAdControls = 8;
/** A view this large that lies over others hides the page. */
const layerShare = 0.5;

/** A window, or a layer inside a page, that took the screen or covers content. */
export type Popup = ScreenWindow & {
  /** The page whose window it lies in; Back and focus are the page's. */
  readonly layerOf?: string;
};

/** Windows that took the screen or cover content, other than the consent step and the system's own. */
export function findPopups(tree: ScreenTree): Popup[] {
  const consent = findConsentStep(tree)?.window.id;
  return tree.windows.flatMap((window): Popup[] => {
    if (window.id === consent) return [];
    if (window.kind === 'dialog' || window.kind === 'popup' || window.kind === 'overlay') return [window];
    if (window.kind !== 'activity') return [];
    const layer = findLayer(window);
    if (layer) return [layer];
    // A page counts only when it shows itself to be an advertisement.
    return isAdPage(window) ? [window] : [];
  });
}

function isAdPage(window: ScreenWindow): boolean {
  const nodes = listNodes(window.root).map(({ node }) => node);
  const labels = nodes.map(labelOf);
  const chars = labels.reduce((sum, label) => sum + label.length, 0);
  if (chars > longestAdChars || nodes.filter(({ clickable }) => clickable).length > mostAdControls)
    return false;
  if (nodes.some(({ scrollable }) => scrollable)) return false;
  return labels.some((label) => adMarks.test(label) || skipMark.test(label.trim()));
}

/** A view that lies over its siblings and calls itself an advertisement: no window, but a person sees no difference. */
function findLayer(window: ScreenWindow): Popup | undefined {
  for (const { node, ancestors } of listNodes(window.root)) {
    const parent = ancestors.at(-1);
    const below = parent?.children.slice(0, parent.children.indexOf(node)) ?? [];
    const covered = below.filter((sibling) => overlap(sibling, node) > areaOf(sibling.boundsPx) * layerShare);
    const fills = areaOf(node.boundsPx) >= areaOf(window.boundsPx) * layerShare;
    if (!fills || covered.length === 0) continue;
    const layer = {
      ...window,
      id: `${window.id}/layer`,
      boundsPx: node.boundsPx,
      root: node,
      layerOf: window.id,
    };
    if (isAdPage(layer)) return layer;
  }
  return undefined;
}

function overlap({ boundsPx: a }: ScreenNode, { boundsPx: b }: ScreenNode): number {
  return areaOf({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
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
    // A mark inside an area that fills the window does nothing of its own.
    if (target !== node && areaOf(target.boundsPx) > areaOf(window.boundsPx) * layerShare) continue;
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

/** Does it sell something, by its words? */
export function looksLikeAd(window: ScreenWindow): boolean {
  return sellingWords.test(textOfWindow(window));
}

/** Is this window, or another with the same content, on the screen? */
export function isShown(tree: ScreenTree, window: Popup): boolean {
  const text = textOfWindow(window);
  const all: readonly Popup[] = window.layerOf === undefined ? tree.windows : findPopups(tree);
  return all.some(
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
