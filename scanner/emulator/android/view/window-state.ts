import type { HeapObject, JavaObject } from '../../machine/index.ts';
import { viewPart } from './view-state.ts';

/** State of an android.view.Window. */
export type WindowState = {
  context: JavaObject | null;
  callback: JavaObject | null;
  /** WindowManager.LayoutParams. */
  params: JavaObject | null;
  decor: JavaObject | null;
  /** Parent of what setContentView is given; id android:id/content. */
  content: JavaObject | null;
  title: HeapObject | null;
  titleView: JavaObject | null;
  /** Holds the app's own title, with FEATURE_CUSTOM_TITLE. */
  titleFrame: JavaObject | null;
  /** Bar at the top of an activity's window. */
  actionBar: JavaObject | null;
  /** Bits of 1 << FEATURE_*. */
  features: number;
  closeOnTouchOutside: boolean;
  /** The app said itself whether a touch outside closes the window, so the theme does not. */
  closeOnTouchOutsideSet: boolean;
  floating: boolean;
  translucent: boolean;
  fullscreen: boolean;
  background: JavaObject | null;
  backgroundSet: boolean;
  dimSet: boolean;
  fitsSystemWindows: boolean;
  statusBarColor: number;
  navigationBarColor: number;
  minWidthMinorPx: number;
  windowManager: JavaObject | null;
  inflater: JavaObject | null;
  softInputMode: number;
  insetsController: JavaObject | null;
};

export const FEATURE_OPTIONS_PANEL = 0;
export const FEATURE_NO_TITLE = 1;
export const FEATURE_CUSTOM_TITLE = 7;
export const FEATURE_ACTION_BAR = 8;
export const FEATURE_ACTION_BAR_OVERLAY = 9;

export const windowOf = viewPart<WindowState>(() => ({
  context: null,
  callback: null,
  params: null,
  decor: null,
  content: null,
  title: null,
  titleView: null,
  titleFrame: null,
  actionBar: null,
  features: (1 << FEATURE_OPTIONS_PANEL) | (1 << 6),
  closeOnTouchOutside: false,
  closeOnTouchOutsideSet: false,
  floating: false,
  translucent: false,
  fullscreen: false,
  background: null,
  backgroundSet: false,
  dimSet: false,
  fitsSystemWindows: true,
  statusBarColor: 0xff000000 | 0,
  navigationBarColor: 0xff000000 | 0,
  minWidthMinorPx: 0,
  windowManager: null,
  inflater: null,
  softInputMode: 0,
  insetsController: null,
}));

const windowsByDecor = new WeakMap<JavaObject, JavaObject>();

export function setWindowOfDecor(decor: JavaObject, window: JavaObject): void {
  windowsByDecor.set(decor, window);
}

export function findWindowOfDecor(decor: JavaObject): JavaObject | undefined {
  return windowsByDecor.get(decor);
}
