import { defineClass, floatsOf, type JavaObject } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaString, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { enumConstant, enumModel, nameOf } from '../support/enum-model.ts';
import { shaderFill, tintOf, toBlend, type DashEffect, type PorterDuffMode, type Shader } from './effects.ts';
import { fontMetrics, fontMetricsInt, measureText, type FontMetrics, type TextFont } from './fonts.ts';
import { writeBox } from './geometry.ts';
import type { Brush } from './host-canvas.ts';
import type { Typeface } from './typeface.ts';

export type PaintState = {
  argb: number;
  flags: number;
  style: 'FILL' | 'STROKE' | 'FILL_AND_STROKE';
  strokeWidth: number;
  miter: number;
  cap: 'BUTT' | 'ROUND' | 'SQUARE';
  join: 'MITER' | 'ROUND' | 'BEVEL';
  align: 'LEFT' | 'CENTER' | 'RIGHT';
  textSize: number;
  scaleX: number;
  skewX: number;
  letterSpacing: number;
  typeface: Typeface | null;
  shader: Shader | null;
  colorFilter: JavaObject | null;
  xfermode: JavaObject<{ readonly mode: PorterDuffMode }> | null;
  pathEffect: JavaObject | null;
  maskFilter: JavaObject | null;
  shadow: { readonly radius: number; readonly dx: number; readonly dy: number; readonly argb: number } | null;
};
/** The state is the peer of every Paint, subclasses of apps included. */
export type Paint = JavaObject<PaintState>;

export const paintFlags = {
  antiAlias: 0x1,
  filterBitmap: 0x2,
  dither: 0x4,
  underline: 0x8,
  strikeThrough: 0x10,
  fakeBold: 0x20,
  linearText: 0x40,
  subpixelText: 0x80,
} as const;

const defaultTextSize = 12;
const defaultFlags = 0x500;
const italicSkew = -0.2;

function newState(flags: number): PaintState {
  return {
    argb: 0xff000000 | 0,
    flags: flags | defaultFlags,
    style: 'FILL',
    strokeWidth: 0,
    miter: 4,
    cap: 'BUTT',
    join: 'MITER',
    align: 'LEFT',
    textSize: defaultTextSize,
    scaleX: 1,
    skewX: 0,
    letterSpacing: 0,
    typeface: null,
    shader: null,
    colorFilter: null,
    xfermode: null,
    pathEffect: null,
    maskFilter: null,
    shadow: null,
  };
}

export function makePaintState(): PaintState {
  return newState(0);
}

/** The font that a paint draws text with. */
export function fontOf(paint: PaintState): TextFont {
  return {
    sizePx: paint.textSize,
    bold: (paint.typeface?.peer.bold ?? false) || (paint.flags & paintFlags.fakeBold) !== 0,
    italic: (paint.typeface?.peer.italic ?? false) || paint.skewX <= italicSkew,
    family: paint.typeface?.peer.family ?? 'sans-serif',
    letterSpacing: paint.letterSpacing,
    scaleX: paint.scaleX,
  };
}

/** How a paint draws shapes. */
export function brushOf(paint: PaintState | null): Brush {
  if (!paint) return { fill: { kind: 'color', argb: 0xff000000 | 0 }, style: 'fill' };
  const { shader } = paint;
  const tint = tintOf(paint.colorFilter);
  // A filter over a plain colour is a colour: SRC_IN and SRC_ATOP leave its opacity and take the filter's hue.
  const argb =
    tint && (tint.mode === 'SRC_IN' || tint.mode === 'SRC_ATOP')
      ? (tint.argb & 0xffffff) | (Math.round(((tint.argb >>> 24) * (paint.argb >>> 24)) / 255) << 24)
      : paint.argb;
  const dash = (paint.pathEffect as DashEffect | null)?.peer;
  return {
    fill: shader ? shaderFill(shader) : { kind: 'color', argb },
    ...(shader && { alpha: paint.argb >>> 24 }),
    style: paint.style === 'FILL' ? 'fill' : paint.style === 'STROKE' ? 'stroke' : 'both',
    strokeWidth: paint.strokeWidth,
    cap: paint.cap === 'ROUND' ? 'round' : paint.cap === 'SQUARE' ? 'square' : 'butt',
    join: paint.join === 'ROUND' ? 'round' : paint.join === 'BEVEL' ? 'bevel' : 'miter',
    miter: paint.miter,
    ...(dash?.dash && { dash: dash.dash, dashPhase: dash.phase }),
    ...(paint.xfermode && { blend: toBlend(paint.xfermode.peer.mode) }),
    ...(paint.shadow && { shadow: paint.shadow }),
  };
}

const names = {
  style: ['FILL', 'STROKE', 'FILL_AND_STROKE'],
  cap: ['BUTT', 'ROUND', 'SQUARE'],
  join: ['MITER', 'ROUND', 'BEVEL'],
  align: ['LEFT', 'CENTER', 'RIGHT'],
} as const;

type Methods = Record<string, (vm: Machine, ...args: never[]) => JavaValue | void | Steps<JavaValue | void>>;

/** Getter and setter of one property. */
function property(name: string, descriptor: string, key: keyof PaintState): Methods {
  return {
    [`get${name}()${descriptor}`]: (_vm: Machine, { peer }: Paint): JavaValue => peer[key] as JavaValue,
    [`set${name}(${descriptor})V`]: (_vm: Machine, { peer }: Paint, value: JavaValue): void => {
      Object.assign(peer, { [key]: value });
    },
  };
}

/** Setters of references answer what they were given. */
function effect(name: string, type: string, key: keyof PaintState): Methods {
  return {
    [`get${name}()L${type};`]: (_vm: Machine, { peer }: Paint): JavaValue => peer[key] as JavaValue,
    [`set${name}(L${type};)L${type};`]: (_vm: Machine, { peer }: Paint, value: JavaValue): JavaValue => {
      Object.assign(peer, { [key]: value });
      return value;
    },
  };
}

function choice<K extends keyof typeof names>(name: string, key: K): Methods {
  const type = `android/graphics/Paint$${name}`;
  const owner = key === 'style' ? 'Style' : key === 'align' ? 'TextAlign' : `Stroke${name}`;
  return {
    [`get${owner}()L${type};`]: (vm: Machine, { peer }: Paint): Steps<JavaValue> =>
      enumConstant(vm, type, peer[key]),
    [`set${owner}(L${type};)V`]: (_vm: Machine, { peer }: Paint, value: JavaObject | null): void => {
      Object.assign(peer, { [key]: nameOf(value, names[key], names[key][0]) });
    },
  };
}

function flag(name: string, bit: number): Methods {
  return {
    [`is${name}()Z`]: (_vm: Machine, { peer }: Paint): boolean => (peer.flags & bit) !== 0,
    [`set${name}(Z)V`]: (_vm: Machine, { peer }: Paint, on: boolean): void => {
      peer.flags = on ? peer.flags | bit : peer.flags & ~bit;
    },
  };
}

const charSequence$ = 'Ljava/lang/CharSequence;';

function* rangeOf(vm: Machine, text: HeapObject | null, start: number, end: number): Steps<string> {
  if (text === null) return vm.throwNew('java/lang/NullPointerException', 'text cannot be null');
  const all = yield* vm.textOf(text);
  if (start < 0 || end < start || end > all.length)
    return vm.throwNew('java/lang/IndexOutOfBoundsException', `${start}, ${end}`);
  return all.slice(start, end);
}

function charsOf(chars: JavaArray, start: number, count: number): string {
  return String.fromCharCode(...(chars.data as Uint16Array).subarray(start, start + count));
}

const widthOf = (self: Paint, text: string): number => measureText(text, fontOf(self.peer));

/** How many UTF-16 units of the text fit in a width. */
function breakText(
  self: Paint,
  text: string,
  forwards: boolean,
  maxWidth: number,
): readonly [number, number] {
  let count = 0;
  let width = 0;
  const part = (size: number) => (forwards ? text.slice(0, size) : text.slice(text.length - size));
  for (const character of forwards ? text : [...text].reverse()) {
    const next = widthOf(self, part(count + character.length));
    if (next > maxWidth) break;
    count += character.length;
    width = next;
  }
  return [count, width];
}

function writeMeasured(out: JavaArray | null, width: number): void {
  if (out && out.length > 0) floatsOf(out)[0] = width;
}

const text: Methods = {
  'measureText(Ljava/lang/String;)F': (vm: Machine, self: Paint, value: JavaString | null): number =>
    widthOf(self, vm.text(value)),
  'measureText(Ljava/lang/String;II)F': (
    vm: Machine,
    self: Paint,
    value: JavaString | null,
    start: number,
    end: number,
  ): number => widthOf(self, vm.text(value).slice(start, end)),
  [`measureText(${charSequence$}II)F`]: function* (
    vm: Machine,
    self: Paint,
    value: HeapObject | null,
    start: number,
    end: number,
  ): Steps<JavaValue> {
    return widthOf(self, yield* rangeOf(vm, value, start, end));
  },
  'measureText([CII)F': (_vm: Machine, self: Paint, chars: JavaArray, start: number, count: number): number =>
    widthOf(self, charsOf(chars, start, count)),
  'getTextBounds(Ljava/lang/String;IILandroid/graphics/Rect;)V': (
    vm: Machine,
    self: Paint,
    value: JavaString | null,
    start: number,
    end: number,
    out: JavaObject | null,
  ): void => textBounds(vm, self, vm.text(value).slice(start, end), out),
  'getTextBounds([CIILandroid/graphics/Rect;)V': (
    vm: Machine,
    self: Paint,
    chars: JavaArray,
    start: number,
    count: number,
    out: JavaObject | null,
  ): void => textBounds(vm, self, charsOf(chars, start, count), out),
  'getTextWidths(Ljava/lang/String;[F)I': (
    vm: Machine,
    self: Paint,
    value: JavaString | null,
    out: JavaArray,
  ): number => textWidths(self, vm.text(value), out),
  'getTextWidths(Ljava/lang/String;II[F)I': (
    vm: Machine,
    self: Paint,
    value: JavaString | null,
    start: number,
    end: number,
    out: JavaArray,
  ): number => textWidths(self, vm.text(value).slice(start, end), out),
  'breakText(Ljava/lang/String;ZF[F)I': (
    vm: Machine,
    self: Paint,
    value: JavaString | null,
    forwards: boolean,
    maxWidth: number,
    out: JavaArray | null,
  ): number => {
    const [count, width] = breakText(self, vm.text(value), forwards, maxWidth);
    writeMeasured(out, width);
    return count;
  },
  [`breakText(${charSequence$}IIZF[F)I`]: function* (
    vm: Machine,
    self: Paint,
    value: HeapObject | null,
    start: number,
    end: number,
    forwards: boolean,
    maxWidth: number,
    out: JavaArray | null,
  ): Steps<JavaValue> {
    const range = yield* rangeOf(vm, value, start, end);
    const [count, width] = breakText(self, range, forwards, maxWidth);
    writeMeasured(out, width);
    return count;
  },
  'hasGlyph(Ljava/lang/String;)Z': (): boolean => true,
  'ascent()F': (_vm: Machine, { peer }: Paint): number => fontMetrics(peer.textSize).ascent,
  'descent()F': (_vm: Machine, { peer }: Paint): number => fontMetrics(peer.textSize).descent,
  'getFontSpacing()F': (_vm: Machine, { peer }: Paint): number => {
    const { ascent, descent } = fontMetrics(peer.textSize);
    return descent - ascent;
  },
  'getFontMetrics()Landroid/graphics/Paint$FontMetrics;': (vm: Machine, { peer }: Paint): JavaObject => {
    const made = vm.newObject('android/graphics/Paint$FontMetrics');
    writeMetrics(vm, made, 'F', fontMetrics(peer.textSize));
    return made;
  },
  'getFontMetrics(Landroid/graphics/Paint$FontMetrics;)F': (
    vm: Machine,
    { peer }: Paint,
    out: JavaObject | null,
  ): number => {
    const metrics = fontMetrics(peer.textSize);
    if (out) writeMetrics(vm, out, 'F', metrics);
    return metrics.descent - metrics.ascent;
  },
  'getFontMetricsInt()Landroid/graphics/Paint$FontMetricsInt;': (
    vm: Machine,
    { peer }: Paint,
  ): JavaObject => {
    const made = vm.newObject('android/graphics/Paint$FontMetricsInt');
    writeMetrics(vm, made, 'I', fontMetricsInt(peer.textSize));
    return made;
  },
  'getFontMetricsInt(Landroid/graphics/Paint$FontMetricsInt;)I': (
    vm: Machine,
    { peer }: Paint,
    out: JavaObject | null,
  ): number => {
    const metrics = fontMetricsInt(peer.textSize);
    if (out) writeMetrics(vm, out, 'I', metrics);
    return metrics.descent - metrics.ascent;
  },
};

function textBounds(vm: Machine, self: Paint, value: string, out: JavaObject | null): void {
  const { ascent, descent } = fontMetrics(self.peer.textSize);
  // Ink stays a little inside the line: capitals reach about 0.77 of the ascent.
  const isBlank = value.trim() === '';
  writeBox(vm, out, {
    left: 0,
    top: isBlank ? 0 : Math.floor(ascent * 0.82),
    right: isBlank ? 0 : Math.ceil(widthOf(self, value)),
    bottom: isBlank ? 0 : Math.ceil(descent * 0.5),
  });
}

function textWidths(self: Paint, value: string, out: JavaArray): number {
  const floats = floatsOf(out);
  let at = 0;
  for (const character of value) {
    floats[at] = widthOf(self, character);
    at += character.length;
  }
  return value.length;
}

function writeMetrics(vm: Machine, out: JavaObject, type: 'F' | 'I', metrics: FontMetrics): void {
  for (const key of ['top', 'ascent', 'descent', 'bottom', 'leading'] as const)
    vm.setField(out, `${key}:${type}`, metrics[key]);
}

const copyFrom = (_vm: Machine, self: Paint, other: Paint | null): void => {
  self.peer = other ? { ...other.peer } : newState(0);
};

const paint = defineClass({
  name: 'android/graphics/Paint',
  labels: 'container',
  fields: Object.fromEntries(
    Object.entries({
      ANTI_ALIAS_FLAG: 1,
      FILTER_BITMAP_FLAG: 2,
      DITHER_FLAG: 4,
      UNDERLINE_TEXT_FLAG: 8,
      STRIKE_THRU_TEXT_FLAG: 16,
      FAKE_BOLD_TEXT_FLAG: 32,
    }).map(([name, value]) => [`static final ${name}:I`, value]),
  ),
  methods: {
    '<init>()V': (_vm, self: Paint) => {
      self.peer = newState(0);
    },
    '<init>(I)V': (_vm, self: Paint, flags: number) => {
      self.peer = newState(flags);
    },
    '<init>(Landroid/graphics/Paint;)V': copyFrom,
    'set(Landroid/graphics/Paint;)V': copyFrom,
    'reset()V': (_vm, self: Paint) => {
      self.peer = newState(0);
    },
    ...property('Color', 'I', 'argb'),
    ...property('Flags', 'I', 'flags'),
    ...property('StrokeWidth', 'F', 'strokeWidth'),
    ...property('StrokeMiter', 'F', 'miter'),
    ...property('TextSize', 'F', 'textSize'),
    ...property('TextScaleX', 'F', 'scaleX'),
    ...property('TextSkewX', 'F', 'skewX'),
    ...property('LetterSpacing', 'F', 'letterSpacing'),
    ...effect('Typeface', 'android/graphics/Typeface', 'typeface'),
    ...effect('Shader', 'android/graphics/Shader', 'shader'),
    ...effect('ColorFilter', 'android/graphics/ColorFilter', 'colorFilter'),
    ...effect('Xfermode', 'android/graphics/Xfermode', 'xfermode'),
    ...effect('PathEffect', 'android/graphics/PathEffect', 'pathEffect'),
    ...effect('MaskFilter', 'android/graphics/MaskFilter', 'maskFilter'),
    ...choice('Style', 'style'),
    ...choice('Cap', 'cap'),
    ...choice('Join', 'join'),
    ...choice('Align', 'align'),
    ...flag('AntiAlias', paintFlags.antiAlias),
    ...flag('FilterBitmap', paintFlags.filterBitmap),
    ...flag('Dither', paintFlags.dither),
    ...flag('UnderlineText', paintFlags.underline),
    ...flag('StrikeThruText', paintFlags.strikeThrough),
    ...flag('FakeBoldText', paintFlags.fakeBold),
    ...flag('LinearText', paintFlags.linearText),
    ...flag('SubpixelText', paintFlags.subpixelText),
    'getAlpha()I': (_vm, { peer }: Paint) => peer.argb >>> 24,
    'setAlpha(I)V': (_vm, { peer }: Paint, alpha: number) => {
      peer.argb = (peer.argb & 0xffffff) | (alpha << 24);
    },
    'setARGB(IIII)V': (_vm, { peer }: Paint, a: number, r: number, g: number, b: number) => {
      peer.argb = (a << 24) | (r << 16) | (g << 8) | b;
    },
    'setShadowLayer(FFFI)V': (_vm, { peer }: Paint, radius: number, dx: number, dy: number, argb: number) => {
      peer.shadow = radius > 0 ? { radius, dx, dy, argb } : null;
    },
    'clearShadowLayer()V': (_vm, { peer }: Paint) => {
      peer.shadow = null;
    },
    'setHinting(I)V': () => undefined,
    'setElegantTextHeight(Z)V': () => undefined,
    'setFontFeatureSettings(Ljava/lang/String;)V': () => undefined,
    'setFontVariationSettings(Ljava/lang/String;)Z': () => true,
    'setTextLocale(Ljava/util/Locale;)V': () => undefined,
    'setTextLocales(Landroid/os/LocaleList;)V': () => undefined,
    ...text,
  },
});

const metricsClass = (name: string, type: 'F' | 'I') =>
  defineClass({
    name,
    fields: Object.fromEntries(
      ['top', 'ascent', 'descent', 'bottom', 'leading'].map((key) => [`${key}:${type}`, 0]),
    ),
    methods: { '<init>()V': () => undefined },
  });

const textPaint = defineClass({
  name: 'android/text/TextPaint',
  super: 'android/graphics/Paint',
  labels: 'container',
  fields: {
    'bgColor:I': 0,
    'baselineShift:I': 0,
    'linkColor:I': 0,
    'drawableState:[I': null,
    'density:F': 1,
    'underlineColor:I': 0,
    'underlineThickness:F': 0,
  },
  methods: {
    '<init>()V': (vm, self: Paint) => startTextPaint(vm, self, newState(0)),
    '<init>(I)V': (vm, self: Paint, flags: number) => startTextPaint(vm, self, newState(flags)),
    '<init>(Landroid/graphics/Paint;)V': (vm, self: Paint, other: Paint | null) =>
      startTextPaint(vm, self, other ? { ...other.peer } : newState(0)),
    'set(Landroid/text/TextPaint;)V': (_vm, self: Paint, other: Paint | null) => {
      if (!other) return;
      self.peer = { ...other.peer };
      self.slots = other.slots.slice();
    },
  },
});

function startTextPaint(vm: Machine, self: Paint, state: PaintState): void {
  self.peer = state;
  vm.setField(self, 'density:F', 1);
}

export const paintClasses = [
  paint,
  textPaint,
  metricsClass('android/graphics/Paint$FontMetrics', 'F'),
  metricsClass('android/graphics/Paint$FontMetricsInt', 'I'),
  enumModel('android/graphics/Paint$Style', names.style),
  enumModel('android/graphics/Paint$Cap', names.cap),
  enumModel('android/graphics/Paint$Join', names.join),
  enumModel('android/graphics/Paint$Align', names.align),
];
