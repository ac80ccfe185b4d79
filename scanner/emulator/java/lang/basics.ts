import { defineClass, intsOf, JavaArray, type JavaObject, type JavaString } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaClass, JavaThread, Machine, Steps } from '../../machine/index.ts';
import { primitiveText } from './boxes.ts';

/** Interfaces that add no behaviour of their own. */
const interfaces: readonly ClassModel[] = (
  [
    [
      'java/lang/CharSequence',
      { 'length()I': null, 'charAt(I)C': null, 'toString()Ljava/lang/String;': null },
    ],
    ['java/lang/Comparable', { 'compareTo(Ljava/lang/Object;)I': null }],
    ['java/lang/Runnable', { 'run()V': null }],
    ['java/lang/Cloneable', {}],
    ['java/lang/Appendable', {}],
    ['java/lang/AutoCloseable', { 'close()V': null }],
    ['java/io/Serializable', {}],
  ] as const
).map(([name, methods]) => defineClass({ name, flags: 'interface', methods }));

const javaClass = defineClass({
  name: 'java/lang/Class',
  flags: 'final',
  methods: {
    'getName()Ljava/lang/String;': (_vm, self: JavaObject<JavaClass>) => self.peer.javaName,
    'getSimpleName()Ljava/lang/String;': (_vm, self: JavaObject<JavaClass>) =>
      self.peer.javaName.replace(/^.*[.$]/, ''),
    'isInstance(Ljava/lang/Object;)Z': (_vm, self: JavaObject<JavaClass>, value: HeapObject | null) =>
      value !== null && value.cls.isSubclassOf(self.peer),
    'desiredAssertionStatus()Z': () => false,
    'toString()Ljava/lang/String;': (_vm, self: JavaObject<JavaClass>) =>
      `${self.peer.isInterface ? 'interface ' : self.peer.isPrimitive ? '' : 'class '}${self.peer.javaName}`,
  },
});

function print(kind: string, end: string) {
  return (vm: Machine, _self: HeapObject, value: number | bigint | boolean) =>
    vm.print(primitiveText(kind, value) + end);
}

const printStream = defineClass({
  name: 'java/io/PrintStream',
  methods: {
    'println()V': (vm, _self: HeapObject) => vm.print('\n'),
    ...Object.fromEntries(
      ['Z', 'C', 'I', 'J', 'F', 'D'].flatMap((kind) => [
        [`println(${kind})V`, print(kind, '\n')],
        [`print(${kind})V`, print(kind, '')],
      ]),
    ),
    'println(Ljava/lang/String;)V': (vm, _self: HeapObject, text: JavaString | null) =>
      vm.print(`${text === null ? 'null' : text.value}\n`),
    'print(Ljava/lang/String;)V': (vm, _self: HeapObject, text: JavaString | null) =>
      vm.print(text === null ? 'null' : text.value),
    'println(Ljava/lang/Object;)V': function* (vm, _self: HeapObject, value: HeapObject | null) {
      vm.print(`${yield* vm.textOf(value)}\n`);
    },
    'print(Ljava/lang/Object;)V': function* (vm, _self: HeapObject, value: HeapObject | null) {
      vm.print(yield* vm.textOf(value));
    },
  },
});

const system = defineClass({
  name: 'java/lang/System',
  flags: 'final',
  fields: {
    'static final out:Ljava/io/PrintStream;': (vm) => vm.newObject('java/io/PrintStream'),
    'static final err:Ljava/io/PrintStream;': (vm) => vm.newObject('java/io/PrintStream'),
  },
  methods: {
    'static currentTimeMillis()J': (vm) => BigInt(vm.epochMs),
    'static nanoTime()J': (vm) => BigInt(Math.round(vm.nowMs * 1e6)),
    'static identityHashCode(Ljava/lang/Object;)I': (vm, value: HeapObject | null) =>
      value === null ? 0 : vm.identityHash(value),
    'static arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V': arraycopy,
  },
});

function arraycopy(
  vm: Machine,
  from: HeapObject | null,
  fromAt: number,
  to: HeapObject | null,
  toAt: number,
  count: number,
): void {
  if (from === null || to === null) vm.throwNew('java/lang/NullPointerException');
  if (
    !(from instanceof JavaArray) ||
    !(to instanceof JavaArray) ||
    from.data.constructor !== to.data.constructor
  )
    return vm.throwNew('java/lang/ArrayStoreException');
  if (fromAt < 0 || toAt < 0 || count < 0 || fromAt + count > from.length || toAt + count > to.length)
    vm.throwNew(
      'java/lang/ArrayIndexOutOfBoundsException',
      `src.length=${from.length} srcPos=${fromAt} dst.length=${to.length} dstPos=${toAt} length=${count}`,
    );
  if (Array.isArray(from.data) && Array.isArray(to.data)) {
    const { element } = to.cls;
    for (const [i, item] of from.data.slice(fromAt, fromAt + count).entries()) {
      if (item !== null && element !== null && !item.cls.isSubclassOf(element))
        vm.throwNew('java/lang/ArrayStoreException');
      to.data[toAt + i] = item;
    }
    return;
  }
  const wide = !Array.isArray(from.data) && from.data.length === from.length * 2 && from.length > 0 ? 2 : 1;
  if (!Array.isArray(from.data) && !Array.isArray(to.data))
    to.data.set(from.data.subarray(fromAt * wide, (fromAt + count) * wide), toAt * wide);
}

const math = defineClass({
  name: 'java/lang/Math',
  flags: 'final',
  methods: {
    'static abs(I)I': (_vm, x: number) => Math.abs(x) | 0,
    'static abs(J)J': (_vm, x: bigint) => BigInt.asIntN(64, x < 0n ? -x : x),
    'static abs(D)D': (_vm, x: number) => Math.abs(x),
    'static min(II)I': (_vm, x: number, y: number) => Math.min(x, y),
    'static max(II)I': (_vm, x: number, y: number) => Math.max(x, y),
    'static min(JJ)J': (_vm, x: bigint, y: bigint) => (x < y ? x : y),
    'static max(JJ)J': (_vm, x: bigint, y: bigint) => (x > y ? x : y),
    'static sqrt(D)D': (_vm, x: number) => Math.sqrt(x),
    'static floor(D)D': (_vm, x: number) => Math.floor(x),
    'static ceil(D)D': (_vm, x: number) => Math.ceil(x),
  },
});

function nested(vm: Machine, cls: JavaClass, lengths: readonly number[]): JavaArray {
  const [length = 0, ...rest] = lengths;
  const array = vm.allocateArray(vm.classes.arrayOf(cls), length);
  if (rest.length > 0 && cls.element !== null && Array.isArray(array.data))
    for (let i = 0; i < length; i++) array.data[i] = nested(vm, cls.element, rest);
  return array;
}

const reflectArray = defineClass({
  name: 'java/lang/reflect/Array',
  flags: 'final',
  methods: {
    'static newInstance(Ljava/lang/Class;I)Ljava/lang/Object;': (
      vm,
      element: JavaObject<JavaClass>,
      length: number,
    ) => vm.allocateArray(vm.classes.arrayOf(element.peer), length),
    'static newInstance(Ljava/lang/Class;[I)Ljava/lang/Object;': (
      vm,
      element: JavaObject<JavaClass>,
      lengths: JavaArray,
    ) => {
      const sizes = [...intsOf(lengths)];
      let cls = element.peer;
      for (let i = 1; i < sizes.length; i++) cls = vm.classes.arrayOf(cls);
      return nested(vm, cls, sizes);
    },
  },
});

/** The peer of a java.lang.Thread: its machine thread once started. */
export type ThreadPeer = { target: HeapObject | null; name: string; thread: JavaThread | null };
type Thread = JavaObject<ThreadPeer>;

function newPeer(vm: Machine, target: HeapObject | null, name?: string): ThreadPeer {
  return { target, name: name ?? `Thread-${vm.nextThreadNumber()}`, thread: null };
}

function* runThread(vm: Machine, self: Thread): Steps<void> {
  yield* vm.call(self, 'run()V');
}

const thread = defineClass({
  name: 'java/lang/Thread',
  interfaces: ['java/lang/Runnable'],
  methods: {
    '<init>()V': (vm, self: Thread) => {
      self.peer = newPeer(vm, null);
    },
    '<init>(Ljava/lang/Runnable;)V': (vm, self: Thread, target: HeapObject | null) => {
      self.peer = newPeer(vm, target);
    },
    '<init>(Ljava/lang/String;)V': (vm, self: Thread, name: JavaString) => {
      self.peer = newPeer(vm, null, name.value);
    },
    '<init>(Ljava/lang/Runnable;Ljava/lang/String;)V': (
      vm,
      self: Thread,
      target: HeapObject | null,
      name: JavaString,
    ) => {
      self.peer = newPeer(vm, target, name.value);
    },
    'run()V': function* (vm, self: Thread) {
      if (self.peer.target !== null) yield* vm.call(self.peer.target, 'run()V');
    },
    'start()V': (vm, self: Thread) => {
      if (self.peer.thread !== null) vm.throwNew('java/lang/IllegalThreadStateException');
      self.peer.thread = vm.spawn(self.peer.name, runThread(vm, self));
      self.peer.thread.object = self;
    },
    'final join()V': function* (vm, self: Thread) {
      while (self.peer.thread !== null && self.peer.thread.state !== 'finished')
        yield* vm.joinThread(self.peer.thread);
    },
    'final isAlive()Z': (_vm, self: Thread) =>
      self.peer.thread !== null && self.peer.thread.state !== 'finished',
    'final getName()Ljava/lang/String;': (_vm, self: Thread) => self.peer.name,
    'interrupt()V': (vm, self: Thread) => {
      if (self.peer.thread !== null) vm.interrupt(self.peer.thread);
    },
    'isInterrupted()Z': (_vm, self: Thread) => self.peer.thread?.interrupted ?? false,
    'static interrupted()Z': (vm) => {
      const was = vm.thread.interrupted;
      vm.thread.interrupted = false;
      return was;
    },
    'static currentThread()Ljava/lang/Thread;': (vm) => {
      if (vm.thread.object === null) {
        const made = vm.newObject<ThreadPeer>('java/lang/Thread');
        made.peer = { target: null, name: vm.thread.name, thread: vm.thread };
        vm.thread.object = made;
      }
      return vm.thread.object;
    },
    'static sleep(J)V': function* (vm, ms: bigint) {
      const until = vm.nowMs + Number(ms);
      do {
        if ((yield* vm.park(until, true)) !== 'interrupt') continue;
        vm.thread.interrupted = false;
        vm.throwNew('java/lang/InterruptedException', 'sleep interrupted');
      } while (vm.nowMs < until);
    },
    'static yield()V': (vm) => vm.pause(),
  },
});

export const basics: readonly ClassModel[] = [
  ...interfaces,
  javaClass,
  printStream,
  system,
  math,
  reflectArray,
  thread,
];
