import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { viewPart } from '../view/view-state.ts';

const queryOf = viewPart(() => ({
  uri: null as JavaObject | null,
  projection: null as JavaArray | null,
  selection: null as JavaString | null,
  args: null as JavaArray | null,
  order: null as JavaString | null,
  cursor: null as HeapObject | null,
}));

const context$ = 'Landroid/content/Context;';
const text$ = 'Ljava/lang/String;';
const query$ = `Landroid/net/Uri;[${text$}${text$}[${text$}${text$}`;
const cursor$ = 'Landroid/database/Cursor;';

function* load(vm: Machine, self: JavaObject): Steps<HeapObject | null> {
  const { uri, projection, selection, args, order } = queryOf(self);
  const context = yield* vm.call<JavaObject>(self, `getContext()${context$}`);
  const resolver = yield* vm.call<JavaObject>(
    context,
    'getContentResolver()Landroid/content/ContentResolver;',
  );
  return yield* vm.call<HeapObject | null>(
    resolver,
    `query(${query$})${cursor$}`,
    uri,
    projection,
    selection,
    args,
    order,
  );
}

function part(name: string, type: string, key: 'uri' | 'projection' | 'selection' | 'args' | 'order') {
  return {
    [`get${name}()${type}`]: (_vm: Machine, self: JavaObject) => queryOf(self)[key],
    [`set${name}(${type})V`]: (_vm: Machine, self: JavaObject, value: never) => {
      queryOf(self)[key] = value;
    },
  };
}

/** android.content.CursorLoader: a query on a worker thread. */
export const cursorLoader = defineClass({
  name: 'android/content/CursorLoader',
  super: 'android/content/AsyncTaskLoader',
  labels: 'container',
  methods: {
    [`<init>(${context$})V`]: function* (vm, self: JavaObject, context: JavaObject | null) {
      yield* vm.callSpecial('android/content/AsyncTaskLoader', `<init>(${context$})V`, self, context);
    },
    [`<init>(${context$}${query$})V`]: function* (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      uri: JavaObject | null,
      projection: JavaArray | null,
      selection: JavaString | null,
      args: JavaArray | null,
      order: JavaString | null,
    ) {
      yield* vm.callSpecial('android/content/AsyncTaskLoader', `<init>(${context$})V`, self, context);
      Object.assign(queryOf(self), { uri, projection, selection, args, order });
    },
    ...part('Uri', 'Landroid/net/Uri;', 'uri'),
    ...part('Projection', `[${text$}`, 'projection'),
    ...part('Selection', text$, 'selection'),
    ...part('SelectionArgs', `[${text$}`, 'args'),
    ...part('SortOrder', text$, 'order'),
    'loadInBackground()Ljava/lang/Object;': function* (vm, self: JavaObject) {
      return yield* vm.call(self, `loadInBackground()${cursor$}`);
    },
    [`loadInBackground()${cursor$}`]: load,
    'deliverResult(Ljava/lang/Object;)V': function* (vm, self: JavaObject, data: HeapObject | null) {
      queryOf(self).cursor = data;
      yield* vm.callSpecial('android/content/Loader', 'deliverResult(Ljava/lang/Object;)V', self, data);
    },
    'protected onStartLoading()V': function* (vm, self: JavaObject) {
      const { cursor } = queryOf(self);
      if (cursor) yield* vm.call(self, 'deliverResult(Ljava/lang/Object;)V', cursor);
      else yield* vm.call(self, 'forceLoad()V');
    },
    'protected onReset()V': (_vm, self: JavaObject) => {
      queryOf(self).cursor = null;
    },
  },
});
