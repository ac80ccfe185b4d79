import type { XmlElement } from '../../package/index.ts';
import type { ManifestFacts } from '../../evidence/index.ts';
import type { HeapObject, JavaObject, JavaValue, Steps } from '../machine/index.ts';
import { hostKey } from '../machine/index.ts';
import type { ResourceSet } from '../android/res/resource-set.ts';
import type { ActivityManager } from './activity-manager.ts';
import type { AppProcesses } from './app-processes.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { LooperState } from './message-queue.ts';
import type { ConfigChange } from './phone-config.ts';
import type { PermissionStore } from './permission-store.ts';
import type { PhoneProfile } from './phone-profile.ts';
import type { PreferenceStore } from './preference-store.ts';
import type { SystemDialogs } from './system-dialogs.ts';
import type { WindowManager } from './window-manager.ts';

/** An intent that another app would take. */
export type ExternalIntent = {
  readonly action: string;
  readonly data: string;
  readonly targetPackage: string;
};

/** The installed app, as the device keeps it. */
export type InstalledApp = {
  readonly manifest: ManifestFacts;
  readonly resources: ResourceSet;
  /** Bytes of an entry of the app's packages, e.g. `res/layout/main.xml`, `assets/policy.html`. */
  readonly findFile: (name: string) => Uint8Array | undefined;
  /** Names of all entries of the app's packages. */
  readonly fileNames: readonly string[];
  readonly findXml: (name: string) => XmlElement | undefined;
  /** The same for files of the platform. */
  readonly findSystemFile: (name: string) => Uint8Array | undefined;
  readonly findSystemXml: (name: string) => XmlElement | undefined;
  readonly installedAtMs: number;
  /** DER certificates of the signers. */
  readonly certificates: () => readonly Uint8Array[];
};

/**
 * The device around the app's machine: what Android keeps outside of the app's process. Models reach it by
 * `vm.attached(SYSTEM)`.
 */
export type AndroidSystem = {
  readonly app: InstalledApp;
  readonly phone: PhoneProfile;
  readonly processName: string;
  readonly pid: number;
  readonly uid: number;
  readonly events: EventRecorder;
  readonly windows: WindowManager;
  readonly activities: ActivityManager;
  readonly permissions: PermissionStore;
  readonly preferences: PreferenceStore;
  /** android.os.Looper of the main thread. */
  mainLooper: JavaObject<LooperState>;
  /** The android.app.Application, once made. */
  application: JavaObject | null;
  /** Java objects that exist once for the process, such as system services, by name. */
  readonly singletons: Map<string, HeapObject>;
  /** Runs steps on the main thread after what is queued there. */
  readonly postToMain: (name: string, steps: () => Steps<JavaValue | void>, delayMs?: number) => void;
  /** Asks for measure and layout before the next frame; many askings are one. */
  readonly scheduleTraversal: () => void;
  /** The person goes to the home screen: the app's activities stop, its process lives on. */
  readonly goHome: () => void;
  /** Another app takes the screen (browser, store, settings ...); the intent is recorded, nothing of it is executed. */
  readonly leaveApp: (intent: ExternalIntent) => void;
  readonly dialogs: SystemDialogs;
  readonly processes: AppProcesses;
  /** How the person holds the phone. */
  readonly held: () => 'portrait' | 'landscape';
  /** Sets the phone otherwise and chooses the app's resources anew; the app is not told by this. */
  readonly reconfigure: (change: ConfigChange) => void;
  /** Theme of an activity: its own, else the application's, else the platform's for the target SDK. */
  readonly themeOf: (activityClass: string) => number;
  /** Ends the app's process at once, as the kernel does; nothing of the app runs after it. */
  readonly killProcess: (reason: string) => void;
  /** Ends it from another process, between two of its turns. */
  readonly endProcess: (reason: string) => void;
};

export const SYSTEM = hostKey<AndroidSystem>('android-system');
