import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';

const observersKey = 'mObservers:Ljava/util/ArrayList;';

function listOf(vm: Machine, self: JavaObject): JavaValue {
  return vm.getField(self, observersKey);
}

function* indexOf(vm: Machine, self: JavaObject, observer: HeapObject | null): Steps<number> {
  if (!observer) return vm.throwNew('java/lang/IllegalArgumentException', 'The observer is null.');
  return yield* vm.call<number>(listOf(vm, self) as HeapObject, 'indexOf(Ljava/lang/Object;)I', observer);
}

/** Tells every observer, the last registered first: observers may leave while they are told. */
function tell(selector: string) {
  return function* (vm: Machine, self: JavaObject): Steps<void> {
    const observers = listOf(vm, self) as HeapObject;
    const count = yield* vm.call<number>(observers, 'size()I');
    for (let at = count - 1; at >= 0; at--)
      yield* vm.call(yield* vm.call<HeapObject>(observers, 'get(I)Ljava/lang/Object;', at), selector);
  };
}

/** Lists of observers, which RecyclerView's adapters and others extend. */
export const observableClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/database/Observable',
    flags: 'abstract',
    labels: 'container',
    fields: { [`protected final ${observersKey}`]: null },
    methods: {
      '<init>()V': function* (vm, self: JavaObject) {
        vm.setField(self, observersKey, yield* vm.construct('java/util/ArrayList', '()V'));
      },
      'registerObserver(Ljava/lang/Object;)V': function* (vm, self: JavaObject, observer: HeapObject | null) {
        if ((yield* indexOf(vm, self, observer)) >= 0)
          vm.throwNew(
            'java/lang/IllegalStateException',
            `Observer ${yield* vm.textOf(observer)} is already registered.`,
          );
        yield* vm.call(listOf(vm, self) as HeapObject, 'add(Ljava/lang/Object;)Z', observer);
      },
      'unregisterObserver(Ljava/lang/Object;)V': function* (
        vm,
        self: JavaObject,
        observer: HeapObject | null,
      ) {
        const at = yield* indexOf(vm, self, observer);
        if (at < 0)
          vm.throwNew(
            'java/lang/IllegalStateException',
            `Observer ${yield* vm.textOf(observer)} was not registered.`,
          );
        yield* vm.call(listOf(vm, self) as HeapObject, 'remove(I)Ljava/lang/Object;', at);
      },
      'unregisterAll()V': function* (vm, self: JavaObject) {
        yield* vm.call(listOf(vm, self) as HeapObject, 'clear()V');
      },
    },
  }),
  defineClass({
    name: 'android/database/DataSetObservable',
    super: 'android/database/Observable',
    labels: 'container',
    methods: {
      '<init>()V': (vm, self: JavaObject) => vm.callSpecial('android/database/Observable', '<init>()V', self),
      'notifyChanged()V': tell('onChanged()V'),
      'notifyInvalidated()V': tell('onInvalidated()V'),
    },
  }),
  defineClass({
    name: 'android/database/ContentObservable',
    super: 'android/database/Observable',
    labels: 'container',
    methods: {
      '<init>()V': (vm, self: JavaObject) => vm.callSpecial('android/database/Observable', '<init>()V', self),
    },
  }),
];
