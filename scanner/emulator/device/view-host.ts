import type { ScreenTree } from '../../device/device.ts';
import type { Machine, Steps } from '../machine/index.ts';

/** What the device asks of the view system; all of it runs on the app's main thread. */
export type ViewHost = {
  /** Measures and lays out every window that needs it. */
  readonly layOut: (vm: Machine) => Steps<void>;
  /** All visible windows with their views. */
  readonly readTree: (vm: Machine) => Steps<ScreenTree>;
  /** One finger at a place: goes to the window there, or to a system dialog. */
  readonly touch: (
    vm: Machine,
    action: 'down' | 'move' | 'up' | 'cancel',
    xPx: number,
    yPx: number,
  ) => Steps<void>;
  /** A key to the focused window. Answers whether anybody took it. */
  readonly pressKey: (vm: Machine, keyCode: number) => Steps<boolean>;
  /** Types into the view that has focus. */
  readonly typeText: (vm: Machine, text: string) => Steps<void>;
  /** PNG of the screen. */
  readonly paint: (vm: Machine) => Steps<Uint8Array>;
  /** PNG of a screen on which no app shows anything. */
  readonly paintEmpty: (widthPx: number, heightPx: number) => Uint8Array;
};
