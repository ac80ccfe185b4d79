import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openDex } from '../../../../scanner/dex/index.ts';
import { defineClass, JavaString, Machine, UNKNOWN } from '../../../../scanner/emulator/machine/index.ts';
import type { JavaValue, WatchedCall } from '../../../../scanner/emulator/machine/index.ts';
import { javaClasses as classes } from '../../../../scanner/emulator/java/index.ts';

const phone = defineClass({
  name: 'phone/Phone',
  methods: {
    'static getId()Ljava/lang/String;': () => '350000000000001',
    'static getLevel()I': () => 14,
    'static partial()I': () => UNKNOWN,
    'static broken()I': () => {
      throw new TypeError('a bug of ours');
    },
    'static refused()Ljava/lang/String;': (vm) => vm.throwNew('java/lang/SecurityException', 'denied'),
  },
});

const watch = new Map([
  ['phone/Phone.getId', 'imei'],
  ['phone/Phone.getLevel()I', 'battery'],
  ['phone/Phone.refused', 'imei'],
]);

function machine(compile?: { calls: number; slices: number }): { vm: Machine; events: WatchedCall[] } {
  const events: WatchedCall[] = [];
  const bytes = readFileSync(new URL('fixtures/provenance.dex', import.meta.url));
  const vm = new Machine({
    models: [...classes, phone],
    dexFiles: [openDex(bytes, 'provenance.dex')],
    watch,
    onWatched: (event) => void events.push(event),
    ...(compile === undefined ? {} : { compile, quantum: 50 }),
  });
  return { vm, events };
}

function call(vm: Machine, method: string): JavaValue {
  const outcome = vm.callNow(vm.callStatic('flow/Flow', method));
  assert.equal(outcome.kind, 'returned');
  return outcome.kind === 'returned' ? outcome.value : null;
}

describe('labels follow a value', () => {
  const table: readonly (readonly [how: string, method: string, text: string, piTypes: readonly string[]])[] =
    [
      ['through a StringBuilder', 'concatenated', 'id=350000000000001', ['imei']],
      ['not into text beside it', 'clean', 'clean text', []],
      ['through an instance field and a static', 'throughFields', '350000000000001', ['imei']],
      ['through arithmetic, a long field and an array element', 'numbers', '42', ['battery']],
      ['not to the next array element', 'neighbour', '0', []],
      ['into single characters', 'characters', '3', ['imei']],
      ['through calls and their results', 'throughCalls', '28', ['battery']],
    ];
  for (const [how, method, text, piTypes] of table)
    it(how, () => {
      const { vm } = machine();
      const value = call(vm, `${method}()Ljava/lang/String;`);
      assert.ok(value instanceof JavaString);
      assert.equal(value.value, text);
      const labels = vm.labels.list(vm.labelOf(value));
      assert.deepEqual(
        labels.map((label) => (label.kind === 'pi' ? label.piType : label.gap)),
        piTypes,
      );
    });

  for (const [how, method, text, piTypes] of table)
    it(`${how}, in compiled code`, () => {
      const { vm } = machine({ calls: 1, slices: 1 });
      // The first call makes labels exist; from then on code is compiled so that it looks out for them.
      for (let round = 0; round < 4; round++) {
        const value = call(vm, `${method}()Ljava/lang/String;`);
        assert.ok(value instanceof JavaString);
        assert.equal(value.value, text);
        const types = vm.labels
          .list(vm.labelOf(value))
          .map((label) => (label.kind === 'pi' ? label.piType : label.gap));
        assert.deepEqual([...new Set(types)], piTypes);
      }
    });

  it('and name what was done to it', () => {
    const { vm } = machine();
    const value = call(vm, 'concatenated()Ljava/lang/String;') as JavaString;
    const digest = vm.string('digest');
    vm.addTransformed(digest, value, 'md5');
    const again = vm.string('text');
    vm.addTransformed(again, digest, 'base64');
    assert.deepEqual(vm.labels.list(vm.labelOf(again)), [
      { kind: 'pi', piType: 'imei', eventNumber: 1, transforms: ['md5', 'base64'] },
    ]);
  });
});

describe('the watch list records', () => {
  it('who read what, when and from where', () => {
    const { vm, events } = machine();
    call(vm, 'concatenated()Ljava/lang/String;');
    const [event] = events;
    assert.equal(events.length, 1);
    assert.equal(event?.piType, 'imei');
    assert.equal(event.method.name, 'getId');
    assert.ok(event.value instanceof JavaString && event.value.value === '350000000000001');
    assert.deepEqual(
      event.stack.map(({ method, pc }) => [method.owner.name, method.name, pc]),
      [['flow/Flow', 'concatenated', 10]],
    );
  });

  it('reads that were refused', () => {
    const { vm, events } = machine();
    assert.equal(call(vm, 'refused()I'), 2);
    assert.equal(events[0]?.threw?.cls.name, 'java/lang/SecurityException');
    assert.equal(events[0].value, undefined);
  });
});

describe('unknown is a value', () => {
  it('that branches are known to depend on', () => {
    const { vm } = machine();
    assert.equal(call(vm, 'unknownBranch()I'), 1);
    assert.deepEqual(
      vm.gaps.list().map(({ code, subject, caller, count }) => [code, subject, caller, count]),
      [
        ['UNMODELLED_CLASS', 'android/hidden/Secret', 'flow/Flow.unknownBranch()I', 1],
        ['UNMODELLED_METHOD', 'android/hidden/Secret.level()I', 'flow/Flow.unknownBranch()I', 1],
        ['UNKNOWN_BRANCH', 'android/hidden/Secret.level()I', 'flow/Flow.unknownBranch()I', 1],
      ].sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1)),
    );
  });

  it('whose methods give unknowns for the same reason', () => {
    const { vm } = machine();
    const value = call(vm, 'unknownObject()Ljava/lang/Object;');
    assert.ok(vm.isUnknown(value) && value instanceof JavaString);
    assert.equal(
      vm.labels.findUnknown(vm.labelOf(value)),
      'android/hidden/Secret.get()Landroid/hidden/Secret;',
    );
    const subjects = vm.gaps.list().map((gap) => gap.subject);
    assert.ok(subjects.includes('android/hidden/Secret.LIMIT:I'));
    assert.ok(!subjects.includes('android/hidden/Secret.next()Landroid/hidden/Secret;'));
  });

  const table: readonly (readonly [string, string, string, string])[] = [
    ['a model says it does not know', 'partial()I', 'PARTIAL_MODEL', 'phone/Phone.partial()I'],
    ['a model fails', 'broken()I', 'MODEL_FAILED', 'phone/Phone.broken()I: a bug of ours'],
    ['the code is native', 'callsJni()I', 'NATIVE_CODE', 'flow/Flow.jni()I'],
  ];
  for (const [when, method, code, subject] of table)
    it(`when ${when}`, () => {
      const { vm } = machine();
      assert.equal(call(vm, method), 0);
      assert.deepEqual(
        vm.gaps.list().map((gap) => [gap.code, gap.subject]),
        [[code, subject]],
      );
    });
});
