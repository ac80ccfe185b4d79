import { defineClass } from '../../machine/index.ts';
import type { Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { dpToPx } from './styled.ts';

/** Figures of android.view.ViewConfiguration: milliseconds as they are, lengths in dp. */
const timesMs = {
  getTapTimeout: 100,
  getJumpTapTimeout: 500,
  getDoubleTapTimeout: 300,
  getLongPressTimeout: 400,
  getPressedStateDuration: 64,
  getKeyRepeatTimeout: 400,
  getKeyRepeatDelay: 50,
  getScrollBarFadeDuration: 250,
  getScrollDefaultDelay: 300,
} as const;
const lengthsDp = {
  getScaledTouchSlop: 8,
  getScaledPagingTouchSlop: 16,
  getScaledDoubleTapSlop: 100,
  getScaledWindowTouchSlop: 16,
  getScaledEdgeSlop: 12,
  getScaledMinimumFlingVelocity: 50,
  getScaledMaximumFlingVelocity: 8000,
  getScaledScrollBarSize: 4,
  getScaledOverscrollDistance: 0,
  getScaledOverflingDistance: 6,
  getScaledFadingEdgeLength: 12,
  getScaledHoverSlop: 4,
} as const;

export const viewConfiguration = defineClass({
  name: 'android/view/ViewConfiguration',
  methods: {
    '<init>()V': () => undefined,
    'static get(Landroid/content/Context;)Landroid/view/ViewConfiguration;': (vm) => {
      const { singletons } = vm.attached(SYSTEM);
      const known = singletons.get('android/view/ViewConfiguration');
      if (known) return known;
      const made = vm.newObject('android/view/ViewConfiguration');
      singletons.set('android/view/ViewConfiguration', made);
      return made;
    },
    ...Object.fromEntries(Object.entries(timesMs).map(([name, ms]) => [`static ${name}()I`, () => ms])),
    ...Object.fromEntries(
      Object.entries(lengthsDp).map(([name, dp]) => [
        `${name}()I`,
        (vm: Machine) => Math.round(dpToPx(vm, dp)),
      ]),
    ),
    'static getTouchSlop()I': () => lengthsDp.getScaledTouchSlop,
    'static getScrollFriction()F': () => 0.015,
    'static getZoomControlsTimeout()J': () => 3000n,
    'getScaledVerticalScrollFactor()F': (vm) => dpToPx(vm, 64),
    'getScaledHorizontalScrollFactor()F': (vm) => dpToPx(vm, 64),
    'hasPermanentMenuKey()Z': () => false,
    'shouldShowMenuShortcutsWhenKeyboardPresent()Z': () => false,
  },
});
