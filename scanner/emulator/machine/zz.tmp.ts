import { readFileSync } from 'node:fs';
import { openDex } from '../../dex/index.ts';
import { Machine } from './index.ts';
import { classes } from '../java/lang/index.ts';
let out = '';
const t0 = performance.now();
const vm = new Machine({
  models: classes,
  dexFiles: [openDex(readFileSync(process.argv[2]!), 'main.dex')],
  print: (s) => {
    out += s;
  },
});
const t = performance.now();
const cls = process.argv[3] ?? 'Main';
const r = vm.callNow(vm.callStatic(cls, 'main([Ljava/lang/String;)V', null));
console.log(out);
const ms = performance.now() - t;
console.log(
  r.kind,
  r.kind === 'threw'
    ? (r.exception as any).cls.name +
        ': ' +
        (r.exception as any).peer?.message?.value +
        '\n' +
        (r.exception as any).peer?.stack
          .map((s: any) => '   at ' + s.method.owner.name + '.' + s.method.selector + ' ' + s.pc)
          .slice(0, 20)
          .join('\n')
    : '',
  vm.instructions,
  ms.toFixed(0) + ' ms',
  (vm.instructions / ms / 1000).toFixed(1) + ' M/s',
  (t - t0).toFixed(0),
);
for (const g of vm.gaps.list()) console.log(g.code, g.subject, g.caller, g.count);
