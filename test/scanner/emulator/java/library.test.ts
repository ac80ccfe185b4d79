import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { openDex } from '../../../../scanner/dex/index.ts';
import { javaClasses } from '../../../../scanner/emulator/java/index.ts';
import { JavaString, Machine } from '../../../../scanner/emulator/machine/index.ts';
import type { MachineOptions, WatchedCall } from '../../../../scanner/emulator/machine/index.ts';

const folder = new URL('../../../fixtures/java/library/', import.meta.url);
const dexBytes = readFileSync(new URL('library.dex', folder));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.java'))
  .map((name) => name.replace(/\.java$/, ''));

type Heat = NonNullable<MachineOptions['compile']>;

const SECRET = 'java/lang/System.getProperty(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;';
const SHOWN = 'java/io/PrintStream.println(Ljava/lang/String;)V';

function run(name: string, onWatched?: (event: WatchedCall) => void, compile?: Heat) {
  let output = '';
  const vm = new Machine({
    models: javaClasses,
    dexFiles: [openDex(dexBytes, 'library.dex')],
    print: (text) => (output += text),
    ...(compile === undefined ? {} : { compile, quantum: 200 }),
    ...(onWatched === undefined
      ? {}
      : {
          onWatched,
          watch: new Map([
            [SECRET, 'secret'],
            [SHOWN, 'shown'],
          ]),
        }),
  });
  const outcome = vm.callNow(vm.callStatic(name, 'main([Ljava/lang/String;)V', null), 'main');
  if (outcome.kind !== 'returned')
    output += outcome.kind === 'threw' ? `threw ${outcome.exception.cls.name}` : outcome.kind;
  return { vm, output, gaps: vm.gaps.list().map((gap) => `${gap.code} ${gap.subject}`) };
}

describe('The modelled Java library prints what a real JVM prints', () => {
  for (const name of names)
    it(`${name} does`, () => {
      const { output, gaps } = run(name);
      assert.deepEqual(gaps, []);
      assert.equal(output, readFileSync(new URL(`${name}.out`, folder), 'utf8'));
    });

  it('has programs to run', () => assert.ok(names.length >= 10));
});

const modes: readonly (readonly [string, Heat | undefined])[] = [
  ['interpreted or compiled when hot', undefined],
  ['compiled at once, in short time slices', { calls: 1, slices: 1 }],
];

for (const [mode, compile] of modes)
  describe(`A secret keeps its label on its way through the library, ${mode}`, () => {
    const shown: { text: string; labels: number }[] = [];
    const { vm } = run(
      'Provenance',
      ({ piType, args: [, line] }) => {
        // The stream itself gathers the labels of all that went through it: only the line counts here.
        if (piType === 'shown' && line instanceof JavaString)
          shown.push({ text: line.value, labels: line.extra?.label ?? 0 });
      },
      compile,
    );

    const isSecret = (set: number) =>
      vm.labels.list(set).some((label) => label.kind === 'pi' && label.piType === 'secret');

    for (const { text, labels } of shown) {
      const how = text.replace(/:.*$/s, '');
      if (how === 'clean') it(`does not taint "${text}"`, () => assert.ok(!isSecret(labels)));
      else it(`by ${how}`, () => assert.ok(isSecret(labels), text));
    }

    it('shows many ways', () => assert.ok(shown.length > 20));
  });

describe('Every modelled class', () => {
  it('is defined once', () => {
    const names = javaClasses.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
  });

  const vm = new Machine({ models: javaClasses, dexFiles: [] });

  it('links without a gap', () => {
    for (const { name } of javaClasses) assert.equal(vm.classes.platformClass(name).name, name);
    assert.deepEqual(vm.gaps.list(), []);
  });
});
