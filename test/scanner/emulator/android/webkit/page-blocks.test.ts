import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readPage } from '../../../../../scanner/emulator/android/webkit/page-blocks.ts';

describe('the text of web pages', () => {
  it('is read in blocks, with links where they stand and buttons with what they do', () => {
    const page = readPage(
      '<html><head><title>说明 &amp; 条款</title><style>p{}</style></head><body><h2>标题</h2>' +
        '<p>请阅读<a href="policy://open">《隐私政策》</a>。</p><button onclick="app.agree()">同意</button></body></html>',
    );
    assert.equal(page.title, '说明 & 条款');
    assert.equal(page.hasScripts, false);
    assert.deepEqual(
      page.blocks.map(({ kind, text, onClick }) => [kind, text, onClick]),
      [
        ['heading', '标题', ''],
        ['text', '请阅读《隐私政策》。', ''],
        ['button', '同意', 'app.agree()'],
      ],
    );
    assert.deepEqual(page.blocks[1]?.links, [{ start: 3, end: 9, href: 'policy://open' }]);
  });

  it('leaves scripts out and says that there were some', () => {
    const page = readPage('<p>甲</p><script>document.write("<p>乙</p>")</script><p>丙</p>');
    assert.deepEqual(
      page.blocks.map(({ text }) => text),
      ['甲', '丙'],
    );
    assert.equal(page.hasScripts, true);
  });

  it('takes broken markup for what it still says', () => {
    assert.deepEqual(
      readPage('<p>一<a href=x>二<div>三 &#x56db; &#99999999; <').blocks.map(({ text }) => text),
      ['一二', '三 四 &#99999999;'],
    );
  });
});
