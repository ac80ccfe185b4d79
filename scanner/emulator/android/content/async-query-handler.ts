import { JavaThrow, defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { startThread } from '../support/host-runnable.ts';

const resolvers = new WeakMap<JavaObject, HeapObject | null>();

const queryParameters =
  'Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;';

/** Runs a call of the resolver on a worker thread and tells the handler of its result on the main thread. */
function* onWorker(
  vm: Machine,
  self: JavaObject,
  work: (resolver: HeapObject | null) => Steps<JavaValue>,
  callback: string,
  token: number,
  cookie: HeapObject | null,
): Steps<void> {
  yield* startThread(vm, 'AsyncQueryWorker', function* () {
    let result: JavaValue = null;
    try {
      result = yield* work(resolvers.get(self) ?? null);
    } catch (error) {
      // The platform logs what a provider throws and hands out null.
      if (!(error instanceof JavaThrow)) throw error;
    }
    vm.attached(SYSTEM).postToMain('async query', () => vm.call(self, callback, token, cookie, result));
  });
}

/** android.content.AsyncQueryHandler */
export const asyncQueryHandler: ClassModel = defineClass({
  name: 'android/content/AsyncQueryHandler',
  super: 'android/os/Handler',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/ContentResolver;)V': function* (
      vm,
      self: JavaObject,
      resolver: HeapObject | null,
    ) {
      yield* vm.callSpecial(
        'android/os/Handler',
        '<init>(Landroid/os/Looper;)V',
        self,
        vm.attached(SYSTEM).mainLooper,
      );
      resolvers.set(self, resolver);
    },
    [`startQuery(ILjava/lang/Object;${queryParameters})V`]: (
      vm: Machine,
      self: JavaObject,
      token: number,
      cookie: HeapObject | null,
      ...query: JavaValue[]
    ) =>
      onWorker(
        vm,
        self,
        (resolver) => vm.call(resolver, `query(${queryParameters})Landroid/database/Cursor;`, ...query),
        'onQueryComplete(ILjava/lang/Object;Landroid/database/Cursor;)V',
        token,
        cookie,
      ),
    'final cancelOperation(I)V': () => undefined,
    'protected onQueryComplete(ILjava/lang/Object;Landroid/database/Cursor;)V': () => undefined,
    'protected onInsertComplete(ILjava/lang/Object;Landroid/net/Uri;)V': () => undefined,
    'protected onUpdateComplete(ILjava/lang/Object;I)V': () => undefined,
    'protected onDeleteComplete(ILjava/lang/Object;I)V': () => undefined,
  },
});
