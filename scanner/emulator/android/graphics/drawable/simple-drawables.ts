import { defineClass } from '../../../machine/index.ts';
import type {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { surfaceOf, type Bitmap } from '../bitmap.ts';
import { decodeResource } from '../bitmap-factory.ts';
import { modulate } from '../color-values.ts';
import { emptyBox, writeBox, type Box } from '../geometry.ts';
import { makePaintState, type Paint } from '../paint.ts';
import { stretch } from '../nine-patch.ts';
import type { HostCanvas } from '../host-canvas.ts';
import {
  drawTinted,
  heightOf,
  hostOf,
  invalidate,
  rect$,
  stateOf,
  tintNow,
  widthOf,
  type Drawable,
  type DrawableState,
} from './drawable-state.ts';
import { registerTag } from './inflate-drawable.ts';
import { applyGravity } from './place.ts';

const bitmap$ = 'Landroid/graphics/Bitmap;';
const resources$ = 'Landroid/content/res/Resources;';

// ---- ColorDrawable --------------------------------------------------------------------------------------------------

type ColorContent = { readonly argb: number };

const colorOf = (self: Drawable): number => (stateOf(self).content as ColorContent | undefined)?.argb ?? 0;

/** The colour as it is drawn: SRC_IN takes the tint's hue and both opacities. */
function shownColor(state: DrawableState, argb: number): number {
  const tint = tintNow(state);
  const base = tint ? modulate(tint.argb, argb >>> 24) : argb;
  return modulate(base, state.alpha);
}

function setColor(self: Drawable, argb: number): void {
  stateOf(self).content = { argb };
}

registerTag('color', 'android/graphics/drawable/ColorDrawable', function* (_vm, self, reader) {
  setColor(self, reader.color('color') ?? 0);
});

const colorDrawable = defineClass({
  name: 'android/graphics/drawable/ColorDrawable',
  super: 'android/graphics/drawable/Drawable',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      stateOf(self);
    },
    '<init>(I)V': (_vm, self: Drawable, argb: number) => {
      setColor(self, argb);
    },
    'getColor()I': (_vm, self: Drawable) => colorOf(self),
    'setColor(I)V': function* (vm, self: Drawable, argb: number) {
      setColor(self, argb);
      yield* invalidate(vm, self);
    },
    'getAlpha()I': (_vm, self: Drawable) => Math.round(((colorOf(self) >>> 24) * stateOf(self).alpha) / 255),
    'draw(Landroid/graphics/Canvas;)V': (_vm, self: Drawable, canvas: JavaObject) => {
      const state = stateOf(self);
      const argb = shownColor(state, colorOf(self));
      if (argb >>> 24 !== 0)
        hostOf(canvas).drawBox(state.bounds, { fill: { kind: 'color', argb }, style: 'fill' });
    },
    'getOpacity()I': (_vm, self: Drawable) => {
      const alpha = colorOf(self) >>> 24;
      return alpha === 255 ? -1 : alpha === 0 ? -2 : -3;
    },
  },
});

// ---- BitmapDrawable and NinePatchDrawable ---------------------------------------------------------------------------

type PictureContent = {
  readonly bitmap: Bitmap | null;
  gravity: number;
  tiles: boolean;
  readonly paint: { holder: Paint | null };
};

const fill = 0x77;

function startPicture(self: Drawable, bitmap: Bitmap | null): void {
  stateOf(self).content = { bitmap, gravity: fill, tiles: false, paint: { holder: null } };
}

const pictureOf = (self: Drawable): PictureContent =>
  (stateOf(self).content as PictureContent | undefined) ?? {
    bitmap: null,
    gravity: fill,
    tiles: false,
    paint: { holder: null },
  };

function drawPicture(vm: Machine, self: Drawable, canvas: JavaObject): void {
  const state = stateOf(self);
  const { bitmap, gravity, tiles } = pictureOf(self);
  if (!bitmap) return;
  const surface = surfaceOf(vm, bitmap);
  const { ninePatch } = bitmap.peer;
  drawTinted(hostOf(canvas), state, state.bounds, (host) => {
    if (ninePatch) drawNinePatch(vm, host, bitmap, state.bounds);
    else if (tiles) {
      for (let y = state.bounds.top; y < state.bounds.bottom; y += surface.height)
        for (let x = state.bounds.left; x < state.bounds.right; x += surface.width) {
          const right = Math.min(state.bounds.right, x + surface.width);
          const bottom = Math.min(state.bounds.bottom, y + surface.height);
          host.drawPicture(
            surface,
            { left: 0, top: 0, right: right - x, bottom: bottom - y },
            { left: x, top: y, right, bottom },
          );
        }
    } else
      host.drawPicture(
        surface,
        undefined,
        applyGravity(gravity, surface.width, surface.height, state.bounds),
      );
  });
}

/** Scale from a nine-patch's own density to the screen's. */
function patchScale(vm: Machine, bitmap: Bitmap): number {
  const screen = vm.attached(SYSTEM).phone.screen.densityDpi;
  return bitmap.peer.densityDpi > 0 ? screen / bitmap.peer.densityDpi : 1;
}

function drawNinePatch(vm: Machine, host: HostCanvas, bitmap: Bitmap, box: Box): void {
  const { ninePatch, surface } = bitmap.peer;
  if (!ninePatch) return;
  const scale = patchScale(vm, bitmap);
  const columns = stretch(ninePatch.xDivs, surface.width, widthOf(box), scale);
  const rows = stretch(ninePatch.yDivs, surface.height, heightOf(box), scale);
  for (const row of rows)
    for (const column of columns)
      host.drawPicture(
        surface,
        { left: column.from, top: row.from, right: column.to, bottom: row.to },
        {
          left: box.left + column.start,
          top: box.top + row.start,
          right: box.left + column.end,
          bottom: box.top + row.end,
        },
        // Pieces that meet must not blend with what is beyond their edges.
        { smooth: column.end - column.start !== column.to - column.from },
      );
}

function pictureSize(vm: Machine, self: Drawable, side: 'width' | 'height'): number {
  const { bitmap } = pictureOf(self);
  if (!bitmap) return -1;
  const scale = bitmap.peer.ninePatch ? patchScale(vm, bitmap) : 1;
  return Math.round(bitmap.peer.surface[side] * scale);
}

function* inflatePicture(
  vm: Machine,
  self: Drawable,
  reader: Parameters<Parameters<typeof registerTag>[2]>[2],
): Steps<void> {
  const found = reader.find('src');
  const file = found?.value.kind === 'string' ? found.value.text : undefined;
  const bitmap = found && file ? decodeResource(vm, file, found.isSystem, found.config?.density) : undefined;
  startPicture(self, bitmap ?? null);
  const content = pictureOf(self);
  content.gravity = reader.integer('gravity') ?? fill;
  const tile = reader.integer('tileMode') ?? reader.integer('tileModeX') ?? -1;
  content.tiles = tile === 1 || tile === 2;
  const state = stateOf(self);
  state.tint = reader.colors('tint') ?? null;
  state.tintMode = reader.tintMode('tintMode') ?? 'SRC_IN';
  state.alpha = Math.round((reader.float('alpha') ?? 1) * 255);
}

registerTag('bitmap', 'android/graphics/drawable/BitmapDrawable', inflatePicture);
registerTag('nine-patch', 'android/graphics/drawable/NinePatchDrawable', inflatePicture);

const pictureMethods = {
  'draw(Landroid/graphics/Canvas;)V': drawPicture,
  'getIntrinsicWidth()I': (vm: Machine, self: Drawable) => pictureSize(vm, self, 'width'),
  'getIntrinsicHeight()I': (vm: Machine, self: Drawable) => pictureSize(vm, self, 'height'),
  'setGravity(I)V': (_vm: Machine, self: Drawable, gravity: number) => {
    pictureOf(self).gravity = gravity;
  },
  'getGravity()I': (_vm: Machine, self: Drawable) => pictureOf(self).gravity,
  'setAntiAlias(Z)V': () => undefined,
  'setTargetDensity(I)V': () => undefined,
  'setTargetDensity(Landroid/util/DisplayMetrics;)V': () => undefined,
  'setTileModeX(Landroid/graphics/Shader$TileMode;)V': (
    _vm: Machine,
    self: Drawable,
    mode: JavaObject | null,
  ) => {
    pictureOf(self).tiles = mode !== null;
  },
  'setTileModeY(Landroid/graphics/Shader$TileMode;)V': (
    _vm: Machine,
    self: Drawable,
    mode: JavaObject | null,
  ) => {
    pictureOf(self).tiles = mode !== null;
  },
  'setTileModeXY(Landroid/graphics/Shader$TileMode;Landroid/graphics/Shader$TileMode;)V': (
    _vm: Machine,
    self: Drawable,
    mode: JavaObject | null,
  ) => {
    pictureOf(self).tiles = mode !== null;
  },
  'final getPaint()Landroid/graphics/Paint;': (vm: Machine, self: Drawable) => {
    const { paint } = pictureOf(self);
    if (!paint.holder) {
      const made: Paint = vm.newObject('android/graphics/Paint');
      made.peer = makePaintState();
      paint.holder = made;
    }
    return paint.holder;
  },
};

const bitmapDrawable = defineClass({
  name: 'android/graphics/drawable/BitmapDrawable',
  super: 'android/graphics/drawable/Drawable',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => startPicture(self, null),
    [`<init>(${resources$})V`]: (_vm, self: Drawable) => startPicture(self, null),
    [`<init>(${bitmap$})V`]: (_vm, self: Drawable, bitmap: Bitmap | null) => startPicture(self, bitmap),
    [`<init>(${resources$}${bitmap$})V`]: (
      _vm,
      self: Drawable,
      _resources: HeapObject | null,
      bitmap: Bitmap | null,
    ) => startPicture(self, bitmap),
    [`final getBitmap()${bitmap$}`]: (_vm, self: Drawable) => pictureOf(self).bitmap,
    ...pictureMethods,
  },
});

const ninePatchDrawable = defineClass({
  name: 'android/graphics/drawable/NinePatchDrawable',
  super: 'android/graphics/drawable/Drawable',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => startPicture(self, null),
    [`<init>(${resources$}${bitmap$})V`]: (
      _vm,
      self: Drawable,
      _resources: HeapObject | null,
      bitmap: Bitmap | null,
    ) => startPicture(self, bitmap),
    [`<init>(${resources$}${bitmap$}[B${rect$}Ljava/lang/String;)V`]: (
      _vm,
      self: Drawable,
      _resources: HeapObject | null,
      bitmap: Bitmap | null,
      _chunk: JavaArray | null,
      _padding: HeapObject | null,
      _name: JavaString | null,
    ) => startPicture(self, bitmap),
    ...pictureMethods,
    [`getPadding(${rect$})Z`]: (vm, self: Drawable, out: JavaObject | null) => {
      const { bitmap } = pictureOf(self);
      const padding = bitmap?.peer.ninePatch?.padding;
      const scale = bitmap ? patchScale(vm, bitmap) : 1;
      const { left, top, right, bottom } = padding ?? emptyBox;
      writeBox(vm, out, {
        left: Math.round(left * scale),
        top: Math.round(top * scale),
        right: Math.round(right * scale),
        bottom: Math.round(bottom * scale),
      });
      return padding !== undefined && (left | top | right | bottom) !== 0;
    },
  },
});

export const simpleDrawableClasses = [colorDrawable, bitmapDrawable, ninePatchDrawable];
