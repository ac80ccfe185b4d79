import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { readCallbackTable, renderCallbackTable } from '../../../scanner/data/framework/callback-table.ts';
import { loadFrameworkTable } from '../../../scanner/data/framework/load-framework-table.ts';

const file = new URL('../../../scanner/data/framework/callbacks.txt.gz', import.meta.url);
const text = gunzipSync(readFileSync(file)).toString('utf8');

describe('the table of callbacks', () => {
  it('is what the framework table gives today', async () => {
    assert.ok(
      text === renderCallbackTable(await loadFrameworkTable()),
      'run test/scanner/data/make-callback-table.ts',
    );
  });

  const table = readCallbackTable(text);
  for (const [owner, method, expected] of [
    ['android/app/Activity', 'onCreate(Landroid/os/Bundle;)V', true],
    ['android/app/ListActivity', 'onCreate(Landroid/os/Bundle;)V', true],
    ['android/app/Activity', 'getPackageName()Ljava/lang/String;', true],
    ['android/view/View$OnClickListener', 'onClick(Landroid/view/View;)V', true],
    ['java/lang/Thread', 'run()V', true],
    ['java/lang/Object', 'toString()Ljava/lang/String;', true],
    ['android/app/Activity', 'requestPermissions([Ljava/lang/String;I)V', false],
    ['android/app/Activity', 'helper()V', false],
  ] as const)
    it(`says that ${method} of ${owner} can ${expected ? '' : 'not '}be overridden`, () =>
      assert.equal(table.overridable(owner).has(method), expected));

  it('knows what it does not know', () => {
    assert.equal(table.has('com/example/Main'), false);
    assert.equal(table.overridable('com/example/Main').size, 0);
  });
});
