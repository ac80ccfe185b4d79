import { defineClass, floatsOf } from '../../machine/index.ts';
import type { JavaArray, JavaString } from '../../machine/index.ts';
import { alphaOf, argb, blueOf, fromHsv, greenOf, parseColor, redOf, toHsv } from './color-values.ts';

const constants = {
  BLACK: 0xff000000,
  DKGRAY: 0xff444444,
  GRAY: 0xff888888,
  LTGRAY: 0xffcccccc,
  WHITE: 0xffffffff,
  RED: 0xffff0000,
  GREEN: 0xff00ff00,
  BLUE: 0xff0000ff,
  YELLOW: 0xffffff00,
  CYAN: 0xff00ffff,
  MAGENTA: 0xffff00ff,
  TRANSPARENT: 0,
} as const;

const toByte = (part: number): number => Math.trunc(part * 255 + 0.5);

/** sRGB's transfer function, for luminance. */
function toLinear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

export const color = defineClass({
  name: 'android/graphics/Color',
  fields: Object.fromEntries(
    Object.entries(constants).map(([name, value]) => [`static final ${name}:I`, value | 0]),
  ),
  methods: {
    '<init>()V': () => undefined,
    'static alpha(I)I': (_vm, value: number) => alphaOf(value),
    'static red(I)I': (_vm, value: number) => redOf(value),
    'static green(I)I': (_vm, value: number) => greenOf(value),
    'static blue(I)I': (_vm, value: number) => blueOf(value),
    'static rgb(III)I': (_vm, red: number, green: number, blue: number) => argb(255, red, green, blue),
    'static rgb(FFF)I': (_vm, red: number, green: number, blue: number) =>
      argb(255, toByte(red), toByte(green), toByte(blue)),
    'static argb(IIII)I': (_vm, alpha: number, red: number, green: number, blue: number) =>
      argb(alpha, red, green, blue),
    'static argb(FFFF)I': (_vm, alpha: number, red: number, green: number, blue: number) =>
      argb(toByte(alpha), toByte(red), toByte(green), toByte(blue)),
    'static parseColor(Ljava/lang/String;)I': (vm, text: JavaString | null) =>
      parseColor(vm.text(text)) ?? vm.throwNew('java/lang/IllegalArgumentException', 'Unknown color'),
    'static luminance(I)F': (_vm, value: number) =>
      0.2126 * toLinear(redOf(value)) + 0.7152 * toLinear(greenOf(value)) + 0.0722 * toLinear(blueOf(value)),
    'static RGBToHSV(III[F)V': (_vm, red: number, green: number, blue: number, out: JavaArray) => {
      floatsOf(out).set(toHsv(red, green, blue));
    },
    'static colorToHSV(I[F)V': (_vm, value: number, out: JavaArray) => {
      floatsOf(out).set(toHsv(redOf(value), greenOf(value), blueOf(value)));
    },
    'static HSVToColor([F)I': (_vm, hsv: JavaArray) => {
      const [hue = 0, saturation = 0, value = 0] = floatsOf(hsv);
      return fromHsv(255, hue, saturation, value);
    },
    'static HSVToColor(I[F)I': (_vm, alpha: number, hsv: JavaArray) => {
      const [hue = 0, saturation = 0, value = 0] = floatsOf(hsv);
      return fromHsv(alpha, hue, saturation, value);
    },
  },
});
