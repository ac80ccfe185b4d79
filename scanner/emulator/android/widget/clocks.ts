import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { setMeasured } from '../view/view-layout.ts';
import { AT_MOST, EXACTLY, specMode, specSize } from '../view/measure-spec.ts';
import { heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { drawAt } from './text-draw.ts';
import { drawableSize } from './text-measure.ts';
import { isChinese, twoDigits } from './picker/picker-parts.ts';

const text$ = 'Ljava/lang/CharSequence;';
const setText = `setText(${text$})V`;

// ---- Chronometer ----------------------------------------------------------------------------------------------------

const timerOf = viewPart(() => ({
  baseMs: 0,
  format: null as JavaString | null,
  started: false,
  countDown: false,
  listener: null as HeapObject | null,
  /** Which run of ticks is on: an older one stops. */
  run: 0,
}));

/** `MM:SS`, `H:MM:SS` from an hour on: DateUtils.formatElapsedTime. */
export function formatElapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${twoDigits(Math.floor((whole % 3600) / 60))}:${twoDigits(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

function* showTimer(vm: Machine, self: JavaObject): Steps<void> {
  const { baseMs, format, countDown } = timerOf(self);
  const elapsedMs = countDown ? baseMs - vm.nowMs : vm.nowMs - baseMs;
  const time = formatElapsed(elapsedMs / 1000);
  yield* vm.call(self, setText, vm.string(format ? format.value.replace('%s', time) : time));
}

function tick(vm: Machine, self: JavaObject, run: number): void {
  const state = timerOf(self);
  if (!state.started || state.run !== run) return;
  vm.attached(SYSTEM).postToMain(
    'chronometer',
    function* () {
      if (!state.started || state.run !== run || !viewOf(self).attach) return;
      yield* showTimer(vm, self);
      if (state.listener)
        yield* vm.call(state.listener, 'onChronometerTick(Landroid/widget/Chronometer;)V', self);
      tick(vm, self, run);
    },
    1000,
  );
}

export const chronometer = viewClass({
  name: 'android/widget/Chronometer',
  super: 'android/widget/TextView',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      attributes('format', 'countDown'),
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    Object.assign(timerOf(self), {
      baseMs: vm.nowMs,
      format: styled.string('format'),
      countDown: styled.boolean('countDown', false),
    });
    yield* showTimer(vm, self);
  },
  methods: {
    'setBase(J)V': function* (vm, self: JavaObject, base: bigint) {
      timerOf(self).baseMs = Number(base);
      yield* showTimer(vm, self);
    },
    'getBase()J': (_vm, self: JavaObject) => BigInt(Math.floor(timerOf(self).baseMs)),
    'setFormat(Ljava/lang/String;)V': function* (vm, self: JavaObject, format: JavaString | null) {
      timerOf(self).format = format;
      yield* showTimer(vm, self);
    },
    'getFormat()Ljava/lang/String;': (_vm, self: JavaObject) => timerOf(self).format,
    'setCountDown(Z)V': function* (vm, self: JavaObject, down: boolean) {
      timerOf(self).countDown = down;
      yield* showTimer(vm, self);
    },
    'isCountDown()Z': (_vm, self: JavaObject) => timerOf(self).countDown,
    'setOnChronometerTickListener(Landroid/widget/Chronometer$OnChronometerTickListener;)V': (
      _vm,
      self: JavaObject,
      listener: HeapObject | null,
    ) => {
      timerOf(self).listener = listener;
    },
    'start()V': (vm, self: JavaObject) => {
      const state = timerOf(self);
      state.started = true;
      tick(vm, self, ++state.run);
    },
    'stop()V': (_vm, self: JavaObject) => {
      timerOf(self).started = false;
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.Chronometer',
  },
});

// ---- TextClock ------------------------------------------------------------------------------------------------------

const clockOf = viewPart(() => ({
  format12: 'h:mm a',
  format24: 'HH:mm',
  zone: null as JavaString | null,
}));

const clockNames = attributes('format12Hour', 'format24Hour', 'timeZone');

function* showClock(vm: Machine, self: JavaObject): Steps<void> {
  const { format12, format24, zone } = clockOf(self);
  // A Chinese phone shows twenty-four hours, an English one twelve.
  const pattern = isChinese(vm) ? format24 : format12;
  const format = yield* vm.construct<JavaObject>(
    'java/text/SimpleDateFormat',
    '(Ljava/lang/String;)V',
    vm.string(toJavaPattern(pattern)),
  );
  if (zone) {
    const timeZone = yield* vm.callStatic(
      'java/util/TimeZone',
      'getTimeZone(Ljava/lang/String;)Ljava/util/TimeZone;',
      zone,
    );
    yield* vm.call(format, 'setTimeZone(Ljava/util/TimeZone;)V', timeZone);
  }
  const now = yield* vm.construct('java/util/Date', '()V');
  const text = yield* vm.call(format, 'format(Ljava/util/Date;)Ljava/lang/String;', now);
  yield* vm.call(self, setText, text);
}

/** android.text.format.DateFormat writes the hour of the day `k` and allows what Java's format does not know. */
function toJavaPattern(pattern: string): string {
  return pattern.replaceAll(/k+/g, (run) => 'H'.repeat(run.length)).replaceAll('A', 'a');
}

const minuteMs = 60_000;

function everyMinute(vm: Machine, self: JavaObject): void {
  const untilNext = minuteMs - (Number(vm.epochMs) % minuteMs);
  vm.attached(SYSTEM).postToMain(
    'clock',
    function* () {
      if (!viewOf(self).attach) return;
      yield* showClock(vm, self);
      everyMinute(vm, self);
    },
    untilNext,
  );
}

function setFormat(key: 'format12' | 'format24', fallback: string) {
  return function* (vm: Machine, self: JavaObject, format: HeapObject | null): Steps<void> {
    clockOf(self)[key] = format ? yield* vm.textOf(format) : fallback;
    yield* showClock(vm, self);
  };
}

const clockMethods: Methods = {
  [`setFormat12Hour(${text$})V`]: setFormat('format12', 'h:mm a'),
  [`setFormat24Hour(${text$})V`]: setFormat('format24', 'HH:mm'),
  [`getFormat12Hour()${text$}`]: (_vm, self: JavaObject) => clockOf(self).format12,
  [`getFormat24Hour()${text$}`]: (_vm, self: JavaObject) => clockOf(self).format24,
  'setTimeZone(Ljava/lang/String;)V': function* (vm, self: JavaObject, zone: JavaString | null) {
    clockOf(self).zone = zone;
    yield* showClock(vm, self);
  },
  'getTimeZone()Ljava/lang/String;': (_vm, self: JavaObject) => clockOf(self).zone,
  'is24HourModeEnabled()Z': (vm) => isChinese(vm),
  'refreshTime()V': (vm, self: JavaObject) => showClock(vm, self),
  'onAttachedToWindow()V': (vm, self: JavaObject) => everyMinute(vm, self),
};

export const textClock = viewClass({
  name: 'android/widget/TextClock',
  super: 'android/widget/TextView',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      clockNames,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    const state = clockOf(self);
    state.format12 = styled.string('format12Hour')?.value ?? state.format12;
    state.format24 = styled.string('format24Hour')?.value ?? state.format24;
    state.zone = styled.string('timeZone');
    yield* showClock(vm, self);
  },
  methods: clockMethods,
});

// ---- AnalogClock ----------------------------------------------------------------------------------------------------

const handsOf = viewPart(() => ({
  dial: null as JavaObject | null,
  hour: null as JavaObject | null,
  minute: null as JavaObject | null,
}));

export const analogClock = viewClass({
  name: 'android/widget/AnalogClock',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      attributes('dial', 'hand_hour', 'hand_minute'),
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    const find = function* (name: string, fallback: string): Steps<JavaObject | null> {
      const own = yield* styled.drawable(name);
      if (own) return own;
      const id = vm.attached(SYSTEM).app.resources.findId('android', 'drawable', fallback) ?? 0;
      return id === 0
        ? null
        : yield* vm.call<JavaObject>(given.context, 'getDrawable(I)Landroid/graphics/drawable/Drawable;', id);
    };
    Object.assign(handsOf(self), {
      dial: yield* find('dial', 'clock_dial'),
      hour: yield* find('hand_hour', 'clock_hand_hour'),
      minute: yield* find('hand_minute', 'clock_hand_minute'),
    });
  },
  methods: {
    'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
      const { dial } = handsOf(self);
      const size = dial ? yield* drawableSize(vm, dial) : { width: 0, height: 0 };
      const fit = (spec: number, wanted: number) => {
        if (specMode(spec) === EXACTLY) return specSize(spec);
        return specMode(spec) === AT_MOST ? Math.min(wanted, specSize(spec)) : wanted;
      };
      setMeasured(self, fit(widthSpec, size.width), fit(heightSpec, size.height));
    },
    'protected onDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
      const { dial, hour, minute } = handsOf(self);
      const calendar = yield* vm.callStatic<JavaObject>(
        'java/util/Calendar',
        'getInstance()Ljava/util/Calendar;',
      );
      const minutes = yield* vm.call<number>(calendar, 'get(I)I', 12);
      const hours = (yield* vm.call<number>(calendar, 'get(I)I', 10)) + minutes / 60;
      for (const [drawable, degrees] of [
        [dial, 0],
        [hour, hours * 30],
        [minute, minutes * 6],
      ] as const) {
        if (!drawable) continue;
        const size = yield* drawableSize(vm, drawable);
        const saved = yield* vm.call<number>(canvas, 'save()I');
        yield* vm.call(canvas, 'rotate(FFF)V', degrees, widthOf(self) / 2, heightOf(self) / 2);
        const x = (widthOf(self) - size.width) / 2;
        yield* drawAt(vm, drawable, canvas, x, (heightOf(self) - size.height) / 2, size.width, size.height);
        yield* vm.call(canvas, 'restoreToCount(I)V', saved);
      }
    },
    'setTimeZone(Ljava/lang/String;)V': ignored,
  },
});
