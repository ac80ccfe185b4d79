import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, JavaThread, Machine, Steps } from '../../machine/index.ts';
import type { LooperState } from '../../system/message-queue.ts';
import { SYSTEM } from '../../system/system.ts';
import { prepareLooper, runLooper } from './looper.ts';

type LooperBox = { looper: JavaObject<LooperState> | null; ended: boolean; readonly waiters: JavaThread[] };
const boxes = new WeakMap<JavaObject, LooperBox>();

function boxOf(self: JavaObject): LooperBox {
  let box = boxes.get(self);
  if (!box) {
    box = { looper: null, ended: false, waiters: [] };
    boxes.set(self, box);
  }
  return box;
}

function quit(vm: Machine, self: JavaObject, selector: string): Steps<boolean> {
  return (function* () {
    const { looper } = boxOf(self);
    if (!looper) return false;
    yield* vm.call(looper, selector);
    return true;
  })();
}

type TimerState = { readonly totalMs: number; readonly intervalMs: number; run: number };
const timers = new WeakMap<JavaObject, TimerState>();

/** Ticks on the main looper until the time is over; a cancelled or restarted run stops by its number. */
function startTimer(vm: Machine, self: JavaObject): void {
  const timer = timers.get(self);
  if (!timer) return;
  const system = vm.attached(SYSTEM);
  const run = ++timer.run;
  const endMs = vm.nowMs + timer.totalMs;
  const tick = function* (): Steps<void> {
    if (timer.run !== run) return;
    const leftMs = endMs - vm.nowMs;
    if (leftMs <= 0) {
      yield* vm.call(self, 'onFinish()V');
      return;
    }
    const tickStartMs = vm.nowMs;
    yield* vm.call(self, 'onTick(J)V', BigInt(Math.floor(leftMs)));
    const spentMs = vm.nowMs - tickStartMs;
    const waitMs = leftMs < timer.intervalMs ? leftMs : timer.intervalMs;
    system.postToMain('count down', tick, Math.max(0, waitMs - spentMs));
  };
  system.postToMain('count down', tick);
}

/** android.os: threads with a looper, and timers. */
export const handlerThreadClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/os/HandlerThread',
    super: 'java/lang/Thread',
    labels: 'container',
    methods: {
      '<init>(Ljava/lang/String;)V': function* (vm, self: JavaObject, name: JavaString | null) {
        yield* vm.callSpecial('java/lang/Thread', '<init>(Ljava/lang/String;)V', self, name);
      },
      '<init>(Ljava/lang/String;I)V': function* (vm, self: JavaObject, name: JavaString | null) {
        yield* vm.callSpecial('java/lang/Thread', '<init>(Ljava/lang/String;)V', self, name);
      },
      'protected onLooperPrepared()V': () => undefined,
      'run()V': function* (vm, self: JavaObject) {
        const box = boxOf(self);
        box.looper = prepareLooper(vm, vm.thread);
        for (const waiter of box.waiters.splice(0)) vm.unpark(waiter);
        yield* vm.call(self, 'onLooperPrepared()V');
        yield* runLooper(vm);
        box.ended = true;
      },
      'getLooper()Landroid/os/Looper;': function* (vm, self: JavaObject) {
        const box = boxOf(self);
        const isAlive = yield* vm.call<boolean>(self, 'isAlive()Z');
        if (!isAlive || box.ended) return null;
        while (!box.looper) {
          box.waiters.push(vm.thread);
          yield* vm.park();
        }
        return box.looper;
      },
      'quit()Z': (vm, self: JavaObject) => quit(vm, self, 'quit()V'),
      'quitSafely()Z': (vm, self: JavaObject) => quit(vm, self, 'quitSafely()V'),
      'getThreadId()I': (_vm, self: JavaObject) => boxOf(self).looper?.peer.thread.id ?? -1,
    },
  }),
  defineClass({
    name: 'android/os/CountDownTimer',
    flags: 'abstract',
    labels: 'container',
    methods: {
      '<init>(JJ)V': (_vm, self: JavaObject, totalMs: bigint, intervalMs: bigint) => {
        timers.set(self, { totalMs: Number(totalMs), intervalMs: Math.max(1, Number(intervalMs)), run: 0 });
      },
      'final start()Landroid/os/CountDownTimer;': (vm, self: JavaObject) => {
        startTimer(vm, self);
        return self;
      },
      'final cancel()V': (_vm, self: JavaObject) => {
        const timer = timers.get(self);
        if (timer) timer.run++;
      },
      'abstract onTick(J)V': null,
      'abstract onFinish()V': null,
    },
  }),
];
