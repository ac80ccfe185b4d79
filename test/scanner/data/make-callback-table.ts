import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { renderCallbackTable } from '../../../scanner/data/framework/callback-table.ts';
import { loadFrameworkTable } from '../../../scanner/data/framework/load-framework-table.ts';

// Recipe of scanner/data/framework/callbacks.txt.gz, made from the framework table beside it:
//     node --import tsx test/scanner/data/make-callback-table.ts
const text = renderCallbackTable(await loadFrameworkTable());
const file = new URL('../../../scanner/data/framework/callbacks.txt.gz', import.meta.url);
writeFileSync(file, gzipSync(text, { level: 9 }));
console.log(`${text.length} characters`);
