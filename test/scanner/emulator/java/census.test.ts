import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { javaClasses } from '../../../../scanner/emulator/java/index.ts';
import { Machine, lookUp } from '../../../../scanner/emulator/machine/index.ts';

/**
 * The java.* methods behind 99 % of the call sites of 70 apps, most called first, by a census of their code. Calls that
 * the census knew only as java.lang.Object's, because a class was not in the app, are in it under that name.
 */
const census = readFileSync(new URL('census.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t')[2] ?? '');

const vm = new Machine({ models: javaClasses, dexFiles: [] });
const modelled = new Map(javaClasses.map((model) => [`L${model.name};`, model]));

function isModelled(method: string): boolean {
  const arrow = method.indexOf(';->');
  const owner = method.slice(0, arrow + 1);
  const selector = method.slice(arrow + 3);
  const has = (descriptor: string): boolean => {
    const cls = modelled.has(descriptor) ? vm.findClass(descriptor) : undefined;
    const found = cls === undefined ? undefined : lookUp(cls, selector);
    return found !== undefined && !found.isUnknown;
  };
  // What an abstract class leaves to those that extend it is modelled there.
  return has(owner) || heirsOf(owner).some(has);
}

function heirsOf(descriptor: string): string[] {
  return javaClasses.filter((model) => `L${model.super};` === descriptor).map(({ name }) => `L${name};`);
}

describe("The Java library's coverage", () => {
  it('has all of the 1,022 methods that make 99 % of the calls, but for those whose class nobody knows', () => {
    assert.equal(census.length, 1022);
    const missing = census.filter((method) => !isModelled(method));
    const unresolved = missing.filter((method) => method.startsWith('Ljava/lang/Object;'));
    const others = missing.filter((method) => !method.startsWith('Ljava/lang/Object;'));
    assert.deepEqual(others, []);
    assert.ok(unresolved.length <= 40, `${unresolved.length} of java.lang.Object`);
  });
});
