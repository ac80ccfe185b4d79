import { Path2D } from '@napi-rs/canvas';
import { defineClass, refsOf } from '../../../machine/index.ts';
import type { JavaArray, JavaObject, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import type { ColorStateList } from '../../content/res/color-state-list.ts';
import { emptyBox, writeBox, type Box } from '../geometry.ts';
import { addOval } from '../path.ts';
import {
  drawable$,
  drawChild,
  heightOf,
  hostOf,
  intrinsicHeight,
  intrinsicWidth,
  invalidate,
  isDrawable,
  paddingOf,
  rect$,
  setChildBounds,
  stateOf,
  widthOf,
  type Drawable,
  type Methods,
} from './drawable-state.ts';
import { ElementReader } from './element-reader.ts';
import { childDrawable, registerTag } from './inflate-drawable.ts';
import { applyGravity } from './place.ts';

type Layer = {
  drawable: Drawable | null;
  id: number;
  inset: Box;
  gravity: number;
  width: number;
  height: number;
};
type LayerContent = {
  layers: Layer[];
  paddingMode: 'nest' | 'stack';
  /** Of a ripple. */
  color: ColorStateList | null;
  radius: number;
};

/** android.R.id.mask: bounds a ripple, and is not shown itself. */
const maskId = 0x0102002e;
const noId = -1;
const colors$ = 'Landroid/content/res/ColorStateList;';
const name = (simple: string) => `android/graphics/drawable/${simple}`;

function newLayer(drawable: Drawable | null): Layer {
  return { drawable, id: noId, inset: emptyBox, gravity: 0, width: -1, height: -1 };
}

function start(self: Drawable, drawables: readonly (Drawable | null)[] = []): LayerContent {
  const content: LayerContent = {
    layers: drawables.map(newLayer),
    paddingMode: 'nest',
    color: null,
    radius: -1,
  };
  stateOf(self).content = content;
  return content;
}

const contentOf = (self: Drawable): LayerContent =>
  (stateOf(self).content as LayerContent | undefined) ?? start(self);

function layerAt(vm: Machine, self: Drawable, index: number): Layer {
  return (
    contentOf(self).layers[index] ?? vm.throwNew('java/lang/IndexOutOfBoundsException', `layer ${index}`)
  );
}

function* layOut(vm: Machine, self: Drawable): Steps<void> {
  const { bounds } = stateOf(self);
  const content = contentOf(self);
  let nested = emptyBox;
  for (const layer of content.layers) {
    if (!layer.drawable) continue;
    const room: Box = {
      left: bounds.left + layer.inset.left + nested.left,
      top: bounds.top + layer.inset.top + nested.top,
      right: bounds.right - layer.inset.right - nested.right,
      bottom: bounds.bottom - layer.inset.bottom - nested.bottom,
    };
    yield* setChildBounds(vm, layer.drawable, yield* placed(vm, layer, room));
    if (content.paddingMode === 'stack') continue;
    const padding = (yield* paddingOf(vm, layer.drawable)) ?? emptyBox;
    nested = {
      left: nested.left + padding.left,
      top: nested.top + padding.top,
      right: nested.right + padding.right,
      bottom: nested.bottom + padding.bottom,
    };
  }
}

function* placed(vm: Machine, layer: Layer, room: Box): Steps<Box> {
  if (layer.gravity === 0 && layer.width < 0 && layer.height < 0) return room;
  const ownWidth = layer.width >= 0 ? layer.width : yield* intrinsicWidth(vm, layer.drawable);
  const ownHeight = layer.height >= 0 ? layer.height : yield* intrinsicHeight(vm, layer.drawable);
  const width = ownWidth < 0 ? widthOf(room) : ownWidth;
  const height = ownHeight < 0 ? heightOf(room) : ownHeight;
  // Without a gravity, an axis that has a size of its own is at the start, one that has none is filled.
  const gravity =
    layer.gravity !== 0 ? layer.gravity : (layer.width >= 0 ? 0x3 : 0x7) | (layer.height >= 0 ? 0x30 : 0x70);
  return applyGravity(gravity, width, height, room);
}

function* measured(
  vm: Machine,
  self: Drawable,
  side: 'width' | 'height',
  measure: (vm: Machine, child: Drawable | null) => Steps<number>,
): Steps<number> {
  const content = contentOf(self);
  const [before, after] = side === 'width' ? (['left', 'right'] as const) : (['top', 'bottom'] as const);
  let size = -1;
  let nested = 0;
  for (const layer of content.layers) {
    if (!layer.drawable) continue;
    const own = layer[side] >= 0 ? layer[side] : yield* measure(vm, layer.drawable);
    if (own >= 0) size = Math.max(size, own + layer.inset[before] + layer.inset[after] + nested);
    const padding = content.paddingMode === 'nest' ? yield* paddingOf(vm, layer.drawable) : undefined;
    if (padding) nested += padding[before] + padding[after];
  }
  return size;
}

function* eachLayer(vm: Machine, self: Drawable, selector: string, value: JavaValue): Steps<boolean> {
  let changed = false;
  for (const { drawable } of contentOf(self).layers)
    if (drawable && (yield* vm.call<boolean | undefined>(drawable, selector, value)) === true) changed = true;
  return changed;
}

function* readLayers(vm: Machine, self: Drawable, reader: ElementReader): Steps<void> {
  const content = start(self);
  content.paddingMode = reader.integer('paddingMode') === 1 ? 'stack' : 'nest';
  for (const source of reader.children('item')) {
    const item = new ElementReader(vm, source);
    content.layers.push({
      drawable: yield* childDrawable(vm, item),
      id: (item.find('id')?.resourceId ?? noId) | 0,
      inset: {
        left: item.pixelOffset('left') ?? item.pixelOffset('start') ?? 0,
        top: item.pixelOffset('top') ?? 0,
        right: item.pixelOffset('right') ?? item.pixelOffset('end') ?? 0,
        bottom: item.pixelOffset('bottom') ?? 0,
      },
      gravity: item.integer('gravity') ?? 0,
      width: item.pixelSize('width') ?? -1,
      height: item.pixelSize('height') ?? -1,
    });
  }
  for (const [index, source] of reader.children('item').entries()) {
    const layer = content.layers[index];
    const written = source.element.attributes.find((each) => each.name === 'id' && each.resourceId !== 0);
    if (layer && written?.value.kind === 'reference') layer.id = written.value.id | 0;
  }
}

registerTag('layer-list', name('LayerDrawable'), readLayers);
registerTag('transition', name('TransitionDrawable'), readLayers);
registerTag('ripple', name('RippleDrawable'), function* (vm, self, reader) {
  yield* readLayers(vm, self, reader);
  const content = contentOf(self);
  content.paddingMode = 'stack';
  content.color = reader.colors('color') ?? null;
  content.radius = reader.pixelSize('radius') ?? -1;
});

function setInset(layer: Layer, side: keyof Box, size: number): void {
  layer.inset = { ...layer.inset, [side]: size };
}

const insets: Methods = Object.fromEntries(
  (
    [
      ['Left', 'left'],
      ['Top', 'top'],
      ['Right', 'right'],
      ['Bottom', 'bottom'],
      ['Start', 'left'],
      ['End', 'right'],
    ] as const
  ).flatMap(([side, key]) => [
    [
      `setLayerInset${side}(II)V`,
      function* (vm: Machine, self: Drawable, index: number, size: number): Steps<void> {
        setInset(layerAt(vm, self, index), key, size);
        yield* layOut(vm, self);
      },
    ],
    [
      `getLayerInset${side}(I)I`,
      (vm: Machine, self: Drawable, index: number): number => layerAt(vm, self, index).inset[key],
    ],
  ]),
);

const layerMethods: Methods = {
  'draw(Landroid/graphics/Canvas;)V': function* (
    vm: Machine,
    self: Drawable,
    canvas: JavaObject,
  ): Steps<void> {
    for (const { drawable } of contentOf(self).layers) yield* drawChild(vm, drawable, canvas);
  },
  [`protected onBoundsChange(${rect$})V`]: (vm: Machine, self: Drawable): Steps<void> => layOut(vm, self),
  'getIntrinsicWidth()I': (vm: Machine, self: Drawable): Steps<number> =>
    measured(vm, self, 'width', intrinsicWidth),
  'getIntrinsicHeight()I': (vm: Machine, self: Drawable): Steps<number> =>
    measured(vm, self, 'height', intrinsicHeight),
  [`getPadding(${rect$})Z`]: function* (
    vm: Machine,
    self: Drawable,
    out: JavaObject | null,
  ): Steps<JavaValue> {
    const content = contentOf(self);
    const total = { left: 0, top: 0, right: 0, bottom: 0 };
    for (const { drawable } of content.layers) {
      const padding = (yield* paddingOf(vm, drawable)) ?? emptyBox;
      for (const side of ['left', 'top', 'right', 'bottom'] as const)
        total[side] =
          content.paddingMode === 'nest' ? total[side] + padding[side] : Math.max(total[side], padding[side]);
    }
    writeBox(vm, out, total);
    return (total.left | total.top | total.right | total.bottom) !== 0;
  },
  'isStateful()Z': function* (vm: Machine, self: Drawable): Steps<JavaValue> {
    for (const { drawable } of contentOf(self).layers)
      if (drawable && (yield* vm.call<boolean>(drawable, 'isStateful()Z'))) return true;
    return false;
  },
  'protected onStateChange([I)Z': (vm: Machine, self: Drawable, states: JavaArray | null): Steps<boolean> =>
    eachLayer(vm, self, 'setState([I)Z', states),
  'protected onLevelChange(I)Z': (vm: Machine, self: Drawable, level: number): Steps<boolean> =>
    eachLayer(vm, self, 'setLevel(I)Z', level),
  'setAlpha(I)V': function* (vm: Machine, self: Drawable, alpha: number): Steps<void> {
    stateOf(self).alpha = alpha;
    yield* eachLayer(vm, self, 'setAlpha(I)V', alpha);
  },
  [`setTintList(${colors$})V`]: function* (vm: Machine, self: Drawable, tint: JavaValue): Steps<void> {
    yield* eachLayer(vm, self, `setTintList(${colors$})V`, tint);
  },
  'setTintMode(Landroid/graphics/PorterDuff$Mode;)V': function* (
    vm: Machine,
    self: Drawable,
    mode: JavaValue,
  ): Steps<void> {
    yield* eachLayer(vm, self, 'setTintMode(Landroid/graphics/PorterDuff$Mode;)V', mode);
  },
  'setColorFilter(Landroid/graphics/ColorFilter;)V': function* (
    vm: Machine,
    self: Drawable,
    filter: JavaValue,
  ): Steps<void> {
    yield* eachLayer(vm, self, 'setColorFilter(Landroid/graphics/ColorFilter;)V', filter);
  },
  'getNumberOfLayers()I': (_vm: Machine, self: Drawable): number => contentOf(self).layers.length,
  [`getDrawable(I)${drawable$}`]: (vm: Machine, self: Drawable, index: number): JavaValue =>
    layerAt(vm, self, index).drawable,
  'getId(I)I': (vm: Machine, self: Drawable, index: number): number => layerAt(vm, self, index).id,
  'setId(II)V': (vm: Machine, self: Drawable, index: number, id: number): void => {
    layerAt(vm, self, index).id = id;
  },
  [`findDrawableByLayerId(I)${drawable$}`]: (_vm: Machine, self: Drawable, id: number): JavaValue =>
    contentOf(self).layers.find((layer) => layer.id === id)?.drawable ?? null,
  'findIndexByLayerId(I)I': (_vm: Machine, self: Drawable, id: number): number =>
    contentOf(self).layers.findIndex((layer) => layer.id === id),
  [`addLayer(${drawable$})I`]: function* (
    vm: Machine,
    self: Drawable,
    drawable: Drawable | null,
  ): Steps<number> {
    const content = contentOf(self);
    content.layers.push(newLayer(drawable));
    yield* layOut(vm, self);
    return content.layers.length - 1;
  },
  [`setDrawable(I${drawable$})V`]: function* (
    vm: Machine,
    self: Drawable,
    index: number,
    drawable: Drawable | null,
  ): Steps<void> {
    layerAt(vm, self, index).drawable = drawable;
    yield* layOut(vm, self);
    yield* invalidate(vm, self);
  },
  [`setDrawableByLayerId(I${drawable$})Z`]: function* (
    vm: Machine,
    self: Drawable,
    id: number,
    drawable: Drawable | null,
  ): Steps<boolean> {
    const layer = contentOf(self).layers.find((each) => each.id === id);
    if (!layer) return false;
    layer.drawable = drawable;
    yield* layOut(vm, self);
    return true;
  },
  'setLayerInset(IIIII)V': function* (
    vm: Machine,
    self: Drawable,
    index: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ): Steps<void> {
    layerAt(vm, self, index).inset = { left, top, right, bottom };
    yield* layOut(vm, self);
  },
  'setLayerGravity(II)V': function* (
    vm: Machine,
    self: Drawable,
    index: number,
    gravity: number,
  ): Steps<void> {
    layerAt(vm, self, index).gravity = gravity;
    yield* layOut(vm, self);
  },
  'setLayerSize(III)V': function* (
    vm: Machine,
    self: Drawable,
    index: number,
    width: number,
    height: number,
  ): Steps<void> {
    Object.assign(layerAt(vm, self, index), { width, height });
    yield* layOut(vm, self);
  },
  'setLayerWidth(II)V': (vm: Machine, self: Drawable, index: number, width: number): void => {
    layerAt(vm, self, index).width = width;
  },
  'setLayerHeight(II)V': (vm: Machine, self: Drawable, index: number, height: number): void => {
    layerAt(vm, self, index).height = height;
  },
  'setPaddingMode(I)V': (_vm: Machine, self: Drawable, mode: number): void => {
    contentOf(self).paddingMode = mode === 1 ? 'stack' : 'nest';
  },
  ...insets,
  [`invalidateDrawable(${drawable$})V`]: (vm: Machine, self: Drawable): Steps<void> => invalidate(vm, self),
  [`scheduleDrawable(${drawable$}Ljava/lang/Runnable;J)V`]: (): void => undefined,
  [`unscheduleDrawable(${drawable$}Ljava/lang/Runnable;)V`]: (): void => undefined,
};

function layersOf(vm: Machine, array: JavaArray | null): (Drawable | null)[] {
  return array ? refsOf(array).map((each) => (isDrawable(vm, each) ? each : null)) : [];
}

const layerDrawable = defineClass({
  name: name('LayerDrawable'),
  super: name('Drawable'),
  interfaces: [name('Drawable$Callback')],
  labels: 'container',
  methods: {
    [`<init>()V`]: (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>([${drawable$})V`]: (vm, self: Drawable, drawables: JavaArray | null) => {
      start(self, layersOf(vm, drawables));
    },
    ...layerMethods,
  },
});

const transition = defineClass({
  name: name('TransitionDrawable'),
  super: name('LayerDrawable'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>([${drawable$})V`]: (vm, self: Drawable, drawables: JavaArray | null) => {
      start(self, layersOf(vm, drawables));
    },
    // The end of the fade: the second layer over the first, which drawing both shows anyhow.
    'startTransition(I)V': () => undefined,
    'reverseTransition(I)V': () => undefined,
    'resetTransition()V': () => undefined,
    'setCrossFadeEnabled(Z)V': () => undefined,
  },
});

const ripple = defineClass({
  name: name('RippleDrawable'),
  super: name('LayerDrawable'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self).paddingMode = 'stack';
    },
    [`<init>(${colors$}${drawable$}${drawable$})V`]: (
      _vm,
      self: Drawable,
      color: ColorStateList | null,
      content: Drawable | null,
      mask: Drawable | null,
    ) => {
      const state = start(self, content ? [content] : []);
      state.paddingMode = 'stack';
      state.color = color;
      if (mask) state.layers.push({ ...newLayer(mask), id: maskId });
    },
    'draw(Landroid/graphics/Canvas;)V': function* (vm, self: Drawable, canvas: JavaObject) {
      for (const { drawable, id } of contentOf(self).layers)
        if (id !== maskId) yield* drawChild(vm, drawable, canvas);
    },
    'isStateful()Z': () => true,
    [`setColor(${colors$})V`]: (_vm, self: Drawable, color: ColorStateList | null) => {
      contentOf(self).color = color;
    },
    'setRadius(I)V': (_vm, self: Drawable, radius: number) => {
      contentOf(self).radius = radius;
    },
    'getRadius()I': (_vm, self: Drawable) => contentOf(self).radius,
  },
});

registerTag('adaptive-icon', name('AdaptiveIconDrawable'), function* (vm, self, reader) {
  const content = start(self);
  content.paddingMode = 'stack';
  for (const part of ['background', 'foreground']) {
    const item = reader.child(part);
    content.layers.push(newLayer(item ? yield* childDrawable(vm, item) : null));
  }
});

/** The part of an adaptive icon's layers that shows: 72 of 108 dp. */
const shownPart = 108 / 72;

const adaptiveIcon = defineClass({
  name: name('AdaptiveIconDrawable'),
  super: name('LayerDrawable'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>(${drawable$}${drawable$})V`]: (
      _vm,
      self: Drawable,
      background: Drawable | null,
      foreground: Drawable | null,
    ) => {
      start(self, [background, foreground]);
    },
    [`protected onBoundsChange(${rect$})V`]: function* (vm, self: Drawable) {
      const { bounds } = stateOf(self);
      const x = (widthOf(bounds) * (shownPart - 1)) / 2;
      const y = (heightOf(bounds) * (shownPart - 1)) / 2;
      for (const { drawable } of contentOf(self).layers)
        yield* setChildBounds(vm, drawable, {
          left: bounds.left - x,
          top: bounds.top - y,
          right: bounds.right + x,
          bottom: bounds.bottom + y,
        });
    },
    'draw(Landroid/graphics/Canvas;)V': function* (vm, self: Drawable, canvas: JavaObject) {
      const { bounds } = stateOf(self);
      const host = hostOf(canvas);
      const saved = host.save();
      const circle = new Path2D();
      addOval(circle, bounds);
      host.clipPath(circle, bounds);
      for (const { drawable } of contentOf(self).layers) yield* drawChild(vm, drawable, canvas);
      host.restoreToCount(saved);
    },
    [`getForeground()${drawable$}`]: (_vm, self: Drawable) => contentOf(self).layers[1]?.drawable ?? null,
    [`getBackground()${drawable$}`]: (_vm, self: Drawable) => contentOf(self).layers[0]?.drawable ?? null,
  },
});

export const layerClasses = [layerDrawable, transition, ripple, adaptiveIcon];
