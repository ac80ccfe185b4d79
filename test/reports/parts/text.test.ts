import assert from 'node:assert/strict';
import {
  renderParameters,
  renderShare,
  renderSize,
  renderTime,
  breakable,
} from '../../../reports/parts/format.ts';
import { escapeHtml, html } from '../../../reports/parts/html-tag.ts';
import { toShort, toVisible } from '../../../reports/shared/visible.ts';
import type { Text } from '../../../rules/engine/verdict.ts';
import { WORDS } from '../../../reports/parts/words.ts';

describe('toVisible', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a NUL', 'a\0b', 'a\\u0000b'],
    ['an escape sequence', '\u001b[31m', '\\u001B[31m'],
    ['a right-to-left override', 'gpj\u202eexe', 'gpj\\u202Eexe'],
    ['a right-to-left isolate', '\u2067x\u2069', '\\u2067x\\u2069'],
    ['a zero-width space', 'pay\u200bpal', 'pay\\u200Bpal'],
    ['a byte order mark', '\ufeffx', '\\uFEFFx'],
    ['a lone high surrogate', 'x\ud83dy', 'x\\uD83Dy'],
    ['a lone low surrogate', '\ude00', '\\uDE00'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['a noncharacter', '\uffff', '\\uFFFF'],
  ];
  for (const [title, text, expected] of cases)
    it(`shows ${title}`, () => assert.equal(toVisible(text), expected));

  it('leaves Chinese, emoji with joiners, line feeds and right-to-left letters alone', () => {
    const text = '晴窗\n👨‍👩‍👧 عربي é';
    assert.equal(toVisible(text), text);
  });
});

describe('the html tag', () => {
  it('escapes text and attributes, and not markup made by the tag itself', () => {
    const evil = `<img src=x onerror="alert(1)">'&`;
    const made = html`<p title="${evil}">${html`<b>${evil}</b>`}</p>`.text;
    const escaped = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;';
    assert.equal(made, `<p title="${escaped}"><b>${escaped}</b></p>`);
  });

  it('joins arrays and leaves out undefined and false', () => {
    assert.equal(html`${['a', html`<i>b</i>`, undefined, false, 3]}`.text, 'a<i>b</i>3');
  });

  it('does not take an object that looks like markup for markup', () => {
    const fake = JSON.parse('{"text":"<script>"}') as string;
    assert.throws(() => html`${fake}`.text, TypeError);
  });

  it('keeps break opportunities inside long names without breaking entities', () => {
    assert.equal(breakable('a.<b>&c').text, 'a.<wbr>&lt;b&gt;&amp;<wbr>c');
  });

  it('escapes the same text twice only when asked twice', () => {
    assert.equal(escapeHtml('&amp;'), '&amp;amp;');
  });
});

describe('figures and times', () => {
  it('write sizes, shares and times with their units', () => {
    assert.equal(renderSize(999), '999 B');
    assert.equal(renderSize(48_213_772), '48.2 MB');
    assert.equal(renderShare(0.2121), '21.2%');
    assert.equal(renderShare(1), '100%');
    assert.equal(renderTime('2026-03-01T23:15:30Z', 'zh-CN'), '2026-03-02 07:15:30（北京时间）');
    assert.equal(renderTime('2026-03-01T23:15:30Z', 'en'), '2026-03-01 23:15:30 UTC');
    assert.equal(renderTime('not a time', 'en'), 'not a time');
  });

  it('write parameter lists as a programmer does, and leave what is no descriptor alone', () => {
    assert.equal(renderParameters('(Landroid/content/Context;[[ILa/B$C;)V'), '(Context, int[][], B.C)');
    assert.equal(renderParameters('()V'), '()');
    assert.equal(renderParameters('(Lbroken'), '(Lbroken');
  });

  it('cut long text at whole characters', () => {
    assert.equal(toShort('😀😀😀😀', 3), '😀😀…');
    assert.equal(toShort('abc', 3), 'abc');
  });
});

describe('the dictionary', () => {
  it('has both languages for every word, with the same placeholders', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    for (const [key, { zh, en }] of Object.entries<Text>(WORDS)) {
      assert.ok(zh !== '' && en !== '', key);
      assert.deepEqual(placeholders(zh), placeholders(en), key);
    }
  });
});
