import { HeapObject, JavaObject } from '../../../machine/index.ts';
import type { ClassModel, JavaArray, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import { intsOf } from '../../../machine/index.ts';
import { colorForState, type ColorStateList } from '../../content/res/color-state-list.ts';
import type { CanvasState } from '../canvas.ts';
import { toBlend, type PorterDuffMode, type TintFilter } from '../effects.ts';
import { emptyBox, makeRect, writeBox, type Box } from '../geometry.ts';
import type { HostCanvas } from '../host-canvas.ts';

/** What every android.graphics.drawable.Drawable keeps; classes of ours hang their own part on `content`. */
export type DrawableState = {
  bounds: Box;
  /** The Rect that getBounds gives out. */
  boundsRect: JavaObject | null;
  states: readonly number[];
  level: number;
  visible: boolean;
  callback: HeapObject | null;
  /** 0..255 */
  alpha: number;
  tint: ColorStateList | null;
  tintMode: PorterDuffMode;
  filter: TintFilter | undefined;
  filterObject: JavaObject | null;
  layoutDirection: number;
  isAutoMirrored: boolean;
  content: unknown;
};
export type Drawable = JavaObject<DrawableState>;
export type Methods = Record<
  string,
  (vm: Machine, ...args: never[]) => JavaValue | void | Steps<JavaValue | void>
>;
export type ModelMethods = NonNullable<ClassModel['methods']>;

export const drawable$ = 'Landroid/graphics/drawable/Drawable;';
export const rect$ = 'Landroid/graphics/Rect;';
export const drawSelector = 'draw(Landroid/graphics/Canvas;)V';
export const boundsSelector = 'setBounds(IIII)V';

export function newDrawableState(): DrawableState {
  return {
    bounds: emptyBox,
    boundsRect: null,
    states: [],
    level: 0,
    visible: true,
    callback: null,
    alpha: 255,
    tint: null,
    tintMode: 'SRC_IN',
    filter: undefined,
    filterObject: null,
    layoutDirection: 0,
    isAutoMirrored: false,
    content: undefined,
  };
}

export function isDrawable(vm: Machine, value: unknown): value is Drawable {
  return (
    value instanceof JavaObject &&
    value.cls.isSubclassOf(vm.classes.platformClass('android/graphics/drawable/Drawable'))
  );
}

/** The state; made here where a constructor of the app never called ours. */
export function stateOf(self: Drawable): DrawableState {
  self.peer ??= newDrawableState();
  return self.peer;
}

/** Host canvas behind a Java one. */
export function hostOf(canvas: JavaObject): HostCanvas {
  return (canvas as JavaObject<CanvasState>).peer.host;
}

export const widthOf = ({ left, right }: Box): number => right - left;
export const heightOf = ({ top, bottom }: Box): number => bottom - top;

/** The live Rect of a drawable's bounds. */
export function boundsRect(vm: Machine, self: Drawable): JavaObject {
  const state = stateOf(self);
  state.boundsRect ??= makeRect(vm);
  writeBox(vm, state.boundsRect, state.bounds);
  return state.boundsRect;
}

export function statesOf(array: JavaArray | null): number[] {
  return array ? [...intsOf(array)].filter((state) => state !== 0) : [];
}

export function statesArray(vm: Machine, states: readonly number[]): JavaArray {
  const array = vm.newArray('[I', states.length);
  intsOf(array).set(states);
  return array;
}

/** The colour that tints the drawable in its present state. */
export function tintNow(state: DrawableState): TintFilter | undefined {
  if (state.filter) return state.filter;
  return state.tint
    ? { argb: colorForState(state.tint.peer, state.states), mode: state.tintMode }
    : undefined;
}

/** Draws with the drawable's tint and opacity over everything that `draw` draws inside `box`. */
export function drawTinted(
  host: HostCanvas,
  state: DrawableState,
  box: Box,
  draw: (host: HostCanvas) => void,
): void {
  const tint = tintNow(state);
  if (!tint && state.alpha >= 255) {
    draw(host);
    return;
  }
  const saved = host.saveLayer(box, state.alpha);
  draw(host);
  if (tint)
    host.fillAll({ fill: { kind: 'color', argb: tint.argb }, style: 'fill', blend: toBlend(tint.mode) });
  if (tint?.mode === 'MULTIPLY') {
    // Porter-Duff's MULTIPLY leaves what is transparent so; a canvas's blend mode of that name fills it.
    const masked = host.saveLayer(box, 255, 'destination-in');
    draw(host);
    host.restoreToCount(masked);
  }
  host.restoreToCount(saved);
}

// ---- children: always by their virtual methods, because apps write drawables too -----------------------------------

export function* drawChild(vm: Machine, child: Drawable | null, canvas: JavaObject): Steps<void> {
  if (child) yield* vm.call(child, drawSelector, canvas);
}

export function* setChildBounds(vm: Machine, child: Drawable | null, box: Box): Steps<void> {
  if (!child) return;
  const { left, top, right, bottom } = box;
  yield* vm.call(
    child,
    boundsSelector,
    Math.trunc(left),
    Math.trunc(top),
    Math.trunc(right),
    Math.trunc(bottom),
  );
}

export function* intrinsicWidth(vm: Machine, child: Drawable | null): Steps<number> {
  return child ? yield* vm.call<number>(child, 'getIntrinsicWidth()I') : -1;
}

export function* intrinsicHeight(vm: Machine, child: Drawable | null): Steps<number> {
  return child ? yield* vm.call<number>(child, 'getIntrinsicHeight()I') : -1;
}

export function* isStateful(vm: Machine, child: Drawable | null): Steps<boolean> {
  return child ? yield* vm.call<boolean>(child, 'isStateful()Z') : false;
}

export function* paddingOf(vm: Machine, child: Drawable | null): Steps<Box | undefined> {
  if (!child) return undefined;
  const rect = makeRect(vm);
  if (!(yield* vm.call<boolean>(child, `getPadding(${rect$})Z`, rect))) return undefined;
  return {
    left: Number(vm.getField(rect, 'left:I')),
    top: Number(vm.getField(rect, 'top:I')),
    right: Number(vm.getField(rect, 'right:I')),
    bottom: Number(vm.getField(rect, 'bottom:I')),
  };
}

/** Passes state, level, opacity or tint on to a child. */
export function* passOn(
  vm: Machine,
  child: Drawable | null,
  selector: string,
  value: JavaValue,
): Steps<void> {
  if (child) yield* vm.call(child, selector, value);
}

export function* invalidate(vm: Machine, self: Drawable): Steps<void> {
  const { callback } = stateOf(self);
  if (callback) yield* vm.call(callback, `invalidateDrawable(${drawable$})V`, self);
}

/** A copy with its own state; app classes are not copied. */
export function cloneDrawable(vm: Machine, source: Drawable | null): Drawable | null {
  if (!source || source.cls.origin !== 'model') return source;
  const copy = vm.newObject<DrawableState>(source.cls);
  copy.slots = source.slots.slice();
  const state = stateOf(source);
  copy.peer = {
    ...state,
    boundsRect: null,
    callback: null,
    content: cloneContent(vm, state.content),
  };
  return copy;
}

/** Content is plain data with drawables in it. */
function cloneContent(vm: Machine, value: unknown): unknown {
  if (isDrawable(vm, value)) return cloneDrawable(vm, value);
  if (value instanceof HeapObject || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => cloneContent(vm, each));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cloneContent(vm, each)]));
}
