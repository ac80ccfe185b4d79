import assert from 'node:assert/strict';
import { openDex } from '../../../../scanner/dex/index.ts';
import { Machine } from '../../../../scanner/emulator/machine/index.ts';
import type { HeapObject, JavaValue, Steps } from '../../../../scanner/emulator/machine/index.ts';
import { javaClasses } from '../../../../scanner/emulator/java/index.ts';
import { realApks } from '../../../support/real-apks.ts';
import { readDexEntries } from '../../dex/dex-entries.ts';
import { textOfChain } from './call-chain.ts';
import { libraries } from './library-cases.ts';

async function machineOf(apk: string): Promise<Machine> {
  const file = realApks.find(({ name }) => name.startsWith(apk))?.file ?? apk;
  const dexFiles = (await readDexEntries(file)).map(({ name, bytes }) => openDex(bytes, name));
  return new Machine({ models: javaClasses, dexFiles });
}

/** Runs steps that end with a Java string, and gives its text. */
function textOf(vm: Machine, steps: Steps<JavaValue>): string {
  const outcome = vm.callNow(steps);
  if (outcome.kind === 'returned' && vm.isUnknown(outcome.value)) return 'unknown';
  if (outcome.kind === 'returned' && outcome.value !== undefined)
    return vm.text(outcome.value as HeapObject | null);
  const why = outcome.kind === 'threw' ? outcome.exception.cls.name : outcome.kind;
  return `${why}; ${JSON.stringify(vm.gaps.list())}`;
}

describe('library code inside real apps runs and gives known answers, with no gap', function () {
  this.timeout(60_000);

  for (const { name, apk, absent, cases } of libraries)
    describe(name, () => {
      let vm: Machine;
      before(async () => {
        vm = await machineOf(apk);
      });

      for (const [answer, ...chain] of cases)
        it(`${chain.map(([call]) => call.slice(call.lastIndexOf('/') + 1)).join(' ')} gives ${JSON.stringify(answer)}`, () => {
          const known = new Set(vm.gaps.list().map(({ subject }) => subject));
          assert.equal(textOf(vm, textOfChain(vm, chain)), answer);
          assert.deepEqual(
            vm.gaps.list().filter(({ subject }) => !known.has(subject) && absent?.test(subject) !== true),
            [],
          );
        });
    });

  it("AndroidX's ArrayMap in ApiDemos keeps what it is given", async () => {
    const vm = await machineOf('ApiDemos');
    function* filled(): Steps<JavaValue> {
      const map = yield* vm.construct('androidx/collection/ArrayMap', '()V');
      for (let i = 0; i < 200; i++) {
        const [key, value] = [vm.string(`key${i}`), vm.string(`value${i}`)];
        yield* vm.call(map, 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;', key, value);
      }
      yield* vm.call(map, 'remove(Ljava/lang/Object;)Ljava/lang/Object;', vm.string('key7'));
      const size = yield* vm.call<number>(map, 'size()I');
      const value = yield* vm.call<HeapObject>(
        map,
        'get(Ljava/lang/Object;)Ljava/lang/Object;',
        vm.string('key42'),
      );
      const gone = yield* vm.call<boolean>(map, 'containsKey(Ljava/lang/Object;)Z', vm.string('key7'));
      return vm.string(`${size} ${vm.text(value)} ${gone}`);
    }
    assert.equal(textOf(vm, filled()), '199 value42 false');
    assert.deepEqual(vm.gaps.list(), []);
  });
});
