import { defineClass } from '../../machine/index.ts';
import type { JavaObject, Machine } from '../../machine/index.ts';

/** One finger on the screen. Places in pixels: `x`, `y` in the view that is asked, `rawX`, `rawY` on the screen. */
export type MotionState = {
  action: number;
  x: number;
  y: number;
  rawX: number;
  rawY: number;
  downTimeMs: number;
  eventTimeMs: number;
  metaState: number;
  source: number;
};
export type MotionEvent = JavaObject<MotionState>;

export const ACTION_DOWN = 0;
export const ACTION_UP = 1;
export const ACTION_MOVE = 2;
export const ACTION_CANCEL = 3;
export const ACTION_OUTSIDE = 4;
const SOURCE_TOUCHSCREEN = 0x1002;

export function makeMotionEvent(vm: Machine, state: Omit<MotionState, 'metaState' | 'source'>): MotionEvent {
  const made = vm.newObject<MotionState>('android/view/MotionEvent');
  made.peer = { ...state, metaState: 0, source: SOURCE_TOUCHSCREEN };
  return made;
}

export function copyMotionEvent(vm: Machine, event: MotionEvent): MotionEvent {
  const made = vm.newObject<MotionState>('android/view/MotionEvent');
  made.peer = { ...event.peer };
  return made;
}

function obtain(
  vm: Machine,
  downTime: bigint,
  eventTime: bigint,
  action: number,
  x: number,
  y: number,
  metaState: number,
): MotionEvent {
  const made = makeMotionEvent(vm, {
    action,
    x,
    y,
    rawX: x,
    rawY: y,
    downTimeMs: Number(downTime),
    eventTimeMs: Number(eventTime),
  });
  made.peer.metaState = metaState;
  return made;
}

const actionNames = ['ACTION_DOWN', 'ACTION_UP', 'ACTION_MOVE', 'ACTION_CANCEL', 'ACTION_OUTSIDE'];

export const inputEvent = defineClass({
  name: 'android/view/InputEvent',
  flags: 'abstract',
  interfaces: ['android/os/Parcelable'],
  methods: { '<init>()V': () => undefined },
});

export const motionEvent = defineClass({
  name: 'android/view/MotionEvent',
  super: 'android/view/InputEvent',
  flags: 'final',
  methods: {
    'static obtain(JJIFFI)Landroid/view/MotionEvent;': obtain,
    'static obtain(JJIFFFFIFFII)Landroid/view/MotionEvent;': (
      vm,
      downTime: bigint,
      eventTime: bigint,
      action: number,
      x: number,
      y: number,
      _pressure: number,
      _size: number,
      metaState: number,
    ) => obtain(vm, downTime, eventTime, action, x, y, metaState),
    'static obtain(Landroid/view/MotionEvent;)Landroid/view/MotionEvent;': (vm, event: MotionEvent) =>
      copyMotionEvent(vm, event),
    'static obtainNoHistory(Landroid/view/MotionEvent;)Landroid/view/MotionEvent;': (
      vm,
      event: MotionEvent,
    ) => copyMotionEvent(vm, event),
    'static actionToString(I)Ljava/lang/String;': (_vm, action: number) =>
      actionNames[action] ?? String(action),
    'recycle()V': () => undefined,
    'getAction()I': (_vm, self: MotionEvent) => self.peer.action,
    'getActionMasked()I': (_vm, self: MotionEvent) => self.peer.action & 0xff,
    'getActionIndex()I': () => 0,
    'setAction(I)V': (_vm, self: MotionEvent, action: number) => {
      self.peer.action = action;
    },
    'getX()F': (_vm, self: MotionEvent) => self.peer.x,
    'getX(I)F': (_vm, self: MotionEvent) => self.peer.x,
    'getY()F': (_vm, self: MotionEvent) => self.peer.y,
    'getY(I)F': (_vm, self: MotionEvent) => self.peer.y,
    'getRawX()F': (_vm, self: MotionEvent) => self.peer.rawX,
    'getRawY()F': (_vm, self: MotionEvent) => self.peer.rawY,
    'getAxisValue(I)F': (_vm, self: MotionEvent, axis: number) =>
      axis === 0 ? self.peer.x : axis === 1 ? self.peer.y : 0,
    'getPointerCount()I': () => 1,
    'getPointerId(I)I': () => 0,
    'findPointerIndex(I)I': (_vm, _self: MotionEvent, id: number) => (id === 0 ? 0 : -1),
    'getToolType(I)I': () => 1,
    'getHistorySize()I': () => 0,
    'getPressure()F': () => 1,
    'getPressure(I)F': () => 1,
    'getSize()F': () => 0.1,
    'getDownTime()J': (_vm, self: MotionEvent) => BigInt(Math.floor(self.peer.downTimeMs)),
    'getEventTime()J': (_vm, self: MotionEvent) => BigInt(Math.floor(self.peer.eventTimeMs)),
    'getMetaState()I': (_vm, self: MotionEvent) => self.peer.metaState,
    'getButtonState()I': () => 0,
    'getActionButton()I': () => 0,
    'getEdgeFlags()I': () => 0,
    'getFlags()I': () => 0,
    'getClassification()I': () => 0,
    'getSource()I': (_vm, self: MotionEvent) => self.peer.source,
    'setSource(I)V': (_vm, self: MotionEvent, source: number) => {
      self.peer.source = source;
    },
    'isFromSource(I)Z': (_vm, self: MotionEvent, source: number) => (self.peer.source & source) === source,
    'isButtonPressed(I)Z': () => false,
    'offsetLocation(FF)V': (_vm, self: MotionEvent, x: number, y: number) => {
      self.peer.x += x;
      self.peer.y += y;
    },
    'setLocation(FF)V': (_vm, self: MotionEvent, x: number, y: number) => {
      self.peer.x = x;
      self.peer.y = y;
    },
    'toString()Ljava/lang/String;': (_vm, { peer }: MotionEvent) =>
      `MotionEvent { action=${actionNames[peer.action] ?? peer.action}, x[0]=${peer.x}, y[0]=${peer.y} }`,
  },
});
