import { createCanvas, Image, type Canvas as Surface } from '@napi-rs/canvas';
import { bytesOf, defineClass, intsOf, JavaObject } from '../../machine/index.ts';
import type { HeapObject, JavaArray, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { enumConstant, enumModel, nameOf } from '../support/enum-model.ts';
import { toCss } from './color-values.ts';
import { affineOf } from './matrix.ts';
import { mapBox } from './affine.ts';
import { readNinePatch, type NinePatch } from './nine-patch.ts';

export type BitmapState = {
  readonly surface: Surface;
  readonly config: BitmapConfig;
  /** Of a `.9.png`. */
  readonly ninePatch: NinePatch | undefined;
  isMutable: boolean;
  isRecycled: boolean;
  hasAlpha: boolean;
  densityDpi: number;
};
export type Bitmap = JavaObject<BitmapState>;

const configs = ['ALPHA_8', 'RGB_565', 'ARGB_4444', 'ARGB_8888', 'RGBA_F16', 'HARDWARE'] as const;
type BitmapConfig = (typeof configs)[number];
const formats = ['JPEG', 'PNG', 'WEBP', 'WEBP_LOSSY', 'WEBP_LOSSLESS'] as const;

/** A phone's heap gives out near here. */
const mostPixels = 48 * 1024 * 1024;
const config$ = 'Landroid/graphics/Bitmap$Config;';
const bitmap$ = 'Landroid/graphics/Bitmap;';

export function wrapSurface(
  vm: Machine,
  surface: Surface,
  densityDpi: number,
  options: { config?: BitmapConfig; mutable?: boolean; ninePatch?: NinePatch | undefined } = {},
): Bitmap {
  const made = vm.newObject<BitmapState>('android/graphics/Bitmap');
  made.peer = {
    surface,
    config: options.config ?? 'ARGB_8888',
    ninePatch: options.ninePatch,
    isMutable: options.mutable ?? true,
    isRecycled: false,
    hasAlpha: true,
    densityDpi,
  };
  return made;
}

/** A surface of a size that an app asked for; its errors are the platform's. */
function newSurface(vm: Machine, width: number, height: number): Surface {
  if (width <= 0 || height <= 0)
    vm.throwNew('java/lang/IllegalArgumentException', 'width and height must be > 0');
  if (width * height > mostPixels)
    vm.throwNew('java/lang/OutOfMemoryError', `Failed to allocate a ${width * height * 4} byte allocation`);
  vm.charge(width * height * 4);
  return createCanvas(width, height);
}

/** A decoded picture, or undefined for bytes that are none. PNG, JPEG, WebP, GIF, BMP. */
export function decodePicture(
  vm: Machine,
  bytes: Uint8Array,
  scale: number,
): { readonly surface: Surface; readonly ninePatch: NinePatch | undefined } | undefined {
  const image = new Image();
  image.src = Buffer.from(bytes);
  const { width, height } = image;
  if (!(width > 0 && height > 0)) return undefined;
  const ninePatch = readNinePatch(bytes);
  // Nine patches keep their own size: their divisions are in their own pixels.
  const factor = ninePatch ? 1 : scale;
  const target = newSurface(
    vm,
    Math.max(1, Math.round(width * factor)),
    Math.max(1, Math.round(height * factor)),
  );
  target.getContext('2d').drawImage(image, 0, 0, target.width, target.height);
  return { surface: target, ninePatch };
}

/** The surface of a bitmap that has not been recycled. */
export function surfaceOf(vm: Machine, bitmap: HeapObject | null): Surface {
  if (!(bitmap instanceof JavaObject)) return vm.throwNew('java/lang/NullPointerException');
  const { peer } = bitmap as Bitmap;
  if (peer.isRecycled) vm.throwNew('java/lang/RuntimeException', 'Canvas: trying to use a recycled bitmap');
  return peer.surface;
}

function densityOf(vm: Machine): number {
  return vm.attached(SYSTEM).phone.screen.densityDpi;
}

function create(vm: Machine, width: number, height: number, config: JavaObject | null): Bitmap {
  return wrapSurface(vm, newSurface(vm, width, height), densityOf(vm), {
    config: nameOf(config, configs, 'ARGB_8888'),
  });
}

/** A part of a bitmap, transformed. */
function cut(
  vm: Machine,
  source: Bitmap | null,
  x: number,
  y: number,
  width: number,
  height: number,
  matrix: HeapObject | null,
): Bitmap {
  const surface = surfaceOf(vm, source);
  if (x < 0 || y < 0 || x + width > surface.width || y + height > surface.height)
    vm.throwNew('java/lang/IllegalArgumentException', 'x + width must be <= bitmap.width()');
  const affine = affineOf(matrix);
  const box = mapBox(affine, { left: 0, top: 0, right: width, bottom: height });
  const made = newSurface(vm, Math.round(box.right - box.left), Math.round(box.bottom - box.top));
  const context = made.getContext('2d');
  context.translate(-box.left, -box.top);
  context.transform(affine.a, affine.b, affine.c, affine.d, affine.e, affine.f);
  context.drawImage(surface, x, y, width, height, 0, 0, width, height);
  return wrapSurface(vm, made, source?.peer.densityDpi ?? densityOf(vm));
}

function scaled(vm: Machine, source: Bitmap | null, width: number, height: number): Bitmap {
  const surface = surfaceOf(vm, source);
  const made = newSurface(vm, width, height);
  made.getContext('2d').drawImage(surface, 0, 0, width, height);
  return wrapSurface(vm, made, source?.peer.densityDpi ?? densityOf(vm));
}

/** The bitmap's shape alone, in black: what is drawn with it takes the paint's colour. */
function alphaOf(vm: Machine, self: Bitmap): Bitmap {
  const surface = surfaceOf(vm, self);
  const made = newSurface(vm, surface.width, surface.height);
  const context = made.getContext('2d');
  context.drawImage(surface, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = '#000';
  context.fillRect(0, 0, made.width, made.height);
  return wrapSurface(vm, made, self.peer.densityDpi, { config: 'ALPHA_8' });
}

function fromColors(
  vm: Machine,
  colors: JavaArray,
  width: number,
  height: number,
  offset = 0,
  stride = width,
): Bitmap {
  const made = newSurface(vm, width, height);
  writePixels(made, intsOf(colors), offset, stride, 0, 0, width, height);
  return wrapSurface(vm, made, densityOf(vm));
}

function writePixels(
  surface: Surface,
  colors: Int32Array,
  offset: number,
  stride: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  if (width <= 0 || height <= 0) return;
  const context = surface.getContext('2d');
  const image = context.createImageData(width, height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const argb = colors[offset + row * stride + column] ?? 0;
      image.data.set(
        [(argb >>> 16) & 255, (argb >>> 8) & 255, argb & 255, argb >>> 24],
        (row * width + column) * 4,
      );
    }
  context.putImageData(image, x, y);
}

function readPixels(
  surface: Surface,
  out: Int32Array,
  offset: number,
  stride: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  if (width <= 0 || height <= 0) return;
  const { data } = surface.getContext('2d').getImageData(x, y, width, height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 4;
      out[offset + row * stride + column] =
        ((data[at + 3] ?? 0) << 24) |
        ((data[at] ?? 0) << 16) |
        ((data[at + 1] ?? 0) << 8) |
        (data[at + 2] ?? 0);
    }
}

function* compress(
  vm: Machine,
  self: Bitmap,
  format: JavaObject | null,
  quality: number,
  out: HeapObject | null,
): Steps<boolean> {
  const surface = surfaceOf(vm, self);
  const name = nameOf(format, formats, 'PNG');
  let bytes: Buffer;
  if (name === 'PNG') bytes = surface.toBuffer('image/png');
  else bytes = surface.toBuffer(name === 'JPEG' ? 'image/jpeg' : 'image/webp', quality);
  const array = vm.byteArray(bytes);
  vm.addLabel(array, vm.labelOf(self));
  yield* vm.call(out, 'write([B)V', array);
  return true;
}

const bitmap = defineClass({
  name: 'android/graphics/Bitmap',
  flags: 'final',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  fields: { 'static final DENSITY_NONE:I': 0 },
  methods: {
    [`static createBitmap(II${config$})${bitmap$}`]: create,
    [`static createBitmap(II${config$}Z)${bitmap$}`]: create,
    [`static createBitmap(Landroid/util/DisplayMetrics;II${config$})${bitmap$}`]: (
      vm,
      _metrics: HeapObject | null,
      width: number,
      height: number,
      config: JavaObject | null,
    ) => create(vm, width, height, config),
    [`static createBitmap(${bitmap$})${bitmap$}`]: (_vm, source: Bitmap | null) => source,
    [`static createBitmap(${bitmap$}IIII)${bitmap$}`]: (
      vm,
      source: Bitmap | null,
      x: number,
      y: number,
      width: number,
      height: number,
    ) => cut(vm, source, x, y, width, height, null),
    [`static createBitmap(${bitmap$}IIIILandroid/graphics/Matrix;Z)${bitmap$}`]: cut,
    [`static createBitmap([III${config$})${bitmap$}`]: (
      vm,
      colors: JavaArray,
      width: number,
      height: number,
    ) => fromColors(vm, colors, width, height),
    [`static createBitmap([IIIII${config$})${bitmap$}`]: (
      vm,
      colors: JavaArray,
      offset: number,
      stride: number,
      width: number,
      height: number,
    ) => fromColors(vm, colors, width, height, offset, stride),
    [`extractAlpha()${bitmap$}`]: (vm, self: Bitmap) => alphaOf(vm, self),
    [`extractAlpha(Landroid/graphics/Paint;[I)${bitmap$}`]: (vm, self: Bitmap) => alphaOf(vm, self),
    [`static createScaledBitmap(${bitmap$}IIZ)${bitmap$}`]: scaled,
    'getWidth()I': (_vm, self: Bitmap) => self.peer.surface.width,
    'getHeight()I': (_vm, self: Bitmap) => self.peer.surface.height,
    'getScaledWidth(I)I': (_vm, self: Bitmap) => self.peer.surface.width,
    'getScaledHeight(I)I': (_vm, self: Bitmap) => self.peer.surface.height,
    'getDensity()I': (_vm, self: Bitmap) => self.peer.densityDpi,
    'setDensity(I)V': (_vm, self: Bitmap, density: number) => {
      self.peer.densityDpi = density;
    },
    [`getConfig()${config$}`]: (vm, self: Bitmap) =>
      enumConstant(vm, 'android/graphics/Bitmap$Config', self.peer.config),
    'isMutable()Z': (_vm, self: Bitmap) => self.peer.isMutable,
    'isRecycled()Z': (_vm, self: Bitmap) => self.peer.isRecycled,
    'recycle()V': (_vm, self: Bitmap) => {
      self.peer.isRecycled = true;
    },
    'hasAlpha()Z': (_vm, self: Bitmap) => self.peer.hasAlpha,
    'setHasAlpha(Z)V': (_vm, self: Bitmap, has: boolean) => {
      self.peer.hasAlpha = has;
    },
    'setPremultiplied(Z)V': () => undefined,
    'isPremultiplied()Z': () => true,
    'prepareToDraw()V': () => undefined,
    'getGenerationId()I': () => 1,
    'getRowBytes()I': (_vm, self: Bitmap) => self.peer.surface.width * 4,
    'getByteCount()I': (_vm, self: Bitmap) => self.peer.surface.width * self.peer.surface.height * 4,
    'getAllocationByteCount()I': (_vm, self: Bitmap) =>
      self.peer.surface.width * self.peer.surface.height * 4,
    'getNinePatchChunk()[B': (vm, self: Bitmap) =>
      self.peer.ninePatch ? vm.byteArray(self.peer.ninePatch.chunk) : null,
    [`copy(${config$}Z)${bitmap$}`]: (vm, self: Bitmap, config: JavaObject | null, mutable: boolean) => {
      const surface = surfaceOf(vm, self);
      const made = newSurface(vm, surface.width, surface.height);
      made.getContext('2d').drawImage(surface, 0, 0);
      return wrapSurface(vm, made, self.peer.densityDpi, {
        config: nameOf(config, configs, 'ARGB_8888'),
        mutable,
      });
    },
    'getPixel(II)I': (vm, self: Bitmap, x: number, y: number) => {
      const out = new Int32Array(1);
      readPixels(surfaceOf(vm, self), out, 0, 1, x, y, 1, 1);
      return out[0] ?? 0;
    },
    'setPixel(III)V': (vm, self: Bitmap, x: number, y: number, argb: number) =>
      writePixels(surfaceOf(vm, self), Int32Array.of(argb), 0, 1, x, y, 1, 1),
    'getPixels([IIIIIII)V': (
      vm,
      self: Bitmap,
      out: JavaArray,
      offset: number,
      stride: number,
      x: number,
      y: number,
      width: number,
      height: number,
    ) => readPixels(surfaceOf(vm, self), intsOf(out), offset, stride, x, y, width, height),
    'setPixels([IIIIIII)V': (
      vm,
      self: Bitmap,
      from: JavaArray,
      offset: number,
      stride: number,
      x: number,
      y: number,
      width: number,
      height: number,
    ) => writePixels(surfaceOf(vm, self), intsOf(from), offset, stride, x, y, width, height),
    'eraseColor(I)V': (vm, self: Bitmap, argb: number) => {
      const surface = surfaceOf(vm, self);
      const context = surface.getContext('2d');
      context.save();
      context.resetTransform();
      context.clearRect(0, 0, surface.width, surface.height);
      context.fillStyle = toCss(argb);
      context.fillRect(0, 0, surface.width, surface.height);
      context.restore();
    },
    'compress(Landroid/graphics/Bitmap$CompressFormat;ILjava/io/OutputStream;)Z': compress,
    [`sameAs(${bitmap$})Z`]: (vm, self: Bitmap, other: Bitmap | null) =>
      other !== null &&
      other.peer.surface.width === self.peer.surface.width &&
      other.peer.surface.height === self.peer.surface.height &&
      surfaceOf(vm, self).toBuffer('image/png').equals(surfaceOf(vm, other).toBuffer('image/png')),
    'describeContents()I': () => 0,
  },
});

export const bitmapClasses = [
  bitmap,
  enumModel('android/graphics/Bitmap$Config', configs),
  enumModel('android/graphics/Bitmap$CompressFormat', formats),
];

/** Bytes of a byte[] range. */
export function bytesIn(array: JavaArray, offset: number, count: number): Uint8Array {
  const bytes = bytesOf(array);
  return new Uint8Array(bytes.buffer, bytes.byteOffset + offset, Math.min(count, bytes.length - offset));
}
