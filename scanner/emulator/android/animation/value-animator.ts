import { defineClass, floatsOf, intsOf, lookUp, type JavaArray, JavaObject } from '../../machine/index.ts';
import type { HeapObject, JavaClass, JavaString, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { viewPart } from '../view/view-state.ts';

/** State of an android.animation.Animator. Only the beginning, the middle and the end of an animation are played. */
type AnimatorState = {
  durationMs: number;
  delayMs: number;
  values: readonly number[];
  type: 'int' | 'float' | 'object';
  objects: readonly (HeapObject | null)[];
  target: JavaObject | null;
  property: string;
  repeatCount: number;
  fraction: number;
  running: boolean;
  /** Rises with each start, so that what is left of an older one does nothing. */
  run: number;
  children: JavaObject[];
  together: boolean;
  /** android.util.Property that sets it, where one was given. */
  via: JavaObject | null;
  readonly listeners: HeapObject[];
  readonly updates: HeapObject[];
};

const animatorOf = viewPart<AnimatorState>(() => ({
  durationMs: 300,
  delayMs: 0,
  values: [],
  type: 'float',
  objects: [],
  target: null,
  property: '',
  repeatCount: 0,
  fraction: 0,
  running: false,
  run: 0,
  children: [],
  together: true,
  via: null,
  listeners: [],
  updates: [],
}));

const listener$ = '(Landroid/animation/Animator;)V';

function* tell(vm: Machine, self: JavaObject, name: string): Steps<void> {
  for (const listener of [...animatorOf(self).listeners])
    yield* vm.call(listener, `${name}${listener$}`, self);
}

function valueAt({ values }: AnimatorState, fraction: number): number {
  if (values.length === 0) return 0;
  if (values.length === 1) return values[0] ?? 0;
  const at = fraction * (values.length - 1);
  const index = Math.min(Math.floor(at), values.length - 2);
  const from = values[index] ?? 0;
  const to = values[index + 1] ?? 0;
  return from + (to - from) * (at - index);
}

function* play(vm: Machine, self: JavaObject, fraction: number): Steps<void> {
  const state = animatorOf(self);
  state.fraction = fraction;
  yield* setTarget(vm, state);
  for (const update of [...state.updates])
    yield* vm.call(update, 'onAnimationUpdate(Landroid/animation/ValueAnimator;)V', self);
}

/** Has it an ancestor, beside Object, that is the platform's and may have setters that no model knows? */
function isOfPlatform(cls: JavaClass): boolean {
  for (let at: JavaClass | null = cls; at; at = at.superclass)
    if (at.origin !== 'app') return at.name !== 'java/lang/Object';
  return false;
}

/** ObjectAnimator: sets the property of its target, where the target has such a setter. */
function* setTarget(vm: Machine, state: AnimatorState): Steps<void> {
  const { target, property, type, via } = state;
  if (target && via && type === 'float') {
    const boxed = yield* vm.callStatic(
      'java/lang/Float',
      'valueOf(F)Ljava/lang/Float;',
      valueAt(state, state.fraction),
    );
    yield* vm.call(via, 'set(Ljava/lang/Object;Ljava/lang/Object;)V', target, boxed);
    return;
  }
  if (!target || property === '' || type === 'object') return;
  const setter = `set${property[0]?.toUpperCase() ?? ''}${property.slice(1)}(${type === 'int' ? 'I' : 'F'})V`;
  // Android logs that there is none and goes on.
  if (target.cls.origin === 'app' && !lookUp(target.cls, setter) && !isOfPlatform(target.cls)) return;
  const value = valueAt(state, state.fraction);
  yield* vm.call(target, setter, type === 'int' ? Math.trunc(value) : value);
}

/** Duration with all repeats; an endless one is played once. */
function totalMs(self: JavaObject): number {
  const { durationMs, delayMs, repeatCount, children, together } = animatorOf(self);
  const own = delayMs + durationMs * (repeatCount > 0 ? repeatCount + 1 : 1);
  if (children.length === 0) return own;
  const each = children.map(totalMs);
  return delayMs + (together ? Math.max(...each) : each.reduce((sum, ms) => sum + ms, 0));
}

function* start(vm: Machine, self: JavaObject): Steps<void> {
  const state = animatorOf(self);
  const run = ++state.run;
  state.running = true;
  yield* tell(vm, self, 'onAnimationStart');
  const { postToMain } = vm.attached(SYSTEM);
  let childDelayMs = state.delayMs;
  for (const child of state.children) {
    postToMain('animator child', () => vm.call(child, 'start()V'), childDelayMs);
    if (!state.together) childDelayMs += totalMs(child);
  }
  const isEndless = state.repeatCount < 0;
  const at = (fraction: number, ms: number, last: boolean) =>
    postToMain(
      'animator',
      function* () {
        if (state.run !== run || !state.running) return;
        yield* play(vm, self, fraction);
        if (!last || isEndless) return;
        state.running = false;
        yield* tell(vm, self, 'onAnimationEnd');
      },
      ms,
    );
  at(0, state.delayMs, false);
  at(0.5, state.delayMs + (totalMs(self) - state.delayMs) / 2, false);
  at(1, totalMs(self), true);
}

function* stop(vm: Machine, self: JavaObject, cancelled: boolean): Steps<void> {
  const state = animatorOf(self);
  if (!state.running) return;
  state.running = false;
  for (const child of state.children) yield* vm.call(child, cancelled ? 'cancel()V' : 'end()V');
  if (cancelled) yield* tell(vm, self, 'onAnimationCancel');
  else yield* play(vm, self, 1);
  yield* tell(vm, self, 'onAnimationEnd');
}

const animatorMethods: Methods = {
  '<init>()V': (_vm, self: JavaObject) => {
    animatorOf(self);
  },
  'start()V': start,
  'cancel()V': (vm, self: JavaObject) => stop(vm, self, true),
  'end()V': (vm, self: JavaObject) => stop(vm, self, false),
  'isRunning()Z': (_vm, self: JavaObject) => animatorOf(self).running,
  'isStarted()Z': (_vm, self: JavaObject) => animatorOf(self).running,
  'isPaused()Z': () => false,
  'pause()V': ignored,
  'resume()V': ignored,
  'getDuration()J': (_vm, self: JavaObject) => BigInt(animatorOf(self).durationMs),
  'setStartDelay(J)V': (_vm, self: JavaObject, delay: bigint) => {
    animatorOf(self).delayMs = Number(delay);
  },
  'getStartDelay()J': (_vm, self: JavaObject) => BigInt(animatorOf(self).delayMs),
  'setInterpolator(Landroid/animation/TimeInterpolator;)V': ignored,
  'addListener(Landroid/animation/Animator$AnimatorListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject,
  ) => {
    animatorOf(self).listeners.push(listener);
  },
  'removeListener(Landroid/animation/Animator$AnimatorListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject,
  ) => {
    const { listeners } = animatorOf(self);
    const index = listeners.indexOf(listener);
    if (index >= 0) listeners.splice(index, 1);
  },
  'removeAllListeners()V': (_vm, self: JavaObject) => {
    animatorOf(self).listeners.length = 0;
  },
  'setTarget(Ljava/lang/Object;)V': (_vm, self: JavaObject, target: HeapObject | null) => {
    animatorOf(self).target = target instanceof JavaObject ? target : null;
  },
  'setupStartValues()V': ignored,
  'setupEndValues()V': ignored,
};

const durationSetters = (result: string): Methods => ({
  [`setDuration(J)L${result};`]: (_vm: Machine, self: JavaObject, duration: bigint) => {
    animatorOf(self).durationMs = Number(duration);
    return self;
  },
});

export const animator = defineClass({
  name: 'android/animation/Animator',
  flags: 'abstract',
  labels: 'container',
  methods: { ...animatorMethods, ...durationSetters('android/animation/Animator') },
});

function made(vm: Machine, className: string, change: Partial<AnimatorState>): JavaObject {
  const object = vm.newObject(className);
  Object.assign(animatorOf(object), change);
  return object;
}

const numbersOf = (array: JavaArray, type: 'int' | 'float'): number[] =>
  type === 'int' ? [...intsOf(array)] : [...floatsOf(array)];

const value$ = 'android/animation/ValueAnimator';
const object$ = 'android/animation/ObjectAnimator';

function* boxed(vm: Machine, state: AnimatorState): Steps<HeapObject | null> {
  const value = valueAt(state, state.fraction);
  if (state.type === 'int')
    return yield* vm.callStatic<HeapObject>(
      'java/lang/Integer',
      'valueOf(I)Ljava/lang/Integer;',
      Math.trunc(value),
    );
  if (state.type === 'float')
    return yield* vm.callStatic<HeapObject>('java/lang/Float', 'valueOf(F)Ljava/lang/Float;', value);
  return state.objects[state.fraction < 1 ? 0 : state.objects.length - 1] ?? null;
}

export const valueAnimator = defineClass({
  name: value$,
  super: 'android/animation/Animator',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      animatorOf(self);
    },
    ...durationSetters(value$),
    [`static ofInt([I)L${value$};`]: (vm, values: JavaArray) =>
      made(vm, value$, { type: 'int', values: numbersOf(values, 'int') }),
    [`static ofArgb([I)L${value$};`]: (vm, values: JavaArray) =>
      made(vm, value$, { type: 'int', values: numbersOf(values, 'int') }),
    [`static ofFloat([F)L${value$};`]: (vm, values: JavaArray) =>
      made(vm, value$, { type: 'float', values: numbersOf(values, 'float') }),
    'setIntValues([I)V': (_vm, self: JavaObject, values: JavaArray) => {
      Object.assign(animatorOf(self), { type: 'int', values: numbersOf(values, 'int') });
    },
    'setFloatValues([F)V': (_vm, self: JavaObject, values: JavaArray) => {
      Object.assign(animatorOf(self), { type: 'float', values: numbersOf(values, 'float') });
    },
    'getAnimatedValue()Ljava/lang/Object;': (vm, self: JavaObject): Steps<JavaValue> =>
      boxed(vm, animatorOf(self)),
    'getAnimatedFraction()F': (_vm, self: JavaObject) => animatorOf(self).fraction,
    'getCurrentPlayTime()J': (_vm, self: JavaObject) =>
      BigInt(Math.trunc(animatorOf(self).fraction * animatorOf(self).durationMs)),
    'addUpdateListener(Landroid/animation/ValueAnimator$AnimatorUpdateListener;)V': (
      _vm,
      self: JavaObject,
      listener: HeapObject,
    ) => {
      animatorOf(self).updates.push(listener);
    },
    'removeAllUpdateListeners()V': (_vm, self: JavaObject) => {
      animatorOf(self).updates.length = 0;
    },
    'setRepeatCount(I)V': (_vm, self: JavaObject, count: number) => {
      animatorOf(self).repeatCount = count;
    },
    'getRepeatCount()I': (_vm, self: JavaObject) => animatorOf(self).repeatCount,
    'setRepeatMode(I)V': ignored,
    'setEvaluator(Landroid/animation/TypeEvaluator;)V': ignored,
    'reverse()V': function* (vm, self: JavaObject) {
      const state = animatorOf(self);
      state.values = [...state.values].reverse();
      yield* start(vm, self);
    },
  },
});

const named =
  (type: 'int' | 'float') =>
  (vm: Machine, target: JavaObject | null, property: JavaString, values: JavaArray) =>
    made(vm, object$, { type, target, property: vm.text(property), values: numbersOf(values, type) });

export const objectAnimator = defineClass({
  name: object$,
  super: value$,
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      animatorOf(self);
    },
    ...durationSetters(object$),
    [`static ofInt(Ljava/lang/Object;Ljava/lang/String;[I)L${object$};`]: named('int'),
    [`static ofArgb(Ljava/lang/Object;Ljava/lang/String;[I)L${object$};`]: named('int'),
    [`static ofFloat(Ljava/lang/Object;Ljava/lang/String;[F)L${object$};`]: named('float'),
    [`static ofFloat(Ljava/lang/Object;Landroid/util/Property;[F)L${object$};`]: function* (
      vm,
      target: JavaObject | null,
      property: JavaObject,
      values: JavaArray,
    ) {
      const name = yield* vm.call<HeapObject>(property, 'getName()Ljava/lang/String;');
      return made(vm, object$, {
        type: 'float',
        target,
        property: vm.isUnknown(name) ? '' : vm.text(name),
        via: property,
        values: numbersOf(values, 'float'),
      });
    },
    'setPropertyName(Ljava/lang/String;)V': (vm, self: JavaObject, name: JavaString) => {
      animatorOf(self).property = vm.text(name);
    },
    'getTarget()Ljava/lang/Object;': (_vm, self: JavaObject) => animatorOf(self).target,
    'setAutoCancel(Z)V': ignored,
  },
});

const set$ = 'android/animation/AnimatorSet';

function setChildren(together: boolean) {
  return (_vm: Machine, self: JavaObject, animators: JavaArray): void => {
    const children = (Array.isArray(animators.data) ? animators.data : []).filter(
      (each): each is JavaObject => each instanceof JavaObject,
    );
    Object.assign(animatorOf(self), { children, together });
  };
}

export const animatorSet = defineClass({
  name: set$,
  super: 'android/animation/Animator',
  flags: 'final',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      animatorOf(self).durationMs = 0;
    },
    [`setDuration(J)L${set$};`]: (_vm, self: JavaObject, duration: bigint) => {
      for (const child of animatorOf(self).children) animatorOf(child).durationMs = Number(duration);
      return self;
    },
    'playTogether([Landroid/animation/Animator;)V': setChildren(true),
    'playSequentially([Landroid/animation/Animator;)V': setChildren(false),
    'play(Landroid/animation/Animator;)Landroid/animation/AnimatorSet$Builder;': (
      vm,
      self: JavaObject,
      first: JavaObject,
    ) => {
      animatorOf(self).children.push(first);
      const builder = vm.newObject<JavaObject>('android/animation/AnimatorSet$Builder');
      builder.peer = self;
      return builder;
    },
  },
});

function joins(together: boolean, before: boolean) {
  return (_vm: Machine, self: JavaObject<JavaObject>, other: JavaObject): JavaObject => {
    const state = animatorOf(self.peer);
    if (before) state.children.unshift(other);
    else state.children.push(other);
    state.together = together;
    return self;
  };
}

const builder$ = 'Landroid/animation/AnimatorSet$Builder;';

export const animatorSetBuilder = defineClass({
  name: 'android/animation/AnimatorSet$Builder',
  labels: 'container',
  methods: {
    [`with(Landroid/animation/Animator;)${builder$}`]: joins(true, false),
    [`before(Landroid/animation/Animator;)${builder$}`]: joins(false, false),
    [`after(Landroid/animation/Animator;)${builder$}`]: joins(false, true),
    [`after(J)${builder$}`]: (_vm, self: JavaObject<JavaObject>, delay: bigint) => {
      animatorOf(self.peer).delayMs = Number(delay);
      return self;
    },
  },
});

export const animatorListenerAdapter = defineClass({
  name: 'android/animation/AnimatorListenerAdapter',
  flags: 'abstract',
  interfaces: [
    'android/animation/Animator$AnimatorListener',
    'android/animation/Animator$AnimatorPauseListener',
  ],
  methods: {
    '<init>()V': ignored,
    ...Object.fromEntries(
      ['Start', 'End', 'Cancel', 'Repeat', 'Pause', 'Resume'].map((stage) => [
        `onAnimation${stage}${listener$}`,
        ignored,
      ]),
    ),
  },
});

/** What a view does as its state changes: taken, and not played; pressed buttons do not rise. */
const stateListAnimator = defineClass({
  name: 'android/animation/StateListAnimator',
  interfaces: ['java/lang/Cloneable'],
  labels: 'container',
  methods: {
    '<init>()V': ignored,
    'addState([ILandroid/animation/Animator;)V': ignored,
    'jumpToCurrentState()V': ignored,
    'clone()Landroid/animation/StateListAnimator;': (_vm, self: JavaObject) => self,
  },
});

export const animatorClasses = [
  stateListAnimator,
  animator,
  animatorListenerAdapter,
  animatorSet,
  animatorSetBuilder,
  objectAnimator,
  valueAnimator,
];
