import { defineClass } from '../../machine/index.ts';

/** The one virtual clock: uptime and elapsed time are the same, since the phone never sleeps deeply. */
export const systemClock = defineClass({
  name: 'android/os/SystemClock',
  flags: 'final',
  methods: {
    'static uptimeMillis()J': (vm) => BigInt(Math.floor(vm.nowMs)),
    'static elapsedRealtime()J': (vm) => BigInt(Math.floor(vm.nowMs)),
    'static elapsedRealtimeNanos()J': (vm) => BigInt(Math.floor(vm.nowMs * 1e6)),
    'static currentThreadTimeMillis()J': (vm) => BigInt(Math.floor(vm.nowMs)),
    'static sleep(J)V': function* (vm, durationMs: bigint) {
      const untilMs = vm.nowMs + Number(durationMs);
      while (vm.nowMs < untilMs) yield* vm.park(untilMs);
    },
  },
});
