import { errors } from '@appium/base-driver';
import type { DeviceEvent, DeviceGap, MotionSample, ScreenTree } from '../../device/device.ts';
import { describeDevice } from '../device/describe-device.ts';
import type { DeviceFacts } from '../../evidence/index.ts';
import { legacyRoutes, mobileCommands } from './commands.ts';
import type { EmulatorSession } from '../process/index.ts';
import type { NetworkRule } from '../system/network.ts';
import { PersonDriver } from './person-driver.ts';
import { toClassName } from './session-driver.ts';
import { centreOf } from './ui-node.ts';

type Place = { readonly latitude: number; readonly longitude: number; readonly altitude: number };
type Point = { readonly xPx: number; readonly yPx: number };
type Direction = 'up' | 'down' | 'left' | 'right';

/** Numbers of UiAutomator2's app states. */
const appStates = { notInstalled: 0, notRunning: 1, background: 3, foreground: 4 } as const;
const tapMs = 40;
const longPressMs = 600;
const doubleTapGapMs = 100;
const pxPerSecond = 2500;
const quarterTurnDeg = 90;

/** The Appium driver of the embedded emulator: UiAutomator2's commands, and those that inspectors need. */
export class EmbeddedDriver extends PersonDriver {
  static executeMethodMap = mobileCommands;
  static newMethodMap = legacyRoutes;

  async execute(script: string, args: unknown): Promise<unknown> {
    const [parameters = {}] = Array.isArray(args) ? args : [args];
    return this.executeMethod(script, [parameters]);
  }

  // The device's own.

  async mobileEvents(after = 0): Promise<readonly DeviceEvent[]> {
    return this.device.events(after);
  }

  async mobileWindows(): Promise<ScreenTree> {
    return (await this.screen.read()).tree;
  }

  async mobileGaps(): Promise<readonly DeviceGap[]> {
    return this.device.gaps();
  }

  async mobileDeviceFacts(): Promise<DeviceFacts> {
    return describeDevice(this.opened.settings.profile);
  }

  async mobileNow(): Promise<number> {
    return this.device.nowMs();
  }

  async mobileAdvanceClock(durationMs: unknown): Promise<void> {
    const forMs = toNumber(durationMs, 'durationMs');
    await this.act((device) => device.passTime(forMs));
  }

  async mobileMotion(samples: readonly MotionSample[], intervalMs: unknown): Promise<void> {
    const everyMs = toNumber(intervalMs, 'intervalMs');
    await this.act((device) => device.playMotion(samples, everyMs));
  }

  async mobileSetScreen(on: unknown): Promise<void> {
    await this.act((device) => device.setScreenOn(on === true));
    this.#locked = on !== true;
  }

  async mobileReboot(): Promise<void> {
    await this.act((device) => device.reboot());
  }

  async mobileRemoveTask(): Promise<void> {
    await this.act((device) => device.removeTask());
  }

  async mobileLaunch(): Promise<void> {
    await this.act((device) => device.launch());
  }

  async mobileForceStop(): Promise<void> {
    await this.act((device) => device.forceStop());
  }

  async mobileClearData(): Promise<void> {
    await this.act((device) => device.clearData());
  }

  async mobileBackground(): Promise<void> {
    await this.act((device) => device.background());
  }

  async mobileForeground(): Promise<void> {
    await this.act((device) => device.foreground());
  }

  async mobileSetPermission(permission: string, state: string): Promise<void> {
    if (state !== 'granted' && state !== 'denied' && state !== 'unset')
      throw new errors.InvalidArgumentError('state is granted, denied or unset.');
    await this.act((device) => device.setPermission(permission, state));
  }

  async mobileUpgrade(apkFiles: readonly string[]): Promise<void> {
    const { packageName, settings } = this.opened;
    await this.act((device) => device.upgrade({ apkFiles, packageName, seed: settings.seed }));
  }

  /** Answers in the words of `am broadcast`, as UiAutomator2 does. */
  async mobileBroadcast(action: string, extras: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, data } = await this.act((device) => device.askByBroadcast(action, extras));
    return `Broadcast completed: result=${code}${data === undefined ? '' : `, data="${data}"`}`;
  }

  // Fingers and keys.

  async mobileClick(elementId?: string, x?: number, y?: number): Promise<void> {
    const { xPx, yPx } = await this.#point(elementId, x, y);
    await this.act((device) => device.tap(xPx, yPx));
  }

  async mobileLongClick(elementId?: string, x?: number, y?: number, duration = longPressMs): Promise<void> {
    const point = await this.#point(elementId, x, y);
    await this.act((device) =>
      device.touch([
        { action: 'down', ...point, atMs: 0 },
        { action: 'up', ...point, atMs: duration },
      ]),
    );
  }

  async mobileDoubleClick(elementId?: string, x?: number, y?: number): Promise<void> {
    const point = await this.#point(elementId, x, y);
    await this.act((device) =>
      device.touch(
        [0, tapMs + doubleTapGapMs].flatMap((startMs) => [
          { action: 'down' as const, ...point, atMs: startMs },
          { action: 'up' as const, ...point, atMs: startMs + tapMs },
        ]),
      ),
    );
  }

  async mobileDrag(
    endX: number,
    endY: number,
    elementId?: string,
    startX?: number,
    startY?: number,
    speed = pxPerSecond,
  ): Promise<void> {
    const from = await this.#point(elementId, startX, startY);
    const durationMs = longPressMs + (Math.hypot(endX - from.xPx, endY - from.yPx) / speed) * 1000;
    const to = { xPx: endX, yPx: endY };
    await this.act((device) =>
      device.touch([
        { action: 'down', ...from, atMs: 0 },
        { action: 'move', ...from, atMs: longPressMs },
        { action: 'move', ...to, atMs: durationMs },
        { action: 'up', ...to, atMs: durationMs },
      ]),
    );
  }

  /** The finger goes in the direction named. */
  async mobileSwipe(direction: string, percent: number, ...area: AreaArguments): Promise<void> {
    await this.#swipe(toDirection(direction), percent, area);
  }

  /** The content goes on in the direction named, so the finger goes the other way. */
  async mobileScroll(direction: string, percent: number, ...area: AreaArguments): Promise<boolean> {
    const before = JSON.stringify((await this.screen.read()).tree);
    const opposite = { up: 'down', down: 'up', left: 'right', right: 'left' } as const;
    await this.#swipe(opposite[toDirection(direction)], percent, area);
    return JSON.stringify((await this.screen.read()).tree) !== before;
  }

  /** A scroll by as far as the area goes; true while there was something to scroll. */
  async mobileFling(direction: string, ...area: AreaArguments): Promise<boolean> {
    return this.mobileScroll(direction, 1, ...area);
  }

  async mobileType(text: string): Promise<void> {
    await this.typeText(text);
  }

  async mobilePressKey(keycode: unknown): Promise<void> {
    await this.pressKeyCode(keycode);
  }

  async pressKeyCode(keycode: unknown): Promise<void> {
    const keyCode = toNumber(keycode, 'keycode');
    await this.act((device) => device.pressKeyCode(keyCode));
  }

  async hideKeyboard(): Promise<boolean> {
    return false;
  }

  /** No keyboard is drawn; text goes straight to the view that has the focus. */
  async isKeyboardShown(): Promise<boolean> {
    return false;
  }

  // Apps.

  async activateApp(appId: string): Promise<void> {
    this.#requireOwn(appId);
    await this.act((device) => device.launch());
  }

  async terminateApp(appId: string): Promise<boolean> {
    this.#requireOwn(appId);
    const { state } = await this.device.describeApp();
    await this.act((device) => device.forceStop());
    return state !== 'not-running';
  }

  async mobileClearApp(appId: string): Promise<void> {
    this.#requireOwn(appId);
    await this.act((device) => device.clearData());
  }

  async queryAppState(appId: string): Promise<0 | 1 | 3 | 4> {
    if (appId !== this.opened.packageName || !this.opened.session)
      return (await this.isAppInstalled(appId)) ? appStates.notRunning : appStates.notInstalled;
    const { state } = await this.device.describeApp();
    return state === 'not-running' ? appStates.notRunning : appStates[state];
  }

  async isAppInstalled(appId: string): Promise<boolean> {
    const { packageName, session, phone } = this.opened;
    if (appId === packageName) return session !== undefined;
    return phone.installed.some((app) => app.packageName === appId);
  }

  async installApp(appPath: string): Promise<void> {
    if (this.opened.session) await this.mobileUpgrade([appPath]);
    else await this.install([appPath]);
  }

  async removeApp(appId: string): Promise<boolean> {
    const wasInstalled = appId === this.opened.packageName && this.opened.session !== undefined;
    if (wasInstalled) await this.uninstall();
    return wasInstalled;
  }

  async background(seconds = -1): Promise<boolean> {
    await this.act(async (device) => {
      await device.background();
      if (seconds < 0) return;
      await device.passTime(seconds * 1000);
      await device.foreground();
    });
    return true;
  }

  async startActivity(appPackage: string, appActivity: string): Promise<void> {
    this.#requireOwn(appPackage);
    const className = toClassName(appPackage, appActivity);
    await this.act((device) => device.startActivity(className));
  }

  async mobileStartActivity(component?: string, intent?: string, appActivity?: string): Promise<void> {
    const target = component ?? intent ?? `${this.opened.packageName}/${appActivity ?? ''}`;
    const [appPackage = '', activity = ''] = target.split('/');
    if (activity === '')
      throw new errors.InvalidArgumentError('Name the activity: package/.Activity as component.');
    await this.startActivity(appPackage, activity);
  }

  async getCurrentActivity(): Promise<string> {
    const { packageName, activity } = await this.device.describeApp();
    return activity.startsWith(`${packageName}.`) ? activity.slice(packageName.length) : activity;
  }

  async getCurrentPackage(): Promise<string> {
    const { tree } = await this.screen.read();
    const front = tree.windows.findLast((window) => window.kind !== 'toast');
    return front?.ownerPackage ?? 'com.android.launcher3';
  }

  async mobileChangePermissions(
    permissions: string | readonly string[],
    appPackage?: string,
    action = 'grant',
    target = 'pm',
  ): Promise<void> {
    if (appPackage !== undefined) this.#requireOwn(appPackage);
    if (target !== 'pm' || (action !== 'grant' && action !== 'revoke'))
      throw new errors.UnsupportedOperationError('Permissions can be granted and revoked (target pm).');
    const all = (await this.device.describeApp()).permissions.map(({ name }) => name);
    const names = permissions === 'all' ? all : [permissions].flat();
    await this.act(async (device) => {
      for (const name of names) await device.setPermission(name, action === 'grant' ? 'granted' : 'unset');
    });
  }

  async mobileGetPermissions(type = 'requested', appPackage?: string): Promise<string[]> {
    if (appPackage !== undefined) this.#requireOwn(appPackage);
    if (type !== 'requested' && type !== 'granted' && type !== 'denied')
      throw new errors.InvalidArgumentError('type is requested, granted or denied.');
    return (await this.device.describeApp()).permissions
      .filter(({ granted }) => type === 'requested' || granted === (type === 'granted'))
      .map(({ name }) => name);
  }

  // The phone.

  async getWindowRect(): Promise<{ x: number; y: number; width: number; height: number }> {
    const { widthPx, heightPx } = (await this.screen.read()).tree;
    return { x: 0, y: 0, width: widthPx, height: heightPx };
  }

  async getOrientation(): Promise<string> {
    const { widthPx, heightPx } = (await this.screen.read()).tree;
    return widthPx < heightPx ? 'PORTRAIT' : 'LANDSCAPE';
  }

  async setOrientation(orientation: string): Promise<void> {
    const wanted = String(orientation).toLowerCase();
    if (wanted !== 'portrait' && wanted !== 'landscape')
      throw new errors.InvalidArgumentError('orientation is PORTRAIT or LANDSCAPE.');
    await this.act((device) => device.setOrientation(wanted));
  }

  async getRotation(): Promise<{ x: number; y: number; z: number }> {
    return { x: 0, y: 0, z: (await this.getOrientation()) === 'PORTRAIT' ? 0 : quarterTurnDeg };
  }

  async getDisplayDensity(): Promise<number> {
    return this.opened.phone.screen.densityDpi;
  }

  async getDeviceTime(format?: string): Promise<string> {
    if (format !== undefined && format !== 'YYYY-MM-DDTHH:mm:ssZ')
      throw new errors.UnsupportedOperationError('The time is given as YYYY-MM-DDTHH:mm:ssZ only.');
    // The phone lives in Shanghai, which has no summer time.
    const shanghaiMs = this.opened.phone.bootTimeMs + (await this.device.nowMs()) + 8 * 3_600_000;
    return `${new Date(shanghaiMs).toISOString().slice(0, 19)}+08:00`;
  }

  async getGeoLocation(): Promise<Place> {
    const { latitude, longitude, altitudeM } = this.opened.phone.location;
    return this.#place ?? { latitude, longitude, altitude: altitudeM };
  }

  async setGeoLocation(place: Partial<Place>): Promise<Place> {
    return this.mobileSetGeolocation(place.latitude, place.longitude, place.altitude);
  }

  async mobileSetGeolocation(latitude: unknown, longitude: unknown, altitude: unknown = 0): Promise<Place> {
    const place = {
      latitude: toNumber(latitude, 'latitude'),
      longitude: toNumber(longitude, 'longitude'),
      altitude: toNumber(altitude, 'altitude'),
    };
    if (Math.abs(place.latitude) > 90 || Math.abs(place.longitude) > 180)
      throw new errors.InvalidArgumentError('There is no such place on earth.');
    const { altitude: altitudeM, ...where } = place;
    await this.act((device) => device.setLocation({ ...where, altitudeM }));
    this.#place = place;
    return place;
  }

  /** As UiAutomator2: the text goes and comes as base64. */
  async setClipboard(content: string, contentType = 'plaintext'): Promise<void> {
    requirePlainText(contentType);
    await this.act((device) => device.setClipboard(Buffer.from(content, 'base64').toString('utf8')));
  }

  async getClipboard(contentType = 'plaintext'): Promise<string> {
    requirePlainText(contentType);
    return Buffer.from(await this.device.clipboard(), 'utf8').toString('base64');
  }

  async mobileNetwork(rules: readonly NetworkRule[]): Promise<void> {
    if (!Array.isArray(rules) || !rules.every((rule) => typeof rule?.url === 'string'))
      throw new errors.InvalidArgumentError('rules is a list of {url, refuse?, status?, headers?, body?}.');
    await this.act((device) => device.setNetwork(rules));
  }

  async mobileDeepLink(url: string, appPackage?: string): Promise<void> {
    if (appPackage !== undefined) this.#requireOwn(appPackage);
    await this.act((device) => device.openUrl(url));
  }

  async pushFile(remotePath: string, payload: string): Promise<void> {
    await this.#withFiles((device) => device.writeFile(remotePath, Buffer.from(payload, 'base64')));
  }

  async pullFile(remotePath: string): Promise<string> {
    return Buffer.from(await this.#withFiles((device) => device.readFile(remotePath))).toString('base64');
  }

  /** A wrong path is the client's mistake and not a broken device. */
  async #withFiles<T>(action: (device: EmulatorSession) => Promise<T>): Promise<T> {
    return this.act(async (device) => {
      try {
        return await action(device);
      } catch (error) {
        throw new errors.InvalidArgumentError(error instanceof Error ? error.message : String(error));
      }
    });
  }

  #place: Place | undefined;

  async mobileGetNotifications(): Promise<unknown> {
    const events = await this.device.events(0);
    return {
      statusBarNotifications: events.flatMap((event) =>
        event.kind === 'notification'
          ? [
              {
                packageName: this.opened.packageName,
                postTime: event.atMs,
                notification: { title: event.title, text: event.text },
              },
            ]
          : [],
      ),
    };
  }

  async mobileDeviceInfo(): Promise<Readonly<Record<string, unknown>>> {
    const { build, androidVersion, apiLevel, screen, timeZone, locale, ids } = this.opened.phone;
    return {
      androidId: ids.androidId,
      manufacturer: build.manufacturer,
      model: build.model,
      brand: build.brand,
      apiVersion: String(apiLevel),
      platformVersion: androidVersion,
      realDisplaySize: `${screen.widthPx}x${screen.heightPx}`,
      displayDensity: screen.densityDpi,
      timeZone,
      locale: `${locale.language}_${locale.country}`,
    };
  }

  async lock(seconds?: number): Promise<void> {
    await this.mobileSetScreen(false);
    if (seconds === undefined || seconds <= 0) return;
    await this.act((device) => device.passTime(seconds * 1000));
    await this.mobileSetScreen(true);
  }

  async unlock(): Promise<void> {
    await this.mobileSetScreen(true);
  }

  async isLocked(): Promise<boolean> {
    return this.#locked;
  }

  #locked = false;

  #requireOwn(appId: string): void {
    const { packageName } = this.opened;
    if (appId !== packageName)
      throw new errors.InvalidArgumentError(`Only ${packageName} runs on this device, not ${appId}.`);
  }

  async #point(elementId: string | undefined, x?: number, y?: number): Promise<Point> {
    if (elementId === undefined) return { xPx: toNumber(x, 'x'), yPx: toNumber(y, 'y') };
    const node = await this.screen.element(elementId);
    if (x === undefined || y === undefined) return centreOf(node);
    // With an element, x and y count from its upper left corner.
    return { xPx: node.node.boundsPx.left + x, yPx: node.node.boundsPx.top + y };
  }

  async #swipe(direction: Direction, percent: number, area: AreaArguments): Promise<void> {
    const [elementId, left, top, width, height, speed = pxPerSecond] = area;
    const rect =
      elementId === undefined
        ? {
            x: toNumber(left, 'left'),
            y: toNumber(top, 'top'),
            width: toNumber(width, 'width'),
            height: toNumber(height, 'height'),
          }
        : await this.getElementRect(elementId);
    const share = Math.min(1, Math.max(0.01, toNumber(percent, 'percent')));
    const isVertical = direction === 'up' || direction === 'down';
    const lengthPx = (isVertical ? rect.height : rect.width) * share;
    const sign = direction === 'up' || direction === 'left' ? 1 : -1;
    const middle = { xPx: rect.x + rect.width / 2, yPx: rect.y + rect.height / 2 };
    const away = (by: number): Point => ({
      xPx: Math.round(middle.xPx + (isVertical ? 0 : by)),
      yPx: Math.round(middle.yPx + (isVertical ? by : 0)),
    });
    const [from, to] = [away((sign * lengthPx) / 2), away((-sign * lengthPx) / 2)];
    const durationMs = Math.max(100, (lengthPx / speed) * 1000);
    await this.act((device) => device.swipe(from.xPx, from.yPx, to.xPx, to.yPx, durationMs));
  }
}

type AreaArguments = [
  elementId?: string,
  left?: number,
  top?: number,
  width?: number,
  height?: number,
  speed?: number,
];

function toDirection(value: string): Direction {
  if (value === 'up' || value === 'down' || value === 'left' || value === 'right') return value;
  throw new errors.InvalidArgumentError('direction is up, down, left or right.');
}

function requirePlainText(contentType: string): void {
  if (contentType.toLowerCase() !== 'plaintext')
    throw new errors.UnsupportedOperationError('The clipboard holds plain text only.');
}

function toNumber(value: unknown, name: string): number {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw new errors.InvalidArgumentError(`${name} is a number.`);
  return number;
}
