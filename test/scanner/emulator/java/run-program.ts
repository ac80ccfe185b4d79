import { readFileSync, readdirSync } from 'node:fs';
import { openDex } from '../../../../scanner/dex/index.ts';
import { javaClasses } from '../../../../scanner/emulator/java/index.ts';
import { JAVA_HOST } from '../../../../scanner/emulator/java/java-host.ts';
import { Machine } from '../../../../scanner/emulator/machine/index.ts';
import type { HeapObject, JavaObject, ThrowablePeer } from '../../../../scanner/emulator/machine/index.ts';

const fixtures = new URL('../../../fixtures/java/', import.meta.url);

/** A program of test/fixtures/java, and what a real JVM printed for it. */
export type Recorded = { readonly name: string; readonly expected: () => string };

/** Programs of one theme, in the order of their names. */
export function programsOf(theme: string): Recorded[] {
  const folder = new URL(`${theme}/`, fixtures);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.java'))
    .map((name) => name.replace(/\.java$/, ''))
    .map((name) => ({ name, expected: () => readFileSync(new URL(`${name}.out`, folder), 'utf8') }));
}

/** Runs a program's main; what it prints, with a last line that tells of an exception that left it. */
export function runProgram(theme: string, name: string): { output: string; gaps: readonly string[] } {
  let output = '';
  const bytes = readFileSync(new URL(`${theme}/${theme}.dex`, fixtures));
  const vm = new Machine({
    models: javaClasses,
    dexFiles: [openDex(bytes, `${theme}.dex`)],
    print: (text) => (output += text),
  });
  // The recordings were made in this locale and zone.
  vm.attach(JAVA_HOST, { locale: { language: 'en', country: 'US' }, timeZone: 'GMT' });
  const args = vm.newArray('[Ljava/lang/String;', 0);
  const outcome = vm.callNow(vm.callStatic(name, 'main([Ljava/lang/String;)V', args), 'main');
  if (outcome.kind !== 'returned')
    output += outcome.kind === 'threw' ? `threw ${toText(outcome.exception)}` : outcome.kind;
  return { output, gaps: vm.gaps.list().map((gap) => `${gap.code} ${gap.subject}`) };
}

function toText(exception: HeapObject): string {
  const { peer } = exception as JavaObject<ThrowablePeer>;
  const at = peer.stack.map((entry) => `\n  ${entry.method.owner.name}.${entry.method.name}`);
  return `${exception.cls.name} ${peer.message?.value ?? ''}${at.slice(0, 6).join('')}`;
}
