import { LabelTable } from '../machine/index.ts';
import { BinderTable } from '../system/app-processes.ts';
import { openEventLog, type EventLog } from '../system/event-log.ts';
import { FileStore } from '../system/file-store.ts';
import type { NetworkRule } from '../system/network.ts';
import { PermissionStore } from '../system/permission-store.ts';
import type { ConfigChange } from '../system/phone-config.ts';
import type { PhoneProfile } from '../system/phone-profile.ts';
import { PreferenceStore } from '../system/preference-store.ts';
import { Schedule } from '../system/schedule.ts';
import type { InstalledApp } from '../system/system.ts';

const defaultThemes = {
  light: 'Theme.DeviceDefault.Light.DarkActionBar',
  dark: 'Theme.DeviceDefault',
} as const;
const firstLightDefaultApi = 14;

/** What outlives the app's process: the phone, the clock, permissions, stored data and the event log. */
export class DeviceState {
  readonly events: EventLog;
  readonly labels = new LabelTable();
  readonly binders = new BinderTable();
  readonly permissions: PermissionStore;
  readonly preferences = new PreferenceStore();
  readonly files: FileStore;
  /** How the person holds the phone. */
  held: 'portrait' | 'landscape' = 'portrait';
  /** Sets the phone otherwise; the device, which has the app's packages, says how resources are chosen for it. */
  reconfigure: (change: ConfigChange) => void = () => undefined;
  readonly schedule = new Schedule(() => this.nowMs());
  /** Why the process that starts next is started. */
  startReason = 'launcher';
  #app: InstalledApp;
  #phone: PhoneProfile;
  /** How the network answers; everything works where this is empty. */
  networkRules: readonly NetworkRule[] = [];
  #latestMs = 0;
  #clock: (() => number) | undefined;
  #lastPid = 4200;

  constructor(phone: PhoneProfile, app: InstalledApp) {
    this.#phone = phone;
    this.#app = app;
    this.events = openEventLog(this.nowMs);
    this.files = new FileStore({ epochMs: () => phone.bootTimeMs + this.nowMs() });
    this.permissions = new PermissionStore((permission) => {
      const { permissions, targetSdk } = this.#app.manifest;
      const requested = permissions.find(({ name }) => name === permission);
      return {
        permission,
        protection: toProtection(requested?.protection),
        requestedInManifest: requested !== undefined,
        apiLevel: phone.apiLevel,
        targetSdk,
      };
    });
  }

  get phone(): PhoneProfile {
    return this.#phone;
  }

  /** The phone is somewhere else, or held in another way. */
  changePhone(changes: Partial<PhoneProfile>): void {
    this.#phone = { ...this.#phone, ...changes };
  }

  get app(): InstalledApp {
    return this.#app;
  }

  /** Another version of the app takes the place of this one; what it stored and was granted stays. */
  replaceApp(app: InstalledApp): void {
    this.#app = app;
  }

  /** The device's clock in milliseconds since the session began. It never goes back. */
  readonly nowMs = (): number => Math.floor(this.exactMs());

  /** The same with fractions. */
  exactMs(): number {
    this.#latestMs = Math.max(this.#latestMs, this.#clock?.() ?? 0);
    return this.#latestMs;
  }

  /** From now on time passes as this clock says, which is that of the process that runs. */
  startClock(deviceMs: () => number): void {
    this.exactMs();
    this.#clock = deviceMs;
  }

  stopClock(): void {
    this.exactMs();
    this.#clock = undefined;
  }

  /** Time that passes while no process of the app runs. */
  passIdle(durationMs: number): void {
    this.#latestMs += durationMs;
  }

  nextPid(): number {
    return ++this.#lastPid;
  }

  themeOf(activityClass: string): number {
    const { manifest, resources } = this.app;
    const component = manifest.components.find(({ name }) => name === activityClass);
    const own = component?.themeId ?? manifest.application.themeId;
    if (own !== undefined) return own;
    const name = manifest.targetSdk >= firstLightDefaultApi ? defaultThemes.light : defaultThemes.dark;
    return resources.findId('android', 'style', name) ?? 0;
  }
}

function toProtection(level: string | undefined): 'normal' | 'dangerous' | 'signature' | 'unknown' {
  const base = level?.split('|')[0];
  return base === 'normal' || base === 'dangerous' || base === 'signature' ? base : 'unknown';
}
