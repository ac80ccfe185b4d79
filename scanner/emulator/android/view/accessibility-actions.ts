import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { makeObject } from '../support/java-values.ts';

type Action = JavaObject<{ readonly id: number; readonly label: HeapObject | null }>;

const name = 'android/view/accessibility/AccessibilityNodeInfo$AccessibilityAction';
/** android.R.id.accessibilityActionShowOnScreen; the later ones count on from it. */
const first = 0x1020036;

/** Ids of AccessibilityNodeInfo.ACTION_*; those of platform resources by their distance from the first. */
const ids: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [
      ...['FOCUS', 'CLEAR_FOCUS', 'SELECT', 'CLEAR_SELECTION', 'CLICK', 'LONG_CLICK', 'ACCESSIBILITY_FOCUS'],
      ...['CLEAR_ACCESSIBILITY_FOCUS', 'NEXT_AT_MOVEMENT_GRANULARITY', 'PREVIOUS_AT_MOVEMENT_GRANULARITY'],
      ...['NEXT_HTML_ELEMENT', 'PREVIOUS_HTML_ELEMENT', 'SCROLL_FORWARD', 'SCROLL_BACKWARD', 'COPY', 'PASTE'],
      ...['CUT', 'SET_SELECTION', 'EXPAND', 'COLLAPSE', 'DISMISS', 'SET_TEXT'],
    ].map((action, bit) => [action, 1 << bit]),
  ),
  ...{ SHOW_ON_SCREEN: first, SCROLL_TO_POSITION: first + 1, SCROLL_UP: first + 2, SCROLL_LEFT: first + 3 },
  ...{ SCROLL_DOWN: first + 4, SCROLL_RIGHT: first + 5, CONTEXT_CLICK: first + 6, SET_PROGRESS: first + 7 },
  ...{ MOVE_WINDOW: first + 12, SHOW_TOOLTIP: first + 14, HIDE_TOOLTIP: first + 15, PAGE_UP: first + 16 },
  ...{ PAGE_DOWN: first + 17, PAGE_LEFT: first + 18, PAGE_RIGHT: first + 19, PRESS_AND_HOLD: first + 20 },
  ...{ IME_ENTER: first + 30, DRAG_START: first + 31, DRAG_DROP: first + 32, DRAG_CANCEL: first + 33 },
  ...{ SHOW_TEXT_SUGGESTIONS: first + 34, SCROLL_IN_DIRECTION: first + 40 },
};

export const accessibilityAction: ClassModel = defineClass({
  name,
  flags: 'final',
  labels: 'container',
  fields: Object.fromEntries(
    Object.entries(ids).map(([action, id]) => [
      `static final ACTION_${action}:L${name};`,
      (vm: Machine) => makeObject(vm, name, { id, label: null }),
    ]),
  ),
  methods: {
    '<init>(ILjava/lang/CharSequence;)V': (_vm, self: Action, id: number, label: HeapObject | null) => {
      self.peer = { id, label };
    },
    'getId()I': (_vm, self: Action) => self.peer.id,
    'getLabel()Ljava/lang/CharSequence;': (_vm, self: Action) => self.peer.label,
    'equals(Ljava/lang/Object;)Z': (_vm, self: Action, other: HeapObject | null) =>
      other !== null && other.cls === self.cls && (other as Action).peer.id === self.peer.id,
    'hashCode()I': (_vm, self: Action) => self.peer.id,
  },
});
