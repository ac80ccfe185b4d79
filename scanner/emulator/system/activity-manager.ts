import type { JavaObject } from '../machine/index.ts';
import type { PhoneConfig } from './phone-config.ts';

/** Where an activity is in its life, as android.app.Activity documents it. */
export type ActivityStage = 'created' | 'started' | 'resumed' | 'paused' | 'stopped' | 'destroyed';

/** An activity on the back stack. */
export type ActivityRecord = {
  readonly id: string;
  /** Fully qualified class name. */
  readonly className: string;
  /** The android.app.Activity. */
  activity: JavaObject;
  stage: ActivityStage;
  /** The intent that started it. */
  readonly intent: JavaObject;
  /** Who waits for its result, and under which request code. */
  readonly caller: ActivityRecord | undefined;
  readonly requestCode: number;
  result: { readonly code: number; readonly data: JavaObject | null };
  finishing: boolean;
  /** The configuration that it was made for or last told of. */
  config: PhoneConfig;
  /** ActivityInfo.SCREEN_ORIENTATION_* that it asked for in code. */
  requestedOrientation: number | undefined;
  /** android.os.Bundle that it saved when it was last stopped. */
  saved: JavaObject | null;
  /** Id of its window, once it has one. */
  windowId: string | undefined;
};

/** The app's task: its activities from bottom to top. */
export class ActivityManager {
  readonly stack: ActivityRecord[] = [];
  /** False while the person is at the home screen or in another app. */
  inForeground = false;
  #lastId = 0;

  nextId(): string {
    return `a${++this.#lastId}`;
  }

  /** The activity on top that is not about to go. */
  get top(): ActivityRecord | undefined {
    return this.stack.findLast((record) => !record.finishing);
  }

  findByActivity(activity: JavaObject): ActivityRecord | undefined {
    return this.stack.find((record) => record.activity === activity);
  }

  remove(record: ActivityRecord): void {
    const at = this.stack.indexOf(record);
    if (at >= 0) this.stack.splice(at, 1);
  }
}
