import type { DeviceEvent, ScreenTree } from '../device/device.ts';
import type { PopupFacts, PopupReason, StepText } from '../evidence/index.ts';
import {
  findBlankPlace,
  findCloseMark,
  findPopups,
  isMarkedAsAd,
  isShown,
  looksLikeAd,
  type CloseMark,
  type Popup,
} from './find-popups.ts';
import { gentleShake, type Motion } from './motions.ts';
import type { Stage } from './scenario.ts';
import { centreOf, coverOf, toElementFacts } from './screen.ts';
import { steps } from './step-text.ts';

type Attempt = PopupFacts['attempts'][number];

/**
 * What is tried first: `mark` shakes, taps a blank place and the close mark, `back` presses the Back key at once, since
 * a window that its mark has closed can no longer show what Back does, `motion` plays motions and closes it by any way.
 */
export type ExamineOrder = 'mark' | 'back' | 'motion';

const mostPopups = 4;
const markPatienceMs = 10_000;
const markStepMs = 500;
/** A mark that is there within this time is there from the start: the window has to draw itself first. */
const promptMarkMs = 1_500;
const mostTaps = 3;
const countdownMs = 8_000;
const reappearWatchMs = 30_000;
const awayMs = 5_000;
/** Hot zone of a close mark: the figure of T/TAF 114-2022 for close areas, used as a proxy. */
const smallestHotZoneDp = 44;
/** A mark is found at a glance when it stands out as texts do; below this ratio it is near invisible. */
const faintContrast = 2;

/**
 * Finds each window that nobody asked for and tries to get rid of it, writing down every attempt and its effect.
 * Answers how many there were.
 */
export async function examineWindows(
  stage: Stage,
  order: ExamineOrder,
  motions: readonly Motion[] = [gentleShake],
): Promise<number> {
  const seen = new Set<string>();
  for (let round = 0; round < mostPopups; round++) {
    const tree = await stage.session.tree();
    const popup = findPopups(tree).findLast((window) => !seen.has(window.id));
    if (!popup) break;
    seen.add(popup.id);
    await examineWindow(stage, popup, tree, order, motions);
  }
  return seen.size;
}

async function examineWindow(
  stage: Stage,
  popup: Popup,
  tree: ScreenTree,
  order: ExamineOrder,
  motions: readonly Motion[],
): Promise<void> {
  const { session } = stage;
  const openedAtMs = await session.nowMs();
  const trial = new Trial(stage, popup);
  const { mark, visibleAfterMs } = await awaitCloseMark(stage, popup, tree);
  // One that went away by itself leaves nothing to close, and a tap would meet the page below.
  if (!mark && !isShown(await session.tree(), popup)) return;
  const contrast = mark && (await stage.contrast(mark.node.boundsPx));
  const { reasons } = trial;
  let back: 'closed' | 'blocked' | undefined;
  // A layer has no Back key of its own, nor has a window that takes no keys.
  const takesBack = popup.layerOf === undefined && popup.kind !== 'overlay';
  const pressBack = async () => {
    if (!takesBack || trial.closed) return;
    back = (await trial.attempt(steps.back, () => session.pressKey('back'))).closed ? 'closed' : 'blocked';
  };

  if (order === 'back') await pressBack();
  else {
    if (mark && visibleAfterMs > promptMarkMs) reasons.add('DELAYED_CLOSE');
    if (mark && Math.min(mark.hotZoneDp.width, mark.hotZoneDp.height) < smallestHotZoneDp)
      reasons.add('TINY_TARGET');
    if (contrast !== undefined && contrast < faintContrast) reasons.add('LOW_CONTRAST');
    if (looksLikeAd(popup) && !isMarkedAsAd(popup)) reasons.add('UNMARKED_AD');
    await tryMotions(trial, motions);
    if (order === 'mark') await tapBlank(trial, popup);
  }
  if (mark) await tapMark(trial, mark);
  if (order !== 'back') await pressBack();
  if (back === 'blocked') reasons.add('BACK_BLOCKED');
  if (!trial.closed && !mark) reasons.add('NO_CLOSE');
  if (trial.closed && !trial.jumped && order === 'mark' && (await comesBack(stage, popup)))
    reasons.add('REAPPEARS');

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
      closeMark: {
        ...toElementFacts(mark.node),
        ...(contrast !== undefined && { contrast }),
        hotZoneDp: mark.hotZoneDp,
        visibleSinceMs: visibleAfterMs,
      },
    }),
    attempts: trial.attempts,
    closable: trial.closed,
    reasons: [...reasons].sort(),
    owner: { kind: 'unknown' },
  });
}

async function tryMotions(trial: Trial, motions: readonly Motion[]): Promise<void> {
  for (const { name, samples, intervalMs } of motions) {
    if (trial.closed) return;
    const play = () => trial.stage.session.playMotion(samples, intervalMs);
    if ((await trial.attempt(steps.shake(name), play)).jumped) {
      trial.reasons.add('JUMP_ON_SHAKE');
      return;
    }
  }
}

async function tapBlank(trial: Trial, popup: Popup): Promise<void> {
  const blank = findBlankPlace(popup);
  if (!blank || trial.closed) return;
  const { jumped } = await trial.attempt(steps.tapBlank, () => trial.stage.session.tap(blank.xPx, blank.yPx));
  if (jumped) trial.reasons.add('JUMP_ON_BLANK');
}

/** Taps the mark; a question that follows is answered, and whatever takes more than one tap is too much. */
async function tapMark(trial: Trial, mark: CloseMark): Promise<void> {
  const { session } = trial.stage;
  const { xPx, yPx } = centreOf(mark.target.boundsPx);
  const tap = () => session.tap(xPx, yPx);
  for (let taps = 1; taps <= mostTaps && !trial.closed; taps++) {
    const effect = await trial.attempt(steps.tapMark(taps), tap);
    if (effect.jumped) trial.reasons.add('FAKE_CLOSE');
    if (effect.jumped && !effect.closed) return;
    if (effect.question) {
      trial.reasons.add('MULTI_TAP');
      await answerQuestion(trial, effect.question);
      return;
    }
    if (effect.closed && taps > 1) trial.reasons.add('MULTI_TAP');
  }
  if (trial.closed) return;
  await trial.wait(countdownMs);
  const late = await trial.attempt(steps.tapMarkLater, tap);
  if (late.jumped) trial.reasons.add('FAKE_CLOSE');
  else if (late.closed) trial.reasons.add('DELAYED_CLOSE');
  else trial.reasons.add('FAKE_CLOSE');
}

async function answerQuestion(trial: Trial, question: Popup): Promise<void> {
  const leave = findCloseMark(question, await trial.stage.session.tree());
  if (!leave) return;
  const { xPx, yPx } = centreOf(leave.target.boundsPx);
  await trial.attempt(steps.answerQuestion(leave.node.text), () => trial.stage.session.tap(xPx, yPx));
}

type Effect = { readonly closed: boolean; readonly jumped: boolean; readonly question?: Popup };

/** The attempts on one window, and what they came to. */
class Trial {
  readonly stage: Stage;
  readonly attempts: Attempt[] = [];
  readonly reasons = new Set<PopupReason>();
  closed = false;
  jumped = false;
  readonly #popup: Popup;
  /** The last picture taken, as long as it still shows what is on the screen. */
  #seen: Awaited<ReturnType<Stage['look']>> | undefined;

  constructor(stage: Stage, popup: Popup) {
    this.stage = stage;
    this.#popup = popup;
  }

  /** Lets time pass between attempts. */
  async wait(durationMs: number): Promise<void> {
    this.#seen = undefined;
    await this.stage.session.passTime(durationMs);
  }

  /** One attempt, with pictures before and after and what followed. Comes back to the app if the attempt left it. */
  async attempt(action: StepText, act: () => Promise<void>): Promise<Effect> {
    const { session } = this.stage;
    const before = this.#seen ?? (await this.stage.look());
    const known = new Set(findPopups(before.tree).map(({ id }) => id));
    const eventCount = (await this.stage.events()).length;
    const atMs = await session.nowMs();
    await act();
    const after = await this.stage.look();
    const followed = codesOf((await this.stage.events()).slice(eventCount), after.tree);
    const left = followed.includes('left-app') || followed.includes('store');
    if (left) await session.foreground();
    this.#seen = left ? undefined : after;
    const now = left ? await session.tree() : after.tree;
    const closed = !isShown(now, this.#popup);
    const question = closed ? undefined : findPopups(now).findLast(({ id }) => !known.has(id));
    const jumped = left || followed.includes('download');
    this.closed ||= closed;
    this.jumped ||= jumped;
    const codes = [...followed, ...(closed ? ['closed'] : []), ...(question ? ['question'] : [])];
    this.attempts.push({
      action,
      atMs,
      closed,
      effect: renderEffect(codes),
      followed: codes,
      beforeId: before.screenshotId,
      afterId: after.screenshotId,
    });
    return { closed, jumped, ...(question && { question }) };
  }
}

function codesOf(events: readonly DeviceEvent[], after: ScreenTree): string[] {
  const codes = new Set<string>();
  const isGone = !after.windows.some(({ kind }) => kind === 'activity');
  for (const event of events) {
    if (event.kind === 'external-intent' && isGone)
      codes.add(
        /^market:|^(itms-apps|appmarket|mimarket|hiapplink):/i.test(event.data) ? 'store' : 'left-app',
      );
    if (event.kind === 'network-request' && /\.(apk|xapk|apks)(\?|$)/i.test(event.url)) codes.add('download');
    if (event.kind === 'crash') codes.add('crashed');
  }
  return [...codes].sort();
}

const effectTexts: Readonly<Record<string, StepText>> = {
  closed: { zh: '窗口关闭', en: 'the window closed' },
  'left-app': { zh: '离开应用，打开其他页面', en: 'the app was left for another page' },
  store: { zh: '打开应用商店', en: 'an app store was opened' },
  download: { zh: '开始下载安装包', en: 'a download of an app began' },
  question: { zh: '出现追问窗口', en: 'a question followed' },
  crashed: { zh: '应用崩溃', en: 'the app crashed' },
};

function renderEffect(codes: readonly string[]): StepText {
  const texts = codes.flatMap((code) => effectTexts[code] ?? []);
  if (!codes.includes('closed')) texts.push({ zh: '窗口仍在', en: 'the window stayed' });
  return { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') };
}

async function awaitCloseMark(
  stage: Stage,
  popup: Popup,
  tree: ScreenTree,
): Promise<{ readonly mark: CloseMark | undefined; readonly visibleAfterMs: number }> {
  let current: ScreenTree = tree;
  for (let waitedMs = 0; waitedMs <= markPatienceMs; waitedMs += markStepMs) {
    const window = findPopups(current).find(({ id }) => id === popup.id);
    if (!window) break;
    const mark = findCloseMark(window, current);
    if (mark) return { mark, visibleAfterMs: waitedMs };
    await stage.session.passTime(markStepMs);
    current = await stage.session.tree();
  }
  return { mark: undefined, visibleAfterMs: markPatienceMs };
}

/** Does a closed window return by itself, or when the person comes back to the page? */
async function comesBack(stage: Stage, popup: Popup): Promise<boolean> {
  const { session } = stage;
  await session.passTime(reappearWatchMs);
  if (isShown((await stage.look()).tree, popup)) return true;
  // An advertisement at each start is another matter; a page that comes back is the same page.
  if (popup.kind === 'activity' && popup.layerOf === undefined) return false;
  await session.background();
  await session.passTime(awayMs);
  const tree = await stage.step(steps.comeBack, () => session.foreground());
  return isShown(tree, popup);
}

function toPopupKind(kind: Popup['kind']): PopupFacts['window']['kind'] {
  return kind === 'dialog' || kind === 'popup' || kind === 'overlay' ? kind : 'activity';
}
