import { defineClass } from '../../machine/index.ts';
import type { Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

export const process = defineClass({
  name: 'android/os/Process',
  methods: {
    'static myPid()I': (vm) => vm.attached(SYSTEM).pid,
    'static myUid()I': (vm) => vm.attached(SYSTEM).uid,
    'static myTid()I': (vm) => vm.thread.id,
    'static myProcessName()Ljava/lang/String;': (vm) => vm.attached(SYSTEM).processName,
    'static setThreadPriority(I)V': () => undefined,
    'static setThreadPriority(II)V': () => undefined,
    'static getThreadPriority(I)I': () => 0,
    'static is64Bit()Z': () => true,
    'static killProcess(I)V': (vm: Machine, pid: number) => {
      const system = vm.attached(SYSTEM);
      if (pid === system.pid) system.killProcess('the app called Process.killProcess');
      const other = system.processes.list().find((process) => process.pid === pid);
      other?.vm.attached(SYSTEM).endProcess('the app called Process.killProcess');
    },
  },
});
