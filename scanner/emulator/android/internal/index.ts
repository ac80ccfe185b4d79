import { homeListener } from './action-bar-view.ts';
import { actionMode, actionModeCloseListener, standaloneActionMode } from './action-mode.ts';
import { decorView } from './decor.ts';
import { phoneWindow, window } from './phone-window.ts';

/** android.view.Window and com.android.internal.policy */
export const classes = [
  actionMode,
  actionModeCloseListener,
  decorView,
  homeListener,
  phoneWindow,
  standaloneActionMode,
  window,
];
