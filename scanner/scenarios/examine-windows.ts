import type { DeviceEvent, MotionSample, ScreenTree, ScreenWindow } from '../device/device.ts';
import type { PopupFacts, PopupReason } from '../evidence/index.ts';
import {
  findBlankPlace,
  findCloseMark,
  findPopups,
  isMarkedAsAd,
  isShown,
  type CloseMark,
} from './find-popups.ts';
import type { Stage } from './scenario.ts';
import { centreOf, coverOf, toElementFacts } from './screen.ts';

type Attempt = PopupFacts['attempts'][number];

const mostPopups = 4;
const markPatienceMs = 10_000;
const markStepMs = 500;
/** A mark that is there within this time is there from the start: the window has to draw itself first. */
const promptMarkMs = 1_500;
const mostTaps = 3;
const countdownMs = 8_000;
const reappearWatchMs = 60_000;
/** Hot zone of a close mark: the figure of T/TAF 114-2022 for close areas, used as a proxy. */
const smallestHotZoneDp = 44;

/** Finds each window that nobody asked for and tries to get rid of it, writing down every attempt and its effect. */
export async function examineWindows(stage: Stage): Promise<void> {
  const seen = new Set<string>();
  for (let round = 0; round < mostPopups; round++) {
    const tree = await stage.session.tree();
    const home = tree.windows.find((window) => window.kind === 'activity')?.id;
    const popup = findPopups(tree, home).findLast((window) => !seen.has(window.id));
    if (!popup) return;
    seen.add(popup.id);
    await examineWindow(stage, popup, tree);
  }
}

async function examineWindow(stage: Stage, popup: ScreenWindow, tree: ScreenTree): Promise<void> {
  const { session } = stage;
  const openedAtMs = await session.nowMs();
  const attempts: Attempt[] = [];
  const reasons = new Set<PopupReason>();
  const trial = (action: string, act: () => Promise<void>) => tryOnce(stage, popup, attempts, action, act);

  const { mark, visibleAfterMs } = await awaitCloseMark(stage, popup, tree);
  if (mark && visibleAfterMs > promptMarkMs) reasons.add('DELAYED_CLOSE');
  if (mark && Math.min(mark.hotZoneDp.width, mark.hotZoneDp.height) < smallestHotZoneDp)
    reasons.add('TINY_TARGET');

  const shaken = await trial('shake gently', () => session.playMotion(gentleShake, 20));
  if (shaken.jumped) reasons.add('JUMP_ON_SHAKE');
  const blank = findBlankPlace(popup);
  let closed = shaken.closed;
  if (blank && !closed) {
    const tapped = await trial('tap where no control is', () => session.tap(blank.xPx, blank.yPx));
    if (tapped.jumped) {
      reasons.add('JUMP_ON_BLANK');
      if (!isMarkedAsAd(popup)) reasons.add('UNMARKED_AD');
    }
    closed = tapped.closed;
  }
  if (mark && !closed) closed = await tapMark(trial, mark, reasons, stage);
  if (!closed) {
    const back = await trial('press Back', () => session.pressKey('back'));
    closed = back.closed;
    if (!closed) reasons.add('BACK_BLOCKED');
  }
  if (!closed && !mark) reasons.add('NO_CLOSE');
  if (closed && (await comesBack(stage, popup))) reasons.add('REAPPEARS');

  stage.foundPopup({
    atMs: openedAtMs,
    phase: stage.phase(),
    window: {
      kind: toPopupKind(popup.kind),
      title: popup.title,
      owner: popup.ownerClass,
      boundsPx: popup.boundsPx,
      coversShare: coverOf(popup, tree),
    },
    ...(mark && {
      closeMark: { ...toElementFacts(mark.node), hotZoneDp: mark.hotZoneDp, visibleSinceMs: visibleAfterMs },
    }),
    attempts,
    closable: closed,
    reasons: [...reasons].sort(),
    owner: { kind: 'unknown' },
  });
}

type Effect = { readonly closed: boolean; readonly jumped: boolean };

/** One attempt, with pictures before and after and what followed. Comes back to the app if the attempt left it. */
async function tryOnce(
  stage: Stage,
  popup: ScreenWindow,
  attempts: Attempt[],
  action: string,
  act: () => Promise<void>,
): Promise<Effect> {
  const { session } = stage;
  const before = await stage.look();
  const eventCount = (await stage.events()).length;
  const atMs = await session.nowMs();
  await act();
  const after = await stage.look();
  const followed = (await stage.events()).slice(eventCount);
  const jump = followed.find((event) => event.kind === 'external-intent');
  if (jump) await session.foreground();
  const now = jump ? await session.tree() : after.tree;
  const closed = !isShown(now, popup);
  attempts.push({
    action,
    atMs,
    closed,
    effect: describeEffect(followed, closed),
    beforeId: before.screenshotId,
    afterId: after.screenshotId,
  });
  return { closed, jumped: jump !== undefined };
}

async function tapMark(
  trial: (action: string, act: () => Promise<void>) => Promise<Effect>,
  mark: CloseMark,
  reasons: Set<PopupReason>,
  stage: Stage,
): Promise<boolean> {
  const { xPx, yPx } = centreOf(mark.target.boundsPx);
  for (let taps = 1; taps <= mostTaps; taps++) {
    const effect = await trial(`tap the close mark (${taps})`, () => stage.session.tap(xPx, yPx));
    if (effect.jumped) reasons.add('FAKE_CLOSE');
    if (effect.closed) {
      if (taps > 1) reasons.add('MULTI_TAP');
      return true;
    }
    if (effect.jumped) return false;
  }
  await stage.session.passTime(countdownMs);
  const late = await trial('tap the close mark after waiting', () => stage.session.tap(xPx, yPx));
  if (late.jumped) reasons.add('FAKE_CLOSE');
  if (late.closed) reasons.add('DELAYED_CLOSE');
  return late.closed;
}

async function awaitCloseMark(
  stage: Stage,
  popup: ScreenWindow,
  tree: ScreenTree,
): Promise<{ readonly mark: CloseMark | undefined; readonly visibleAfterMs: number }> {
  let current: ScreenTree = tree;
  for (let waitedMs = 0; waitedMs <= markPatienceMs; waitedMs += markStepMs) {
    const window = current.windows.find(({ id }) => id === popup.id);
    const mark = window && findCloseMark(window, current);
    if (mark) return { mark, visibleAfterMs: waitedMs };
    await stage.session.passTime(markStepMs);
    current = await stage.session.tree();
  }
  return { mark: undefined, visibleAfterMs: markPatienceMs };
}

async function comesBack(stage: Stage, popup: ScreenWindow): Promise<boolean> {
  await stage.session.passTime(reappearWatchMs);
  return isShown(await stage.session.tree(), popup);
}

function describeEffect(followed: readonly DeviceEvent[], closed: boolean): string {
  const words = followed.flatMap((event) => {
    if (event.kind === 'external-intent') return [`left the app: ${event.action} ${event.data}`.trim()];
    if (event.kind === 'crash') return [`crashed: ${event.exception}`];
    if (event.kind === 'toast') return [`toast: ${event.text}`];
    return [];
  });
  words.push(closed ? 'the window closed' : 'the window stayed');
  return words.join('; ');
}

function toPopupKind(kind: ScreenWindow['kind']): PopupFacts['window']['kind'] {
  return kind === 'dialog' || kind === 'popup' || kind === 'overlay' ? kind : 'activity';
}

const gravityMs2 = 9.81;
/** Below every reference value of T/TAF 078.7: 8 m/s² beyond gravity, 20 degrees, one second. */
const gentleShake: readonly MotionSample[] = Array.from({ length: 50 }, (_, index) => {
  const swing = Math.sin((index / 50) * Math.PI * 4);
  return { acceleration: [swing * 8, 0, gravityMs2], rotation: [0, 0, swing * 0.35] };
});
