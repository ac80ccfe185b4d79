import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

type Methods = Record<string, NonNullable<ClassModel['methods']>[string]>;

const levels = { v: 2, d: 3, i: 4, w: 5, e: 6, wtf: 7 } as const;
const lowestShown = levels.i;

/** Everything in the log can be read by whoever holds the phone: personal information in it is an event. */
function* write(
  vm: Machine,
  tag: JavaString | null,
  message: JavaString | null,
  thrown: HeapObject | null,
): Steps<number> {
  let set = vm.labels.union(vm.labelOf(tag), vm.labelOf(message));
  let length = (tag?.value.length ?? 0) + (message?.value.length ?? 4);
  if (thrown) {
    const trace = yield* traceOf(vm, thrown);
    set = vm.labels.union(set, vm.labelOf(trace));
    length += trace?.value.length ?? 0;
  }
  const { events } = vm.attached(SYSTEM);
  const labels = events.toDataLabels(set);
  if (labels.length > 0) events.record({ kind: 'data-sink', sink: 'log', target: tag?.value ?? '', labels });
  return length;
}

function* traceOf(vm: Machine, thrown: HeapObject | null): Steps<JavaString | null> {
  if (!thrown) return vm.string('');
  return yield* vm.call<JavaString | null>(thrown, 'toString()Ljava/lang/String;');
}

const methods: Methods = {
  'static println(ILjava/lang/String;Ljava/lang/String;)I': (
    vm,
    _level: number,
    tag: JavaString | null,
    message: JavaString | null,
  ) => write(vm, tag, message, null),
  'static isLoggable(Ljava/lang/String;I)Z': (_vm, _tag: JavaString | null, level: number) =>
    level >= lowestShown,
  'static getStackTraceString(Ljava/lang/Throwable;)Ljava/lang/String;': traceOf,
};

for (const level of Object.keys(levels)) {
  methods[`static ${level}(Ljava/lang/String;Ljava/lang/String;)I`] = (
    vm: Machine,
    tag: JavaString | null,
    message: JavaString | null,
  ) => write(vm, tag, message, null);
  methods[`static ${level}(Ljava/lang/String;Ljava/lang/String;Ljava/lang/Throwable;)I`] = write;
}
for (const level of ['w', 'wtf'])
  methods[`static ${level}(Ljava/lang/String;Ljava/lang/Throwable;)I`] = (
    vm: Machine,
    tag: JavaString | null,
    thrown: HeapObject | null,
  ) => write(vm, tag, null, thrown);

export const log = defineClass({
  name: 'android/util/Log',
  flags: 'final',
  labels: 'container',
  fields: {
    'static final VERBOSE:I': 2,
    'static final DEBUG:I': 3,
    'static final INFO:I': 4,
    'static final WARN:I': 5,
    'static final ERROR:I': 6,
    'static final ASSERT:I': 7,
  },
  methods,
});
