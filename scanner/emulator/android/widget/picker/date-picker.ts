import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { attributes, dpToPx, obtainStyled, systemId } from '../../view/styled.ts';
import { viewClass } from '../../view/view-class.ts';
import { viewOf, viewPart, widthOf } from '../../view/view-state.ts';
import { findById } from '../../view/view-tree.ts';
import { linearOf } from '../linear-layout.ts';
import { inflate } from '../list/adapters.ts';
import {
  dayOfWeek,
  daysInMonth,
  formatDay,
  isChinese,
  make,
  onClick,
  setText,
  systemText,
  today,
  type Day,
} from './picker-parts.ts';

/** State of an android.widget.DatePicker, and of a CalendarView. */
export const dateOf = viewPart(() => ({
  day: { year: 1970, month: 0, day: 1 } as Day,
  /** Month on show. */
  month: { year: 1970, month: 0 },
  minMs: -2_208_988_800_000,
  maxMs: 4_102_444_800_000,
  firstWeekday: 0,
  listener: null as HeapObject | null,
  built: false,
  title: null as JavaObject | null,
  grid: null as JavaObject | null,
}));

const view$ = 'Landroid/view/View;';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

function* addWeighted(vm: Machine, row: JavaObject, child: JavaObject, heightPx: number): Steps<void> {
  const params = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(IIF)V', 0, heightPx, 1);
  yield* vm.call(row, `addView(${view$}${params$})V`, child, params);
}

/** A month as a page: its name between two arrows, the days of the week, the days. */
export function* buildMonth(vm: Machine, self: JavaObject, into: JavaObject): Steps<void> {
  const state = dateOf(self);
  const { context } = viewOf(self);
  const cellPx = Math.round(dpToPx(vm, 40));
  const page = yield* make(vm, context, 'LinearLayout');
  linearOf(page).orientation = 1;
  const side = Math.round(dpToPx(vm, 8));
  yield* vm.call(page, 'setPadding(IIII)V', side, 0, side, side);
  const head = yield* make(vm, context, 'LinearLayout');
  linearOf(head).gravity = 0x10;
  for (const [name, icon, by, words] of [
    ['prev', 'ic_chevron_start', -1, 'Previous month'],
    ['next', 'ic_chevron_end', 1, 'Next month'],
  ] as const) {
    const arrow = yield* make(vm, context, 'ImageButton');
    viewOf(arrow).id = systemId(vm, 'id', name);
    yield* vm.call(arrow, 'setBackground(Landroid/graphics/drawable/Drawable;)V', null);
    const drawable = systemId(vm, 'drawable', icon);
    if (drawable !== 0) yield* vm.call(arrow, 'setImageResource(I)V', drawable);
    viewOf(arrow).description = yield* systemText(
      vm,
      context,
      by < 0 ? 'date_picker_prev_month_button' : 'date_picker_next_month_button',
      words,
    );
    yield* onClick(vm, arrow, () => turnPage(vm, self, by));
    const params = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(II)V', cellPx, cellPx);
    if (by > 0) {
      state.title = yield* make(vm, context, 'TextView');
      yield* vm.call(state.title, 'setGravity(I)V', 0x11);
      yield* vm.call(state.title, 'setTypeface(Landroid/graphics/Typeface;I)V', null, 1);
      yield* addWeighted(vm, head, state.title, cellPx);
    }
    yield* vm.call(head, `addView(${view$}${params$})V`, arrow, params);
  }
  yield* vm.call(page, `addView(${view$})V`, head);
  state.grid = yield* make(vm, context, 'LinearLayout');
  linearOf(state.grid).orientation = 1;
  const fill = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(II)V', -1, -2);
  yield* vm.call(page, `addView(${view$}${params$})V`, state.grid, fill);
  const whole = yield* vm.construct(params$.slice(1, -1), '(II)V', -1, -2);
  yield* vm.call(into, `addView(${view$}${params$})V`, page, whole);
  yield* showMonth(vm, self);
}

const accentNames = attributes('colorAccent', 'textColorPrimary', 'textColorSecondary');

export function* showMonth(vm: Machine, self: JavaObject): Steps<void> {
  const { grid, title, month, day: chosen, firstWeekday } = dateOf(self);
  if (!grid || !title) return;
  const { context } = viewOf(self);
  const styled = yield* obtainStyled(vm, context, null, accentNames, 0, 0);
  const accent = yield* styled.color('colorAccent', 0xff009688 | 0);
  const first = { ...month, day: 1 };
  yield* setText(vm, title, yield* formatDay(vm, first, isChinese(vm) ? 'yyyy年M月' : 'MMMM yyyy'));
  yield* vm.call(grid, 'removeAllViews()V');
  const cellPx = Math.round(dpToPx(vm, 40));
  const cellWidth = widthOf(grid) > 0 ? widthOf(grid) / 7 : Math.round(dpToPx(vm, 46));
  const makeRow = function* (): Steps<JavaObject> {
    const row = yield* make(vm, context, 'LinearLayout');
    yield* vm.call(grid, `addView(${view$})V`, row);
    return row;
  };
  const names = yield* makeRow();
  for (let column = 0; column < 7; column++) {
    // 4 January 1970 was a Sunday.
    const name = yield* formatDay(
      vm,
      { year: 1970, month: 0, day: 4 + ((column + firstWeekday) % 7) },
      'EEE',
    );
    const letter = isChinese(vm) ? name.slice(-1) : name.slice(0, 1);
    const cell = yield* makeCell(vm, self, letter, 'TextView');
    viewOf(cell).alpha = 0.6;
    yield* addWeighted(vm, names, cell, cellPx);
  }
  const offset = (dayOfWeek(first) - firstWeekday + 7) % 7;
  const count = daysInMonth(month.year, month.month);
  for (let week = 0; week * 7 < offset + count; week++) {
    const row = yield* makeRow();
    for (let column = 0; column < 7; column++) {
      const number = week * 7 + column - offset + 1;
      const isDay = number >= 1 && number <= count;
      const cell = yield* makeCell(
        vm,
        self,
        isDay ? String(number) : '',
        isDay ? 'SimpleMonthView$Day' : 'Space',
      );
      yield* addWeighted(vm, row, cell, cellPx);
      if (!isDay) continue;
      const day = { ...month, day: number };
      viewOf(cell).description = vm.string(
        yield* formatDay(vm, day, isChinese(vm) ? 'yyyy年M月d日' : 'dd MMMM yyyy'),
      );
      yield* onClick(vm, cell, () => chooseDay(vm, self, day));
      if (day.year !== chosen.year || day.month !== chosen.month || day.day !== chosen.day) continue;
      const circle = yield* vm.construct<JavaObject>('android/graphics/drawable/GradientDrawable', '()V');
      yield* vm.call(circle, 'setShape(I)V', 1);
      yield* vm.call(circle, 'setColor(I)V', accent);
      // The cells are wider than they are high; the mark is round.
      const sidePx = Math.max(0, Math.round((cellWidth - cellPx) / 2));
      const round = yield* vm.construct(
        'android/graphics/drawable/InsetDrawable',
        '(Landroid/graphics/drawable/Drawable;IIII)V',
        circle,
        sidePx,
        0,
        sidePx,
        0,
      );
      yield* vm.call(cell, 'setBackground(Landroid/graphics/drawable/Drawable;)V', round);
      yield* vm.call(cell, 'setPadding(IIII)V', 0, 0, 0, 0);
      yield* vm.call(cell, 'setTextColor(I)V', -1);
      viewOf(cell).selected = true;
    }
  }
}

function* makeCell(vm: Machine, self: JavaObject, text: string, className: string): Steps<JavaObject> {
  const cell = yield* make(vm, viewOf(self).context, className);
  if (className === 'Space') return cell;
  yield* vm.call(cell, 'setGravity(I)V', 0x11);
  yield* vm.call(cell, 'setTextSize(IF)V', 2, 12);
  yield* setText(vm, cell, text);
  return cell;
}

function* turnPage(vm: Machine, self: JavaObject, by: number): Steps<void> {
  const state = dateOf(self);
  const months = state.month.year * 12 + state.month.month + by;
  state.month = { year: Math.floor(months / 12), month: ((months % 12) + 12) % 12 };
  yield* showMonth(vm, self);
}

export function* chooseDay(vm: Machine, self: JavaObject, day: Day): Steps<void> {
  const state = dateOf(self);
  state.day = day;
  state.month = { year: day.year, month: day.month };
  yield* showMonth(vm, self);
  yield* showHeader(vm, self);
  if (!state.listener) return;
  const isCalendar = [...self.cls.ancestors].some(({ name }) => name === 'android/widget/CalendarView');
  const selector = isCalendar
    ? 'onSelectedDayChange(Landroid/widget/CalendarView;III)V'
    : 'onDateChanged(Landroid/widget/DatePicker;III)V';
  yield* vm.call(state.listener, selector, self, day.year, day.month, day.day);
}

function* showHeader(vm: Machine, self: JavaObject): Steps<void> {
  const { day } = dateOf(self);
  const year = findById(self, systemId(vm, 'id', 'date_picker_header_year'));
  const date = findById(self, systemId(vm, 'id', 'date_picker_header_date'));
  yield* setText(vm, year, yield* formatDay(vm, day, isChinese(vm) ? 'yyyy年' : 'yyyy'));
  yield* setText(vm, date, yield* formatDay(vm, day, isChinese(vm) ? 'M月d日EEE' : 'EEE, MMM d'));
}

function setDay(day: Day) {
  return function* (vm: Machine, self: JavaObject): Steps<void> {
    const state = dateOf(self);
    state.day = { ...day, day: Math.min(day.day, daysInMonth(day.year, day.month)) };
    state.month = { year: day.year, month: day.month };
    yield* showMonth(vm, self);
    yield* showHeader(vm, self);
  };
}

const limits: Methods = {
  'getMinDate()J': (_vm, self: JavaObject) => BigInt(dateOf(self).minMs),
  'setMinDate(J)V': (_vm, self: JavaObject, ms: bigint) => {
    dateOf(self).minMs = Number(ms);
  },
  'getMaxDate()J': (_vm, self: JavaObject) => BigInt(dateOf(self).maxMs),
  'setMaxDate(J)V': (_vm, self: JavaObject, ms: bigint) => {
    dateOf(self).maxMs = Number(ms);
  },
  'getFirstDayOfWeek()I': (_vm, self: JavaObject) => dateOf(self).firstWeekday + 1,
  'setFirstDayOfWeek(I)V': function* (vm, self: JavaObject, day: number) {
    dateOf(self).firstWeekday = (day + 6) % 7;
    yield* showMonth(vm, self);
  },
};

const changed$ = 'Landroid/widget/DatePicker$OnDateChangedListener;';

const methods: Methods = {
  ...limits,
  [`init(III${changed$})V`]: function* (
    vm,
    self: JavaObject,
    year: number,
    month: number,
    day: number,
    listener: HeapObject | null,
  ) {
    dateOf(self).listener = listener;
    yield* setDay({ year, month, day })(vm, self);
  },
  'updateDate(III)V': function* (vm, self: JavaObject, year: number, month: number, day: number) {
    yield* setDay({ year, month, day })(vm, self);
    const { listener, day: now } = dateOf(self);
    if (listener)
      yield* vm.call(
        listener,
        'onDateChanged(Landroid/widget/DatePicker;III)V',
        self,
        now.year,
        now.month,
        now.day,
      );
  },
  [`setOnDateChangedListener(${changed$})V`]: (_vm, self: JavaObject, listener: HeapObject | null) => {
    dateOf(self).listener = listener;
  },
  'getYear()I': (_vm, self: JavaObject) => dateOf(self).day.year,
  'getMonth()I': (_vm, self: JavaObject) => dateOf(self).day.month,
  'getDayOfMonth()I': (_vm, self: JavaObject) => dateOf(self).day.day,
  'setSpinnersShown(Z)V': ignored,
  'getSpinnersShown()Z': () => false,
  'setCalendarViewShown(Z)V': ignored,
  'getCalendarViewShown()Z': () => true,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.DatePicker',
};

function* startToday(vm: Machine, self: JavaObject): Steps<void> {
  const state = dateOf(self);
  state.day = yield* today(vm);
  state.month = { year: state.day.year, month: state.day.month };
}

export const datePicker = viewClass({
  name: 'android/widget/DatePicker',
  super: 'android/widget/FrameLayout',
  defaultStyle: 'datePickerStyle',
  labels: 'container',
  init: function* (vm, self) {
    const { context } = viewOf(self);
    yield* startToday(vm, self);
    const page = yield* make(vm, context, 'LinearLayout');
    linearOf(page).orientation = 1;
    const header = yield* inflate(vm, context, systemId(vm, 'layout', 'date_picker_header_material'), page);
    const styled = yield* obtainStyled(vm, context, null, accentNames, 0, 0);
    yield* vm.call(header, 'setBackgroundColor(I)V', yield* styled.color('colorAccent', 0xff009688 | 0));
    yield* vm.call(page, `addView(${view$})V`, header);
    yield* vm.call(self, `addView(${view$})V`, page);
    yield* buildMonth(vm, self, page);
    yield* showHeader(vm, self);
  },
  methods,
});

/** A day of the month: one of the cells that the platform draws and tells accessibility about. */
export const monthDay = viewClass({
  name: 'android/widget/SimpleMonthView$Day',
  super: 'android/widget/TextView',
  labels: 'container',
  methods: { 'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.view.View' },
});

export const calendarView = viewClass({
  name: 'android/widget/CalendarView',
  super: 'android/widget/FrameLayout',
  defaultStyle: 'calendarViewStyle',
  labels: 'container',
  init: function* (vm, self) {
    yield* startToday(vm, self);
    yield* buildMonth(vm, self, self);
  },
  methods: {
    ...limits,
    'getDate()J': function* (vm, self: JavaObject) {
      const { year, month, day } = dateOf(self).day;
      const calendar = yield* vm.construct<JavaObject>(
        'java/util/GregorianCalendar',
        '(III)V',
        year,
        month,
        day,
      );
      return yield* vm.call<bigint>(calendar, 'getTimeInMillis()J');
    },
    'setDate(J)V': function* (vm, self: JavaObject, ms: bigint) {
      const calendar = yield* vm.construct<JavaObject>('java/util/GregorianCalendar', '()V');
      yield* vm.call(calendar, 'setTimeInMillis(J)V', ms);
      const field = (which: number) => vm.call<number>(calendar, 'get(I)I', which);
      yield* setDay({ year: yield* field(1), month: yield* field(2), day: yield* field(5) })(vm, self);
    },
    'setDate(JZZ)V': function* (vm, self: JavaObject, ms: bigint) {
      yield* vm.call(self, 'setDate(J)V', ms);
    },
    'setOnDateChangeListener(Landroid/widget/CalendarView$OnDateChangeListener;)V': (
      _vm,
      self: JavaObject,
      listener: HeapObject | null,
    ) => {
      dateOf(self).listener = listener;
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.CalendarView',
  },
});
