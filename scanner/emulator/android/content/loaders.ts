import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { startThread } from '../support/host-runnable.ts';

type LoaderState = {
  readonly context: JavaObject | null;
  id: number;
  listener: HeapObject | null;
  started: boolean;
  run: number;
};

// Apps subclass loaders, so the state lies beside the object.
const loaders = new WeakMap<JavaObject, LoaderState>();

function stateOf(self: JavaObject): LoaderState {
  let state = loaders.get(self);
  if (!state) {
    state = { context: null, id: 0, listener: null, started: false, run: 0 };
    loaders.set(self, state);
  }
  return state;
}

function* construct(vm: Machine, self: JavaObject, context: JavaObject | null): Steps<void> {
  const application = context
    ? yield* vm.call<JavaObject | null>(context, 'getApplicationContext()Landroid/content/Context;')
    : null;
  loaders.set(self, { context: application, id: 0, listener: null, started: false, run: 0 });
}

/** Loads on a worker thread and delivers on the main one, unless another load began since. */
function* load(vm: Machine, self: JavaObject): Steps<void> {
  const state = stateOf(self);
  const run = ++state.run;
  yield* startThread(vm, 'ModernAsyncTask #1', function* () {
    const result: JavaValue = yield* vm.call(self, 'onLoadInBackground()Ljava/lang/Object;');
    vm.attached(SYSTEM).postToMain('loaded', function* () {
      if (state.run === run) yield* vm.call(self, 'deliverResult(Ljava/lang/Object;)V', result);
    });
  });
}

const listenerType = 'android/content/Loader$OnLoadCompleteListener';
const nothing = () => undefined;

/** android.content: loaders. */
export const loaderClasses: readonly ClassModel[] = [
  defineClass({
    name: listenerType,
    flags: 'interface',
    methods: { 'onLoadComplete(Landroid/content/Loader;Ljava/lang/Object;)V': null },
  }),
  defineClass({
    name: 'android/content/Loader',
    labels: 'container',
    methods: {
      '<init>(Landroid/content/Context;)V': construct,
      'getContext()Landroid/content/Context;': (_vm, self: JavaObject) => stateOf(self).context,
      'getId()I': (_vm, self: JavaObject) => stateOf(self).id,
      [`registerListener(IL${listenerType};)V`]: (
        _vm: Machine,
        self: JavaObject,
        id: number,
        listener: HeapObject | null,
      ) => {
        stateOf(self).id = id;
        stateOf(self).listener = listener;
      },
      [`unregisterListener(L${listenerType};)V`]: (_vm: Machine, self: JavaObject) => {
        stateOf(self).listener = null;
      },
      'isStarted()Z': (_vm, self: JavaObject) => stateOf(self).started,
      'isAbandoned()Z': () => false,
      'isReset()Z': (_vm, self: JavaObject) => !stateOf(self).started,
      'deliverResult(Ljava/lang/Object;)V': function* (vm, self: JavaObject, data: HeapObject | null) {
        const { listener } = stateOf(self);
        if (listener)
          yield* vm.call(listener, 'onLoadComplete(Landroid/content/Loader;Ljava/lang/Object;)V', self, data);
      },
      'final startLoading()V': function* (vm, self: JavaObject) {
        stateOf(self).started = true;
        yield* vm.call(self, 'onStartLoading()V');
      },
      'forceLoad()V': function* (vm, self: JavaObject) {
        yield* vm.call(self, 'onForceLoad()V');
      },
      'stopLoading()V': function* (vm, self: JavaObject) {
        stateOf(self).started = false;
        yield* vm.call(self, 'onStopLoading()V');
      },
      'reset()V': function* (vm, self: JavaObject) {
        stateOf(self).started = false;
        yield* vm.call(self, 'onReset()V');
      },
      'cancelLoad()Z': (_vm, self: JavaObject) => {
        stateOf(self).run++;
        return true;
      },
      'takeContentChanged()Z': () => false,
      'onContentChanged()V': nothing,
      'protected onStartLoading()V': nothing,
      'protected onStopLoading()V': nothing,
      'protected onForceLoad()V': nothing,
      'protected onReset()V': nothing,
      'protected onAbandon()V': nothing,
    },
  }),
  defineClass({
    name: 'android/content/AsyncTaskLoader',
    super: 'android/content/Loader',
    flags: 'abstract',
    labels: 'container',
    methods: {
      '<init>(Landroid/content/Context;)V': construct,
      'protected onForceLoad()V': load,
      'protected onLoadInBackground()Ljava/lang/Object;': function* (vm, self: JavaObject) {
        return yield* vm.call(self, 'loadInBackground()Ljava/lang/Object;');
      },
      'abstract loadInBackground()Ljava/lang/Object;': null,
      'onCanceled(Ljava/lang/Object;)V': nothing,
      'isLoadInBackgroundCanceled()Z': () => false,
      'setUpdateThrottle(J)V': nothing,
    },
  }),
];
