import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { openDex } from '../../dex/index.ts';
import { Machine } from './index.ts';
import { classes } from '../java/lang/index.ts';
const P: Record<string, number> = {
  loops: 50000,
  sieve: 1000000,
  fields: 1000000,
  virtual: 1000000,
  allocation: 60000,
  strings: 5000,
  recursion: 27,
  longs: 300000,
  exceptions: 60000,
  doubles: 8000,
};
const dex = openDex(readFileSync('test/fixtures/java/bench/bench.dex'), 'bench.dex');
let g = 1,
  gl = 1,
  k = 0;
const only = process.argv[2];
const vm = new Machine({ models: classes, dexFiles: [dex], limits: { maxInstructions: 1e12 } });
for (const [name, n] of Object.entries(P)) {
  if (only && only !== name) continue;
  const call = (m: number) => vm.callNow(vm.callStatic('Bench', 'run(Ljava/lang/String;I)I', name, m));
  call(name === 'recursion' ? 20 : Math.ceil(n / 10));
  call(name === 'recursion' ? 20 : Math.ceil(n / 10));
  const i0 = vm.instructions;
  const t = performance.now();
  const r = call(n);
  const ms = performance.now() - t;
  const [jr, jn] = execFileSync('java', ['-Xint', '-cp', '/tmp/mach/b', 'Bench', name, String(n)], {
    encoding: 'utf8',
  })
    .trim()
    .split(' ');
  const jms = Number(jn) / 1e6;
  console.log(
    name.padEnd(12),
    (r as any).value,
    jr,
    ms.toFixed(0) + ' ms',
    jms.toFixed(0) + ' ms xint',
    (ms / jms).toFixed(2),
    ((vm.instructions - i0) / ms / 1000).toFixed(0) + ' M/s',
  );
  gl += Math.log(ms / jms);
  k++;
}
console.log('geomean', Math.exp((gl - 1) / k).toFixed(2));
