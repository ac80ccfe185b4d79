import assert from 'node:assert/strict';
import { javaClasses } from '../../../../../scanner/emulator/java/index.ts';
import { JAVA_HOST } from '../../../../../scanner/emulator/java/java-host.ts';
import type { JavaHost } from '../../../../../scanner/emulator/java/java-host.ts';
import { JavaString, Machine } from '../../../../../scanner/emulator/machine/index.ts';
import type { JavaValue, Steps } from '../../../../../scanner/emulator/machine/index.ts';

function machine(host: JavaHost): Machine {
  const vm = new Machine({ models: javaClasses, dexFiles: [] });
  vm.attach(JAVA_HOST, host);
  return vm;
}

function valueOf(vm: Machine, steps: Steps<JavaValue>): JavaValue {
  const outcome = vm.callNow(steps);
  assert.equal(outcome.kind, 'returned');
  return outcome.kind === 'returned' ? outcome.value : undefined;
}

const GET_PROPERTY = 'getProperty(Ljava/lang/String;)Ljava/lang/String;';

describe('System asks the device around it', () => {
  it('for properties, its own standing over Android’s', () => {
    const vm = machine({
      properties: { 'http.agent': 'Dalvik/2.1.0' },
      locale: { language: 'en', country: 'GB' },
    });
    const read = (name: string) => {
      const value = valueOf(vm, vm.callStatic('java/lang/System', GET_PROPERTY, vm.string(name)));
      return value instanceof JavaString ? value.value : value;
    };
    assert.deepEqual(['http.agent', 'java.vm.name', 'user.region', 'no.such'].map(read), [
      'Dalvik/2.1.0',
      'Dalvik',
      'GB',
      null,
    ]);
  });

  it('to end the process, after which the thread does nothing more', () => {
    const statuses: number[] = [];
    const vm = machine({ exit: (status) => statuses.push(status) });
    const outcome = vm.callNow(vm.callStatic('java/lang/System', 'exit(I)V', 3));
    assert.equal(outcome.kind, 'waiting');
    assert.deepEqual(statuses, [3]);
  });

  it('for what commands print, and executes none', () => {
    const commands: (readonly string[])[] = [];
    const vm = machine({
      shell: (command) => {
        commands.push(command);
        return { stdout: 'up', exitCode: 7 };
      },
    });
    const code = valueOf(
      vm,
      (function* () {
        const runtime = yield* vm.callStatic('java/lang/Runtime', 'getRuntime()Ljava/lang/Runtime;');
        const process = yield* vm.call(
          runtime as never,
          'exec(Ljava/lang/String;)Ljava/lang/Process;',
          vm.string('getprop  ro.serialno'),
        );
        return yield* vm.call<number>(process as never, 'waitFor()I');
      })(),
    );
    assert.equal(code, 7);
    assert.deepEqual(commands, [['getprop', 'ro.serialno']]);
  });

  it('in vain where there is no shell: Java’s IOException, and a gap', () => {
    const vm = machine({});
    const outcome = vm.callNow(
      (function* () {
        const runtime = yield* vm.callStatic('java/lang/Runtime', 'getRuntime()Ljava/lang/Runtime;');
        return yield* vm.call(
          runtime as never,
          'exec(Ljava/lang/String;)Ljava/lang/Process;',
          vm.string('su'),
        );
      })(),
    );
    assert.equal(outcome.kind === 'threw' && outcome.exception.cls.name, 'java/io/IOException');
    assert.deepEqual(
      vm.gaps.list().map(({ subject }) => subject),
      ['command su'],
    );
  });
});
