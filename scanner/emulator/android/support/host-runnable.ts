import { defineClass } from '../../machine/index.ts';
import type { JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { makeObject } from './java-values.ts';

type HostRunnable = JavaObject<() => Steps<JavaValue | void>>;

/** A java.lang.Runnable whose body is ours, for platform threads that run the app's methods. */
export function makeRunnable(vm: Machine, steps: () => Steps<JavaValue | void>): HostRunnable {
  return makeObject(vm, 'com/android/internal/HostRunnable', steps);
}

/** Starts a Java thread of the platform. */
export function* startThread(
  vm: Machine,
  name: string,
  steps: () => Steps<JavaValue | void>,
): Steps<JavaObject> {
  const thread = yield* vm.construct(
    'java/lang/Thread',
    '(Ljava/lang/Runnable;Ljava/lang/String;)V',
    makeRunnable(vm, steps),
    name,
  );
  yield* vm.call(thread, 'start()V');
  return thread;
}

export const hostRunnable = defineClass({
  name: 'com/android/internal/HostRunnable',
  interfaces: ['java/lang/Runnable'],
  labels: 'container',
  methods: {
    'run()V': function* (_vm, self: HostRunnable) {
      yield* self.peer();
    },
  },
});
