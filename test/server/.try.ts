import { openTestServer } from './support/test-server.ts';
import { readSmallApp } from './support/apps.ts';
const t = await openTestServer({ APPGOV_SCAN_ATTEMPTS: '1' });
const row = await t.admin.accepted(readSmallApp(), { fileName: 'ApiDemos.apk' });
const done = await t.admin.ended(row.id);
console.log(done.row.status);
console.log(
  t.logged
    .join('')
    .split('\n')
    .filter((l) => !l.includes('"level":20'))
    .join('\n')
    .slice(0, 4000),
);
await t.close();
