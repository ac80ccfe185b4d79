import { defineClass } from '../../machine/index.ts';
import type { JavaString, Machine } from '../../machine/index.ts';
import { recordTextRead } from '../../system/pi-read.ts';
import { systemProperties } from '../../system/system-properties.ts';
import { SYSTEM } from '../../system/system.ts';

function read(vm: Machine, key: JavaString): string {
  const name = vm.text(key);
  return systemProperties(vm.attached(SYSTEM).phone).get(name) ?? '';
}

/** The value as a Java string that carries the labels of the read. */
function text(vm: Machine, key: JavaString, fallback: string): JavaString {
  const value = read(vm, key);
  const labels = recordTextRead(vm, {
    channel: 'property',
    text: vm.text(key),
    api: 'android.os.SystemProperties.get',
    arguments: [vm.text(key)],
    value,
  });
  return vm.string(value === '' ? fallback : value, labels);
}

/** The hidden class that apps reach by reflection. */
export const systemPropertiesClass = defineClass({
  name: 'android/os/SystemProperties',
  methods: {
    'static get(Ljava/lang/String;)Ljava/lang/String;': (vm, key: JavaString) => text(vm, key, ''),
    'static get(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;': (
      vm,
      key: JavaString,
      fallback: JavaString | null,
    ) => text(vm, key, fallback?.value ?? ''),
    'static getInt(Ljava/lang/String;I)I': (vm, key: JavaString, fallback: number) => {
      const value = read(vm, key);
      return /^-?\d+$/.test(value) ? Number(value) | 0 : fallback;
    },
    'static getLong(Ljava/lang/String;J)J': (vm, key: JavaString, fallback: bigint) => {
      const value = read(vm, key);
      return /^-?\d+$/.test(value) ? BigInt.asIntN(64, BigInt(value)) : fallback;
    },
    'static getBoolean(Ljava/lang/String;Z)Z': (vm, key: JavaString, fallback: boolean) => {
      const value = read(vm, key);
      if (/^(1|y|yes|on|true)$/.test(value)) return true;
      return /^(0|n|no|off|false)$/.test(value) ? false : fallback;
    },
  },
});
