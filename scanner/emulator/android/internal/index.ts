import { decorView } from './decor.ts';
import { phoneWindow, window } from './phone-window.ts';

/** android.view.Window and com.android.internal.policy */
export const classes = [decorView, phoneWindow, window];
