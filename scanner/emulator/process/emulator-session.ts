import type { DeviceSession } from '../../device/device.ts';
import type { BroadcastResult } from '../android/content/deliver-broadcast.ts';
import type { Orientation } from '../device/embedded-device.ts';
import type { ConfigChange } from '../system/phone-config.ts';
import type { NetworkRule } from '../system/network.ts';
import type { DeviceProfileName } from '../system/phone-profile.ts';

export type TouchStep = {
  readonly action: 'down' | 'move' | 'up';
  readonly xPx: number;
  readonly yPx: number;
  /** Since the first step. */
  readonly atMs: number;
};

/** A session of the embedded emulator: what every device can, and what only Appium's commands ask for. */
export type EmulatorSession = DeviceSession & {
  /** One finger; the device's clock passes as the steps say. */
  touch(steps: readonly TouchStep[]): Promise<void>;
  /** Any key of android.view.KeyEvent. */
  pressKeyCode(keyCode: number): Promise<void>;
  /** Starts an activity by its class name; the app's process is started by the launcher first when there is none. */
  startActivity(className: string): Promise<void>;
  describeApp(): Promise<InstalledAppState>;
  setOrientation(orientation: Orientation): Promise<void>;
  /** Another language, or dark colours. */
  configure(change: Pick<ConfigChange, 'locale' | 'night'>): Promise<void>;
  /** A text message comes in; true when the app may have it. */
  receiveSms(address: string, body: string): Promise<boolean>;
  /** A finger on the sensor, a card near the phone; true when the app waited for one. */
  touchFingerprint(isKnown: boolean): Promise<boolean>;
  touchNfcTag(): Promise<boolean>;
  setLocation(place: {
    readonly latitude: number;
    readonly longitude: number;
    readonly altitudeM: number;
  }): Promise<void>;
  setClipboard(text: string): Promise<void>;
  clipboard(): Promise<string>;
  /** How the network answers from now on; the first rule that an address matches counts. */
  setNetwork(rules: readonly NetworkRule[]): Promise<void>;
  openUrl(url: string): Promise<void>;
  /** As `broadcast`, and what the receivers answered. */
  askByBroadcast(action: string, extras: Readonly<Record<string, string>>): Promise<BroadcastResult>;
  /** On shared storage or in the app's own data. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  readFile(path: string): Promise<Uint8Array>;
};

/** What can be asked of the installed app at any time. */
export type InstalledAppState = {
  readonly packageName: string;
  readonly state: 'not-running' | 'background' | 'foreground';
  /** Class of the activity on top; empty when there is none. */
  readonly activity: string;
  readonly permissions: readonly { readonly name: string; readonly granted: boolean }[];
};

/** What an emulator is opened with, in this process or in a child. */
export type EmulatorOptions = {
  /** APK files, the base first; or one bundle. */
  readonly apkFiles: readonly string[];
  readonly profile: DeviceProfileName;
  readonly seed: number;
  readonly limits: EmulatorLimits;
};

/** What the app may spend, all of its runs on one device together. */
export type EmulatorLimits = {
  /** Wall time of one run of the app's process. */
  readonly maxWallMs?: number;
  readonly maxInstructions?: number;
  readonly maxHeapBytes?: number;
};

/** The commands of a session, as they go over the channel. A test compares it with the type. */
export const sessionMethods = [
  'nowMs',
  'launch',
  'forceStop',
  'clearData',
  'upgrade',
  'reboot',
  'removeTask',
  'tree',
  'screenshot',
  'tap',
  'type',
  'swipe',
  'pressKey',
  'passTime',
  'background',
  'foreground',
  'setScreenOn',
  'setPermission',
  'broadcast',
  'playMotion',
  'events',
  'gaps',
  'close',
  'touch',
  'pressKeyCode',
  'startActivity',
  'describeApp',
  'setOrientation',
  'configure',
  'receiveSms',
  'touchFingerprint',
  'touchNfcTag',
  'setLocation',
  'setClipboard',
  'clipboard',
  'setNetwork',
  'openUrl',
  'askByBroadcast',
  'writeFile',
  'readFile',
] as const satisfies readonly (keyof EmulatorSession)[];

export type SessionMethod = (typeof sessionMethods)[number];
