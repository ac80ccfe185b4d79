import { defineClass, JavaArray } from '../../machine/index.ts';
import type { ClassModel, HeapObject, Machine } from '../../machine/index.ts';

/** Interfaces that add no behaviour of their own. */
const interfaces: readonly ClassModel[] = (
  [
    [
      'java/lang/CharSequence',
      {
        'length()I': null,
        'charAt(I)C': null,
        'subSequence(II)Ljava/lang/CharSequence;': null,
        'toString()Ljava/lang/String;': null,
      },
    ],
    ['java/lang/Comparable', { 'compareTo(Ljava/lang/Object;)I': null }],
    ['java/lang/Runnable', { 'run()V': null }],
    ['java/lang/Cloneable', {}],
    [
      'java/lang/Appendable',
      {
        'append(Ljava/lang/CharSequence;)Ljava/lang/Appendable;': null,
        'append(Ljava/lang/CharSequence;II)Ljava/lang/Appendable;': null,
        'append(C)Ljava/lang/Appendable;': null,
      },
    ],
    ['java/lang/AutoCloseable', { 'close()V': null }],
    ['java/io/Serializable', {}],
  ] as const
).map(([name, methods]) => defineClass({ name, flags: 'interface', methods }));

/** What every program needs of System; system.ts has the rest. */
export const basicSystem = defineClass({
  name: 'java/lang/System',
  flags: 'final',
  fields: {
    'static final out:Ljava/io/PrintStream;': (vm) => vm.newObject('java/io/PrintStream'),
    'static final err:Ljava/io/PrintStream;': (vm) => vm.newObject('java/io/PrintStream'),
  },
  methods: {
    'static currentTimeMillis()J': (vm) => BigInt(vm.epochMs),
    'static nanoTime()J': (vm) => BigInt(Math.round(vm.nowMs * 1e6)),
    'static identityHashCode(Ljava/lang/Object;)I': (vm, value: HeapObject | null) =>
      value === null ? 0 : vm.identityHash(value),
    'static arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V': arraycopy,
  },
});

function arraycopy(
  vm: Machine,
  from: HeapObject | null,
  fromAt: number,
  to: HeapObject | null,
  toAt: number,
  count: number,
): void {
  if (from === null || to === null) vm.throwNew('java/lang/NullPointerException');
  if (
    !(from instanceof JavaArray) ||
    !(to instanceof JavaArray) ||
    from.data.constructor !== to.data.constructor ||
    (from.cls !== to.cls && !Array.isArray(from.data))
  )
    return vm.throwNew('java/lang/ArrayStoreException');
  if (fromAt < 0 || toAt < 0 || count < 0 || fromAt + count > from.length || toAt + count > to.length)
    vm.throwNew(
      'java/lang/ArrayIndexOutOfBoundsException',
      `src.length=${from.length} srcPos=${fromAt} dst.length=${to.length} dstPos=${toAt} length=${count}`,
    );
  if (Array.isArray(from.data) && Array.isArray(to.data)) {
    const { element } = to.cls;
    for (const [i, item] of from.data.slice(fromAt, fromAt + count).entries()) {
      if (item !== null && element !== null && !item.cls.isSubclassOf(element))
        vm.throwNew('java/lang/ArrayStoreException');
      to.data[toAt + i] = item;
    }
    return;
  }
  const wide = !Array.isArray(from.data) && from.data.length === from.length * 2 && from.length > 0 ? 2 : 1;
  if (!Array.isArray(from.data) && !Array.isArray(to.data))
    to.data.set(from.data.subarray(fromAt * wide, (fromAt + count) * wide), toAt * wide);
}

export const basics: readonly ClassModel[] = interfaces;
