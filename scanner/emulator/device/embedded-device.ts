import type { DeviceEvent, DeviceGap, MotionSample, ScreenTree } from '../../device/device.ts';
import type { ManifestFacts } from '../../evidence/index.ts';
import type { FrameworkTable } from '../../data/framework/framework-table.ts';
import type { AppPackage } from '../../package/index.ts';
import type { DexFile } from '../../dex/index.ts';
import { openDex } from '../../dex/index.ts';
import { ScanError } from '../../errors.ts';
import type { ClassModel, HeapObject, Limits, Machine, MachineOptions, Steps } from '../machine/index.ts';
import { turnFor } from '../android/app/orientation.ts';
import { applyConfiguration } from '../android/app/relaunch.ts';
import { startActivity } from '../android/app/start-activity.ts';
import { clipboardText, setClipboardText } from '../android/content/clipboard.ts';
import { meterBuffers } from './buffer-memory.ts';
import { emptyIntent, makeIntent } from '../android/content/intent.ts';
import { scriptOf, type NetworkRule } from '../system/network.ts';
import { runScheduled } from '../android/app/pending-intent.ts';
import { removeTask, stickyServices } from '../android/app/services.ts';
import {
  deliverBroadcast,
  getsSystemBroadcast,
  type BroadcastResult,
} from '../android/content/deliver-broadcast.ts';
import { touchFingerprint } from '../android/hardware/biometrics.ts';
import { deliverMotion } from '../android/hardware/sensors.ts';
import { touchTag } from '../android/nfc/index.ts';
import type { SystemResources } from '../android/res/system-resources.ts';
import { smsExtras } from '../android/telephony/sms-message.ts';
import { WATCH_LIST, recordWatchedCall, recordWatchedField } from '../system/pi-read.ts';
import { changed, type ConfigChange } from '../system/phone-config.ts';
import { makePhoneProfile, type DeviceProfileName, type PhoneProfile } from '../system/phone-profile.ts';
import { processNameOf } from '../system/app-processes.ts';
import { SCHEDULE, type ScheduledWork } from '../system/schedule.ts';
import { SQL_STORE, SqlStore, type SqlEngine } from '../system/sql-store.ts';
import type { PermissionState } from '../system/permission-rules.ts';
import type { WatchList } from '../system/watch-list.ts';
import { AppProcess } from './app-process.ts';
import { attachFiles, attachHosts } from './attach-hosts.ts';
import { DeviceState } from './device-state.ts';
import { installApp, reconfigure } from './install-app.ts';
import { ProcessGroup } from './process-group.ts';
import type { ViewHost } from './view-host.ts';
import { WEB_LINK, type WebLink } from '../web/web-link.ts';

const settleMs = 400;
const launchMs = 1000;
const scheduledWorkMs = 50;
const stickyRestartMs = 1000;
const newTask = 0x10000000;
const longestPath = 1024;
const keyCodes = { back: 4, home: 3, enter: 66, recents: 187, power: 26 } as const;

/** What a device is made of; the same parts serve many devices. */
export type DeviceParts = {
  readonly models: readonly ClassModel[];
  readonly framework: FrameworkTable;
  readonly systemResources: SystemResources;
  readonly sqlEngine: SqlEngine;
  readonly views: ViewHost;
  /** What is recorded as a read of personal information. */
  readonly watch: WatchList;
  readonly limits?: Partial<Limits>;
  readonly wallMs?: () => number;
  /** The browser that draws web pages; they are laid out from their text where it is left out. */
  readonly web?: WebLink;
};

export type DeviceOptions = {
  readonly profile: DeviceProfileName;
  readonly seed: number;
};

export type Orientation = 'portrait' | 'landscape';

/** The embedded emulator with one app installed. Nothing in it waits: time is the device's own. */
export class EmbeddedDevice {
  readonly state: DeviceState;
  readonly #parts: DeviceParts;
  #pkg: AppPackage;
  #dexFiles: readonly DexFile[];
  readonly #databases: SqlStore;
  readonly #endedGaps = new Map<string, DeviceGap>();
  #heapBytes = (): number => 0;
  readonly #processes: ProcessGroup;

  constructor(pkg: AppPackage, manifest: ManifestFacts, parts: DeviceParts, options: DeviceOptions) {
    this.#parts = parts;
    this.#databases = new SqlStore(parts.sqlEngine);
    const phone = makePhoneProfile(options.profile, options.seed);
    this.#pkg = pkg;
    this.#dexFiles = openDexFiles(pkg);
    this.state = new DeviceState(phone, installApp(pkg, manifest, parts.systemResources, phone));
    this.state.reconfigure = (change) => {
      this.state.changePhone(changed(this.phone, change));
      this.state.replaceApp(reconfigure(this.state.app, this.#pkg, parts.systemResources, this.phone));
    };
    this.#processes = new ProcessGroup({
      mainName: () => this.#mainName,
      binders: this.state.binders,
      start: (name, reason) => this.#start(reason, name),
      takeOver: ({ vm, system }) => attachFiles(vm, system, this.state.files),
    });
  }

  get #mainName(): string {
    return this.state.app.manifest.packageName;
  }

  get phone(): PhoneProfile {
    return this.state.phone;
  }

  /** The process with the screen, where it lives; other processes of the app may live beside it or without it. */
  get process(): AppProcess | undefined {
    return this.#processes.find(this.#mainName);
  }

  /** Names of the app's processes that live. */
  processNames(): readonly string[] {
    return this.#processes.living.map(({ name }) => name);
  }

  nowMs(): number {
    return this.state.nowMs();
  }

  /** Cold start from the launcher; an app that lives comes to the front. */
  launch(): void {
    const running = this.process;
    if (running && running.system.activities.stack.length > 0) running.comeBack();
    else this.#start('launcher').launch(this.#launcherClass());
    this.#run(launchMs);
  }

  /** Starts the app's process alone, as a service or provider of another app would; its Application comes to be. */
  startProcess(reason: string): void {
    if (!this.process) this.#start(reason);
    this.#run(launchMs);
  }

  /** Ends the app and takes its alarms and jobs away. */
  forceStop(): void {
    this.state.schedule.removeAll();
    this.#kill('force stop');
  }

  /** Installs another version over this one: data, permissions, alarms and the clock stay; the new version is told. */
  upgrade(pkg: AppPackage, manifest: ManifestFacts): void {
    const installed = this.state.app.manifest;
    if (manifest.packageName !== installed.packageName)
      throw new ScanError(
        'DEVICE_FAILED',
        `${manifest.packageName} is another app and cannot be installed over ${installed.packageName}.`,
      );
    if (manifest.versionCode < installed.versionCode)
      throw new ScanError(
        'DEVICE_FAILED',
        `Version ${manifest.versionCode} is older than the installed ${installed.versionCode}; Android refuses to go back.`,
      );
    this.#kill('upgrade');
    this.#pkg = pkg;
    this.#dexFiles = openDexFiles(pkg);
    this.state.replaceApp(installApp(pkg, manifest, this.#parts.systemResources, this.phone));
    this.broadcast('android.intent.action.MY_PACKAGE_REPLACED', {});
  }

  clearData(): void {
    this.forceStop();
    this.state.preferences.clearAll();
    this.#databases.clearAll();
    this.state.files.clear(`/data/data/${this.state.app.manifest.packageName}`);
  }

  passTime(durationMs: number): void {
    this.#run(durationMs);
  }

  tap(xPx: number, yPx: number): void {
    this.touch([
      { action: 'down', xPx, yPx, atMs: 0 },
      { action: 'up', xPx, yPx, atMs: 40 },
    ]);
  }

  touch(steps: readonly { action: 'down' | 'move' | 'up'; xPx: number; yPx: number; atMs: number }[]): void {
    let passedMs = 0;
    for (const { action, xPx, yPx, atMs } of steps) {
      if (atMs > passedMs) this.#run(atMs - passedMs);
      passedMs = Math.max(passedMs, atMs);
      const process = this.process;
      process?.onMain('touch', () => this.#parts.views.touch(process.vm, action, xPx, yPx));
    }
    this.#run(settleMs);
  }

  pressKey(key: keyof typeof keyCodes): void {
    const process = this.process;
    if (!process) return;
    if (key === 'home') process.goHome();
    else if (key === 'back' && !process.system.activities.inForeground) process.comeBack();
    else process.onMain('key', () => this.#parts.views.pressKey(process.vm, keyCodes[key]));
    this.#run(settleMs);
  }

  type(text: string): void {
    const process = this.process;
    process?.onMain('type', () => this.#parts.views.typeText(process.vm, text));
    this.#run(settleMs);
  }

  background(): void {
    this.process?.goHome();
    this.#run(settleMs);
  }

  foreground(): void {
    this.process?.comeBack();
    this.#run(settleMs);
  }

  tree(): ScreenTree {
    const process = this.process;
    const tree = process?.onMain('read tree', () => this.#parts.views.readTree(process.vm));
    return tree ?? { ...this.phone.screen, windows: [] };
  }

  /** PNG of the whole screen; the home screen when no process of the app lives to draw anything. */
  screenshot(): Uint8Array {
    const process = this.process;
    const png = process?.onMain('paint', () => this.#parts.views.paint(process.vm));
    return png ?? this.#parts.views.paintEmpty(this.phone.screen.widthPx, this.phone.screen.heightPx);
  }

  /** The person swipes the app away in the list of recent ones: its services are told, then its process ends. */
  removeTask(): void {
    const process = this.process;
    if (!process) return;
    process.goHome();
    this.#run(settleMs);
    process.onMain('remove task', () => removeTask(process.vm));
    this.#run(settleMs);
    if (process.alive) process.kill('task removed');
    this.#noteEnded();
  }

  /** Everything stops; receivers of BOOT_COMPLETED are started after. */
  reboot(): void {
    this.#kill('reboot');
    // Alarms do not outlive a restart of the phone; jobs do.
    this.state.schedule.removeAll('alarm ');
    this.broadcast('android.intent.action.BOOT_COMPLETED', {});
  }

  /**
   * A broadcast of the system: starts the app's process where a receiver in its manifest listens for it. Answers what its
   * receivers did, as for `am broadcast`; code 0 and no data where none listens.
   */
  broadcast(action: string, extras: Readonly<Record<string, string>>): BroadcastResult {
    return this.#broadcast(action, (vm) =>
      Object.entries(extras).map(([key, value]): readonly [string, HeapObject] => [key, vm.string(value)]),
    ).result;
  }

  #broadcast(
    action: string,
    extrasOf: (vm: Machine) => readonly (readonly [string, HeapObject])[],
  ): { readonly result: BroadcastResult; readonly delivered: boolean } {
    let result: BroadcastResult = { code: 0, data: undefined };
    const { manifest } = this.state.app;
    const isGranted = (permission: string) => this.state.permissions.isGranted(permission);
    const listening = getsSystemBroadcast(action, manifest.targetSdk, isGranted)
      ? manifest.components.filter(
          (component) =>
            component.kind === 'receiver' &&
            component.enabled &&
            component.intentFilters.some(({ actions }) => actions.includes(action)),
        )
      : [];
    // Processes that live may have registered for it; those of receivers in the manifest are started for it.
    const names = new Set([
      ...this.processNames(),
      ...listening.map(({ process }) => processNameOf(manifest.packageName, process)),
    ]);
    for (const name of names) {
      const process = this.#processes.find(name) ?? this.#start(`broadcast ${action}`, name);
      const { vm } = process;
      process.post(`broadcast ${action}`, function* () {
        const answer = yield* deliverBroadcast(vm, action, extrasOf(vm));
        if (answer.code !== 0 || answer.data !== undefined) result = answer;
      });
    }
    if (names.size > 0) this.#run(settleMs);
    return { result, delivered: names.size > 0 };
  }

  /** A text message comes in; true when a receiver of the app was there for it. */
  receiveSms(address: string, body: string): boolean {
    const sentMs = this.phone.bootTimeMs + this.nowMs();
    const permission = 'android.permission.RECEIVE_SMS';
    if (!this.state.permissions.isGranted(permission)) return false;
    return this.#broadcast('android.provider.Telephony.SMS_RECEIVED', (vm) =>
      smsExtras(vm, { address, body, sentMs }),
    ).delivered;
  }

  /** The person touches the fingerprint sensor; false when no app waits for that. */
  touchFingerprint(isKnown: boolean): boolean {
    return this.#answer('fingerprint', (vm) => touchFingerprint(vm, isKnown));
  }

  /** The person holds the phone to their card; false when no app waits for one. */
  touchNfcTag(): boolean {
    return this.#answer('nfc tag', touchTag);
  }

  #answer(name: string, steps: (vm: Machine) => Steps<boolean>): boolean {
    const process = this.process;
    const taken = process?.onMain(name, () => steps(process.vm)) ?? false;
    this.#run(settleMs);
    return taken;
  }

  /** Feeds the motion sensors that the app listens to, one sample at a time. */
  playMotion(samples: readonly MotionSample[], intervalMs: number): void {
    for (const sample of samples) {
      const process = this.process;
      process?.onMain('motion', () => deliverMotion(process.vm, sample));
      this.#run(intervalMs);
    }
    this.#run(settleMs);
  }

  /** The person turns the phone: the activity on the screen starts again, unless it is fixed or deals with it itself. */
  setOrientation(orientation: Orientation): void {
    this.state.held = orientation;
    const process = this.process;
    const top = process?.system.activities.top;
    if (process && top) process.onMain('turn the screen', () => turnFor(process.vm, top.className, top));
    else this.#configure({ orientation });
    this.#run(settleMs);
  }

  /** The person chooses another language, or dark colours. */
  configure(change: Pick<ConfigChange, 'locale' | 'night'>): void {
    this.#configure(change);
    this.#run(settleMs);
  }

  #configure(change: ConfigChange): void {
    this.state.reconfigure(change);
    const process = this.process;
    process?.onMain('configuration', () => applyConfiguration(process.vm));
  }

  /** The phone is somewhere else from now on; who asked to be told hears of it at the next fix. */
  setLocation(place: Pick<PhoneProfile['location'], 'latitude' | 'longitude' | 'altitudeM'>): void {
    this.state.changePhone({ location: { ...this.phone.location, ...place } });
  }

  /** Another app copied a text. */
  setClipboard(text: string): void {
    this.state.changePhone({ clipboard: text });
    const process = this.process;
    process?.onMain('clipboard', function* () {
      setClipboardText(process.vm, text);
    });
  }

  clipboard(): string {
    return this.process ? clipboardText(this.process.vm) : this.phone.clipboard;
  }

  /** How the network answers from now on. */
  setNetwork(rules: readonly NetworkRule[]): void {
    this.state.networkRules = rules;
  }

  /** A link was tapped in another app: the app opens it where one of its activities takes such links. */
  openUrl(url: string): void {
    const process = this.process ?? this.#start('link');
    const { vm } = process;
    process.post('link', () =>
      startActivity(
        vm,
        makeIntent(vm, {
          ...emptyIntent(),
          action: 'android.intent.action.VIEW',
          categories: ['android.intent.category.BROWSABLE'],
          dataText: url,
          flags: newTask,
        }),
        undefined,
        -1,
      ),
    );
    this.#run(launchMs);
  }

  /** Puts a file where a person could put one. Throws DEVICE_FAILED for a path outside of shared storage and the app's own data. */
  writeFile(path: string, bytes: Uint8Array): void {
    this.state.files.place(this.#personsPath(path), bytes);
  }

  readFile(path: string): Uint8Array {
    const file = this.state.files.find(this.#personsPath(path));
    if (file?.kind !== 'file')
      throw new ScanError('DEVICE_FAILED', `There is no file ${path} on the device.`);
    return file.bytes.slice(0, file.sizeBytes);
  }

  #personsPath(path: string): string {
    const full = this.state.files.resolve(path);
    const { packageName } = this.state.app.manifest;
    const open = ['/storage/emulated/0/', `/data/data/${packageName}/`, `/data/user/0/${packageName}/`];
    if (open.some((folder) => full.startsWith(folder)) && full.length <= longestPath) return full;
    throw new ScanError('DEVICE_FAILED', `${path} is neither on shared storage nor in the app's own data.`);
  }

  setPermission(permission: string, state: PermissionState): void {
    this.state.permissions.decide(permission, state);
  }

  events(afterNumber: number): readonly DeviceEvent[] {
    return this.state.events.after(afterNumber);
  }

  /** What could not be executed faithfully so far, most frequent first. */
  gaps(): readonly DeviceGap[] {
    this.#collectGaps();
    return [...this.#endedGaps.values(), ...this.state.events.gaps()].sort((a, b) => b.count - a.count);
  }

  #start(reason: string, name = this.#mainName): AppProcess {
    this.#noteEnded();
    this.state.startReason = reason;
    const { framework, watch, limits, wallMs, web } = this.#parts;
    const isAlone = this.#processes.living.length === 0;
    let heapBytes = () => 0;
    const machine: Omit<MachineOptions, 'models'> = {
      dexFiles: this.#dexFiles,
      platform: framework,
      apiLevel: this.phone.apiLevel,
      watch: watch.methods,
      onFieldRead: (event) => recordWatchedField(process.system, event),
      onWatched: (call) => recordWatchedCall(process.vm, process.system, watch, call),
      epochMs: this.phone.bootTimeMs + this.state.nowMs(),
      ...(limits !== undefined && { limits }),
      // Time that the browser takes is not the app's.
      ...(wallMs !== undefined && { wallMs: () => wallMs() - (web?.waitedMs ?? 0) }),
      heapBytes: () => heapBytes(),
      labels: this.state.labels,
    };
    const { models, views } = this.#parts;
    const process: AppProcess = new AppProcess(
      this.state,
      models,
      views,
      machine,
      name,
      this.#processes.others,
    );
    process.vm.attach(WATCH_LIST, watch);
    process.vm.attach(SCHEDULE, this.state.schedule);
    // One process has the screen, and with it the browser.
    if (web && name === this.#mainName) process.vm.attach(WEB_LINK, web);
    process.vm.attach(SQL_STORE, this.#databases);
    attachHosts(
      process.vm,
      process.system,
      this.state.files,
      scriptOf(() => this.state.networkRules),
    );
    // From here on nothing holds an earlier process of this name.
    this.#processes.add(process);
    this.#heapBytes = isAlone ? meterBuffers() : this.#heapBytes;
    heapBytes = this.#heapBytes;
    return process;
  }

  #kill(reason: string): void {
    for (const process of this.#processes.living) process.kill(reason);
    this.#collectGaps();
    this.#processes.takeEnded();
  }

  /** Services of processes that died by themselves may come back; what the ledger of these says is kept. */
  #noteEnded(): void {
    this.#collectGaps();
    for (const process of this.#processes.takeEnded()) this.#keepSticky(process);
  }

  /** Lets time pass; alarms and jobs that fall due in it are done in their turn, starting the process where it is gone. */
  #run(durationMs: number): void {
    const endMs = this.state.nowMs() + durationMs;
    const { schedule } = this.state;
    for (;;) {
      this.#runUntil(Math.min(endMs, schedule.nextMs));
      const due = schedule.nextMs <= endMs ? schedule.takeDue(this.state.nowMs()) : undefined;
      if (!due) {
        if (this.state.nowMs() >= endMs) return;
        continue;
      }
      const name = this.#processOf(due.work);
      const process = this.#processes.find(name) ?? this.#start(due.work.kind, name);
      process.post(due.key, () => runScheduled(process.vm, due.work));
      this.#runUntil(this.state.nowMs() + scheduledWorkMs);
    }
  }

  #runUntil(untilMs: number): void {
    for (;;) {
      const { deviceMs } = this.#processes;
      if (deviceMs === undefined) {
        this.state.stopClock();
        this.state.passIdle(Math.max(0, untilMs - this.state.exactMs()));
        return;
      }
      if (deviceMs >= untilMs) return;
      this.#processes.runTo(untilMs);
      if (this.#processes.living.length === 0 || this.#processes.hasEnded) this.#noteEnded();
    }
  }

  /** The process in which an alarm, a job or a service that comes back is done. */
  #processOf(work: ScheduledWork): string {
    const { packageName, components } = this.state.app.manifest;
    const className = 'intent' in work ? work.intent.component?.className : work.className;
    const process = components.find(
      ({ name, kind }) => name === className && !kind.startsWith('activity'),
    )?.process;
    return processNameOf(packageName, process);
  }

  /** Services that asked for it are started again a second after their process died. */
  #keepSticky(process: AppProcess): void {
    for (const className of stickyServices(process.vm))
      this.state.schedule.add({
        key: `sticky ${className}`,
        atMs: this.state.nowMs() + stickyRestartMs,
        work: { kind: 'sticky-service', className },
      });
  }

  #launcherClass(): string {
    const launcher = this.state.app.manifest.components.find(
      (component) =>
        (component.kind === 'activity' || component.kind === 'activity-alias') &&
        component.enabled &&
        component.intentFilters.some(
          ({ actions, categories }) =>
            actions.includes('android.intent.action.MAIN') &&
            categories.includes('android.intent.category.LAUNCHER'),
        ),
    );
    if (!launcher)
      throw new ScanError('DEVICE_FAILED', 'The app has no launcher activity, so it cannot be started.');
    return launcher.targetActivity ?? launcher.name;
  }

  #collectGaps(): void {
    for (const { vm } of this.#processes.all)
      for (const { code, subject, caller, count } of vm.gaps.list()) {
        const key = `${code} ${subject} ${caller}`;
        this.#endedGaps.set(key, { kind: code, what: subject, caller, count });
      }
  }
}

function openDexFiles(pkg: AppPackage): readonly DexFile[] {
  return pkg.apks.flatMap((apk) => apk.dexEntries().map((entry) => openDex(apk.read(entry), entry.name)));
}
