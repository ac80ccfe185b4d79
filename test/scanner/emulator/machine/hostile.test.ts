import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openDex } from '../../../../scanner/dex/index.ts';
import { Machine } from '../../../../scanner/emulator/machine/index.ts';
import type { JavaValue, Limits } from '../../../../scanner/emulator/machine/index.ts';
import { javaClasses as classes } from '../../../../scanner/emulator/java/index.ts';

const bytes = readFileSync(new URL('fixtures/hostile.dex', import.meta.url));

function heldBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function machine(limits: Partial<Limits> = {}, code: Uint8Array = bytes): Machine {
  // What earlier tests left in this process is not the machine's.
  const heldBefore = heldBytes();
  return new Machine({
    models: classes,
    dexFiles: [openDex(code, 'hostile.dex')],
    limits: { maxInstructions: 3_000_000, ...limits },
    heapBytes: () => heldBytes() - heldBefore,
  });
}

function run(vm: Machine, method: string, ...args: JavaValue[]): string {
  const outcome = vm.callNow(vm.callStatic('hostile/Hostile', method, ...args));
  switch (outcome.kind) {
    case 'threw':
      return outcome.exception.cls.javaName.replace('java.lang.', '');
    case 'stopped':
      return outcome.code;
    case 'waiting':
      return 'waiting';
    case 'returned':
      return String(outcome.value);
  }
}

describe('hostile bytecode ends in time, by a typed stop or a Java error', () => {
  const table: readonly (readonly [what: string, method: string, ends: string])[] = [
    ['an endless loop', 'endlessLoop()V', 'INSTRUCTIONS'],
    ['an endless switch', 'endlessSwitch()V', 'INSTRUCTIONS'],
    ['endless recursion', 'survivedRecursion()I', '7'],
    ['recursion with 65,535 registers a frame', 'manyRegisters()V', 'StackOverflowError'],
    ['an array of 16 GB', 'giantArray()I', 'OutOfMemoryError'],
    ['a string that doubles for ever', 'giantString()I', 'OutOfMemoryError'],
    ['a storm of exceptions', 'exceptionStorm()V', 'INSTRUCTIONS'],
    ['waiting for what never comes', 'deadlock()V', 'waiting'],
    ['calling a method of a number', 'callOnNumber(I)I', 'VerifyError'],
    ['throwing a number', 'throwNumber(I)V', 'VerifyError'],
    ['locking a number', 'lockNumber(I)V', 'VerifyError'],
    ['a field of a number', 'typeConfusion(I)I', 'VerifyError'],
    ['a class that is nowhere', 'missingEverything()V', 'NoClassDefFoundError'],
    ['a class that is its own ancestor', 'circle()V', 'ClassCircularityError'],
    ['a hierarchy of 500 classes', 'deep()V', 'ClassCircularityError'],
    ['names that JavaScript reserves', 'names()I', '14'],
  ];
  for (const [what, method, ends] of table)
    it(`${what}: ${ends}`, () => {
      assert.equal(run(machine(), method, 5), ends);
    });

  it('an exception that is thrown into itself for ever stops', () => {
    const vm = machine();
    const exception = vm.newThrowable('java/lang/RuntimeException');
    assert.equal(run(vm, 'throwerThatCatchesItself(Ljava/lang/Throwable;)V', exception), 'INSTRUCTIONS');
  });

  it('hoarding memory stops at the heap budget', () => {
    assert.equal(run(machine({ maxHeapBytes: 400 * 2 ** 20 }), 'hoard()I'), 'HEAP');
  });

  it('a thread bomb stops at the thread budget', () => {
    assert.equal(run(machine({ maxThreads: 32 }), 'threadBomb()V'), 'THREADS');
  });

  it('objects of another class have no fields to give', () => {
    const vm = machine();
    assert.equal(run(vm, 'wrongObject(Ljava/lang/Object;)I', vm.string('x')), 'VerifyError');
    assert.equal(run(vm, 'wrongArray(Ljava/lang/Object;)I', vm.string('x')), 'VerifyError');
  });

  it('a spent machine stays stopped and keeps its evidence', () => {
    const vm = machine();
    run(vm, 'endlessLoop()V');
    assert.deepEqual(vm.run(), { kind: 'stopped', code: 'INSTRUCTIONS' });
    assert.ok(vm.instructions >= 3_000_000);
  });

  it('wall time is a budget', () => {
    let now = 0;
    const vm = new Machine({
      models: classes,
      dexFiles: [openDex(bytes, 'hostile.dex')],
      limits: { maxWallMs: 100 },
      wallMs: () => (now += 10),
    });
    assert.equal(run(vm, 'endlessLoop()V'), 'WALL_TIME');
  });
});

describe('code that a verifier would refuse', () => {
  /** The file with the 16-bit units at an instruction of a method replaced. */
  function patched(method: string, units: readonly number[]): Uint8Array {
    const copy = Uint8Array.from(bytes);
    const dex = openDex(copy, 'hostile.dex');
    const found = [...(dex.findClass('Lhostile/Hostile;')?.methods() ?? [])].find(
      (m) => m.ref.name === method,
    );
    const code = found?.findCode();
    assert.ok(code);
    units.forEach((unit, i) => {
      dex.units[code.firstUnit + i] = unit;
    });
    return copy;
  }

  const table: readonly (readonly [what: string, method: string, units: readonly number[]])[] = [
    ['a register that is not there', 'throwNumber', [0x1127]],
    ['a branch before the start', 'endlessLoop', [0x8028]],
    ['a branch behind the end', 'endlessLoop', [0x7f28]],
    ['an opcode that is not in use', 'endlessLoop', [0x003e]],
    ['falling off the end', 'endlessLoop', [0x0000]],
  ];
  for (const [what, method, units] of table)
    it(`${what} is a VerifyError for the app and a gap for us`, () => {
      const vm = machine({}, patched(method, units));
      const descriptor = method === 'throwNumber' ? '(I)V' : '()V';
      assert.equal(run(vm, method + descriptor, 1), 'VerifyError');
    });

  it('any byte of the code may be anything', () => {
    const dex = openDex(Uint8Array.from(bytes), 'hostile.dex');
    const methods = [...(dex.findClass('Lhostile/Hostile;')?.methods() ?? [])];
    let seed = 1;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >>> 8) % below;
    };
    const skipped = new Set(['hoard', 'threadBomb']);
    for (let round = 0; round < 400; round++) {
      const method = methods[next(methods.length)];
      const code = method?.findCode();
      if (method === undefined || code === undefined || skipped.has(method.ref.name)) continue;
      const copy = patched(method.ref.name, []);
      const units = openDex(copy, 'hostile.dex').units;
      for (let i = 0; i < 3; i++) units[code.firstUnit + next(code.unitCount)] = next(65536);
      const vm = machine({ maxInstructions: 200_000 }, copy);
      const argument = method.ref.proto.parameters[0] === 'I' ? 1 : null;
      const ended = run(vm, method.ref.name + method.ref.proto.descriptor, argument);
      assert.ok(ended.length > 0);
    }
  });
});
