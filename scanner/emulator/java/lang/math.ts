import { defineClass } from '../../machine/index.ts';
import type { ClassModel, Machine, NativeMethod } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { nextDouble, seededRandomOf } from '../util/random.ts';

const INT_MIN = -2147483648;
const INT_MAX = 2147483647;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

function saturatedLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 9223372036854775807) return LONG_MAX;
  return value <= -9223372036854775808 ? LONG_MIN : BigInt(Math.trunc(value));
}

function saturatedInt(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.trunc(Math.min(Math.max(value, INT_MIN), INT_MAX)) | 0;
}

/** Half up, without the error of adding a half first. */
function roundHalfUp(value: number): number {
  const floor = Math.floor(value);
  return value - floor >= 0.5 ? floor + 1 : floor;
}

function rint(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  const rounded = rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
  return rounded === 0 && (value < 0 || Object.is(value, -0)) ? -0 : rounded;
}

function ulpOfDouble(value: number): number {
  const size = Math.abs(value);
  if (!Number.isFinite(size)) return size;
  if (size < 2 ** -1022) return Number.MIN_VALUE;
  const exponent = Math.floor(Math.log2(size));
  // log2 may be one off at the edges of a binade.
  const exact = 2 ** exponent > size ? exponent - 1 : 2 ** (exponent + 1) <= size ? exponent + 1 : exponent;
  return 2 ** (exact - 52);
}

function nextAfter(value: number, up: boolean): number {
  if (Number.isNaN(value) || value === (up ? Infinity : -Infinity)) return value;
  if (value === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 === up ? 1n : -1n));
  return view.getFloat64(0);
}

function nextFloat(value: number, up: boolean): number {
  if (Number.isNaN(value) || value === (up ? Infinity : -Infinity)) return value;
  if (value === 0) return up ? 2 ** -149 : -(2 ** -149);
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  view.setInt32(0, view.getInt32(0) + (value > 0 === up ? 1 : -1));
  return view.getFloat32(0);
}

function exactInt(vm: Machine, value: number): number {
  return value > INT_MAX || value < INT_MIN
    ? vm.throwNew('java/lang/ArithmeticException', 'integer overflow')
    : value;
}

function exactLong(vm: Machine, value: bigint): bigint {
  return value > LONG_MAX || value < LONG_MIN
    ? vm.throwNew('java/lang/ArithmeticException', 'long overflow')
    : value;
}

function floorDivision(vm: Machine, a: bigint, b: bigint): { quotient: bigint; remainder: bigint } {
  if (b === 0n) return vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
  const remainder = ((a % b) + b) % b;
  return { quotient: (a - remainder) / b, remainder };
}

function remainderIeee(a: number, b: number): number {
  if (!Number.isFinite(a) || Number.isNaN(b) || b === 0) return Number.NaN;
  if (!Number.isFinite(b)) return a;
  const rest = a % b;
  const size = Math.abs(rest);
  const half = Math.abs(b) / 2;
  const quotientIsOdd = Math.abs(Math.trunc(a / b)) % 2 === 1;
  if (size > half || (size === half && quotientIsOdd)) return rest - Math.sign(rest) * Math.abs(b);
  return rest;
}

const DOUBLE_FUNCTIONS: readonly (keyof Math &
  (
    | 'sin'
    | 'cos'
    | 'tan'
    | 'asin'
    | 'acos'
    | 'atan'
    | 'exp'
    | 'log'
    | 'log10'
    | 'sqrt'
    | 'cbrt'
    | 'ceil'
    | 'floor'
    | 'sinh'
    | 'cosh'
    | 'tanh'
    | 'expm1'
    | 'log1p'
  ))[] = [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'exp',
  'log',
  'log10',
  'sqrt',
  'cbrt',
  'ceil',
  'floor',
  'sinh',
  'cosh',
  'tanh',
  'expm1',
  'log1p',
];

/** Java's pow differs from JavaScript's in nothing but 1^NaN and ±1^±Infinity, where both say NaN. */
const table: Readonly<Record<string, NativeMethod>> = methods({
  ...Object.fromEntries(
    DOUBLE_FUNCTIONS.map((name) => [
      `static double ${name}(double)`,
      (_vm: Machine, x: number) => Math[name](x),
    ]),
  ),
  'static double pow(double, double)': (_vm, x: number, y: number) => x ** y,
  'static double atan2(double, double)': (_vm, y: number, x: number) => Math.atan2(y, x),
  'static double hypot(double, double)': (_vm, x: number, y: number) => Math.hypot(x, y),
  'static double IEEEremainder(double, double)': (_vm, x: number, y: number) => remainderIeee(x, y),
  'static double rint(double)': (_vm, x: number) => rint(x),
  'static long round(double)': (_vm, x: number) => saturatedLong(roundHalfUp(x)),
  'static int round(float)': (_vm, x: number) => saturatedInt(roundHalfUp(x)),
  'static double random()': (vm) => nextDouble(seededRandomOf(vm)),
  'static double toRadians(double)': (_vm, x: number) => x * 0.017453292519943295,
  'static double toDegrees(double)': (_vm, x: number) => x * 57.29577951308232,
  'static int abs(int)': (_vm, x: number) => Math.abs(x) | 0,
  'static long abs(long)': (_vm, x: bigint) => BigInt.asIntN(64, x < 0n ? -x : x),
  'static float abs(float)': (_vm, x: number) => Math.abs(x),
  'static double abs(double)': (_vm, x: number) => Math.abs(x),
  'static int max(int, int)': (_vm, x: number, y: number) => Math.max(x, y),
  'static int min(int, int)': (_vm, x: number, y: number) => Math.min(x, y),
  'static long max(long, long)': (_vm, x: bigint, y: bigint) => (x > y ? x : y),
  'static long min(long, long)': (_vm, x: bigint, y: bigint) => (x < y ? x : y),
  'static float max(float, float)': (_vm, x: number, y: number) => Math.max(x, y),
  'static float min(float, float)': (_vm, x: number, y: number) => Math.min(x, y),
  'static double max(double, double)': (_vm, x: number, y: number) => Math.max(x, y),
  'static double min(double, double)': (_vm, x: number, y: number) => Math.min(x, y),
  'static float signum(float)': (_vm, x: number) => Math.sign(x),
  'static double signum(double)': (_vm, x: number) => Math.sign(x),
  'static double copySign(double, double)': (_vm, x: number, y: number) =>
    y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x),
  'static float copySign(float, float)': (_vm, x: number, y: number) =>
    y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x),
  'static double ulp(double)': (_vm, x: number) => ulpOfDouble(x),
  'static float ulp(float)': (_vm, x: number) => {
    const size = Math.abs(x);
    if (!Number.isFinite(size)) return size;
    return size < 2 ** -126 ? 2 ** -149 : ulpOfDouble(size) * 2 ** 29;
  },
  'static double nextUp(double)': (_vm, x: number) => nextAfter(x, true),
  'static double nextDown(double)': (_vm, x: number) => nextAfter(x, false),
  'static float nextUp(float)': (_vm, x: number) => nextFloat(x, true),
  'static float nextDown(float)': (_vm, x: number) => nextFloat(x, false),
  'static float nextAfter(float, double)': (_vm, x: number, towards: number) =>
    x === towards ? towards : Number.isNaN(towards) ? towards : nextFloat(x, towards > x),
  'static double nextAfter(double, double)': (_vm, x: number, towards: number) =>
    x === towards ? towards : Number.isNaN(towards) ? towards : nextAfter(x, towards > x),
  'static int getExponent(double)': (_vm, x: number) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, x);
    return ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
  },
  'static int getExponent(float)': (_vm, x: number) => {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, x);
    return ((view.getUint16(0) >> 7) & 0xff) - 127;
  },
  'static double scalb(double, int)': (_vm, x: number, power: number) => x * 2 ** power,
  'static float scalb(float, int)': (_vm, x: number, power: number) => x * 2 ** power,
  'static double fma(double, double, double)': (_vm, a: number, b: number, c: number) => a * b + c,
  'static int addExact(int, int)': (vm, x: number, y: number) => exactInt(vm, x + y),
  'static int subtractExact(int, int)': (vm, x: number, y: number) => exactInt(vm, x - y),
  'static int multiplyExact(int, int)': (vm, x: number, y: number) => exactInt(vm, x * y),
  'static int negateExact(int)': (vm, x: number) => exactInt(vm, -x),
  'static int incrementExact(int)': (vm, x: number) => exactInt(vm, x + 1),
  'static int decrementExact(int)': (vm, x: number) => exactInt(vm, x - 1),
  'static int toIntExact(long)': (vm, x: bigint) => exactInt(vm, Number(x)),
  'static long addExact(long, long)': (vm, x: bigint, y: bigint) => exactLong(vm, x + y),
  'static long subtractExact(long, long)': (vm, x: bigint, y: bigint) => exactLong(vm, x - y),
  'static long multiplyExact(long, long)': (vm, x: bigint, y: bigint) => exactLong(vm, x * y),
  'static long multiplyExact(long, int)': (vm, x: bigint, y: number) => exactLong(vm, x * BigInt(y)),
  'static long negateExact(long)': (vm, x: bigint) => exactLong(vm, -x),
  'static long incrementExact(long)': (vm, x: bigint) => exactLong(vm, x + 1n),
  'static long decrementExact(long)': (vm, x: bigint) => exactLong(vm, x - 1n),
  'static long multiplyFull(int, int)': (_vm, x: number, y: number) => BigInt(x) * BigInt(y),
  'static long multiplyHigh(long, long)': (_vm, x: bigint, y: bigint) => (x * y) >> 64n,
  'static int floorDiv(int, int)': (vm, x: number, y: number) =>
    Number(BigInt.asIntN(32, floorDivision(vm, BigInt(x), BigInt(y)).quotient)),
  'static int floorMod(int, int)': (vm, x: number, y: number) =>
    Number(floorDivision(vm, BigInt(x), BigInt(y)).remainder),
  'static long floorDiv(long, long)': (vm, x: bigint, y: bigint) =>
    BigInt.asIntN(64, floorDivision(vm, x, y).quotient),
  'static long floorMod(long, long)': (vm, x: bigint, y: bigint) => floorDivision(vm, x, y).remainder,
  'static long floorDiv(long, int)': (vm, x: bigint, y: number) =>
    BigInt.asIntN(64, floorDivision(vm, x, BigInt(y)).quotient),
  'static int floorMod(long, int)': (vm, x: bigint, y: number) =>
    Number(floorDivision(vm, x, BigInt(y)).remainder),
  'static int clamp(long, int, int)': (_vm, x: bigint, low: number, high: number) =>
    Math.min(Math.max(Number(x), low), high),
}) as Record<string, NativeMethod>;

/** Math and StrictMath: the host's functions, which are within Java's bounds but for the last bit. */
export const classes: readonly ClassModel[] = ['Math', 'StrictMath'].map((name) =>
  defineClass({
    name: `java/lang/${name}`,
    flags: 'final',
    fields: { 'static final PI:D': Math.PI, 'static final E:D': Math.E },
    methods: table,
  }),
);
