import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { startThread } from '../../support/host-runnable.ts';
import { viewPart } from '../../view/view-state.ts';

const text$ = 'Ljava/lang/CharSequence;';
const results$ = 'Landroid/widget/Filter$FilterResults;';
const listener$ = 'Landroid/widget/Filter$FilterListener;';
const object$ = 'Ljava/lang/Object;';

const filterOf = viewPart(() => ({ run: 0 }));

/** Filter.filter: the work on a thread of its own, what it found on the main thread; the latest asking wins. */
function* filter(
  vm: Machine,
  self: JavaObject,
  constraint: HeapObject | null,
  listener: HeapObject | null = null,
): Steps<void> {
  const state = filterOf(self);
  const run = ++state.run;
  // The text may change while the thread works.
  const wanted = constraint ? vm.string(yield* vm.textOf(constraint)) : null;
  yield* startThread(vm, 'Filter', function* () {
    const results = yield* vm.call<JavaObject | null>(self, `performFiltering(${text$})${results$}`, wanted);
    vm.attached(SYSTEM).postToMain('filtered', function* () {
      if (state.run !== run) return;
      yield* vm.call(self, `publishResults(${text$}${results$})V`, wanted, results);
      const count = results ? (vm.getField(results, 'count:I') as number) : -1;
      if (listener) yield* vm.call(listener, 'onFilterComplete(I)V', count);
    });
  });
}

export function* makeResults(vm: Machine, values: HeapObject | null, count: number): Steps<JavaObject> {
  const made = yield* vm.construct<JavaObject>('android/widget/Filter$FilterResults', '()V');
  vm.setField(made, `values:${object$}`, values);
  vm.setField(made, 'count:I', count);
  return made;
}

export const filterClass = defineClass({
  name: 'android/widget/Filter',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': () => undefined,
    [`final filter(${text$})V`]: (vm, self: JavaObject, constraint: HeapObject | null) =>
      filter(vm, self, constraint),
    [`final filter(${text$}${listener$})V`]: filter,
    [`convertResultToString(${object$})${text$}`]: function* (
      vm,
      _self: JavaObject,
      value: HeapObject | null,
    ) {
      return value ? vm.string(yield* vm.textOf(value)) : '';
    },
  },
});

export const filterResults = defineClass({
  name: 'android/widget/Filter$FilterResults',
  labels: 'container',
  fields: { [`values:${object$}`]: null, 'count:I': 0 },
  methods: { '<init>()V': () => undefined },
});

/** What an adapter's own filter does: matches items, then shows what matched. */
export type HostFilter = {
  readonly perform: (constraint: string | null, text: HeapObject | null) => Steps<JavaObject | null>;
  readonly publish: (results: JavaObject | null) => Steps<void>;
  readonly toText?: (value: HeapObject | null) => Steps<HeapObject | null>;
};

export function makeHostFilter(vm: Machine, filter: HostFilter): JavaObject {
  const made = vm.newObject<HostFilter>('android/widget/AdapterFilter');
  made.peer = filter;
  return made;
}

export const hostFilter = defineClass({
  name: 'android/widget/AdapterFilter',
  super: 'android/widget/Filter',
  labels: 'container',
  methods: {
    [`performFiltering(${text$})${results$}`]: function* (
      vm,
      self: JavaObject<HostFilter>,
      constraint: HeapObject | null,
    ) {
      return yield* self.peer.perform(constraint ? yield* vm.textOf(constraint) : null, constraint);
    },
    [`publishResults(${text$}${results$})V`]: (
      _vm,
      self: JavaObject<HostFilter>,
      _constraint: HeapObject | null,
      results: JavaObject | null,
    ) => self.peer.publish(results),
    [`convertResultToString(${object$})${text$}`]: function* (
      vm,
      self: JavaObject<HostFilter>,
      value: HeapObject | null,
    ) {
      if (self.peer.toText) return yield* self.peer.toText(value);
      return value ? vm.string(yield* vm.textOf(value)) : vm.string('');
    },
  },
});

/** ArrayAdapter's rule: the text begins with the prefix, or one of its words does. */
export function matchesPrefix(text: string, prefix: string): boolean {
  const value = text.toLowerCase();
  const wanted = prefix.toLowerCase();
  return value.startsWith(wanted) || value.split(' ').some((word) => word.startsWith(wanted));
}
