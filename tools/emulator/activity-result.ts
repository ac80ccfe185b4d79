import type { DeviceGap } from '../../scanner/device/device.ts';

/**
 * How an activity came out.
 * `opened`: its window shows texts of its own, or something is drawn in it; `blank`: its window shows nothing;
 * `left`: it ended or handed over by itself, without an error; `crashed`: an exception ended the process; `stopped`: it
 * used up a budget; `hung`: it did not come back within its wall time, and its process was ended.
 */
export type ActivityOutcome = 'opened' | 'blank' | 'left' | 'crashed' | 'stopped' | 'hung';

/** What one activity did when it was started on a device of its own. */
export type ActivityResult = {
  readonly activity: string;
  readonly outcome: ActivityOutcome;
  /** Texts on the screen, the window's title left out, in the order of the tree. */
  readonly texts: readonly string[];
  readonly windows: readonly string[];
  /** Colours in the window under its title: one colour means that nothing is drawn. */
  readonly colours: number;
  /** The picture from afar (picture-signature.ts); empty where there is none. */
  readonly signature: string;
  readonly wallMs: number;
  /** Exception and message, or the budget that ran out; empty when nothing went wrong. */
  readonly error: string;
  /** Innermost frames of the exception. */
  readonly frames: readonly string[];
  readonly gaps: readonly DeviceGap[];
};

/** From parent to child. */
export type SurveyOrder = {
  readonly apkFile: string;
  readonly folder: string;
  readonly activities: readonly string[];
  readonly profile: 'android14' | 'android9';
};

/** From child to parent: before and after each activity. */
export type SurveyNews =
  | { readonly kind: 'starts'; readonly activity: string }
  | { readonly kind: 'done'; readonly result: ActivityResult };

/** Name of an activity's picture in the survey's folder. */
export const pictureName = (activity: string): string => `${activity.replaceAll(/[^\w.]/g, '_')}.png`;
