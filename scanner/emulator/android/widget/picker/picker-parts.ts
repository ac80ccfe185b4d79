import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { systemId } from '../../view/styled.ts';

/** Makes a view of the platform by its short name. */
export function make(vm: Machine, context: JavaObject | null, name: string): Steps<JavaObject> {
  return vm.construct<JavaObject>(`android/widget/${name}`, '(Landroid/content/Context;)V', context);
}

export function* setText(vm: Machine, view: JavaObject | null, text: string): Steps<void> {
  if (view) yield* vm.call(view, 'setText(Ljava/lang/CharSequence;)V', vm.string(text));
}

type Action = (view: JavaObject) => Steps<void> | void;

/** A click listener of the platform's own. */
export function* onClick(vm: Machine, view: JavaObject | null, action: Action): Steps<void> {
  if (!view) return;
  const listener = vm.newObject<Action>('com/android/internal/widget/HostClickListener');
  listener.peer = action;
  yield* vm.call(view, 'setOnClickListener(Landroid/view/View$OnClickListener;)V', listener);
}

export const hostClickListener = defineClass({
  name: 'com/android/internal/widget/HostClickListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    'onClick(Landroid/view/View;)V': (_vm, self: JavaObject<Action>, view: JavaObject) => self.peer(view),
  },
});

/** A text of the platform in the phone's language; `fallback` where the platform has none of that name. */
export function* systemText(
  vm: Machine,
  context: JavaObject | null,
  name: string,
  fallback: string,
): Steps<HeapObject> {
  const id = systemId(vm, 'string', name);
  if (id === 0) return vm.string(fallback);
  return (
    (yield* vm.call<HeapObject | null>(context, 'getText(I)Ljava/lang/CharSequence;', id)) ??
    vm.string(fallback)
  );
}

export type Day = { readonly year: number; readonly month: number; readonly day: number };

/** A day's words in the phone's language: `pattern` is one of java.text.SimpleDateFormat. */
export function* formatDay(vm: Machine, day: Day, pattern: string): Steps<string> {
  const format = yield* vm.construct<JavaObject>(
    'java/text/SimpleDateFormat',
    '(Ljava/lang/String;)V',
    pattern,
  );
  const calendar = yield* vm.construct<JavaObject>(
    'java/util/GregorianCalendar',
    '(III)V',
    day.year,
    day.month,
    day.day,
  );
  const date = yield* vm.call<JavaObject>(calendar, 'getTime()Ljava/util/Date;');
  const text = yield* vm.call<JavaString>(format, 'format(Ljava/util/Date;)Ljava/lang/String;', date);
  return text.value;
}

/** Today by the phone's clock and zone. */
export function* today(vm: Machine): Steps<Day> {
  const calendar = yield* vm.callStatic<JavaObject>(
    'java/util/Calendar',
    'getInstance()Ljava/util/Calendar;',
  );
  const field = (which: number) => vm.call<number>(calendar, 'get(I)I', which);
  return { year: yield* field(1), month: yield* field(2), day: yield* field(5) };
}

export const isChinese = (vm: Machine): boolean => vm.attached(SYSTEM).phone.locale.language === 'zh';

/** Days of a month (0 is January), by the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 1) return [3, 5, 8, 10].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** Day of the week, Sunday 0 (Zeller's congruence). */
export function dayOfWeek({ year, month, day }: Day): number {
  const shifted = month < 2 ? month + 13 : month + 1;
  const of = month < 2 ? year - 1 : year;
  const century = Math.floor(of / 100);
  const inCentury = of % 100;
  const zeller =
    day +
    Math.floor((13 * (shifted + 1)) / 5) +
    inCentury +
    Math.floor(inCentury / 4) +
    Math.floor(century / 4) +
    5 * century;
  return (((zeller + 6) % 7) + 7) % 7;
}

export const twoDigits = (value: number): string => String(value).padStart(2, '0');
