// Started as a program of its own by bench machine: a machine, up to its first instruction. Prints what that took from
// the start of the process, in wall and processor time, and the memory it then holds.
import { readFileSync } from 'node:fs';
import { openDex } from '../../../scanner/dex/index.ts';
import { javaClasses } from '../../../scanner/emulator/java/index.ts';
import { Machine } from '../../../scanner/emulator/machine/index.ts';

const dex = openDex(readFileSync(process.argv[2] ?? ''), 'bench.dex');
const vm = new Machine({ models: javaClasses, dexFiles: [dex] });
vm.callNow(vm.callStatic('Bench', 'fib(I)I', 1));
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    wallMs: performance.now(),
    cpuMs: (user + system) / 1000,
    residentMb: process.memoryUsage.rss() / 2 ** 20,
    instructions: vm.instructions,
  }),
);
