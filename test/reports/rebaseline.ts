// Writes every golden file anew: `npm run test:rebaseline`. The diff is what changed in the renderings.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { GOLDENS } from './goldens.ts';

for (const { file, render } of GOLDENS) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const after = render();
  if (before === after) continue;
  writeFileSync(file, after);
  console.log(`written ${file.pathname.split('/').slice(-2).join('/')}`);
}
