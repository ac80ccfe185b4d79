import { defineClass } from '../../machine/index.ts';
import type { JavaObject, Machine, Steps } from '../../machine/index.ts';

export type KeyState = {
  action: number;
  keyCode: number;
  repeatCount: number;
  flags: number;
  metaState: number;
  downTimeMs: number;
  eventTimeMs: number;
};
export type KeyEvent = JavaObject<KeyState>;

export const keyCodes = {
  back: 4,
  dpadCenter: 23,
  tab: 61,
  space: 62,
  enter: 66,
  del: 67,
  menu: 82,
} as const;

/** KeyEvent.FLAG_TRACKING: the up event belongs to a press whose down event was taken. */
const FLAG_CANCELED = 0x20;
const FLAG_TRACKING = 0x200;
const FLAG_START_TRACKING = 0x40000000;

export function makeKeyEvent(vm: Machine, action: number, keyCode: number, flags = 0): KeyEvent {
  const made = vm.newObject<KeyState>('android/view/KeyEvent');
  made.peer = {
    action,
    keyCode,
    repeatCount: 0,
    flags,
    metaState: 0,
    downTimeMs: vm.nowMs,
    eventTimeMs: vm.nowMs,
  };
  return made;
}

/** Down and up of one press. The up event is tracked, as it is once somebody took the down event. */
export function makeKeyPress(vm: Machine, keyCode: number): readonly [KeyEvent, KeyEvent] {
  return [makeKeyEvent(vm, 0, keyCode), makeKeyEvent(vm, 1, keyCode, FLAG_TRACKING)];
}

function* dispatch(vm: Machine, self: KeyEvent, receiver: JavaObject | null): Steps<boolean> {
  const { action, keyCode } = self.peer;
  if (action === 0)
    return yield* vm.call<boolean>(receiver, 'onKeyDown(ILandroid/view/KeyEvent;)Z', keyCode, self);
  if (action === 1)
    return yield* vm.call<boolean>(receiver, 'onKeyUp(ILandroid/view/KeyEvent;)Z', keyCode, self);
  return false;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const firstLetter = 29;
const firstDigit = 7;

/** The character that a key types; 0 for none. */
function characterOf(keyCode: number, metaState: number): number {
  const letter = letters[keyCode - firstLetter];
  if (letter !== undefined) return (metaState & 1 ? letter : letter.toLowerCase()).charCodeAt(0);
  if (keyCode >= firstDigit && keyCode < firstDigit + 10) return 0x30 + keyCode - firstDigit;
  if (keyCode === keyCodes.space) return 0x20;
  return keyCode === keyCodes.enter ? 0x0a : 0;
}

export const keyEvent = defineClass({
  name: 'android/view/KeyEvent',
  super: 'android/view/InputEvent',
  methods: {
    '<init>(II)V': (vm, self: KeyEvent, action: number, keyCode: number) => {
      self.peer = makeKeyEvent(vm, action, keyCode).peer;
    },
    '<init>(JJIII)V': (vm, self: KeyEvent, _down: bigint, _time: bigint, action: number, keyCode: number) => {
      self.peer = makeKeyEvent(vm, action, keyCode).peer;
    },
    '<init>(JJIIII)V': (
      vm,
      self: KeyEvent,
      _down: bigint,
      _time: bigint,
      action: number,
      keyCode: number,
    ) => {
      self.peer = makeKeyEvent(vm, action, keyCode).peer;
    },
    'getAction()I': (_vm, self: KeyEvent) => self.peer.action,
    'getKeyCode()I': (_vm, self: KeyEvent) => self.peer.keyCode,
    'getScanCode()I': () => 0,
    'getRepeatCount()I': (_vm, self: KeyEvent) => self.peer.repeatCount,
    'getMetaState()I': (_vm, self: KeyEvent) => self.peer.metaState,
    'getModifiers()I': (_vm, self: KeyEvent) => self.peer.metaState,
    'getFlags()I': (_vm, self: KeyEvent) => self.peer.flags,
    'getDeviceId()I': () => -1,
    'getSource()I': () => 0x101,
    'getDownTime()J': (_vm, self: KeyEvent) => BigInt(Math.floor(self.peer.downTimeMs)),
    'getEventTime()J': (_vm, self: KeyEvent) => BigInt(Math.floor(self.peer.eventTimeMs)),
    'getUnicodeChar()I': (_vm, self: KeyEvent) => characterOf(self.peer.keyCode, self.peer.metaState),
    'getNumber()C': (_vm, self: KeyEvent) => characterOf(self.peer.keyCode, 0),
    'isCanceled()Z': (_vm, self: KeyEvent) => (self.peer.flags & FLAG_CANCELED) !== 0,
    'isTracking()Z': (_vm, self: KeyEvent) => (self.peer.flags & FLAG_TRACKING) !== 0,
    'startTracking()V': (_vm, self: KeyEvent) => {
      self.peer.flags |= FLAG_START_TRACKING;
    },
    'isLongPress()Z': () => false,
    'isSystem()Z': (_vm, self: KeyEvent) => self.peer.keyCode === keyCodes.back,
    'isPrintingKey()Z': (_vm, self: KeyEvent) => characterOf(self.peer.keyCode, 0) > 0x20,
    'isShiftPressed()Z': (_vm, self: KeyEvent) => (self.peer.metaState & 1) !== 0,
    'isCtrlPressed()Z': () => false,
    'isAltPressed()Z': () => false,
    'isMetaPressed()Z': () => false,
    'hasNoModifiers()Z': (_vm, self: KeyEvent) => self.peer.metaState === 0,
    'hasModifiers(I)Z': (_vm, self: KeyEvent, modifiers: number) => self.peer.metaState === modifiers,
    'static metaStateHasNoModifiers(I)Z': (_vm, meta: number) => meta === 0,
    'static metaStateHasModifiers(II)Z': (_vm, meta: number, modifiers: number) => meta === modifiers,
    'static normalizeMetaState(I)I': (_vm, meta: number) => meta,
    'static isModifierKey(I)Z': () => false,
    'final dispatch(Landroid/view/KeyEvent$Callback;Landroid/view/KeyEvent$DispatcherState;Ljava/lang/Object;)Z':
      (vm, self: KeyEvent, receiver: JavaObject | null) => dispatch(vm, self, receiver),
    'final dispatch(Landroid/view/KeyEvent$Callback;)Z': (vm, self: KeyEvent, receiver: JavaObject | null) =>
      dispatch(vm, self, receiver),
    'toString()Ljava/lang/String;': (_vm, { peer }: KeyEvent) =>
      `KeyEvent { action=${peer.action === 0 ? 'ACTION_DOWN' : 'ACTION_UP'}, keyCode=${peer.keyCode} }`,
  },
});
