import { BaseDriver, errors } from '@appium/base-driver';
import { openDeviceProcess, type EmulatorDevice, type EmulatorSession } from '../process/index.ts';
import { makePhoneProfile, type PhoneProfile } from '../system/phone-profile.ts';
import {
  capabilityConstraints,
  readSettings,
  type EmbeddedConstraints,
  type SessionSettings,
} from './capabilities.ts';
import { LiveScreen } from './live-screen.ts';

/** Settings of a session that clients may change at any time. */
export type EmbeddedSettings = {
  /** The page source and finds cover all windows instead of the one in front; as UiAutomator2's. */
  enableMultiWindows?: boolean;
};

type OpenSession = {
  readonly settings: SessionSettings;
  readonly device: EmulatorDevice;
  readonly screen: LiveScreen;
  readonly phone: PhoneProfile;
  readonly packageName: string;
  /** Undefined while the app is removed. */
  session: EmulatorSession | undefined;
};

type SessionArgs = Parameters<BaseDriver<EmbeddedConstraints>['createSession']>;
type CreateResult = Awaited<ReturnType<BaseDriver<EmbeddedConstraints>['createSession']>>;

/** Elapsed time below this is not passed on: reading the screen again would cost more than it tells. */
const followFromMs = 50;
const followAtMostMs = 60_000;

/** Opens and closes the device behind an Appium session, and keeps its clock and its screen. */
export class SessionDriver extends BaseDriver<EmbeddedConstraints, Record<string, never>, EmbeddedSettings> {
  #open: OpenSession | undefined;
  #lastCommandMs = 0;

  constructor(...args: ConstructorParameters<typeof BaseDriver>) {
    super(...args);
    this.desiredCapConstraints = capabilityConstraints;
    this.locatorStrategies = ['id', 'xpath', 'class name', 'accessibility id', '-android uiautomator'];
  }

  override async createSession(...args: SessionArgs): Promise<CreateResult> {
    const [sessionId, caps] = await super.createSession(...args);
    try {
      await this.#openDevice();
    } catch (error) {
      await this.deleteSession();
      const reason = error instanceof Error ? error.message : String(error);
      throw new errors.SessionNotCreatedError(reason);
    }
    const { phone, packageName } = this.opened;
    const { screen } = phone;
    Object.assign(this.caps, {
      appPackage: packageName,
      platformVersion: phone.androidVersion,
      deviceApiLevel: phone.apiLevel,
      deviceManufacturer: phone.build.manufacturer,
      deviceModel: phone.build.model,
      deviceUDID: `embedded-${phone.name}`,
      deviceScreenSize: `${screen.widthPx}x${screen.heightPx}`,
      deviceScreenDensity: screen.densityDpi,
      pixelRatio: screen.densityDpi / 160,
    });
    return [sessionId, { ...caps, ...this.caps }];
  }

  override async deleteSession(sessionId?: string | null): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.device.close();
    await super.deleteSession(sessionId);
  }

  override async executeCommand<T = unknown>(command: string, ...args: unknown[]): Promise<T> {
    if (this.#open?.settings.followsClock) await this.#followClock(this.#open);
    try {
      return await super.executeCommand<T>(command, ...args);
    } finally {
      this.#lastCommandMs = performance.now();
    }
  }

  protected get opened(): OpenSession {
    if (!this.#open) throw new errors.NoSuchDriverError('The session has no device any more.');
    return this.#open;
  }

  protected get screen(): LiveScreen {
    return this.opened.screen;
  }

  /** Reads from the device; what is known of the screen stays. */
  protected get device(): EmulatorSession {
    const { session, packageName } = this.opened;
    if (!session) throw new errors.InvalidArgumentError(`${packageName} is not installed.`);
    return session;
  }

  /** Does something after which the screen may look different. */
  protected async act<T>(action: (device: EmulatorSession) => Promise<T>): Promise<T> {
    const { device, screen } = this;
    try {
      return await action(device);
    } finally {
      screen.invalidate();
    }
  }

  /** Takes the app off the device. */
  protected async uninstall(): Promise<void> {
    const open = this.opened;
    const { session } = open;
    open.session = undefined;
    open.screen.invalidate();
    await session?.close();
  }

  /** Puts it on a clean device again. */
  protected async install(apkFiles: readonly string[]): Promise<void> {
    const open = this.opened;
    open.session = await open.device.open({
      apkFiles,
      packageName: open.packageName,
      seed: open.settings.seed,
    });
    open.screen.invalidate();
  }

  async #openDevice(): Promise<void> {
    const settings = readSettings(this.opts);
    const { profile, seed, limits, apkFiles } = settings;
    const device = openDeviceProcess({ profile, limits, browserEnv: process.env });
    const session = await device.open({ apkFiles, packageName: '', seed });
    const { packageName, permissions } = await session.describeApp();
    const open: OpenSession = {
      settings,
      device,
      phone: makePhoneProfile(profile, seed),
      packageName,
      session,
      // Through `open`, because an app that is installed again has another session.
      screen: new LiveScreen(
        { tree: () => this.device.tree() },
        () => this.settings.getSettings().enableMultiWindows === true,
      ),
    };
    this.#open = open;
    const { appPackage, appActivity, autoGrantPermissions, autoLaunch } = this.opts;
    if (appPackage !== undefined && appPackage !== packageName)
      throw new errors.InvalidArgumentError(`The package of the app is ${packageName}, not ${appPackage}.`);
    if (autoGrantPermissions)
      for (const { name } of permissions) await session.setPermission(name, 'granted');
    if (autoLaunch === false) return;
    if (appActivity === undefined) await session.launch();
    else await session.startActivity(toClassName(packageName, appActivity));
    this.#lastCommandMs = performance.now();
  }

  async #followClock({ session, screen }: OpenSession): Promise<void> {
    const elapsedMs = Math.round(performance.now() - this.#lastCommandMs);
    if (!session || elapsedMs < followFromMs) return;
    await session.passTime(Math.min(elapsedMs, followAtMostMs));
    screen.invalidate();
  }
}

/** `.Main` and `Main` stand for a class of the app's package, as in a manifest. */
export function toClassName(packageName: string, activity: string): string {
  if (activity.startsWith('.')) return packageName + activity;
  return activity.includes('.') ? activity : `${packageName}.${activity}`;
}
