import { defineClass, JavaThrow } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { dispatchUncaught, currentThread } from '../lang/thread.ts';
import { methods } from '../signature.ts';
import { WaitList } from './concurrent/wait-list.ts';
import type { Ref } from './equality.ts';

/** `periodMs` is 0 for once, positive for a fixed rate, negative for a fixed delay after the start of the last run. */
type TaskPeer = {
  state: 'new' | 'scheduled' | 'done' | 'cancelled';
  atMs: number;
  periodMs: number;
  order: number;
};
type Task = JavaObject<TaskPeer>;
type TimerPeer = { tasks: Task[]; cancelled: boolean; order: number; waiting: WaitList };
type Timer = JavaObject<TimerPeer>;

const names = new WeakMap<Machine, number>();

function nextTask({ tasks }: TimerPeer): Task | undefined {
  let first: Task | undefined;
  for (const task of tasks)
    if (
      first === undefined ||
      task.peer.atMs < first.peer.atMs ||
      (task.peer.atMs === first.peer.atMs && task.peer.order < first.peer.order)
    )
      first = task;
  return first;
}

/** The timer's one thread: waits for what is due and runs it; an exception ends the timer. */
function* loop(vm: Machine, peer: TimerPeer): Steps<void> {
  while (!peer.cancelled) {
    const task = nextTask(peer);
    if (task === undefined || task.peer.atMs > vm.nowMs) {
      const { order } = peer;
      yield* peer.waiting.until(vm, () => peer.cancelled || peer.order !== order, task?.peer.atMs, false);
      continue;
    }
    peer.tasks = peer.tasks.filter((one) => one !== task);
    if (task.peer.state === 'cancelled') continue;
    const { periodMs } = task.peer;
    if (periodMs === 0) task.peer.state = 'done';
    else {
      task.peer.atMs = periodMs > 0 ? task.peer.atMs + periodMs : vm.nowMs - periodMs;
      peer.tasks.push(task);
    }
    yield* vm.call(task, 'run()V');
  }
}

function* runTimer(vm: Machine, peer: TimerPeer): Steps<void> {
  try {
    yield* loop(vm, peer);
  } catch (error) {
    peer.cancelled = true;
    peer.tasks = [];
    if (!(error instanceof JavaThrow)) throw error;
    yield* dispatchUncaught(vm, currentThread(vm), error.object);
  }
}

function setUp(vm: Machine, self: Timer, name: JavaString | null, daemon: boolean): void {
  const number = names.get(vm) ?? 0;
  if (name === null) names.set(vm, number + 1);
  self.peer = { tasks: [], cancelled: false, order: 0, waiting: new WaitList() };
  const thread = vm.spawn(name?.value ?? `Timer-${number}`, runTimer(vm, self.peer));
  thread.daemon = daemon;
}

function schedule(vm: Machine, self: Timer, task: Task, atMs: number, periodMs: number): void {
  if (self.peer.cancelled) vm.throwNew('java/lang/IllegalStateException', 'Timer already cancelled.');
  if (task.peer.state !== 'new')
    vm.throwNew('java/lang/IllegalStateException', 'Task already scheduled or cancelled');
  task.peer = { state: 'scheduled', atMs, periodMs, order: ++self.peer.order };
  self.peer.tasks.push(task);
  self.peer.waiting.wake(vm);
}

function after(vm: Machine, delayMs: bigint): number {
  if (delayMs < 0n) vm.throwNew('java/lang/IllegalArgumentException', 'Negative delay.');
  return vm.nowMs + Number(delayMs);
}

function period(vm: Machine, periodMs: bigint): number {
  return periodMs > 0n
    ? Number(periodMs)
    : vm.throwNew('java/lang/IllegalArgumentException', 'Non-positive period.');
}

function* moment(vm: Machine, date: Ref): Steps<number> {
  return vm.nowMs + (Number(yield* vm.call<bigint>(date, 'getTime()J')) - vm.epochMs);
}

const timer = defineClass({
  name: 'java/util/Timer',
  labels: 'container',
  methods: methods({
    'new()': (vm, self: Timer) => setUp(vm, self, null, false),
    'new(boolean)': (vm, self: Timer, daemon: boolean) => setUp(vm, self, null, daemon),
    'new(String)': (vm, self: Timer, name: JavaString) => setUp(vm, self, name, false),
    'new(String, boolean)': setUp,
    'void schedule(TimerTask, long)': (vm, self: Timer, task: Task, delayMs: bigint) =>
      schedule(vm, self, task, after(vm, delayMs), 0),
    'void schedule(TimerTask, long, long)': (
      vm,
      self: Timer,
      task: Task,
      delayMs: bigint,
      periodMs: bigint,
    ) => schedule(vm, self, task, after(vm, delayMs), -period(vm, periodMs)),
    'void schedule(TimerTask, Date)': function* (vm, self: Timer, task: Task, date: Ref) {
      schedule(vm, self, task, yield* moment(vm, date), 0);
    },
    'void schedule(TimerTask, Date, long)': function* (
      vm,
      self: Timer,
      task: Task,
      date: Ref,
      periodMs: bigint,
    ) {
      schedule(vm, self, task, yield* moment(vm, date), -period(vm, periodMs));
    },
    'void scheduleAtFixedRate(TimerTask, long, long)': (
      vm,
      self: Timer,
      task: Task,
      delayMs: bigint,
      periodMs: bigint,
    ) => schedule(vm, self, task, after(vm, delayMs), period(vm, periodMs)),
    'void scheduleAtFixedRate(TimerTask, Date, long)': function* (
      vm,
      self: Timer,
      task: Task,
      date: Ref,
      periodMs: bigint,
    ) {
      schedule(vm, self, task, yield* moment(vm, date), period(vm, periodMs));
    },
    'void cancel()': (vm, self: Timer) => {
      self.peer.cancelled = true;
      self.peer.tasks = [];
      self.peer.waiting.wake(vm);
    },
    'int purge()': (_vm, self: Timer) => {
      const before = self.peer.tasks.length;
      self.peer.tasks = self.peer.tasks.filter((task) => task.peer.state !== 'cancelled');
      return before - self.peer.tasks.length;
    },
  }),
});

const timerTask = defineClass({
  name: 'java/util/TimerTask',
  flags: 'abstract',
  interfaces: ['java/lang/Runnable'],
  labels: 'container',
  methods: methods({
    'protected new()': (_vm, self: Task) => {
      self.peer = { state: 'new', atMs: 0, periodMs: 0, order: 0 };
    },
    'abstract void run()': null,
    'boolean cancel()': (_vm, self: Task) => {
      const was = self.peer.state === 'scheduled';
      self.peer.state = 'cancelled';
      return was;
    },
    'long scheduledExecutionTime()': (vm, self: Task) =>
      BigInt(Math.round(vm.epochMs + (self.peer.atMs - Math.abs(self.peer.periodMs) - vm.nowMs))),
  }),
});

export const classes: readonly ClassModel[] = [timer, timerTask];
