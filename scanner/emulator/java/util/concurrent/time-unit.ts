import { JavaObject } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, Machine, NativeMethod, Steps } from '../../../machine/index.ts';
import { modelEnum, ordinalOf } from '../../lang/enum.ts';
import { sleep } from '../../lang/thread.ts';
import { methods } from '../../signature.ts';

const UNITS = ['NANOSECONDS', 'MICROSECONDS', 'MILLISECONDS', 'SECONDS', 'MINUTES', 'HOURS', 'DAYS'] as const;
const NANOS = [
  1n,
  1_000n,
  1_000_000n,
  1_000_000_000n,
  60_000_000_000n,
  3_600_000_000_000n,
  86_400_000_000_000n,
];
const WORDS = ['Nanos', 'Micros', 'Millis', 'Seconds', 'Minutes', 'Hours', 'Days'];
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

function nanosOf(unit: HeapObject | null): bigint {
  return NANOS[unit instanceof JavaObject ? (ordinalOf(unit) ?? 0) : 0] ?? 1n;
}

function convert(amount: bigint, from: bigint, to: bigint): bigint {
  const result = (amount * from) / to;
  return result > LONG_MAX ? LONG_MAX : result < LONG_MIN ? LONG_MIN : result;
}

/** Milliseconds, with fractions, of a Java duration. */
export function durationMs(amount: bigint, unit: HeapObject | null): number {
  return Number(amount * nanosOf(unit)) / 1e6;
}

/** The moment so long from now, in the clock of `nowMs`. */
export function deadlineMs(vm: Machine, amount: bigint, unit: HeapObject | null): number {
  return vm.nowMs + Math.max(durationMs(amount, unit), 0);
}

/** The constant of a name, such as `NANOSECONDS`. */
export function* timeUnit(vm: Machine, name: (typeof UNITS)[number]): Steps<HeapObject> {
  return yield* vm.callStatic<HeapObject>(
    'java/util/concurrent/TimeUnit',
    'valueOf(Ljava/lang/String;)Ljava/util/concurrent/TimeUnit;',
    vm.string(name),
  );
}

const conversions: Record<string, NativeMethod> = {};
for (const [i, word] of WORDS.entries())
  conversions[`long to${word}(long)`] = (_vm: Machine, self: HeapObject, amount: bigint) =>
    convert(amount, nanosOf(self), NANOS[i] ?? 1n);

export const classes: readonly ClassModel[] = [
  modelEnum('java/util/concurrent/TimeUnit', UNITS, {
    methods: methods({
      ...conversions,
      'long convert(long, TimeUnit)': (_vm, self: HeapObject, amount: bigint, unit: HeapObject) =>
        convert(amount, nanosOf(unit), nanosOf(self)),
      'void sleep(long)': (vm, self: HeapObject, amount: bigint) => sleep(vm, durationMs(amount, self)),
      'void timedJoin(Thread, long)': (vm, self: HeapObject, thread: HeapObject, amount: bigint) =>
        vm.call(thread, 'join(J)V', convert(amount, nanosOf(self), 1_000_000n)),
      'void timedWait(Object, long)': (vm, self: HeapObject, object: HeapObject, amount: bigint) =>
        vm.call(object, 'wait(J)V', convert(amount, nanosOf(self), 1_000_000n)),
    }),
  }),
];
