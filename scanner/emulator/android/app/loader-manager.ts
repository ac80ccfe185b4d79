import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { viewPart } from '../view/view-state.ts';

type Running = {
  readonly loader: JavaObject;
  callbacks: HeapObject;
  data: HeapObject | null;
  delivered: boolean;
};
type Manager = JavaObject<{ readonly loaders: Map<number, Running> }>;

const managers = viewPart(() => ({ manager: null as Manager | null }));

const loader$ = 'Landroid/content/Loader;';
const callbacks$ = 'Landroid/app/LoaderManager$LoaderCallbacks;';

/** The loaders of an activity or a fragment. */
export function loaderManagerOf(vm: Machine, owner: JavaObject): Manager {
  const state = managers(owner);
  if (!state.manager) {
    const made: Manager = vm.newObject('android/app/LoaderManagerImpl');
    made.peer = { loaders: new Map() };
    state.manager = made;
  }
  return state.manager;
}

type ListenerPeer = { readonly manager: Manager; readonly id: number };

function* start(
  vm: Machine,
  self: Manager,
  id: number,
  bundle: JavaObject | null,
  callbacks: HeapObject,
): Steps<JavaObject> {
  const loader = yield* vm.call<JavaObject>(
    callbacks,
    `onCreateLoader(ILandroid/os/Bundle;)${loader$}`,
    id,
    bundle,
  );
  self.peer.loaders.set(id, { loader, callbacks, data: null, delivered: false });
  const listener = vm.newObject<ListenerPeer>('android/app/LoaderManagerImpl$LoaderInfo');
  listener.peer = { manager: self, id };
  yield* vm.call(loader, 'registerListener(ILandroid/content/Loader$OnLoadCompleteListener;)V', id, listener);
  yield* vm.call(loader, 'startLoading()V');
  return loader;
}

function* stop(vm: Machine, self: Manager, id: number): Steps<void> {
  const running = self.peer.loaders.get(id);
  if (!running) return;
  self.peer.loaders.delete(id);
  if (running.delivered) yield* vm.call(running.callbacks, `onLoaderReset(${loader$})V`, running.loader);
  yield* vm.call(running.loader, 'reset()V');
}

export const loaderManager = defineClass({
  name: 'android/app/LoaderManager',
  flags: 'abstract',
  labels: 'container',
  methods: { '<init>()V': () => undefined },
});

export const loaderManagerImpl = defineClass({
  name: 'android/app/LoaderManagerImpl',
  super: 'android/app/LoaderManager',
  labels: 'container',
  methods: {
    [`initLoader(ILandroid/os/Bundle;${callbacks$})${loader$}`]: function* (
      vm,
      self: Manager,
      id: number,
      bundle: JavaObject | null,
      callbacks: HeapObject,
    ) {
      const known = self.peer.loaders.get(id);
      if (!known) return yield* start(vm, self, id, bundle, callbacks);
      known.callbacks = callbacks;
      if (known.delivered)
        yield* vm.call(callbacks, `onLoadFinished(${loader$}Ljava/lang/Object;)V`, known.loader, known.data);
      return known.loader;
    },
    [`restartLoader(ILandroid/os/Bundle;${callbacks$})${loader$}`]: function* (
      vm,
      self: Manager,
      id: number,
      bundle: JavaObject | null,
      callbacks: HeapObject,
    ) {
      const known = self.peer.loaders.get(id);
      if (known) yield* vm.call(known.loader, 'reset()V');
      return yield* start(vm, self, id, bundle, callbacks);
    },
    [`getLoader(I)${loader$}`]: (_vm, self: Manager, id: number) => self.peer.loaders.get(id)?.loader ?? null,
    'destroyLoader(I)V': stop,
    'hasRunningLoaders()Z': (_vm, self: Manager) =>
      [...self.peer.loaders.values()].some(({ delivered }) => !delivered),
  },
});

export const loaderListener = defineClass({
  name: 'android/app/LoaderManagerImpl$LoaderInfo',
  interfaces: ['android/content/Loader$OnLoadCompleteListener'],
  methods: {
    [`onLoadComplete(${loader$}Ljava/lang/Object;)V`]: function* (
      vm,
      { peer }: JavaObject<ListenerPeer>,
      loader: JavaObject,
      data: HeapObject | null,
    ) {
      const running = peer.manager.peer.loaders.get(peer.id);
      // A loader that was restarted since has nothing to tell.
      if (!running || running.loader !== loader) return;
      Object.assign(running, { data, delivered: true });
      yield* vm.call(running.callbacks, `onLoadFinished(${loader$}Ljava/lang/Object;)V`, loader, data);
    },
  },
});
