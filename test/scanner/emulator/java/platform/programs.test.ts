import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { openDex } from '../../../../../scanner/dex/index.ts';
import { Machine } from '../../../../../scanner/emulator/machine/index.ts';
import type { HeapObject, JavaObject, ThrowablePeer } from '../../../../../scanner/emulator/machine/index.ts';
import { javaClasses } from '../../../../../scanner/emulator/java/index.ts';
import { JAVA_HOST } from '../../../../../scanner/emulator/java/java-host.ts';

const folder = new URL('../../../../fixtures/java/platform/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.java'))
  .map((name) => name.replace(/\.java$/, ''));

/** Runs a program's main; what it prints, with a last line that tells of an exception that left it. */
function run(name: string): { output: string; gaps: readonly string[] } {
  let output = '';
  const vm = new Machine({
    models: javaClasses,
    dexFiles: [openDex(readFileSync(new URL('platform.dex', folder)), 'platform.dex')],
    print: (text) => (output += text),
  });
  // The recordings were made in this locale and zone.
  vm.attach(JAVA_HOST, { locale: { language: 'en', country: 'US' }, timeZone: 'GMT' });
  const outcome = vm.callNow(vm.callStatic(name, 'main([Ljava/lang/String;)V', null), 'main');
  if (outcome.kind !== 'returned')
    output += outcome.kind === 'threw' ? `threw ${toText(outcome.exception)}` : outcome.kind;
  return { output, gaps: vm.gaps.list().map((gap) => `${gap.code} ${gap.subject}`) };
}

function toText(exception: HeapObject): string {
  const { peer } = exception as JavaObject<ThrowablePeer>;
  return `${exception.cls.name} ${peer.message?.value ?? ''}`;
}

describe('Programs over java.io, net, security, text and kin print what a real JVM prints', () => {
  for (const name of names)
    it(`${name} does`, () => {
      const { output, gaps } = run(name);
      assert.equal(output, readFileSync(new URL(`${name}.out`, folder), 'utf8'), gaps.join('\n'));
      assert.deepEqual(gaps, []);
    });
});
