import { readFileSync } from 'node:fs';
import { openDex } from '../../dex/index.ts';
import { Machine } from './index.ts';
import { classes } from '../java/lang/index.ts';
const vm = new Machine({
  models: classes,
  dexFiles: [openDex(readFileSync('test/fixtures/java/programs/programs.dex'), 'p.dex')],
});
const t = performance.now();
vm.callNow(vm.callStatic(process.argv[2]!, 'main([Ljava/lang/String;)V', null));
console.log(performance.now() - t, vm.instructions);
