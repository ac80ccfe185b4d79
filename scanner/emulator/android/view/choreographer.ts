import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

const callback$ = 'Landroid/view/Choreographer$FrameCallback;';
const frameMs = 16;
const nsPerMs = 1_000_000;

type Waiting = Set<HeapObject>;
type Choreographer = JavaObject<Waiting>;

/** Calls back at the next frame; the main thread draws all frames here. */
function post(vm: Machine, self: Choreographer, callback: HeapObject | null, delayMs: number): void {
  if (!callback) return vm.throwNew('java/lang/IllegalArgumentException', 'callback must not be null');
  self.peer.add(callback);
  vm.attached(SYSTEM).postToMain(
    'frame',
    function* () {
      if (!self.peer.delete(callback)) return;
      yield* vm.call(callback, 'doFrame(J)V', BigInt(Math.floor(vm.nowMs)) * BigInt(nsPerMs));
    },
    frameMs + Math.max(0, delayMs),
  );
}

export const choreographerClasses = [
  defineClass({
    name: 'android/view/Choreographer',
    flags: 'final',
    methods: {
      'static getInstance()Landroid/view/Choreographer;': (vm: Machine) => {
        const { singletons } = vm.attached(SYSTEM);
        const known = singletons.get('android/view/Choreographer');
        if (known) return known;
        const made: Choreographer = vm.newObject('android/view/Choreographer');
        made.peer = new Set();
        singletons.set('android/view/Choreographer', made);
        return made;
      },
      [`postFrameCallback(${callback$})V`]: (vm: Machine, self: Choreographer, callback: HeapObject | null) =>
        post(vm, self, callback, 0),
      [`postFrameCallbackDelayed(${callback$}J)V`]: (
        vm: Machine,
        self: Choreographer,
        callback: HeapObject | null,
        delayMs: bigint,
      ) => post(vm, self, callback, Number(delayMs)),
      [`removeFrameCallback(${callback$})V`]: (
        _vm: Machine,
        self: Choreographer,
        callback: HeapObject | null,
      ) => {
        if (callback) self.peer.delete(callback);
      },
    },
  }),
  defineClass({
    name: 'android/view/Choreographer$FrameCallback',
    flags: 'interface abstract',
    methods: { 'abstract doFrame(J)V': null },
  }),
];
