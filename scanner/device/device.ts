import type { BoundsPx, DeviceFacts, StackFrame } from '../evidence/index.ts';

/**
 * Something that can run an app. Every backend is reached through an Appium server in W3C WebDriver's words; what
 * WebDriver has no word for are `mobile:` commands, and a device that lacks one says so in `facts.can`.
 */
export type Device = {
  readonly facts: DeviceFacts;
  /** The most that one wait may take, on a device whose clock is the real one; absent where time can be let pass. */
  readonly longestWaitMs?: number | undefined;
  /** Installs the sample on a clean device and opens a session; does not start the app. */
  open(app: DeviceApp): Promise<DeviceSession>;
  close(): Promise<void>;
};

export type DeviceApp = {
  /** APK files on this machine, the base first. */
  readonly apkFiles: readonly string[];
  readonly packageName: string;
  /** Makes every seeded value, order and time of the device the same again. */
  readonly seed: number;
};

/** A running device with the sample installed. Times are the device's clock in milliseconds since the session began. */
export type DeviceSession = {
  nowMs(): Promise<number>;
  /** Cold start by the launcher. */
  launch(): Promise<void>;
  forceStop(): Promise<void>;
  clearData(): Promise<void>;
  /** Installs over the running version, as an upgrade. */
  upgrade(app: DeviceApp): Promise<void>;
  reboot(): Promise<void>;
  /** The person swipes the app off the list of recent tasks. */
  removeTask(): Promise<void>;

  /** All windows with their views, front window last. */
  tree(): Promise<ScreenTree>;
  /** PNG of the whole screen. */
  screenshot(): Promise<Uint8Array>;
  tap(xPx: number, yPx: number): Promise<void>;
  type(text: string): Promise<void>;
  swipe(fromXPx: number, fromYPx: number, toXPx: number, toYPx: number, durationMs: number): Promise<void>;
  pressKey(key: 'back' | 'home' | 'recents' | 'enter' | 'power'): Promise<void>;

  /** Lets time pass: on a virtual clock at once, on a real device by waiting. */
  passTime(durationMs: number): Promise<void>;
  background(): Promise<void>;
  foreground(): Promise<void>;
  setScreenOn(on: boolean): Promise<void>;
  setPermission(permission: string, state: 'granted' | 'denied' | 'unset'): Promise<void>;
  broadcast(action: string, extras: Readonly<Record<string, string>>): Promise<void>;
  /** Plays accelerometer and gyroscope samples, evenly spaced. */
  playMotion(samples: readonly MotionSample[], intervalMs: number): Promise<void>;

  /** Events recorded after `afterNumber`, in order. */
  events(afterNumber: number): Promise<readonly DeviceEvent[]>;
  /** What could not be executed faithfully, ranked; empty on devices that execute everything. */
  gaps(): Promise<readonly DeviceGap[]>;
  close(): Promise<void>;
};

export type MotionSample = {
  /** m/s², gravity included, in the device's axes. */
  readonly acceleration: readonly [number, number, number];
  /** rad/s. */
  readonly rotation: readonly [number, number, number];
};

export type ScreenTree = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly densityDpi: number;
  readonly windows: readonly ScreenWindow[];
};

export type ScreenWindow = {
  readonly id: string;
  readonly kind: 'activity' | 'dialog' | 'popup' | 'overlay' | 'toast' | 'system-permission' | 'system-other';
  /** Package whose process made the window. */
  readonly ownerPackage: string;
  /** Activity or component class that it belongs to. */
  readonly ownerClass: string;
  readonly title: string;
  readonly boundsPx: BoundsPx;
  readonly focused: boolean;
  /** Back to front. */
  readonly z: number;
  readonly root: ScreenNode | undefined;
};

/** One view, in UiAutomator's terms. */
export type ScreenNode = {
  readonly className: string;
  /** `package:id/name`, empty when the view has none. */
  readonly resourceId: string;
  readonly text: string;
  readonly description: string;
  readonly boundsPx: BoundsPx;
  readonly clickable: boolean;
  readonly longClickable: boolean;
  readonly checkable: boolean;
  readonly checked: boolean;
  readonly enabled: boolean;
  readonly focusable: boolean;
  /** It has the input focus, where the device can tell. */
  readonly focused?: boolean;
  readonly scrollable: boolean;
  readonly password: boolean;
  readonly selected: boolean;
  /** ARGB, where the device can tell. */
  readonly textColor?: number;
  readonly textSizeSp?: number;
  readonly children: readonly ScreenNode[];
};

/** Something the app did. Numbers rise by one within a session. */
export type DeviceEvent = {
  readonly number: number;
  readonly atMs: number;
  readonly process: string;
  readonly thread: string;
  /** Innermost first; empty where the device cannot tell. */
  readonly stack: readonly Omit<StackFrame, 'attribution'>[];
} & DeviceEventKind;

export type DeviceEventKind =
  | {
      readonly kind: 'pi-read';
      readonly piType: string;
      readonly api: string;
      readonly arguments: readonly string[];
      readonly valueMasked?: string;
      readonly threw?: string;
    }
  | {
      readonly kind: 'permission-request';
      readonly permissions: readonly string[];
      readonly dialogShown: boolean;
    }
  | { readonly kind: 'permission-result'; readonly permission: string; readonly granted: boolean }
  | {
      readonly kind: 'network-request';
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** First bytes of the body, as text where it is text, else base64. */
      readonly body: string;
      readonly bodySizeBytes: number;
      readonly labels: readonly DataLabel[];
    }
  | {
      readonly kind: 'component-start';
      readonly component: string;
      readonly componentKind: 'activity' | 'service' | 'receiver' | 'provider';
      readonly trigger: string;
      readonly callerPackage: string;
    }
  | {
      readonly kind: 'external-intent';
      readonly action: string;
      readonly data: string;
      readonly targetPackage: string;
    }
  | {
      readonly kind: 'window';
      readonly change: 'opened' | 'closed';
      readonly windowId: string;
      readonly windowKind: ScreenWindow['kind'];
      readonly title: string;
    }
  | { readonly kind: 'process'; readonly change: 'started' | 'exited' | 'killed'; readonly reason: string }
  | { readonly kind: 'crash'; readonly exception: string; readonly message: string }
  | { readonly kind: 'not-responding'; readonly blockedMs: number }
  | { readonly kind: 'toast'; readonly text: string }
  | { readonly kind: 'notification'; readonly title: string; readonly text: string }
  | { readonly kind: 'sensor-listen'; readonly sensor: string; readonly listening: boolean }
  | {
      readonly kind: 'data-sink';
      readonly sink: 'file' | 'log' | 'sms' | 'intent' | 'clipboard';
      readonly target: string;
      readonly labels: readonly DataLabel[];
    }
  | { readonly kind: 'code-loaded'; readonly file: string; readonly sha256: string }
  | { readonly kind: 'budget-stop'; readonly budget: string };

/** Personal information found in a value, and what was done to it on the way. */
export type DataLabel = {
  readonly piType: string;
  /** Number of the event that read it. */
  readonly readEvent: number;
  /** In order, e.g. `MD5`, `Base64`, `JSON`. */
  readonly transforms: readonly string[];
};

/** Behaviour that a device could not execute faithfully. */
export type DeviceGap = {
  /** `unmodelled-method`, `native-code`, `model-failed`, `web-content`, ... */
  readonly kind: string;
  /** What was met, e.g. `android/nfc/NfcAdapter.enable()Z`. */
  readonly what: string;
  readonly caller: string;
  readonly count: number;
};
