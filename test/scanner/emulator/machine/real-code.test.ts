import assert from 'node:assert/strict';
import { openDex } from '../../../../scanner/dex/index.ts';
import { JavaObject, JavaString, Machine, unbox } from '../../../../scanner/emulator/machine/index.ts';
import type { HeapObject, JavaValue, Steps } from '../../../../scanner/emulator/machine/index.ts';
import { javaClasses } from '../../../../scanner/emulator/java/index.ts';
import { realApks } from '../../../support/real-apks.ts';
import { readDexEntries } from '../../dex/dex-entries.ts';

async function machineOf(apk: string): Promise<Machine> {
  const file = realApks.find(({ name }) => name.startsWith(apk))?.file ?? apk;
  const dexFiles = (await readDexEntries(file)).map(({ name, bytes }) => openDex(bytes, name));
  return new Machine({ models: javaClasses, dexFiles });
}

/** Runs steps that end with a Java value, and gives it as text. */
function textOf(vm: Machine, steps: Steps<JavaValue>): string {
  const outcome = vm.callNow(
    (function* (): Steps<JavaValue> {
      const value = yield* steps;
      if (value instanceof JavaString) return value;
      if (value instanceof JavaObject && unbox(value) === null) return vm.string(yield* vm.textOf(value));
      return vm.string(String(value instanceof JavaObject ? unbox(value) : value));
    })(),
  );
  if (outcome.kind !== 'returned') {
    const why = outcome.kind === 'threw' ? outcome.exception.cls.name : outcome.kind;
    return `${why}; ${vm.gaps.list()[0]?.subject ?? 'no gap'}`;
  }
  return vm.text(outcome.value as HeapObject | null);
}

describe('library code inside real apps runs and gives known answers', function () {
  this.timeout(60_000);

  describe("Kotlin's standard library in ApiDemos", () => {
    let vm: Machine;
    before(async () => {
      vm = await machineOf('ApiDemos');
    });

    const table: readonly (readonly [
      cls: string,
      method: string,
      args: readonly unknown[],
      result: string,
    ])[] = [
      ['text/StringsKt', 'padStart(Ljava/lang/String;IC)Ljava/lang/String;', ['7', 3, 48], '007'],
      [
        'text/StringsKt',
        'trimIndent(Ljava/lang/String;)Ljava/lang/String;',
        ['\n    a\n      b\n'],
        'a\n  b',
      ],
      ['text/StringsKt', 'isBlank(Ljava/lang/CharSequence;)Z', [' \t'], 'true'],
      ['text/StringsKt', 'toIntOrNull(Ljava/lang/String;)Ljava/lang/Integer;', ['-1234'], '-1234'],
      ['text/StringsKt', 'repeat(Ljava/lang/CharSequence;I)Ljava/lang/String;', ['ab', 3], 'ababab'],
      ['ranges/RangesKt', 'coerceIn(III)I', [15, 0, 10], '10'],
      ['math/MathKt', 'roundToInt(D)I', [2.5], '3'],
    ];
    for (const [cls, method, args, result] of table)
      it(`${method.slice(0, method.indexOf('('))} gives ${JSON.stringify(result)}`, () => {
        const made = args.map((arg) => (typeof arg === 'string' ? vm.string(arg) : (arg as JavaValue)));
        assert.equal(textOf(vm, vm.callStatic(`kotlin/${cls}`, method, ...made)), result);
        assert.deepEqual(vm.gaps.list(), []);
      });

    it('listOf and joinToString work together', () => {
      function* joined(): Steps<JavaValue> {
        const items = vm.arrayOf('[Ljava/lang/Object;', ['b', 'a', 'c']);
        const list = yield* vm.callStatic(
          'kotlin/collections/CollectionsKt',
          'listOf([Ljava/lang/Object;)Ljava/util/List;',
          items,
        );
        return yield* vm.callStatic(
          'kotlin/collections/CollectionsKt',
          'sorted(Ljava/lang/Iterable;)Ljava/util/List;',
          list,
        );
      }
      assert.equal(textOf(vm, joined()), '[a, b, c]');
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

  it('Gson in the UiAutomator2 server parses JSON and writes it again', async () => {
    const vm = await machineOf('appium-uiautomator2-server-v');
    function* parsed(): Steps<JavaValue> {
      const text = vm.string('{"name": "x\\u00e9", "list": [1, 2.5, true, null], "nested": {"a": -7}}');
      return yield* vm.callStatic(
        'com/google/gson/JsonParser',
        'parseString(Ljava/lang/String;)Lcom/google/gson/JsonElement;',
        text,
      );
    }
    assert.equal(textOf(vm, parsed()), '{"name":"xé","list":[1,2.5,true,null],"nested":{"a":-7}}');
  });
});
