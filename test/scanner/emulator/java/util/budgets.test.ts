import assert from 'node:assert/strict';
import { javaClasses } from '../../../../../scanner/emulator/java/index.ts';
import { Machine } from '../../../../../scanner/emulator/machine/index.ts';
import type { HeapObject, JavaValue, Steps } from '../../../../../scanner/emulator/machine/index.ts';

type Work = (vm: Machine) => Steps<JavaValue>;

const INT_MAX = 2147483647;

function run(work: Work): string {
  const vm = new Machine({ models: javaClasses, dexFiles: [], limits: { maxInstructions: 2_000_000 } });
  const outcome = vm.callNow(work(vm));
  if (outcome.kind === 'stopped') return outcome.code;
  return outcome.kind === 'threw' ? outcome.exception.cls.name : outcome.kind;
}

describe('What asks the host for too much', () => {
  const cases: [name: string, ends: string, work: Work][] = [
    [
      'an endless range is counted as instructions',
      'INSTRUCTIONS',
      function* (vm) {
        const range = yield* vm.callStatic<HeapObject>(
          'java/util/stream/IntStream',
          'range(II)Ljava/util/stream/IntStream;',
          0,
          INT_MAX,
        );
        return yield* vm.call(range, 'count()J');
      },
    ],
    [
      'a bit set of all numbers is Java’s OutOfMemoryError',
      'java/lang/OutOfMemoryError',
      function* (vm) {
        const bits = yield* vm.construct('java/util/BitSet', '()V');
        return yield* vm.call(bits, 'set(I)V', INT_MAX);
      },
    ],
    [
      'so are two billion copies',
      'java/lang/OutOfMemoryError',
      (vm) =>
        vm.callStatic(
          'java/util/Collections',
          'nCopies(ILjava/lang/Object;)Ljava/util/List;',
          INT_MAX,
          vm.string('x'),
        ),
    ],
    [
      'and a string repeated without end',
      'java/lang/OutOfMemoryError',
      (vm) => vm.call(vm.string('ab'), 'repeat(I)Ljava/lang/String;', INT_MAX),
    ],
    [
      'a builder set to a huge length',
      'java/lang/OutOfMemoryError',
      function* (vm) {
        const builder = yield* vm.construct('java/lang/StringBuilder', '()V');
        return yield* vm.call(builder, 'setLength(I)V', INT_MAX);
      },
    ],
    [
      'a search through a long list, over and over, is paid for',
      'INSTRUCTIONS',
      function* (vm) {
        const list = yield* vm.construct('java/util/ArrayList', '()V');
        const missing = vm.string('missing');
        for (let i = 0; i < 10_000; i++) yield* vm.call(list, 'add(Ljava/lang/Object;)Z', vm.string('x'));
        for (;;) yield* vm.call(list, 'contains(Ljava/lang/Object;)Z', missing);
      },
    ],
  ];
  for (const [name, ends, work] of cases) it(name, () => assert.equal(run(work), ends));
});
