import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { viewOf, type ViewState } from './view-state.ts';

/** A view's ViewPropertyAnimator: what it is asked to change before it starts. */
type AnimatorState = {
  readonly view: JavaObject;
  targets: { key: AnimatedKey; value: number; relative: boolean }[];
  durationMs: number;
  delayMs: number;
  listener: HeapObject | null;
  endAction: HeapObject | null;
  startAction: HeapObject | null;
  /** Rises when the animation starts anew or is cancelled, so that an older end does nothing. */
  run: number;
  scheduled: boolean;
};
type Animator = JavaObject<AnimatorState>;
type AnimatedKey =
  | 'alpha'
  | 'translationX'
  | 'translationY'
  | 'translationZ'
  | 'scaleX'
  | 'scaleY'
  | 'rotation'
  | 'rotationX'
  | 'rotationY';

const animators = new WeakMap<JavaObject, Animator>();
const defaultDurationMs = 300;

/** View.animate: one animator a view. */
export function animatorOf(vm: Machine, view: JavaObject): Animator {
  let animator = animators.get(view);
  if (!animator) {
    animator = vm.newObject<AnimatorState>('android/view/ViewPropertyAnimator');
    animator.peer = {
      view,
      targets: [],
      durationMs: defaultDurationMs,
      delayMs: 0,
      listener: null,
      endAction: null,
      startAction: null,
      run: 0,
      scheduled: false,
    };
    animators.set(view, animator);
  }
  return animator;
}

function schedule(vm: Machine, self: Animator): void {
  const state = self.peer;
  if (state.scheduled) return;
  state.scheduled = true;
  // It starts with the next frame, so that all that is asked of it in one go runs together.
  vm.attached(SYSTEM).postToMain('animate', () => start(vm, self), 0);
}

function* start(vm: Machine, self: Animator): Steps<void> {
  const state = self.peer;
  if (!state.scheduled) return;
  state.scheduled = false;
  const run = ++state.run;
  const targets = state.targets.splice(0);
  const { startAction, endAction, listener, durationMs, delayMs } = state;
  state.startAction = null;
  state.endAction = null;
  vm.attached(SYSTEM).postToMain(
    'animation end',
    function* () {
      if (state.run !== run) return;
      const view = viewOf(state.view);
      for (const { key, value, relative } of targets) view[key] = relative ? view[key] + value : value;
      if (listener) yield* vm.call(listener, 'onAnimationEnd(Landroid/animation/Animator;)V', null);
      if (endAction) yield* vm.call(endAction, 'run()V');
    },
    durationMs + delayMs,
  );
  if (startAction) yield* vm.call(startAction, 'run()V');
  if (listener) yield* vm.call(listener, 'onAnimationStart(Landroid/animation/Animator;)V', null);
}

function target(key: AnimatedKey, toValue: (view: ViewState, value: number) => number, relative: boolean) {
  return (vm: Machine, self: Animator, value: number): Animator => {
    const state = self.peer;
    state.targets = state.targets.filter((each) => each.key !== key);
    state.targets.push({ key, value: toValue(viewOf(state.view), value), relative });
    schedule(vm, self);
    return self;
  };
}

const result = 'Landroid/view/ViewPropertyAnimator;';
const keys: readonly AnimatedKey[] = [
  'alpha',
  'translationX',
  'translationY',
  'translationZ',
  'scaleX',
  'scaleY',
  'rotation',
  'rotationX',
  'rotationY',
];
const same = (_view: ViewState, value: number) => value;

export const viewPropertyAnimator = defineClass({
  name: 'android/view/ViewPropertyAnimator',
  labels: 'container',
  methods: {
    ...Object.fromEntries(
      keys.flatMap((key) => [
        [`${key}(F)${result}`, target(key, same, false)],
        [`${key}By(F)${result}`, target(key, same, true)],
      ]),
    ),
    [`x(F)${result}`]: target('translationX', (view, x) => x - view.left, false),
    [`y(F)${result}`]: target('translationY', (view, y) => y - view.top, false),
    [`z(F)${result}`]: target('translationZ', (view, z) => z - view.elevation, false),
    [`xBy(F)${result}`]: target('translationX', same, true),
    [`yBy(F)${result}`]: target('translationY', same, true),
    [`setDuration(J)${result}`]: (_vm, self: Animator, duration: bigint) => {
      self.peer.durationMs = Number(duration);
      return self;
    },
    'getDuration()J': (_vm, self: Animator) => BigInt(self.peer.durationMs),
    [`setStartDelay(J)${result}`]: (_vm, self: Animator, delay: bigint) => {
      self.peer.delayMs = Number(delay);
      return self;
    },
    'getStartDelay()J': (_vm, self: Animator) => BigInt(self.peer.delayMs),
    [`setInterpolator(Landroid/animation/TimeInterpolator;)${result}`]: (_vm, self: Animator) => self,
    [`setListener(Landroid/animation/Animator$AnimatorListener;)${result}`]: (
      _vm,
      self: Animator,
      listener: HeapObject | null,
    ) => {
      self.peer.listener = listener;
      return self;
    },
    [`setUpdateListener(Landroid/animation/ValueAnimator$AnimatorUpdateListener;)${result}`]: (
      _vm,
      self: Animator,
    ) => self,
    [`withLayer()${result}`]: (_vm, self: Animator) => self,
    [`withEndAction(Ljava/lang/Runnable;)${result}`]: (vm, self: Animator, action: HeapObject | null) => {
      self.peer.endAction = action;
      schedule(vm, self);
      return self;
    },
    [`withStartAction(Ljava/lang/Runnable;)${result}`]: (vm, self: Animator, action: HeapObject | null) => {
      self.peer.startAction = action;
      schedule(vm, self);
      return self;
    },
    'start()V': (vm, self: Animator) => schedule(vm, self),
    'cancel()V': (_vm, self: Animator) => {
      self.peer.run++;
      self.peer.scheduled = false;
      self.peer.targets = [];
    },
  },
});

/** View.startAnimation: the listener hears of start and end; what the animation shows in between is not kept. */
export function* startAnimation(vm: Machine, view: JavaObject, animation: JavaObject): Steps<void> {
  viewOf(view).animation = animation;
  const listener = yield* vm.call<HeapObject | null>(
    animation,
    'getListener()Landroid/view/animation/Animation$AnimationListener;',
  );
  const durationMs = Number(yield* vm.call<bigint>(animation, 'computeDurationHint()J'));
  vm.attached(SYSTEM).postToMain('animation start', function* () {
    if (listener)
      yield* vm.call(listener, 'onAnimationStart(Landroid/view/animation/Animation;)V', animation);
  });
  vm.attached(SYSTEM).postToMain(
    'animation end',
    function* () {
      const state = viewOf(view);
      if (state.animation !== animation) return;
      state.animation = null;
      if (listener)
        yield* vm.call(listener, 'onAnimationEnd(Landroid/view/animation/Animation;)V', animation);
    },
    durationMs,
  );
}

export function clearAnimation(view: JavaObject): void {
  viewOf(view).animation = null;
}
