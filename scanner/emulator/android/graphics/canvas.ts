import { Path2D } from '@napi-rs/canvas';
import { defineClass, floatsOf } from '../../machine/index.ts';
import type {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { surfaceOf, type Bitmap } from './bitmap.ts';
import { modeOf, toBlend } from './effects.ts';
import { measureText } from './fonts.ts';
import { readBox, writeBox, type Box } from './geometry.ts';
import { HostCanvas, type Brush } from './host-canvas.ts';
import { affineOf, toAffine } from './matrix.ts';
import { drawMesh } from './mesh.ts';
import { brushOf, fontOf, paintFlags, type Paint } from './paint.ts';
import { addOval, addRoundBox, boundsOf, ellipseArc, pathOf } from './path.ts';

export type CanvasState = { host: HostCanvas; bitmap: Bitmap | null };
export type Canvas = JavaObject<CanvasState>;
type Methods = Record<string, (vm: Machine, ...args: never[]) => JavaValue | void | Steps<JavaValue | void>>;

/** A Java Canvas over a host one. */
export function makeCanvas(vm: Machine, host: HostCanvas): Canvas {
  const made = vm.newObject<CanvasState>('android/graphics/Canvas');
  made.peer = { host, bitmap: null };
  return made;
}

const paint$ = 'Landroid/graphics/Paint;';
const rect$ = 'Landroid/graphics/Rect;';
const rectF$ = 'Landroid/graphics/RectF;';
const path$ = 'Landroid/graphics/Path;';
const matrix$ = 'Landroid/graphics/Matrix;';
const bitmap$ = 'Landroid/graphics/Bitmap;';

const toBox = (left: number, top: number, right: number, bottom: number): Box => ({
  left,
  top,
  right,
  bottom,
});

function brush(vm: Machine, paint: Paint | null): Brush {
  return paint ? brushOf(paint.peer) : vm.throwNew('java/lang/NullPointerException');
}

function shape(vm: Machine, self: Canvas, paint: Paint | null, build: (path: Path2D) => void): void {
  const path = new Path2D();
  build(path);
  self.peer.host.drawPath(path, brush(vm, paint));
}

const uniform = (x: number, y: number): readonly number[] => [x, y, x, y, x, y, x, y];

function arc(path: Path2D, box: Box, start: number, sweep: number, useCenter: boolean): void {
  if (useCenter) path.moveTo((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  ellipseArc(path, box, start, sweep);
  if (useCenter) path.closePath();
}

const stacking: Methods = {
  'save()I': (_vm: Machine, self: Canvas): number => self.peer.host.save(),
  'save(I)I': (_vm: Machine, self: Canvas): number => self.peer.host.save(),
  'restore()V': (vm: Machine, self: Canvas): void => {
    if (!self.peer.host.restore())
      vm.throwNew('java/lang/IllegalStateException', 'Underflow in restore - more restores than saves');
  },
  'restoreToCount(I)V': (_vm: Machine, self: Canvas, count: number): void =>
    self.peer.host.restoreToCount(count),
  'getSaveCount()I': (_vm: Machine, self: Canvas): number => self.peer.host.saveCount,
  ...layer(`${rectF$}`, (vm, box: JavaObject | null) => (box ? readBox(vm, box) : undefined)),
  'saveLayerAlpha(FFFFI)I': (
    _vm: Machine,
    self: Canvas,
    _l: number,
    _t: number,
    _r: number,
    _b: number,
    alpha: number,
  ): number => self.peer.host.saveAlpha(alpha),
  'saveLayerAlpha(FFFFII)I': (
    _vm: Machine,
    self: Canvas,
    _l: number,
    _t: number,
    _r: number,
    _b: number,
    alpha: number,
  ): number => self.peer.host.saveAlpha(alpha),
  [`saveLayerAlpha(${rectF$}I)I`]: (
    _vm: Machine,
    self: Canvas,
    _box: JavaObject | null,
    alpha: number,
  ): number => self.peer.host.saveAlpha(alpha),
  [`saveLayer(FFFF${paint$})I`]: (
    _vm: Machine,
    self: Canvas,
    l: number,
    t: number,
    r: number,
    b: number,
    paint: Paint | null,
  ): number => beginLayer(self, toBox(l, t, r, b), paint),
  [`saveLayer(FFFF${paint$}I)I`]: (
    _vm: Machine,
    self: Canvas,
    l: number,
    t: number,
    r: number,
    b: number,
    paint: Paint | null,
  ): number => beginLayer(self, toBox(l, t, r, b), paint),
};

function layer(descriptor: string, read: (vm: Machine, box: JavaObject | null) => Box | undefined): Methods {
  const begin = (vm: Machine, self: Canvas, box: JavaObject | null, paint: Paint | null): number =>
    beginLayer(self, read(vm, box), paint);
  return {
    [`saveLayer(${descriptor}${paint$})I`]: begin,
    [`saveLayer(${descriptor}${paint$}I)I`]: begin,
  };
}

function beginLayer(self: Canvas, box: Box | undefined, paint: Paint | null): number {
  const mode = paint?.peer.xfermode?.peer.mode;
  return self.peer.host.saveLayer(box, paint ? paint.peer.argb >>> 24 : 255, mode && toBlend(mode));
}

const placing: Methods = {
  'translate(FF)V': (_vm: Machine, self: Canvas, x: number, y: number): void =>
    self.peer.host.translate(x, y),
  'scale(FF)V': (_vm: Machine, self: Canvas, x: number, y: number): void => self.peer.host.scale(x, y),
  'scale(FFFF)V': (_vm: Machine, self: Canvas, x: number, y: number, px: number, py: number): void => {
    self.peer.host.translate(px, py);
    self.peer.host.scale(x, y);
    self.peer.host.translate(-px, -py);
  },
  'rotate(F)V': (_vm: Machine, self: Canvas, degrees: number): void => self.peer.host.rotate(degrees),
  'rotate(FFF)V': (_vm: Machine, self: Canvas, degrees: number, px: number, py: number): void => {
    self.peer.host.translate(px, py);
    self.peer.host.rotate(degrees);
    self.peer.host.translate(-px, -py);
  },
  'skew(FF)V': (_vm: Machine, self: Canvas, x: number, y: number): void =>
    self.peer.host.concat({ a: 1, b: y, c: x, d: 1, e: 0, f: 0 }),
  [`concat(${matrix$})V`]: (_vm: Machine, self: Canvas, matrix: HeapObject | null): void => {
    if (matrix) self.peer.host.concat(affineOf(matrix));
  },
  [`setMatrix(${matrix$})V`]: (_vm: Machine, self: Canvas, matrix: HeapObject | null): void => {
    self.peer.host.transform = matrix ? affineOf(matrix) : toAffine([1, 0, 0, 0, 1, 0]);
  },
  [`getMatrix(${matrix$})V`]: (
    _vm: Machine,
    self: Canvas,
    out: JavaObject<{ values: readonly number[] }> | null,
  ): void => {
    const { a, b, c, d, e, f } = self.peer.host.transform;
    if (out) out.peer.values = [a, c, e, b, d, f, 0, 0, 1];
  },
};

const clipping: Methods = {
  [`clipRect(${rect$})Z`]: (vm: Machine, self: Canvas, box: JavaObject | null): boolean =>
    self.peer.host.clipBox(readBox(vm, box)),
  [`clipRect(${rectF$})Z`]: (vm: Machine, self: Canvas, box: JavaObject | null): boolean =>
    self.peer.host.clipBox(readBox(vm, box)),
  'clipRect(FFFF)Z': (_vm: Machine, self: Canvas, l: number, t: number, r: number, b: number): boolean =>
    self.peer.host.clipBox(toBox(l, t, r, b)),
  'clipRect(IIII)Z': (_vm: Machine, self: Canvas, l: number, t: number, r: number, b: number): boolean =>
    self.peer.host.clipBox(toBox(l, t, r, b)),
  [`clipPath(${path$})Z`]: (_vm: Machine, self: Canvas, path: HeapObject | null): boolean => {
    const host = pathOf(path);
    return self.peer.host.clipPath(host, boundsOf(host));
  },
  'getClipBounds()Landroid/graphics/Rect;': (vm: Machine, self: Canvas): JavaObject => {
    const made = vm.newObject('android/graphics/Rect');
    writeBox(vm, made, roundOut(self.peer.host.clipBounds));
    return made;
  },
  [`getClipBounds(${rect$})Z`]: (vm: Machine, self: Canvas, out: JavaObject | null): boolean => {
    writeBox(vm, out, roundOut(self.peer.host.clipBounds));
    return !self.peer.host.isClipEmpty;
  },
  'quickReject(FFFF)Z': (_vm: Machine, self: Canvas, l: number, t: number, r: number, b: number): boolean =>
    isOutside(self, toBox(l, t, r, b)),
  [`quickReject(${rectF$})Z`]: (vm: Machine, self: Canvas, box: JavaObject | null): boolean =>
    isOutside(self, readBox(vm, box)),
  'quickReject(FFFFLandroid/graphics/Canvas$EdgeType;)Z': (
    _vm: Machine,
    self: Canvas,
    l: number,
    t: number,
    r: number,
    b: number,
  ): boolean => isOutside(self, toBox(l, t, r, b)),
};

function roundOut({ left, top, right, bottom }: Box): Box {
  return toBox(Math.floor(left), Math.floor(top), Math.ceil(right), Math.ceil(bottom));
}

function isOutside(self: Canvas, box: Box): boolean {
  const clip = self.peer.host.clipBounds;
  return box.left >= clip.right || box.right <= clip.left || box.top >= clip.bottom || box.bottom <= clip.top;
}

const shapes: Methods = {
  'drawColor(I)V': (_vm: Machine, self: Canvas, argb: number): void =>
    self.peer.host.fillAll({ fill: { kind: 'color', argb }, style: 'fill' }),
  'drawColor(ILandroid/graphics/PorterDuff$Mode;)V': (
    _vm: Machine,
    self: Canvas,
    argb: number,
    mode: JavaObject | null,
  ): void => {
    const name = modeOf(mode);
    // CLEAR empties whatever the colour; destination-out needs an opaque one for that.
    const color = name === 'CLEAR' ? 0xff000000 | 0 : argb;
    self.peer.host.fillAll({ fill: { kind: 'color', argb: color }, style: 'fill', blend: toBlend(name) });
  },
  'drawARGB(IIII)V': (_vm: Machine, self: Canvas, a: number, r: number, g: number, b: number): void =>
    self.peer.host.fillAll({
      fill: { kind: 'color', argb: (a << 24) | (r << 16) | (g << 8) | b },
      style: 'fill',
    }),
  'drawRGB(III)V': (_vm: Machine, self: Canvas, r: number, g: number, b: number): void =>
    self.peer.host.fillAll({
      fill: { kind: 'color', argb: 0xff000000 | (r << 16) | (g << 8) | b },
      style: 'fill',
    }),
  [`drawPaint(${paint$})V`]: (vm: Machine, self: Canvas, paint: Paint | null): void =>
    self.peer.host.fillAll(brush(vm, paint)),
  [`drawRect(FFFF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    l: number,
    t: number,
    r: number,
    b: number,
    paint: Paint | null,
  ): void => self.peer.host.drawBox(toBox(l, t, r, b), brush(vm, paint)),
  [`drawRect(${rect$}${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    box: JavaObject | null,
    paint: Paint | null,
  ): void => self.peer.host.drawBox(readBox(vm, box), brush(vm, paint)),
  [`drawRect(${rectF$}${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    box: JavaObject | null,
    paint: Paint | null,
  ): void => self.peer.host.drawBox(readBox(vm, box), brush(vm, paint)),
  [`drawRoundRect(${rectF$}FF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    box: JavaObject | null,
    rx: number,
    ry: number,
    paint: Paint | null,
  ): void => shape(vm, self, paint, (path) => addRoundBox(path, readBox(vm, box), uniform(rx, ry))),
  [`drawRoundRect(FFFFFF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    l: number,
    t: number,
    r: number,
    b: number,
    rx: number,
    ry: number,
    paint: Paint | null,
  ): void => shape(vm, self, paint, (path) => addRoundBox(path, toBox(l, t, r, b), uniform(rx, ry))),
  [`drawCircle(FFF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    x: number,
    y: number,
    radius: number,
    paint: Paint | null,
  ): void =>
    shape(vm, self, paint, (path) => addOval(path, toBox(x - radius, y - radius, x + radius, y + radius))),
  [`drawOval(${rectF$}${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    box: JavaObject | null,
    paint: Paint | null,
  ): void => shape(vm, self, paint, (path) => addOval(path, readBox(vm, box))),
  [`drawOval(FFFF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    l: number,
    t: number,
    r: number,
    b: number,
    paint: Paint | null,
  ): void => shape(vm, self, paint, (path) => addOval(path, toBox(l, t, r, b))),
  [`drawArc(${rectF$}FFZ${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    box: JavaObject | null,
    start: number,
    sweep: number,
    useCenter: boolean,
    paint: Paint | null,
  ): void => shape(vm, self, paint, (path) => arc(path, readBox(vm, box), start, sweep, useCenter)),
  [`drawArc(FFFFFFZ${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    l: number,
    t: number,
    r: number,
    b: number,
    start: number,
    sweep: number,
    useCenter: boolean,
    paint: Paint | null,
  ): void => shape(vm, self, paint, (path) => arc(path, toBox(l, t, r, b), start, sweep, useCenter)),
  [`drawLine(FFFF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    paint: Paint | null,
  ): void => lines(vm, self, [x0, y0, x1, y1], paint),
  [`drawLines([F${paint$})V`]: (vm: Machine, self: Canvas, points: JavaArray, paint: Paint | null): void =>
    lines(vm, self, [...floatsOf(points)], paint),
  [`drawLines([FII${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    points: JavaArray,
    offset: number,
    count: number,
    paint: Paint | null,
  ): void => lines(vm, self, [...floatsOf(points)].slice(offset, offset + count), paint),
  [`drawPoint(FF${paint$})V`]: (vm: Machine, self: Canvas, x: number, y: number, paint: Paint | null): void =>
    dots(vm, self, [x, y], paint),
  [`drawPoints([F${paint$})V`]: (vm: Machine, self: Canvas, points: JavaArray, paint: Paint | null): void =>
    dots(vm, self, [...floatsOf(points)], paint),
  [`drawPath(${path$}${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    path: HeapObject | null,
    paint: Paint | null,
  ): void => self.peer.host.drawPath(pathOf(path), brush(vm, paint)),
};

function lines(vm: Machine, self: Canvas, points: readonly number[], paint: Paint | null): void {
  const path = new Path2D();
  for (let at = 0; at + 3 < points.length; at += 4) {
    path.moveTo(points[at] ?? 0, points[at + 1] ?? 0);
    path.lineTo(points[at + 2] ?? 0, points[at + 3] ?? 0);
  }
  // A line has no inside: it is stroked whatever the paint's style.
  self.peer.host.drawPath(path, { ...brush(vm, paint), style: 'stroke' });
}

function dots(vm: Machine, self: Canvas, points: readonly number[], paint: Paint | null): void {
  const path = new Path2D();
  const size = Math.max(1, paint?.peer.strokeWidth ?? 1) / 2;
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x = 0, y = 0] = [points[at], points[at + 1]];
    const box = toBox(x - size, y - size, x + size, y + size);
    if (paint?.peer.cap === 'ROUND') addOval(path, box);
    else path.rect(box.left, box.top, size * 2, size * 2);
  }
  self.peer.host.drawPath(path, { ...brush(vm, paint), style: 'fill' });
}

function picture(
  vm: Machine,
  self: Canvas,
  bitmap: Bitmap | null,
  from: Box | undefined,
  to: Box,
  paint: Paint | null,
): void {
  const surface = surfaceOf(vm, bitmap);
  const mode = paint?.peer.xfermode?.peer.mode;
  self.peer.host.drawPicture(surface, from, to, {
    alpha: paint ? paint.peer.argb >>> 24 : 255,
    ...(mode && { blend: toBlend(mode) }),
  });
}

function drawBitmapPart(
  vm: Machine,
  self: Canvas,
  bitmap: Bitmap | null,
  from: JavaObject | null,
  to: JavaObject | null,
  paint: Paint | null,
): void {
  picture(vm, self, bitmap, from ? readBox(vm, from) : undefined, readBox(vm, to), paint);
}

const pictures: Methods = {
  // Colours of the corners are not mixed in: almost nobody gives any.
  [`drawBitmapMesh(${bitmap$}II[FI[II${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    bitmap: Bitmap | null,
    columns: number,
    rows: number,
    corners: JavaArray,
    offset: number,
  ): void =>
    drawMesh(self.peer.host, surfaceOf(vm, bitmap), columns, rows, [...floatsOf(corners)].slice(offset)),
  [`drawBitmap(${bitmap$}FF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    bitmap: Bitmap | null,
    x: number,
    y: number,
    paint: Paint | null,
  ): void => {
    const { width, height } = surfaceOf(vm, bitmap);
    picture(vm, self, bitmap, undefined, toBox(x, y, x + width, y + height), paint);
  },
  [`drawBitmap(${bitmap$}${rect$}${rect$}${paint$})V`]: drawBitmapPart,
  [`drawBitmap(${bitmap$}${rect$}${rectF$}${paint$})V`]: drawBitmapPart,
  [`drawBitmap(${bitmap$}${matrix$}${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    bitmap: Bitmap | null,
    matrix: HeapObject | null,
    paint: Paint | null,
  ): void => {
    const { width, height } = surfaceOf(vm, bitmap);
    const { host } = self.peer;
    const saved = host.save();
    host.concat(affineOf(matrix));
    picture(vm, self, bitmap, undefined, toBox(0, 0, width, height), paint);
    host.restoreToCount(saved);
  },
};

/** A line of text at a point, aligned as the paint says, with its underline and strike-through. */
export function drawTextRun(
  host: HostCanvas,
  text: string,
  x: number,
  y: number,
  paint: Paint['peer'],
): void {
  const font = fontOf(paint);
  const width = measureText(text, font);
  const left = paint.align === 'LEFT' ? x : paint.align === 'CENTER' ? x - width / 2 : x - width;
  const look = brushOf(paint);
  host.drawText(text, left, y, font, look);
  const thickness = Math.max(1, paint.textSize / 18);
  const rule = (offset: number) =>
    host.drawBox(
      { left, top: y + offset, right: left + width, bottom: y + offset + thickness },
      { ...look, style: 'fill' },
    );
  if ((paint.flags & paintFlags.underline) !== 0) rule(paint.textSize / 9);
  if ((paint.flags & paintFlags.strikeThrough) !== 0) rule(-paint.textSize * 0.29);
}

function drawString(
  vm: Machine,
  self: Canvas,
  text: string,
  x: number,
  y: number,
  paint: Paint | null,
): void {
  if (!paint) return vm.throwNew('java/lang/NullPointerException');
  drawTextRun(self.peer.host, text, x, y, paint.peer);
}

const texts: Methods = {
  [`drawText(Ljava/lang/String;FF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    text: JavaString | null,
    x: number,
    y: number,
    paint: Paint | null,
  ): void => drawString(vm, self, vm.text(text), x, y, paint),
  [`drawText(Ljava/lang/String;IIFF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    text: JavaString | null,
    start: number,
    end: number,
    x: number,
    y: number,
    paint: Paint | null,
  ): void => drawString(vm, self, vm.text(text).slice(start, end), x, y, paint),
  [`drawText(Ljava/lang/CharSequence;IIFF${paint$})V`]: function* (
    vm: Machine,
    self: Canvas,
    text: HeapObject | null,
    start: number,
    end: number,
    x: number,
    y: number,
    paint: Paint | null,
  ): Steps<void> {
    const all = yield* vm.textOf(text);
    drawString(vm, self, all.slice(start, end), x, y, paint);
  },
  [`drawText([CIIFF${paint$})V`]: (
    vm: Machine,
    self: Canvas,
    chars: JavaArray,
    start: number,
    count: number,
    x: number,
    y: number,
    paint: Paint | null,
  ): void =>
    drawString(
      vm,
      self,
      String.fromCharCode(...(chars.data as Uint16Array).subarray(start, start + count)),
      x,
      y,
      paint,
    ),
};

const canvas = defineClass({
  name: 'android/graphics/Canvas',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Canvas) => {
      self.peer = { host: HostCanvas.ofSize(1, 1), bitmap: null };
    },
    [`<init>(${bitmap$})V`]: (vm, self: Canvas, bitmap: Bitmap | null) => {
      self.peer = { host: new HostCanvas(surfaceOf(vm, bitmap)), bitmap };
    },
    [`setBitmap(${bitmap$})V`]: (vm, self: Canvas, bitmap: Bitmap | null) => {
      self.peer = bitmap
        ? { host: new HostCanvas(surfaceOf(vm, bitmap)), bitmap }
        : { host: HostCanvas.ofSize(1, 1), bitmap: null };
    },
    'getWidth()I': (_vm, self: Canvas) => self.peer.host.width,
    'getHeight()I': (_vm, self: Canvas) => self.peer.host.height,
    'isOpaque()Z': () => false,
    'isHardwareAccelerated()Z': () => false,
    'getDensity()I': () => 0,
    'setDensity(I)V': () => undefined,
    'setDrawFilter(Landroid/graphics/DrawFilter;)V': () => undefined,
    'getMaximumBitmapWidth()I': () => 32766,
    'getMaximumBitmapHeight()I': () => 32766,
    'enableZ()V': () => undefined,
    'disableZ()V': () => undefined,
    ...stacking,
    ...placing,
    ...clipping,
    ...shapes,
    ...pictures,
    ...texts,
  },
});

export const canvasClasses = [canvas];
