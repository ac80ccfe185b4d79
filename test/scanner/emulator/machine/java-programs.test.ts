import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { openDex } from '../../../../scanner/dex/index.ts';
import { Machine } from '../../../../scanner/emulator/machine/index.ts';
import type { MachineOptions } from '../../../../scanner/emulator/machine/index.ts';
import { javaClasses as classes } from '../../../../scanner/emulator/java/index.ts';

const folder = new URL('../../../fixtures/java/programs/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.java'))
  .map((name) => name.replace(/\.java$/, ''));

/** Runs a program's main; what it prints, with a last line that tells of an exception that left it. */
function run(
  name: string,
  options: Pick<MachineOptions, 'compile' | 'quantum'>,
): { output: string; gaps: readonly string[] } {
  let output = '';
  const vm = new Machine({
    models: classes,
    dexFiles: [openDex(readFileSync(new URL('programs.dex', folder)), 'programs.dex')],
    ...options,
    print: (text) => (output += text),
  });
  const outcome = vm.callNow(vm.callStatic(name, 'main([Ljava/lang/String;)V', null), 'main');
  if (outcome.kind !== 'returned')
    output += outcome.kind === 'threw' ? `threw ${outcome.exception.cls.name}` : outcome.kind;
  return { output, gaps: vm.gaps.list().map((gap) => `${gap.code} ${gap.subject}`) };
}

const modes: readonly (readonly [string, Pick<MachineOptions, 'compile' | 'quantum'>])[] = [
  ['interpreted', { compile: false }],
  ['compiled when hot', {}],
  ['compiled at once, in short time slices', { compile: { calls: 1, slices: 1 }, quantum: 200 }],
];

for (const [mode, options] of modes)
  describe(`Java programs, ${mode}, print what a real JVM prints`, () => {
    for (const name of names)
      it(`${name} does`, () => {
        const { output, gaps } = run(name, options);
        assert.deepEqual(gaps, []);
        assert.equal(output, readFileSync(new URL(`${name}.out`, folder), 'utf8'));
      });

    it('has programs to run', () => assert.ok(names.length >= 40));
  });
