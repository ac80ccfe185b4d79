import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { ignored } from './accessors.ts';
import {
  ACTION_CANCEL,
  ACTION_DOWN,
  ACTION_MOVE,
  ACTION_UP,
  copyMotionEvent,
  type MotionEvent,
} from './motion-event.ts';
import { dpToPx } from './styled.ts';

type Detector = JavaObject<{
  readonly listener: HeapObject;
  doubleTap: HeapObject | null;
  longPress: boolean;
  down: MotionEvent | null;
  last: MotionEvent | null;
  lastUpMs: number;
  moved: boolean;
  /** Which touch a long press belongs to. */
  touch: number;
}>;

const longPressMs = 500;
const doubleTapMs = 300;
const slopDp = 8;
const flingDpPerSecond = 50;

const listener$ = 'Landroid/view/GestureDetector$OnGestureListener;';
const doubleTap$ = 'Landroid/view/GestureDetector$OnDoubleTapListener;';
const event$ = 'Landroid/view/MotionEvent;';
const simple = 'android/view/GestureDetector$SimpleOnGestureListener';

function* init(vm: Machine, self: Detector, listener: HeapObject): Steps<void> {
  const doubleTap = listener.cls.isSubclassOf(
    vm.classes.platformClass('android/view/GestureDetector$OnDoubleTapListener'),
  )
    ? listener
    : null;
  self.peer = {
    ...{ listener, doubleTap, longPress: true, down: null, last: null },
    ...{ lastUpMs: Number.NEGATIVE_INFINITY, moved: false, touch: 0 },
  };
}

function* down(vm: Machine, self: Detector, event: MotionEvent): Steps<boolean> {
  const state = self.peer;
  const { listener, doubleTap } = state;
  const isSecond = doubleTap !== null && event.peer.eventTimeMs - state.lastUpMs < doubleTapMs;
  Object.assign(state, { down: copyMotionEvent(vm, event), last: copyMotionEvent(vm, event), moved: false });
  const touch = ++state.touch;
  let taken = false;
  if (isSecond) taken = yield* vm.call<boolean>(doubleTap, `onDoubleTap(${event$})Z`, state.down);
  else if (state.longPress)
    vm.attached(SYSTEM).postToMain(
      'long press',
      function* () {
        if (state.touch === touch && state.down && !state.moved)
          yield* vm.call(listener, `onLongPress(${event$})V`, state.down);
      },
      longPressMs,
    );
  return (yield* vm.call<boolean>(listener, `onDown(${event$})Z`, event)) || taken;
}

function* move(vm: Machine, self: Detector, event: MotionEvent): Steps<boolean> {
  const state = self.peer;
  const { down: first, last } = state;
  if (!first || !last) return false;
  const far = Math.hypot(event.peer.x - first.peer.x, event.peer.y - first.peer.y);
  if (!state.moved && far <= dpToPx(vm, slopDp)) return false;
  state.moved = true;
  const dx = last.peer.x - event.peer.x;
  const dy = last.peer.y - event.peer.y;
  state.last = copyMotionEvent(vm, event);
  return yield* vm.call<boolean>(state.listener, `onScroll(${event$}${event$}FF)Z`, first, event, dx, dy);
}

function* up(vm: Machine, self: Detector, event: MotionEvent): Steps<boolean> {
  const state = self.peer;
  const { down: first, moved, listener, doubleTap } = state;
  state.down = null;
  const touch = ++state.touch;
  if (!first) return false;
  const heldMs = event.peer.eventTimeMs - first.peer.eventTimeMs;
  if (!moved) {
    if (state.longPress && heldMs >= longPressMs) return false;
    state.lastUpMs = event.peer.eventTimeMs;
    if (doubleTap)
      vm.attached(SYSTEM).postToMain(
        'single tap',
        function* () {
          if (state.touch === touch) yield* vm.call(doubleTap, `onSingleTapConfirmed(${event$})Z`, first);
        },
        doubleTapMs,
      );
    return yield* vm.call<boolean>(listener, `onSingleTapUp(${event$})Z`, event);
  }
  const seconds = Math.max(heldMs, 1) / 1000;
  const vx = (event.peer.x - first.peer.x) / seconds;
  const vy = (event.peer.y - first.peer.y) / seconds;
  if (Math.max(Math.abs(vx), Math.abs(vy)) < dpToPx(vm, flingDpPerSecond)) return false;
  return yield* vm.call<boolean>(listener, `onFling(${event$}${event$}FF)Z`, first, event, vx, vy);
}

function* touch(vm: Machine, self: Detector, event: MotionEvent): Steps<boolean> {
  switch (event.peer.action) {
    case ACTION_DOWN:
      return yield* down(vm, self, event);
    case ACTION_MOVE:
      return yield* move(vm, self, event);
    case ACTION_UP:
      return yield* up(vm, self, event);
    case ACTION_CANCEL:
      Object.assign(self.peer, { down: null, touch: self.peer.touch + 1 });
      return false;
    default:
      return false;
  }
}

const fromContext = (vm: Machine, self: Detector, _context: JavaObject | null, listener: HeapObject) =>
  init(vm, self, listener);
const fromListener = (vm: Machine, self: Detector, listener: HeapObject) => init(vm, self, listener);

/** What a finger does, told as taps, presses, scrolls and flings. */
export const gestureClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/view/GestureDetector',
    labels: 'container',
    methods: {
      [`<init>(Landroid/content/Context;${listener$})V`]: fromContext,
      [`<init>(Landroid/content/Context;${listener$}Landroid/os/Handler;)V`]: fromContext,
      [`<init>(Landroid/content/Context;${listener$}Landroid/os/Handler;Z)V`]: fromContext,
      [`<init>(${listener$})V`]: fromListener,
      [`<init>(${listener$}Landroid/os/Handler;)V`]: fromListener,
      [`onTouchEvent(${event$})Z`]: touch,
      [`onGenericMotionEvent(${event$})Z`]: () => false,
      [`setOnDoubleTapListener(${doubleTap$})V`]: (_vm, self: Detector, listener: HeapObject | null) => {
        self.peer.doubleTap = listener;
      },
      'setIsLongpressEnabled(Z)V': (_vm, self: Detector, enabled: boolean) => {
        self.peer.longPress = enabled;
      },
      'isLongpressEnabled()Z': (_vm, self: Detector) => self.peer.longPress,
    },
  }),
  defineClass({
    name: 'android/view/GestureDetector$OnGestureListener',
    flags: 'interface',
    methods: {
      [`onDown(${event$})Z`]: null,
      [`onShowPress(${event$})V`]: null,
      [`onSingleTapUp(${event$})Z`]: null,
      [`onScroll(${event$}${event$}FF)Z`]: null,
      [`onLongPress(${event$})V`]: null,
      [`onFling(${event$}${event$}FF)Z`]: null,
    },
  }),
  defineClass({
    name: 'android/view/GestureDetector$OnDoubleTapListener',
    flags: 'interface',
    methods: {
      [`onSingleTapConfirmed(${event$})Z`]: null,
      [`onDoubleTap(${event$})Z`]: null,
      [`onDoubleTapEvent(${event$})Z`]: null,
    },
  }),
  defineClass({
    name: simple,
    interfaces: [
      'android/view/GestureDetector$OnGestureListener',
      'android/view/GestureDetector$OnDoubleTapListener',
    ],
    methods: {
      '<init>()V': ignored,
      [`onDown(${event$})Z`]: () => false,
      [`onShowPress(${event$})V`]: ignored,
      [`onSingleTapUp(${event$})Z`]: () => false,
      [`onScroll(${event$}${event$}FF)Z`]: () => false,
      [`onLongPress(${event$})V`]: ignored,
      [`onFling(${event$}${event$}FF)Z`]: () => false,
      [`onSingleTapConfirmed(${event$})Z`]: () => false,
      [`onDoubleTap(${event$})Z`]: () => false,
      [`onDoubleTapEvent(${event$})Z`]: () => false,
    },
  }),
];
