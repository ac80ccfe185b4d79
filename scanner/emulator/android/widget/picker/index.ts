import { calendarView, datePicker, monthDay } from './date-picker.ts';
import { numberPicker, twoDigitFormatter } from './number-picker.ts';
import { hostClickListener } from './picker-parts.ts';
import { datePickerDialog, timePickerDialog } from './picker-dialogs.ts';
import {
  numericTextView,
  radialNumber,
  radialTimePicker,
  textInputTimePicker,
  timePicker,
} from './time-picker.ts';

/** Pickers of numbers, dates and times, and their dialogs. */
export const pickerClasses = [
  calendarView,
  datePicker,
  datePickerDialog,
  hostClickListener,
  monthDay,
  numberPicker,
  numericTextView,
  radialNumber,
  radialTimePicker,
  textInputTimePicker,
  timePicker,
  timePickerDialog,
  twoDigitFormatter,
];
