import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { viewPart } from '../view/view-state.ts';

/** A movement under way: from one place to another in a time, slowing down. */
const moveOf = viewPart(() => ({
  from: { x: 0, y: 0 },
  to: { x: 0, y: 0 },
  now: { x: 0, y: 0 },
  startMs: 0,
  durationMs: 0,
  finished: true,
}));

const usualMs = 250;
const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

function start(
  vm: Machine,
  self: JavaObject,
  x: number,
  y: number,
  dx: number,
  dy: number,
  ms = usualMs,
): void {
  Object.assign(moveOf(self), {
    from: { x, y },
    to: { x: x + dx, y: y + dy },
    now: { x, y },
    startMs: vm.nowMs,
    durationMs: ms,
    finished: false,
  });
}

/** computeScrollOffset: where the movement is now; false once it has ended and been seen to. */
function compute(vm: Machine, self: JavaObject): boolean {
  const state = moveOf(self);
  if (state.finished) return false;
  const part = state.durationMs <= 0 ? 1 : Math.min(1, (vm.nowMs - state.startMs) / state.durationMs);
  const eased = 1 - (1 - part) * (1 - part);
  state.now = {
    x: Math.round(state.from.x + (state.to.x - state.from.x) * eased),
    y: Math.round(state.from.y + (state.to.y - state.from.y) * eased),
  };
  if (part >= 1) state.finished = true;
  return true;
}

/** A fling goes on for as far as its speed carries in the usual time, not beyond its limits. */
function fling(
  vm: Machine,
  self: JavaObject,
  x: number,
  y: number,
  speedX: number,
  speedY: number,
  leastX: number,
  mostX: number,
  leastY: number,
  mostY: number,
): void {
  const reach = 0.35;
  const toX = clamp(x + Math.round(speedX * reach), leastX, mostX);
  const toY = clamp(y + Math.round(speedY * reach), leastY, mostY);
  start(vm, self, x, y, toX - x, toY - y, 700);
}

const methods: Methods = {
  '<init>(Landroid/content/Context;)V': ignored,
  '<init>(Landroid/content/Context;Landroid/view/animation/Interpolator;)V': ignored,
  '<init>(Landroid/content/Context;Landroid/view/animation/Interpolator;Z)V': ignored,
  'startScroll(IIII)V': (vm, self: JavaObject, x: number, y: number, dx: number, dy: number) =>
    start(vm, self, x, y, dx, dy),
  'startScroll(IIIII)V': start,
  'computeScrollOffset()Z': compute,
  'fling(IIIIIIII)V': fling,
  'fling(IIIIIIIIII)V': fling,
  'springBack(IIIIII)Z': (
    vm,
    self: JavaObject,
    x: number,
    y: number,
    leastX: number,
    mostX: number,
    leastY: number,
    mostY: number,
  ) => {
    const [toX, toY] = [clamp(x, leastX, mostX), clamp(y, leastY, mostY)];
    if (toX === x && toY === y) return false;
    start(vm, self, x, y, toX - x, toY - y);
    return true;
  },
  'isFinished()Z': (_vm, self: JavaObject) => moveOf(self).finished,
  'forceFinished(Z)V': (_vm, self: JavaObject, finished: boolean) => {
    moveOf(self).finished = finished;
  },
  'abortAnimation()V': (_vm, self: JavaObject) => {
    const state = moveOf(self);
    state.now = state.to;
    state.finished = true;
  },
  'getCurrX()I': (_vm, self: JavaObject) => moveOf(self).now.x,
  'getCurrY()I': (_vm, self: JavaObject) => moveOf(self).now.y,
  'getStartX()I': (_vm, self: JavaObject) => moveOf(self).from.x,
  'getStartY()I': (_vm, self: JavaObject) => moveOf(self).from.y,
  'getFinalX()I': (_vm, self: JavaObject) => moveOf(self).to.x,
  'getFinalY()I': (_vm, self: JavaObject) => moveOf(self).to.y,
  'setFinalX(I)V': (_vm, self: JavaObject, x: number) => {
    moveOf(self).to = { ...moveOf(self).to, x };
    moveOf(self).finished = false;
  },
  'setFinalY(I)V': (_vm, self: JavaObject, y: number) => {
    moveOf(self).to = { ...moveOf(self).to, y };
    moveOf(self).finished = false;
  },
  'getCurrVelocity()F': () => 0,
  'getDuration()I': (_vm, self: JavaObject) => moveOf(self).durationMs,
  'timePassed()I': (vm, self: JavaObject) => Math.round(vm.nowMs - moveOf(self).startMs),
  'extendDuration(I)V': ignored,
  'setFriction(F)V': ignored,
  'isOverScrolled()Z': () => false,
  'notifyHorizontalEdgeReached(III)V': ignored,
  'notifyVerticalEdgeReached(III)V': ignored,
};

/** Scrollers, and the glow at an edge, which is not drawn. */
export const scrollerClasses: readonly ClassModel[] = [
  defineClass({ name: 'android/widget/Scroller', methods }),
  defineClass({ name: 'android/widget/OverScroller', methods }),
  defineClass({
    name: 'android/widget/EdgeEffect',
    methods: {
      '<init>(Landroid/content/Context;)V': ignored,
      '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V': ignored,
      'setSize(II)V': ignored,
      'isFinished()Z': () => true,
      'finish()V': ignored,
      'onPull(F)V': ignored,
      'onPull(FF)V': ignored,
      'onPullDistance(FF)F': () => 0,
      'getDistance()F': () => 0,
      'onRelease()V': ignored,
      'onAbsorb(I)V': ignored,
      'setColor(I)V': ignored,
      'getColor()I': () => 0,
      'getMaxHeight()I': () => 0,
      'draw(Landroid/graphics/Canvas;)Z': () => false,
    },
  }),
];
