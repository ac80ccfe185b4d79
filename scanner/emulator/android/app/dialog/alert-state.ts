import type { HeapObject, JavaArray, JavaObject } from '../../../machine/index.ts';
import { viewPart } from '../../view/view-state.ts';

export type AlertButton = {
  readonly text: HeapObject | null;
  readonly listener: HeapObject | null;
};

/** DialogInterface.BUTTON_*. */
export const BUTTON_POSITIVE = -1;
export const BUTTON_NEGATIVE = -2;
export const BUTTON_NEUTRAL = -3;

/** What an alert shows: filled by the builder or by the dialog's own setters. */
export type AlertState = {
  title: HeapObject | null;
  message: HeapObject | null;
  icon: JavaObject | null;
  customTitle: JavaObject | null;
  view: JavaObject | null;
  viewLayout: number;
  readonly buttons: Map<number, AlertButton>;
  items: JavaArray | null;
  adapter: JavaObject | null;
  choice: 'none' | 'single' | 'multi';
  checkedItem: number;
  checkedItems: boolean[];
  onItemClick: HeapObject | null;
  onMultiChoice: HeapObject | null;
  onItemSelected: HeapObject | null;
  /** Views, once made. */
  listView: JavaObject | null;
  messageView: JavaObject | null;
  titleView: JavaObject | null;
  readonly buttonViews: Map<number, JavaObject>;
};

export const alertOf = viewPart<AlertState>(() => ({
  title: null,
  message: null,
  icon: null,
  customTitle: null,
  view: null,
  viewLayout: 0,
  buttons: new Map(),
  items: null,
  adapter: null,
  choice: 'none',
  checkedItem: -1,
  checkedItems: [],
  onItemClick: null,
  onMultiChoice: null,
  onItemSelected: null,
  listView: null,
  messageView: null,
  titleView: null,
  buttonViews: new Map(),
}));
