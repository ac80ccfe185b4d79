import type { DeviceEventKind } from '../../device/device.ts';
import { Machine } from '../machine/index.ts';
import type {
  ClassModel,
  JavaObject,
  JavaThread,
  JavaValue,
  MachineOptions,
  Steps,
  ThrowablePeer,
} from '../machine/index.ts';
import { MachineStop } from '../machine/stop.ts';
import { launchActivity, restartActivity } from '../android/app/activity-stack.ts';
import { bindApplication, pauseActivity, stopActivity } from '../android/app/activity-thread.ts';
import { emptyIntent, makeIntent } from '../android/content/intent.ts';
import { prepareLooper, runLooper } from '../android/os/looper.ts';
import type { AppProcesses } from '../system/app-processes.ts';
import { ActivityManager } from '../system/activity-manager.ts';
import { makeEventRecorder } from '../system/event-recorder.ts';
import type { HostMessageQueue } from '../system/message-queue.ts';
import { SystemDialogs } from '../system/system-dialogs.ts';
import { SYSTEM, type AndroidSystem, type ExternalIntent } from '../system/system.ts';
import { WindowManager, windowTypes } from '../system/window-manager.ts';
import type { DeviceState } from './device-state.ts';
import type { ViewHost } from './view-host.ts';

/** What a process sees of the app's others, and what it tells of itself. */
export type OtherProcesses = {
  readonly table: AppProcesses;
  /** One process wants something of another since this was looked at last: its turn ends. */
  readonly isAsked: () => boolean;
  readonly areThere: () => boolean;
  /** Lets the others live up to where this one is. */
  readonly keepUp: (self: AppProcess) => void;
  readonly takeOver: (self: AppProcess) => void;
};

/** How far apart in time processes may be. */
export const stepMs = 20;
const frameMs = 16;
const homeSettleMs = 50;
const uiHidden = 20;

/** One run of the app's process: its machine, its main thread, and what the system keeps for it. */
export class AppProcess {
  readonly name: string;
  readonly vm: Machine;
  readonly system: AndroidSystem;
  readonly #startMs: number;
  readonly #others: OtherProcesses;
  readonly #device: DeviceState;
  readonly #views: ViewHost;
  readonly #main: JavaThread;
  #alive = true;
  #traversalScheduled = false;

  constructor(
    device: DeviceState,
    models: readonly ClassModel[],
    views: ViewHost,
    options: Omit<MachineOptions, 'models'>,
    name: string,
    others: OtherProcesses,
  ) {
    this.#device = device;
    this.name = name;
    this.#others = others;
    this.#startMs = device.exactMs();
    this.#views = views;
    const vm = new Machine({ ...options, models });
    this.vm = vm;
    device.startClock(this.#clock);
    this.#main = vm.spawn('main', this.#mainSteps());
    const recorder = makeEventRecorder(vm, device.events, name);
    const windows = new WindowManager(device.nowMs, (change, window) => {
      const kind: DeviceEventKind = {
        kind: 'window',
        change,
        windowId: window.id,
        windowKind: window.kind,
        title: window.title,
      };
      recorder.record(kind);
    });
    const system: AndroidSystem = {
      get app() {
        return device.app;
      },
      get phone() {
        return device.phone;
      },
      processName: name,
      processes: others.table,
      pid: device.nextPid(),
      uid: 10_234,
      events: recorder,
      windows,
      activities: new ActivityManager(),
      permissions: device.permissions,
      preferences: device.preferences,
      dialogs: new SystemDialogs(windows),
      held: () => device.held,
      reconfigure: (change) => device.reconfigure(change),
      mainLooper: prepareLooper(vm, this.#main),
      application: null,
      singletons: new Map(),
      themeOf: (activityClass) => device.themeOf(activityClass),
      postToMain: (name, steps, delayMs = 0) => this.post(name, steps, delayMs),
      scheduleTraversal: () => this.#scheduleTraversal(),
      goHome: () => this.goHome(),
      leaveApp: (intent) => this.#leaveApp(intent),
      endProcess: (reason) => this.kill(reason),
      killProcess: (reason) => {
        this.#end('exited', reason);
        throw new MachineStop('EXITED');
      },
    };
    this.system = system;
    vm.attach(SYSTEM, system);
    recorder.record({ kind: 'process', change: 'started', reason: device.startReason }, []);
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** The device's clock as this process has it. */
  get deviceMs(): number {
    return this.#clock();
  }

  readonly #clock = (): number => this.#startMs + this.vm.nowMs;

  /**
   * Lets the process live up to a moment of the device's clock, or until it wants something of another process;
   * answers at once when it is gone.
   */
  runTo(deviceMs: number): void {
    if (!this.#alive) return;
    this.takeOver();
    const outcome = this.vm.run({
      untilMs: deviceMs - this.#startMs,
      until: () => !this.#alive || this.#others.isAsked(),
    });
    this.#afterRun(outcome);
  }

  /** Clock and files are this process's from here on. */
  takeOver(): void {
    this.#device.startClock(this.#clock);
    this.#others.takeOver(this);
  }

  /** Runs steps on the main thread and gives what they answered; undefined when the app ended or never came to it. */
  onMain<T>(name: string, steps: () => Steps<T>, patienceMs = 10_000): T | undefined {
    if (!this.#alive) return undefined;
    let result: { readonly value: T } | undefined;
    this.post(name, function* () {
      result = { value: yield* steps() };
    });
    const untilMs = this.vm.nowMs + patienceMs;
    do {
      this.takeOver();
      const outcome = this.vm.run({
        // Other processes keep step with this one, which may wait for them.
        untilMs: this.#others.areThere() ? Math.min(untilMs, this.vm.nowMs + stepMs) : untilMs,
        until: () => result !== undefined || !this.#alive || this.#others.isAsked(),
      });
      this.#afterRun(outcome);
      if (result === undefined) this.#others.keepUp(this);
    } while (result === undefined && this.#alive && this.vm.nowMs < untilMs);
    if (result === undefined && this.#alive)
      this.system.events.record({ kind: 'not-responding', blockedMs: patienceMs }, []);
    return result?.value;
  }

  post(name: string, steps: () => Steps<JavaValue | void>, delayMs = 0): void {
    const run = function* (): Steps<void> {
      yield* steps();
    };
    this.#queue.addHostWork(name, run, this.vm.nowMs + delayMs);
    if (this.vm.thread !== this.#main) this.vm.unpark(this.#main);
  }

  /** Starts the launcher activity. */
  launch(activityClass: string): void {
    const { vm } = this;
    const component = { packageName: this.#device.app.manifest.packageName, className: activityClass };
    this.post('launch', () =>
      launchActivity(vm, {
        className: activityClass,
        intent: makeIntent(vm, {
          ...emptyIntent(),
          action: 'android.intent.action.MAIN',
          categories: ['android.intent.category.LAUNCHER'],
          flags: 0x10200000,
          component,
        }),
        caller: undefined,
        requestCode: -1,
        reuse: undefined,
        clearTask: false,
        trigger: 'launcher',
      }),
    );
  }

  goHome(): void {
    const { activities } = this.system;
    if (!activities.inForeground) return;
    activities.inForeground = false;
    const { top } = activities;
    const { vm } = this;
    const { application } = this.system;
    if (top) {
      this.post(
        'go home',
        function* () {
          yield* vm.call(top.activity, 'onUserLeaveHint()V');
          yield* pauseActivity(vm, top);
          yield* stopActivity(vm, top);
          // TRIM_MEMORY_UI_HIDDEN: nothing of the app is on the screen any more.
          yield* vm.call(top.activity, 'onTrimMemory(I)V', uiHidden);
          yield* vm.call(application, 'onTrimMemory(I)V', uiHidden);
        },
        homeSettleMs,
      );
    }
  }

  comeBack(): void {
    const { activities, windows } = this.system;
    for (const window of windows.windows.filter(({ kind }) => kind === 'system-other'))
      windows.close(window.id);
    activities.inForeground = true;
    const { top } = activities;
    if (top) this.post('come back', () => restartActivity(this.vm, top));
  }

  kill(reason: string): void {
    if (this.#alive) this.#end('killed', reason);
  }

  get #queue(): HostMessageQueue {
    return this.system.mainLooper.peer.queue;
  }

  *#mainSteps(): Steps<void> {
    const { vm } = this;
    yield* bindApplication(vm);
    yield* runLooper(vm);
  }

  #scheduleTraversal(): void {
    if (this.#traversalScheduled) return;
    this.#traversalScheduled = true;
    this.post('traversal', () => this.#traverse(), frameMs);
  }

  *#traverse(): Steps<void> {
    this.#traversalScheduled = false;
    yield* this.#views.layOut(this.vm);
  }

  #leaveApp(intent: ExternalIntent): void {
    this.system.events.record({ kind: 'external-intent', ...intent });
    this.goHome();
    this.system.windows.open({
      kind: 'system-other',
      ownerPackage: intent.targetPackage || 'android',
      ownerClass: '',
      title: `${intent.action} ${intent.data}`.trim(),
      root: undefined,
      parentId: undefined,
      params: {
        type: windowTypes.application,
        flags: 0,
        width: -1,
        height: -1,
        gravity: 0,
        x: 0,
        y: 0,
        dimAmount: 0,
        alpha: 1,
      },
    });
  }

  #afterRun(outcome: ReturnType<Machine['run']>): void {
    if (!this.#alive) return;
    if (outcome.kind === 'stopped') {
      this.system.events.record({ kind: 'budget-stop', budget: outcome.code }, []);
      this.#end('killed', `budget ${outcome.code}`);
      return;
    }
    if (this.#main.state !== 'finished') return;
    const ended = this.#main.outcome;
    if (ended?.kind === 'threw') this.#recordCrash(ended.exception);
    this.#end('exited', ended?.kind === 'threw' ? 'uncaught exception' : 'main thread ended');
  }

  #recordCrash(exception: unknown): void {
    const thrown = exception as JavaObject<ThrowablePeer>;
    const causes = causesOf(thrown);
    const message = causes
      .map(({ cls, peer }) => `${cls.javaName}: ${peer.message?.value ?? ''}`)
      .join('; caused by ');
    this.system.events.record(
      { kind: 'crash', exception: thrown.cls.javaName, message },
      (causes.at(-1) ?? thrown).peer.stack,
    );
  }

  #end(change: 'exited' | 'killed', reason: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.system.events.record({ kind: 'process', change, reason }, []);
    this.system.activities.inForeground = false;
    this.system.windows.closeAll();
    this.#device.stopClock();
  }
}

const mostCauses = 8;

/** A throwable and its causes, outermost first. */
function causesOf(thrown: JavaObject<ThrowablePeer>): JavaObject<ThrowablePeer>[] {
  const chain = [thrown];
  for (let at = thrown; chain.length < mostCauses;) {
    const { cause } = at.peer;
    // A throwable that is its own cause has none.
    if (cause === null || cause === at) break;
    at = cause as JavaObject<ThrowablePeer>;
    chain.push(at);
  }
  return chain;
}
