import { defineClass } from '../../../machine/index.ts';
import type { JavaArray, JavaObject, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import { matchesState, readStateSpec } from '../../content/res/state-spec.ts';
import type { ColorStateList } from '../../content/res/color-state-list.ts';
import { emptyBox, writeBox } from '../geometry.ts';
import {
  drawable$,
  drawChild,
  intrinsicHeight,
  intrinsicWidth,
  invalidate,
  paddingOf,
  passOn,
  rect$,
  setChildBounds,
  stateOf,
  statesArray,
  statesOf,
  type Drawable,
  type Methods,
} from './drawable-state.ts';
import { ElementReader } from './element-reader.ts';
import { childDrawable, registerTag } from './inflate-drawable.ts';

type Child = {
  readonly drawable: Drawable | null;
  readonly spec: readonly number[];
  readonly lowest: number;
  readonly highest: number;
  readonly durationMs: number;
};
type ContainerContent = { children: Child[]; current: number; running: boolean; oneShot: boolean };

function start(self: Drawable): ContainerContent {
  const content: ContainerContent = { children: [], current: -1, running: false, oneShot: false };
  stateOf(self).content = content;
  return content;
}

const contentOf = (self: Drawable): ContainerContent =>
  (stateOf(self).content as ContainerContent | undefined) ?? start(self);

const currentOf = (self: Drawable): Drawable | null => {
  const content = contentOf(self);
  return content.children[content.current]?.drawable ?? null;
};

/** DrawableContainer.selectDrawable: shows the child of an index, with the container's own bounds, state and look. */
function* select(vm: Machine, self: Drawable, index: number): Steps<boolean> {
  const content = contentOf(self);
  if (content.current === index) return false;
  content.current = index;
  yield* dress(vm, self, currentOf(self));
  yield* invalidate(vm, self);
  return true;
}

function* dress(vm: Machine, self: Drawable, child: Drawable | null): Steps<void> {
  if (!child) return;
  const state = stateOf(self);
  if (state.alpha < 255) yield* passOn(vm, child, 'setAlpha(I)V', state.alpha);
  if (state.filterObject)
    yield* passOn(vm, child, 'setColorFilter(Landroid/graphics/ColorFilter;)V', state.filterObject);
  if (state.tint) yield* passOn(vm, child, `setTintList(${colors$})V`, state.tint);
  yield* passOn(vm, child, 'setState([I)Z', statesArray(vm, state.states));
  yield* passOn(vm, child, 'setLevel(I)Z', state.level);
  yield* setChildBounds(vm, child, state.bounds);
}

function* largest(
  vm: Machine,
  self: Drawable,
  measure: (vm: Machine, child: Drawable | null) => Steps<number>,
): Steps<number> {
  const current = currentOf(self);
  if (current) return yield* measure(vm, current);
  let size = -1;
  for (const { drawable } of contentOf(self).children) size = Math.max(size, yield* measure(vm, drawable));
  return size;
}

const colors$ = 'Landroid/content/res/ColorStateList;';
const name = (simple: string) => `android/graphics/drawable/${simple}`;

const container = defineClass({
  name: name('DrawableContainer'),
  super: name('Drawable'),
  interfaces: [name('Drawable$Callback')],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    'draw(Landroid/graphics/Canvas;)V': (vm, self: Drawable, canvas: JavaObject) =>
      drawChild(vm, currentOf(self), canvas),
    'getIntrinsicWidth()I': (vm, self: Drawable) => largest(vm, self, intrinsicWidth),
    'getIntrinsicHeight()I': (vm, self: Drawable) => largest(vm, self, intrinsicHeight),
    [`getPadding(${rect$})Z`]: function* (vm, self: Drawable, out: JavaObject | null) {
      const child = currentOf(self) ?? contentOf(self).children[0]?.drawable ?? null;
      const padding = yield* paddingOf(vm, child);
      writeBox(vm, out, padding ?? emptyBox);
      return padding !== undefined;
    },
    [`protected onBoundsChange(${rect$})V`]: (vm, self: Drawable) =>
      setChildBounds(vm, currentOf(self), stateOf(self).bounds),
    'isStateful()Z': function* (vm, self: Drawable) {
      for (const { drawable } of contentOf(self).children)
        if (drawable && (yield* vm.call<boolean>(drawable, 'isStateful()Z'))) return true;
      return false;
    },
    'protected onStateChange([I)Z': function* (vm, self: Drawable, states: JavaArray | null) {
      const child = currentOf(self);
      return child ? yield* vm.call<boolean>(child, 'setState([I)Z', states) : false;
    },
    'protected onLevelChange(I)Z': function* (vm, self: Drawable, level: number) {
      const child = currentOf(self);
      return child ? yield* vm.call<boolean>(child, 'setLevel(I)Z', level) : false;
    },
    'setAlpha(I)V': function* (vm, self: Drawable, alpha: number) {
      stateOf(self).alpha = alpha;
      yield* passOn(vm, currentOf(self), 'setAlpha(I)V', alpha);
    },
    [`setTintList(${colors$})V`]: function* (vm, self: Drawable, tint: ColorStateList | null) {
      stateOf(self).tint = tint;
      for (const { drawable } of contentOf(self).children)
        yield* passOn(vm, drawable, `setTintList(${colors$})V`, tint);
    },
    'setTintMode(Landroid/graphics/PorterDuff$Mode;)V': function* (
      vm,
      self: Drawable,
      mode: JavaObject | null,
    ) {
      for (const { drawable } of contentOf(self).children)
        yield* passOn(vm, drawable, 'setTintMode(Landroid/graphics/PorterDuff$Mode;)V', mode);
    },
    'setColorFilter(Landroid/graphics/ColorFilter;)V': function* (
      vm,
      self: Drawable,
      filter: JavaObject | null,
    ) {
      stateOf(self).filterObject = filter;
      for (const { drawable } of contentOf(self).children)
        yield* passOn(vm, drawable, 'setColorFilter(Landroid/graphics/ColorFilter;)V', filter);
    },
    [`getCurrent()${drawable$}`]: (_vm, self: Drawable) => currentOf(self),
    'selectDrawable(I)Z': select,
    'setEnterFadeDuration(I)V': () => undefined,
    'setExitFadeDuration(I)V': () => undefined,
    [`invalidateDrawable(${drawable$})V`]: (vm, self: Drawable) => invalidate(vm, self),
    [`scheduleDrawable(${drawable$}Ljava/lang/Runnable;J)V`]: () => undefined,
    [`unscheduleDrawable(${drawable$}Ljava/lang/Runnable;)V`]: () => undefined,
  },
});

// ---- selectors ------------------------------------------------------------------------------------------------------

function indexOfStates(self: Drawable, states: readonly number[]): number {
  return contentOf(self).children.findIndex(({ spec }) => matchesState(spec, states));
}

function* addState(self: Drawable, spec: readonly number[], drawable: Drawable | null): Steps<void> {
  contentOf(self).children.push({ drawable, spec, lowest: 0, highest: 0, durationMs: 0 });
}

function* inflateSelector(vm: Machine, self: Drawable, reader: ElementReader): Steps<void> {
  start(self);
  for (const item of reader.children('item')) {
    const drawable = yield* childDrawable(vm, new ElementReader(vm, item));
    yield* addState(self, readStateSpec(item.element), drawable);
  }
  const state = stateOf(self);
  state.tint = reader.colors('tint') ?? null;
  yield* select(vm, self, indexOfStates(self, state.states));
}

registerTag('selector', name('StateListDrawable'), inflateSelector);
registerTag('animated-selector', name('AnimatedStateListDrawable'), inflateSelector);

/** Its second item moves, its first one stands: which is shown follows the phone's animation scale, which is 1. */
const scaleList = 'com.android.internal.graphics.drawable.AnimationScaleListDrawable';
registerTag(scaleList, scaleList.replaceAll('.', '/'), function* (vm, self, reader) {
  const content = start(self);
  for (const source of reader.children('item')) {
    const drawable = yield* childDrawable(vm, new ElementReader(vm, source));
    content.children.push({ drawable, spec: [], lowest: 0, highest: 0, durationMs: 0 });
  }
  yield* select(vm, self, content.children.length - 1);
});

const selectorMethods: Methods = {
  '<init>()V': (_vm: Machine, self: Drawable): void => {
    start(self);
  },
  [`addState([I${drawable$})V`]: function* (
    vm: Machine,
    self: Drawable,
    spec: JavaArray | null,
    drawable: Drawable | null,
  ): Steps<void> {
    if (!drawable) return;
    yield* addState(self, statesOf(spec), drawable);
    yield* vm.call(self, 'onStateChange([I)Z', statesArray(vm, stateOf(self).states));
  },
  'isStateful()Z': (): boolean => true,
  'protected onStateChange([I)Z': function* (
    vm: Machine,
    self: Drawable,
    states: JavaArray | null,
  ): Steps<JavaValue> {
    const index = indexOfStates(self, statesOf(states));
    const changed = yield* select(vm, self, index);
    const child = currentOf(self);
    const inner = child ? yield* vm.call<boolean>(child, 'setState([I)Z', states) : false;
    return changed || inner;
  },
  'getStateCount()I': (_vm: Machine, self: Drawable): number => contentOf(self).children.length,
  'getStateSet(I)[I': (vm: Machine, self: Drawable, index: number): JavaArray =>
    statesArray(vm, contentOf(self).children[index]?.spec ?? []),
  [`getStateDrawable(I)${drawable$}`]: (_vm: Machine, self: Drawable, index: number): JavaValue =>
    contentOf(self).children[index]?.drawable ?? null,
  'getStateDrawableIndex([I)I': (_vm: Machine, self: Drawable, states: JavaArray | null): number =>
    indexOfStates(self, statesOf(states)),
  'jumpToCurrentState()V': function* (vm: Machine, self: Drawable): Steps<void> {
    const child = currentOf(self);
    if (child) yield* vm.call(child, 'jumpToCurrentState()V');
  },
};

const stateList = defineClass({
  name: name('StateListDrawable'),
  super: name('DrawableContainer'),
  labels: 'container',
  methods: selectorMethods,
});

const animatedStateList = defineClass({
  name: name('AnimatedStateListDrawable'),
  super: name('StateListDrawable'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`addState([I${drawable$}I)V`]: (vm, self: Drawable, spec: JavaArray | null, drawable: Drawable | null) =>
      vm.call(self, `addState([I${drawable$})V`, spec, drawable),
    // The end of a transition is the state's own drawable; what comes between is not shown.
    [`addTransition(II${drawable$}Z)V`]: () => undefined,
  },
});

// ---- levels and frames ----------------------------------------------------------------------------------------------

function indexOfLevel(self: Drawable, level: number): number {
  return contentOf(self).children.findIndex(({ lowest, highest }) => level >= lowest && level <= highest);
}

registerTag('level-list', name('LevelListDrawable'), function* (vm, self, reader) {
  const content = start(self);
  for (const source of reader.children('item')) {
    const item = new ElementReader(vm, source);
    const highest = item.integer('maxLevel') ?? 0;
    const lowest = item.integer('minLevel') ?? 0;
    content.children.push({
      drawable: yield* childDrawable(vm, item),
      spec: [],
      lowest,
      highest,
      durationMs: 0,
    });
  }
  yield* select(vm, self, indexOfLevel(self, stateOf(self).level));
});

const levelList = defineClass({
  name: name('LevelListDrawable'),
  super: name('DrawableContainer'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`addLevel(II${drawable$})V`]: function* (
      vm,
      self: Drawable,
      lowest: number,
      highest: number,
      drawable: Drawable | null,
    ) {
      if (!drawable) return;
      contentOf(self).children.push({ drawable, spec: [], lowest, highest, durationMs: 0 });
      yield* select(vm, self, indexOfLevel(self, stateOf(self).level));
    },
    'protected onLevelChange(I)Z': function* (vm, self: Drawable, level: number) {
      const changed = yield* select(vm, self, indexOfLevel(self, level));
      const child = currentOf(self);
      return child ? (yield* vm.call<boolean>(child, 'setLevel(I)Z', level)) || changed : changed;
    },
  },
});

registerTag('animation-list', name('AnimationDrawable'), function* (vm, self, reader) {
  const content = start(self);
  content.oneShot = reader.boolean('oneshot') ?? false;
  for (const source of reader.children('item')) {
    const item = new ElementReader(vm, source);
    const durationMs = item.integer('duration') ?? 0;
    content.children.push({
      drawable: yield* childDrawable(vm, item),
      spec: [],
      lowest: 0,
      highest: 0,
      durationMs,
    });
  }
  yield* select(vm, self, 0);
});

/** Shows its first frame: a screen is a still picture. */
const animation = defineClass({
  name: name('AnimationDrawable'),
  super: name('DrawableContainer'),
  interfaces: ['java/lang/Runnable', name('Animatable')],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`addFrame(${drawable$}I)V`]: function* (
      vm,
      self: Drawable,
      drawable: Drawable | null,
      durationMs: number,
    ) {
      const content = contentOf(self);
      content.children.push({ drawable, spec: [], lowest: 0, highest: 0, durationMs });
      if (content.current < 0) yield* select(vm, self, 0);
    },
    'start()V': (_vm, self: Drawable) => {
      contentOf(self).running = true;
    },
    'stop()V': (_vm, self: Drawable) => {
      contentOf(self).running = false;
    },
    'run()V': () => undefined,
    'isRunning()Z': (_vm, self: Drawable) => contentOf(self).running,
    'getNumberOfFrames()I': (_vm, self: Drawable) => contentOf(self).children.length,
    [`getFrame(I)${drawable$}`]: (_vm, self: Drawable, index: number) =>
      contentOf(self).children[index]?.drawable ?? null,
    'getDuration(I)I': (_vm, self: Drawable, index: number) =>
      contentOf(self).children[index]?.durationMs ?? 0,
    'isOneShot()Z': (_vm, self: Drawable) => contentOf(self).oneShot,
    'setOneShot(Z)V': (_vm, self: Drawable, oneShot: boolean) => {
      contentOf(self).oneShot = oneShot;
    },
  },
});

const scaleListDrawable = defineClass({
  name: scaleList.replaceAll('.', '/'),
  super: name('DrawableContainer'),
  interfaces: [name('Animatable')],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    'start()V': () => undefined,
    'stop()V': () => undefined,
    'isRunning()Z': () => false,
  },
});

export const containerClasses = [
  container,
  stateList,
  animatedStateList,
  levelList,
  animation,
  scaleListDrawable,
];
