import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { openDex } from '../../dex/index.ts';
import { Machine } from './index.ts';
import { classes } from '../java/lang/index.ts';
const P: Record<string, number> = {
  loops: 3000,
  sieve: 100000,
  fields: 80000,
  virtual: 60000,
  allocation: 4000,
  strings: 400,
  recursion: 20,
  longs: 15000,
  exceptions: 4000,
  doubles: 300,
};
const dex = openDex(readFileSync('test/fixtures/java/bench/bench.dex'), 'bench.dex');
let gl = 0,
  k = 0;
const only = process.argv[2];
const vm = new Machine({ models: classes, dexFiles: [dex], limits: { maxInstructions: 1e12 } });
const ref: Record<string, number> = existsSync('/tmp/mach/ref.json')
  ? JSON.parse(readFileSync('/tmp/mach/ref.json', 'utf8'))
  : {};
for (const [name, n] of Object.entries(P)) {
  if (only && only !== name) continue;
  const call = (m: number) => vm.callNow(vm.callStatic('Bench', 'run(Ljava/lang/String;I)I', name, m));
  const t0 = performance.now();
  let best = Infinity,
    r: any,
    i0 = 0;
  while (performance.now() - t0 < Number(process.env.T ?? 2500)) {
    i0 = vm.instructions;
    const t = performance.now();
    r = call(n);
    const d = performance.now() - t;
    if (d < best) best = d;
    i0 = vm.instructions - i0;
  }
  if (!ref[name]) {
    const [jr, jn] = execFileSync('java', ['-Xint', '-cp', '/tmp/mach/b', 'Bench', name, String(n), '100'], {
      encoding: 'utf8',
    })
      .trim()
      .split(' ');
    if (Number(jr) !== r.value) console.log('DIFFERS', jr, r.value);
    ref[name] = Number(jn) / 1e6;
  }
  const jms = ref[name]!;
  console.log(
    name.padEnd(12),
    best.toFixed(2) + ' ms',
    jms.toFixed(2) + ' ms xint',
    (best / jms).toFixed(2),
    (i0 / best / 1000).toFixed(0) + ' M/s',
  );
  gl += Math.log(best / jms);
  k++;
}
writeFileSync('/tmp/mach/ref.json', JSON.stringify(ref));
console.log('geomean', Math.exp(gl / k).toFixed(2));
