import { defineClass } from '../../../machine/index.ts';
import type { JavaArray, JavaObject, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import { emptyBox, writeBox, type Box } from '../geometry.ts';
import {
  drawable$,
  drawChild,
  heightOf,
  hostOf,
  intrinsicHeight,
  intrinsicWidth,
  invalidate,
  isStateful,
  paddingOf,
  passOn,
  rect$,
  setChildBounds,
  stateOf,
  statesArray,
  widthOf,
  type Drawable,
  type Methods,
} from './drawable-state.ts';
import type { ElementReader } from './element-reader.ts';
import { childDrawable, registerTag } from './inflate-drawable.ts';
import { applyGravity } from './place.ts';

const fullLevel = 10_000;
const colors$ = 'Landroid/content/res/ColorStateList;';
const name = (simple: string) => `android/graphics/drawable/${simple}`;

type WrapperContent = {
  child: Drawable | null;
  inset: Box;
  /** Parts of the width and height that go off on each side. */
  insetPart: Box;
  /** 1 across, 2 down, 3 both. */
  clipOrientation: number;
  gravity: number;
  scaleX: number;
  scaleY: number;
  fromDegrees: number;
  toDegrees: number;
  pivotX: number;
  pivotY: number;
};

function start(self: Drawable, child: Drawable | null = null): WrapperContent {
  const content: WrapperContent = {
    child,
    inset: emptyBox,
    insetPart: emptyBox,
    clipOrientation: 1,
    gravity: 0x3,
    scaleX: -1,
    scaleY: -1,
    fromDegrees: 0,
    toDegrees: 360,
    pivotX: 0.5,
    pivotY: 0.5,
  };
  stateOf(self).content = content;
  return content;
}

const contentOf = (self: Drawable): WrapperContent =>
  (stateOf(self).content as WrapperContent | undefined) ?? start(self);
const childOf = (self: Drawable): Drawable | null => contentOf(self).child;

function* setChild(vm: Machine, self: Drawable, child: Drawable | null): Steps<void> {
  contentOf(self).child = child;
  if (child) {
    const state = stateOf(self);
    yield* passOn(vm, child, 'setState([I)Z', statesArray(vm, state.states));
    yield* vm.call(
      self,
      `onBoundsChange(${rect$})V`,
      yield* vm.call<JavaObject>(self, `getBounds()${rect$}`),
    );
  }
  yield* invalidate(vm, self);
}

const passing: Methods = Object.fromEntries(
  [
    ['setAlpha(I)V', 'setAlpha(I)V'],
    [`setTintList(${colors$})V`, `setTintList(${colors$})V`],
    ['setTintMode(Landroid/graphics/PorterDuff$Mode;)V', 'setTintMode(Landroid/graphics/PorterDuff$Mode;)V'],
    ['setColorFilter(Landroid/graphics/ColorFilter;)V', 'setColorFilter(Landroid/graphics/ColorFilter;)V'],
  ].map(([own = '', inner = '']) => [
    own,
    (vm: Machine, self: Drawable, value: JavaValue): Steps<void> => passOn(vm, childOf(self), inner, value),
  ]),
);

const wrapperMethods: Methods = {
  'draw(Landroid/graphics/Canvas;)V': (vm: Machine, self: Drawable, canvas: JavaObject): Steps<void> =>
    drawChild(vm, childOf(self), canvas),
  [`protected onBoundsChange(${rect$})V`]: (vm: Machine, self: Drawable): Steps<void> =>
    setChildBounds(vm, childOf(self), stateOf(self).bounds),
  'getIntrinsicWidth()I': (vm: Machine, self: Drawable): Steps<number> => intrinsicWidth(vm, childOf(self)),
  'getIntrinsicHeight()I': (vm: Machine, self: Drawable): Steps<number> => intrinsicHeight(vm, childOf(self)),
  [`getPadding(${rect$})Z`]: function* (
    vm: Machine,
    self: Drawable,
    out: JavaObject | null,
  ): Steps<JavaValue> {
    const padding = yield* paddingOf(vm, childOf(self));
    writeBox(vm, out, padding ?? emptyBox);
    return padding !== undefined;
  },
  'isStateful()Z': (vm: Machine, self: Drawable): Steps<boolean> => isStateful(vm, childOf(self)),
  'protected onStateChange([I)Z': function* (
    vm: Machine,
    self: Drawable,
    states: JavaArray | null,
  ): Steps<JavaValue> {
    const child = childOf(self);
    return child ? yield* vm.call<boolean>(child, 'setState([I)Z', states) : false;
  },
  'protected onLevelChange(I)Z': function* (vm: Machine, self: Drawable, level: number): Steps<JavaValue> {
    const child = childOf(self);
    if (child) yield* vm.call(child, 'setLevel(I)Z', level);
    yield* invalidate(vm, self);
    return true;
  },
  ...passing,
  [`getDrawable()${drawable$}`]: (_vm: Machine, self: Drawable): JavaValue => childOf(self),
  [`setDrawable(${drawable$})V`]: setChild,
  [`invalidateDrawable(${drawable$})V`]: (vm: Machine, self: Drawable): Steps<void> => invalidate(vm, self),
  [`scheduleDrawable(${drawable$}Ljava/lang/Runnable;J)V`]: (): void => undefined,
  [`unscheduleDrawable(${drawable$}Ljava/lang/Runnable;)V`]: (): void => undefined,
};

const wrapper = defineClass({
  name: name('DrawableWrapper'),
  super: name('Drawable'),
  interfaces: [name('Drawable$Callback')],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>(${drawable$})V`]: (_vm, self: Drawable, child: Drawable | null) => {
      start(self, child);
    },
    ...wrapperMethods,
  },
});

function* readChild(vm: Machine, self: Drawable, reader: ElementReader): Steps<WrapperContent> {
  return start(self, yield* childDrawable(vm, reader));
}

// ---- InsetDrawable --------------------------------------------------------------------------------------------------

/** The inset of each side in pixels, parts included, for a size. */
function insetOf(content: WrapperContent, width: number, height: number): Box {
  const { inset, insetPart } = content;
  return {
    left: inset.left + Math.trunc(insetPart.left * width),
    top: inset.top + Math.trunc(insetPart.top * height),
    right: inset.right + Math.trunc(insetPart.right * width),
    bottom: inset.bottom + Math.trunc(insetPart.bottom * height),
  };
}

registerTag('inset', name('InsetDrawable'), function* (vm, self, reader) {
  const content = yield* readChild(vm, self, reader);
  const sides = { left: 'insetLeft', top: 'insetTop', right: 'insetRight', bottom: 'insetBottom' } as const;
  for (const side of ['left', 'top', 'right', 'bottom'] as const)
    for (const attribute of ['inset', sides[side]] as const) {
      const value = reader.find(attribute)?.value;
      if (value?.kind === 'fraction') content.insetPart = { ...content.insetPart, [side]: value.value };
      else if (value) content.inset = { ...content.inset, [side]: reader.pixelOffset(attribute) ?? 0 };
    }
});

const inset = defineClass({
  name: name('InsetDrawable'),
  super: name('DrawableWrapper'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>(${drawable$}I)V`]: (_vm, self: Drawable, child: Drawable | null, all: number) => {
      start(self, child).inset = { left: all, top: all, right: all, bottom: all };
    },
    [`<init>(${drawable$}F)V`]: (_vm, self: Drawable, child: Drawable | null, all: number) => {
      start(self, child).insetPart = { left: all, top: all, right: all, bottom: all };
    },
    [`<init>(${drawable$}IIII)V`]: (
      _vm,
      self: Drawable,
      child: Drawable | null,
      left: number,
      top: number,
      right: number,
      bottom: number,
    ) => {
      start(self, child).inset = { left, top, right, bottom };
    },
    [`protected onBoundsChange(${rect$})V`]: (vm, self: Drawable) => {
      const { bounds } = stateOf(self);
      const by = insetOf(contentOf(self), widthOf(bounds), heightOf(bounds));
      return setChildBounds(vm, childOf(self), {
        left: bounds.left + by.left,
        top: bounds.top + by.top,
        right: bounds.right - by.right,
        bottom: bounds.bottom - by.bottom,
      });
    },
    'getIntrinsicWidth()I': function* (vm, self: Drawable) {
      const width = yield* intrinsicWidth(vm, childOf(self));
      const { inset: by, insetPart } = contentOf(self);
      const part = 1 - insetPart.left - insetPart.right;
      return width < 0 || part <= 0 ? -1 : Math.trunc(width / part) + by.left + by.right;
    },
    'getIntrinsicHeight()I': function* (vm, self: Drawable) {
      const height = yield* intrinsicHeight(vm, childOf(self));
      const { inset: by, insetPart } = contentOf(self);
      const part = 1 - insetPart.top - insetPart.bottom;
      return height < 0 || part <= 0 ? -1 : Math.trunc(height / part) + by.top + by.bottom;
    },
    [`getPadding(${rect$})Z`]: function* (vm, self: Drawable, out: JavaObject | null) {
      const padding = (yield* paddingOf(vm, childOf(self))) ?? emptyBox;
      const { bounds } = stateOf(self);
      const by = insetOf(contentOf(self), widthOf(bounds), heightOf(bounds));
      const total = {
        left: padding.left + by.left,
        top: padding.top + by.top,
        right: padding.right + by.right,
        bottom: padding.bottom + by.bottom,
      };
      writeBox(vm, out, total);
      return (total.left | total.top | total.right | total.bottom) !== 0;
    },
  },
});

// ---- ClipDrawable, ScaleDrawable, RotateDrawable ------------------------------------------------------------------

registerTag('clip', name('ClipDrawable'), function* (vm, self, reader) {
  const content = yield* readChild(vm, self, reader);
  content.clipOrientation = reader.integer('clipOrientation') ?? 1;
  content.gravity = reader.integer('gravity') ?? 0x3;
});

const clip = defineClass({
  name: name('ClipDrawable'),
  super: name('DrawableWrapper'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>(${drawable$}II)V`]: (
      _vm,
      self: Drawable,
      child: Drawable | null,
      gravity: number,
      orientation: number,
    ) => {
      Object.assign(start(self, child), { gravity, clipOrientation: orientation });
    },
    'draw(Landroid/graphics/Canvas;)V': function* (vm, self: Drawable, canvas: JavaObject) {
      const { bounds, level } = stateOf(self);
      const { clipOrientation, gravity } = contentOf(self);
      if (level <= 0) return;
      const part = level / fullLevel;
      const width = (clipOrientation & 1) !== 0 ? widthOf(bounds) * part : widthOf(bounds);
      const height = (clipOrientation & 2) !== 0 ? heightOf(bounds) * part : heightOf(bounds);
      const host = hostOf(canvas);
      const saved = host.save();
      host.clipBox(applyGravity(gravity, width, height, bounds));
      yield* drawChild(vm, childOf(self), canvas);
      host.restoreToCount(saved);
    },
  },
});

registerTag('scale', name('ScaleDrawable'), function* (vm, self, reader) {
  const content = yield* readChild(vm, self, reader);
  const part = (attribute: 'scaleWidth' | 'scaleHeight') => {
    const value = reader.find(attribute)?.value;
    if (value?.kind === 'fraction') return value.value;
    const text = value?.kind === 'string' ? value.text : '';
    return text.endsWith('%') ? Number.parseFloat(text) / 100 : -1;
  };
  content.scaleX = part('scaleWidth');
  content.scaleY = part('scaleHeight');
  content.gravity = reader.integer('scaleGravity') ?? 0x3;
  stateOf(self).level = reader.integer('level') ?? 0;
});

const scale = defineClass({
  name: name('ScaleDrawable'),
  super: name('DrawableWrapper'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>(${drawable$}IFF)V`]: (
      _vm,
      self: Drawable,
      child: Drawable | null,
      gravity: number,
      scaleX: number,
      scaleY: number,
    ) => {
      Object.assign(start(self, child), { gravity, scaleX, scaleY });
    },
    'draw(Landroid/graphics/Canvas;)V': function* (vm, self: Drawable, canvas: JavaObject) {
      if (stateOf(self).level > 0) yield* drawChild(vm, childOf(self), canvas);
    },
    [`protected onBoundsChange(${rect$})V`]: scaleChild,
    'protected onLevelChange(I)Z': function* (vm, self: Drawable) {
      yield* scaleChild(vm, self);
      yield* invalidate(vm, self);
      return true;
    },
  },
});

function* scaleChild(vm: Machine, self: Drawable): Steps<void> {
  const { bounds, level } = stateOf(self);
  const { scaleX, scaleY, gravity, child } = contentOf(self);
  const left = (fullLevel - level) / fullLevel;
  const width = widthOf(bounds) * (1 - Math.max(0, scaleX) * left);
  const height = heightOf(bounds) * (1 - Math.max(0, scaleY) * left);
  yield* setChildBounds(vm, child, applyGravity(gravity, width, height, bounds));
}

function* readRotation(vm: Machine, self: Drawable, reader: ElementReader): Steps<void> {
  const content = yield* readChild(vm, self, reader);
  content.fromDegrees = reader.float('fromDegrees') ?? 0;
  content.toDegrees = reader.float('toDegrees') ?? 360;
  content.pivotX = reader.part('pivotX', 1) ?? 0.5;
  content.pivotY = reader.part('pivotY', 1) ?? 0.5;
}

registerTag('rotate', name('RotateDrawable'), readRotation);
registerTag('animated-rotate', name('AnimatedRotateDrawable'), readRotation);

const rotateMethods: Methods = {
  'draw(Landroid/graphics/Canvas;)V': function* (
    vm: Machine,
    self: Drawable,
    canvas: JavaObject,
  ): Steps<void> {
    const { bounds, level } = stateOf(self);
    const { fromDegrees, toDegrees, pivotX, pivotY } = contentOf(self);
    const host = hostOf(canvas);
    const [x, y] = [bounds.left + widthOf(bounds) * pivotX, bounds.top + heightOf(bounds) * pivotY];
    const saved = host.save();
    host.translate(x, y);
    host.rotate(fromDegrees + ((toDegrees - fromDegrees) * level) / fullLevel);
    host.translate(-x, -y);
    yield* drawChild(vm, childOf(self), canvas);
    host.restoreToCount(saved);
  },
  'setFromDegrees(F)V': (_vm: Machine, self: Drawable, degrees: number): void => {
    contentOf(self).fromDegrees = degrees;
  },
  'setToDegrees(F)V': (_vm: Machine, self: Drawable, degrees: number): void => {
    contentOf(self).toDegrees = degrees;
  },
};

const rotateClass = (simple: string, interfaces: readonly string[]) =>
  defineClass({
    name: name(simple),
    super: name('DrawableWrapper'),
    interfaces,
    labels: 'container',
    methods: {
      '<init>()V': (_vm, self: Drawable) => {
        start(self);
      },
      ...rotateMethods,
      ...(interfaces.length > 0 && {
        'start()V': () => undefined,
        'stop()V': () => undefined,
        'isRunning()Z': () => false,
      }),
    },
  });

export const wrapperClasses = [
  wrapper,
  inset,
  clip,
  scale,
  rotateClass('RotateDrawable', []),
  rotateClass('AnimatedRotateDrawable', [name('Animatable')]),
];
