import { defineClass } from '../../../machine/index.ts';
import type {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import type { ColorStateList } from '../../content/res/color-state-list.ts';
import { plainColor } from '../../content/res/color-state-list.ts';
import { appResources } from '../../content/res/resources-state.ts';
import { enumConstant } from '../../support/enum-model.ts';
import { decodePicture, wrapSurface } from '../bitmap.ts';
import { readStream } from '../bitmap-factory.ts';
import { makeTintFilter, modeOf, tintOf } from '../effects.ts';
import { readBox, writeBox } from '../geometry.ts';
import {
  boundsRect,
  cloneDrawable,
  drawable$,
  invalidate,
  isDrawable,
  newDrawableState,
  rect$,
  stateOf,
  statesArray,
  statesOf,
  type Drawable,
  type Methods,
} from './drawable-state.ts';
import { inflateAtParser, inflateSelf } from './inflate-drawable.ts';

const filter$ = 'Landroid/graphics/ColorFilter;';
const mode$ = 'Landroid/graphics/PorterDuff$Mode;';
const colors$ = 'Landroid/content/res/ColorStateList;';
const callback$ = 'Landroid/graphics/drawable/Drawable$Callback;';
const parser$ = 'Lorg/xmlpull/v1/XmlPullParser;';
const theme$ = 'Landroid/content/res/Resources$Theme;';
const resources$ = 'Landroid/content/res/Resources;';
const set$ = 'Landroid/util/AttributeSet;';

function* setBounds(
  vm: Machine,
  self: Drawable,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Steps<void> {
  const state = stateOf(self);
  const { bounds } = state;
  if (bounds.left === left && bounds.top === top && bounds.right === right && bounds.bottom === bottom)
    return;
  state.bounds = { left, top, right, bottom };
  yield* vm.call(self, `onBoundsChange(${rect$})V`, boundsRect(vm, self));
}

const placing: Methods = {
  'setBounds(IIII)V': setBounds,
  [`setBounds(${rect$})V`]: function* (vm: Machine, self: Drawable, rect: JavaObject | null): Steps<void> {
    const { left, top, right, bottom } = readBox(vm, rect);
    // By the other form, which apps override.
    yield* vm.call(self, 'setBounds(IIII)V', left, top, right, bottom);
  },
  [`getBounds()${rect$}`]: boundsRect,
  [`getDirtyBounds()${rect$}`]: boundsRect,
  [`copyBounds()${rect$}`]: (vm: Machine, self: Drawable): JavaObject => {
    const rect = vm.newObject('android/graphics/Rect');
    writeBox(vm, rect, stateOf(self).bounds);
    return rect;
  },
  [`copyBounds(${rect$})V`]: (vm: Machine, self: Drawable, out: JavaObject | null): void =>
    writeBox(vm, out, stateOf(self).bounds),
  [`protected onBoundsChange(${rect$})V`]: (): void => undefined,
  'getIntrinsicWidth()I': (): number => -1,
  'getIntrinsicHeight()I': (): number => -1,
  'getMinimumWidth()I': function* (vm: Machine, self: Drawable): Steps<JavaValue> {
    return Math.max(0, yield* vm.call<number>(self, 'getIntrinsicWidth()I'));
  },
  'getMinimumHeight()I': function* (vm: Machine, self: Drawable): Steps<JavaValue> {
    return Math.max(0, yield* vm.call<number>(self, 'getIntrinsicHeight()I'));
  },
  [`getPadding(${rect$})Z`]: (vm: Machine, _self: Drawable, out: JavaObject | null): boolean => {
    writeBox(vm, out, { left: 0, top: 0, right: 0, bottom: 0 });
    return false;
  },
  'getLayoutDirection()I': (_vm: Machine, self: Drawable): number => stateOf(self).layoutDirection,
  'setLayoutDirection(I)Z': (_vm: Machine, self: Drawable, direction: number): boolean => {
    const state = stateOf(self);
    const changed = state.layoutDirection !== direction;
    state.layoutDirection = direction;
    return changed;
  },
  'onLayoutDirectionChanged(I)Z': (): boolean => false,
  'isAutoMirrored()Z': (_vm: Machine, self: Drawable): boolean => stateOf(self).isAutoMirrored,
  'setAutoMirrored(Z)V': (_vm: Machine, self: Drawable, mirrored: boolean): void => {
    stateOf(self).isAutoMirrored = mirrored;
  },
};

const changing: Methods = {
  'setState([I)Z': function* (vm: Machine, self: Drawable, array: JavaArray | null): Steps<JavaValue> {
    const state = stateOf(self);
    const next = statesOf(array);
    if (next.length === state.states.length && next.every((each, at) => each === state.states[at]))
      return false;
    state.states = next;
    return yield* vm.call(self, 'onStateChange([I)Z', array);
  },
  'getState()[I': (vm: Machine, self: Drawable): JavaArray => statesArray(vm, stateOf(self).states),
  'protected onStateChange([I)Z': (): boolean => false,
  'isStateful()Z': (_vm: Machine, self: Drawable): boolean =>
    stateOf(self).tint?.peer.specs.some((spec) => spec.length > 0) ?? false,
  'hasFocusStateSpecified()Z': (): boolean => false,
  'final setLevel(I)Z': function* (vm: Machine, self: Drawable, level: number): Steps<JavaValue> {
    const state = stateOf(self);
    if (state.level === level) return false;
    state.level = level;
    return yield* vm.call(self, 'onLevelChange(I)Z', level);
  },
  'final getLevel()I': (_vm: Machine, self: Drawable): number => stateOf(self).level,
  'protected onLevelChange(I)Z': (): boolean => false,
  'setVisible(ZZ)Z': (_vm: Machine, self: Drawable, visible: boolean): boolean => {
    const state = stateOf(self);
    const changed = state.visible !== visible;
    state.visible = visible;
    return changed;
  },
  'final isVisible()Z': (_vm: Machine, self: Drawable): boolean => stateOf(self).visible,
  'jumpToCurrentState()V': (): void => undefined,
  [`getCurrent()${drawable$}`]: (_vm: Machine, self: Drawable): Drawable => self,
};

const colouring: Methods = {
  'setAlpha(I)V': function* (vm: Machine, self: Drawable, alpha: number): Steps<void> {
    stateOf(self).alpha = Math.max(0, Math.min(255, alpha));
    yield* invalidate(vm, self);
  },
  'getAlpha()I': (_vm: Machine, self: Drawable): number => stateOf(self).alpha,
  [`setColorFilter(${filter$})V`]: function* (
    vm: Machine,
    self: Drawable,
    filter: JavaObject | null,
  ): Steps<void> {
    const state = stateOf(self);
    state.filterObject = filter;
    state.filter = tintOf(filter);
    yield* invalidate(vm, self);
  },
  [`setColorFilter(I${mode$})V`]: function* (
    vm: Machine,
    self: Drawable,
    argb: number,
    mode: JavaObject | null,
  ): Steps<void> {
    yield* vm.call(self, `setColorFilter(${filter$})V`, makeTintFilter(vm, { argb, mode: modeOf(mode) }));
  },
  'clearColorFilter()V': function* (vm: Machine, self: Drawable): Steps<void> {
    yield* vm.call(self, `setColorFilter(${filter$})V`, null);
  },
  [`getColorFilter()${filter$}`]: (_vm: Machine, self: Drawable): JavaValue => stateOf(self).filterObject,
  'setTint(I)V': function* (vm: Machine, self: Drawable, argb: number): Steps<void> {
    yield* vm.call(self, `setTintList(${colors$})V`, plainColor(vm, argb));
  },
  [`setTintList(${colors$})V`]: function* (
    vm: Machine,
    self: Drawable,
    tint: ColorStateList | null,
  ): Steps<void> {
    stateOf(self).tint = tint;
    yield* invalidate(vm, self);
  },
  [`setTintMode(${mode$})V`]: function* (vm: Machine, self: Drawable, mode: JavaObject | null): Steps<void> {
    stateOf(self).tintMode = mode ? modeOf(mode) : 'SRC_IN';
    yield* invalidate(vm, self);
  },
  'setTintBlendMode(Landroid/graphics/BlendMode;)V': function* (
    vm: Machine,
    self: Drawable,
    mode: JavaObject | null,
  ): Steps<void> {
    const name = mode ? yield* vm.textOf(mode) : 'SRC_IN';
    const same = yield* enumConstant(vm, 'android/graphics/PorterDuff$Mode', name);
    yield* vm.call(self, `setTintMode(${mode$})V`, same);
  },
  // PixelFormat.TRANSLUCENT
  'getOpacity()I': (): number => -3,
  'setDither(Z)V': (): void => undefined,
  'setFilterBitmap(Z)V': (): void => undefined,
  'isFilterBitmap()Z': (): boolean => true,
  'setChangingConfigurations(I)V': (): void => undefined,
  'getChangingConfigurations()I': (): number => 0,
};

const belonging: Methods = {
  [`final setCallback(${callback$})V`]: (_vm: Machine, self: Drawable, callback: HeapObject | null): void => {
    stateOf(self).callback = callback;
  },
  [`getCallback()${callback$}`]: (_vm: Machine, self: Drawable): JavaValue => stateOf(self).callback,
  'invalidateSelf()V': invalidate,
  'scheduleSelf(Ljava/lang/Runnable;J)V': function* (
    vm: Machine,
    self: Drawable,
    what: HeapObject | null,
    when: bigint,
  ): Steps<void> {
    const { callback } = stateOf(self);
    const selector = `scheduleDrawable(${drawable$}Ljava/lang/Runnable;J)V`;
    if (callback) yield* vm.call(callback, selector, self, what, when);
  },
  'unscheduleSelf(Ljava/lang/Runnable;)V': function* (
    vm: Machine,
    self: Drawable,
    what: HeapObject | null,
  ): Steps<void> {
    const { callback } = stateOf(self);
    if (callback)
      yield* vm.call(callback, `unscheduleDrawable(${drawable$}Ljava/lang/Runnable;)V`, self, what);
  },
  [`mutate()${drawable$}`]: (_vm: Machine, self: Drawable): Drawable => self,
  'clearMutated()V': (): void => undefined,
  'setHotspot(FF)V': (): void => undefined,
  'setHotspotBounds(IIII)V': (): void => undefined,
  [`getHotspotBounds(${rect$})V`]: (vm: Machine, self: Drawable, out: JavaObject | null): void =>
    writeBox(vm, out, stateOf(self).bounds),
  'isProjected()Z': (): boolean => false,
  'canApplyTheme()Z': (): boolean => false,
  [`applyTheme(${theme$})V`]: (): void => undefined,
  'getTransparentRegion()Landroid/graphics/Region;': (): null => null,
  'getConstantState()Landroid/graphics/drawable/Drawable$ConstantState;': (
    vm: Machine,
    self: Drawable,
  ): JavaObject | null => {
    if (self.cls.origin !== 'model') return null;
    const made = vm.newObject<Drawable>('android/graphics/drawable/DrawableCopier');
    made.peer = self;
    return made;
  },
};

const reading: Methods = {
  [`inflate(${resources$}${parser$}${set$})V`]: (
    vm: Machine,
    self: Drawable,
    _resources: HeapObject | null,
    parser: HeapObject | null,
  ): Steps<void> => inflateSelf(vm, self, parser, null),
  [`inflate(${resources$}${parser$}${set$}${theme$})V`]: (
    vm: Machine,
    self: Drawable,
    _resources: HeapObject | null,
    parser: HeapObject | null,
    _set: HeapObject | null,
    theme: HeapObject | null,
  ): Steps<void> => inflateSelf(vm, self, parser, theme),
};

for (const [selector, themeAt] of [
  [`createFromXml(${resources$}${parser$})${drawable$}`, 2],
  [`createFromXml(${resources$}${parser$}${theme$})${drawable$}`, 2],
  [`createFromXmlInner(${resources$}${parser$}${set$})${drawable$}`, 3],
  [`createFromXmlInner(${resources$}${parser$}${set$}${theme$})${drawable$}`, 3],
] as const)
  reading[`static ${selector}`] = (vm: Machine, ...args: (HeapObject | null)[]): Steps<JavaValue> =>
    inflateAtParser(vm, args[1] ?? null, args[themeAt] ?? null);

function* fromBytes(vm: Machine, bytes: Uint8Array): Steps<Drawable | null> {
  const picture = decodePicture(vm, bytes, 1);
  if (!picture) return null;
  const { metrics } = appResources(vm).peer;
  const bitmap = wrapSurface(vm, picture.surface, metrics.densityDpi, { ninePatch: picture.ninePatch });
  return yield* vm.construct<Drawable>(
    'android/graphics/drawable/BitmapDrawable',
    `(${resources$}Landroid/graphics/Bitmap;)V`,
    appResources(vm),
    bitmap,
  );
}

const drawable = defineClass({
  name: 'android/graphics/drawable/Drawable',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      self.peer = newDrawableState();
    },
    'draw(Landroid/graphics/Canvas;)V': null,
    ...placing,
    ...changing,
    ...colouring,
    ...belonging,
    ...reading,
    [`static createFromStream(Ljava/io/InputStream;Ljava/lang/String;)${drawable$}`]: function* (
      vm,
      stream: HeapObject | null,
    ) {
      return stream ? yield* fromBytes(vm, yield* readStream(vm, stream)) : null;
    },
    [`static createFromPath(Ljava/lang/String;)${drawable$}`]: function* (vm, path: JavaString | null) {
      const stream = yield* vm.construct('java/io/FileInputStream', '(Ljava/lang/String;)V', path);
      return yield* fromBytes(vm, yield* readStream(vm, stream));
    },
  },
});

const constantState = defineClass({
  name: 'android/graphics/drawable/Drawable$ConstantState',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': () => undefined,
    [`newDrawable()${drawable$}`]: null,
    [`newDrawable(${resources$})${drawable$}`]: (vm, self: JavaObject) =>
      vm.call(self, `newDrawable()${drawable$}`),
    [`newDrawable(${resources$}${theme$})${drawable$}`]: (vm, self: JavaObject) =>
      vm.call(self, `newDrawable()${drawable$}`),
    'canApplyTheme()Z': () => false,
    'getChangingConfigurations()I': () => 0,
  },
});

/** What getConstantState of our drawables gives: it copies the drawable. */
const copier = defineClass({
  name: 'android/graphics/drawable/DrawableCopier',
  super: 'android/graphics/drawable/Drawable$ConstantState',
  labels: 'container',
  methods: {
    [`newDrawable()${drawable$}`]: (vm, self: JavaObject<Drawable>) =>
      isDrawable(vm, self.peer) ? cloneDrawable(vm, self.peer) : null,
  },
});

const callback = defineClass({
  name: 'android/graphics/drawable/Drawable$Callback',
  flags: 'interface',
  methods: {
    [`invalidateDrawable(${drawable$})V`]: null,
    [`scheduleDrawable(${drawable$}Ljava/lang/Runnable;J)V`]: null,
    [`unscheduleDrawable(${drawable$}Ljava/lang/Runnable;)V`]: null,
  },
});

const animatable = defineClass({
  name: 'android/graphics/drawable/Animatable',
  flags: 'interface',
  methods: { 'start()V': null, 'stop()V': null, 'isRunning()Z': null },
});

const animatable2 = defineClass({
  name: 'android/graphics/drawable/Animatable2',
  flags: 'interface',
  interfaces: ['android/graphics/drawable/Animatable'],
});

export const drawableClasses = [drawable, constantState, copier, callback, animatable, animatable2];
