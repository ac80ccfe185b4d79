import assert from 'node:assert/strict';
import { cpuUsage } from 'node:process';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { readDocument, readPolicy } from '../../../scanner/policy/index.ts';
import { lexicon, readText } from './corpus.ts';

const CHARS = 60_000;
const head = {
  id: 'policy-1',
  origin: { kind: 'given-file', address: 'p' },
  sha256: '0'.repeat(64),
} as const;

function repeat(text: string): string {
  return text.repeat(Math.ceil(CHARS / text.length));
}

describe('texts made to keep the reader busy', () => {
  for (const [name, text] of [
    ['commas alone', repeat('，')],
    ['a purpose that never ends', repeat('为了识别')],
    ['verbs alone', repeat('我们会收集')],
    ['one item after the other', repeat('手机号、')],
    ['SDKs alone', repeat('友盟SDK')],
    ['companies alone', repeat('有限公司')],
    ['open brackets', repeat('（')],
    ['labels alone', repeat('名称：甲；')],
    ['English purposes', repeat('to do ')],
    ['capital letters', repeat('Aaa of ')],
    ['days', repeat('15个')],
    ['addresses', repeat('a@')],
    ['streets', repeat('12 Aa ')],
    ['italics', repeat('_a*')],
    ['quoted names', repeat('1.1 “甲”：由')],
    ['fields parted by semicolons', repeat('收集个人信息：甲；乙；')],
    ['accounts', repeat('delete your ')],
    ['a heading without end', `<h1>${repeat('友盟SDK收集')}</h1>`],
    [
      'a cell without end',
      `<table><tr><th>SDK名称</th><th>信息</th></tr><tr><td>${repeat('QQ、')}</td><td>甲</td></tr></table>`,
    ],
  ] as const)
    it(`${name} cost no more than text of their length`, () => {
      const before = cpuUsage();
      readText(text, text.startsWith('<') ? 'html' : 'text');
      const { user, system } = cpuUsage(before);
      assert.ok(user + system < 5_000_000, `${(user + system) / 1000} ms`);
    });

  it('a sentence without end is read to its end', () => {
    const facts = readText(`我们会收集您的${'昵称、'.repeat(2000)}IMEI。`);
    assert.ok(facts.statements.some((statement) => statement.items.includes('imei')));
  });

  it('a deadline stops the reading of a long document', () => {
    const document = readDocument(
      Buffer.from('<p>我们会收集您的手机号。</p>'.repeat(50)),
      { name: 'p.html' },
      unlimitedBudget(),
    );
    let calls = 0;
    const budget = { ...unlimitedBudget(), deadlineMs: 10, nowMs: () => (calls += 1) };
    assert.throws(() => readPolicy(document, head, lexicon, budget), { code: 'DEADLINE_EXCEEDED' });
  });

  it('a policy of another language is told from one that says nothing', () => {
    assert.equal(
      readText(
        'Politique de confidentialité : nous recueillons votre adresse électronique et votre nom complet.',
      ).language,
      'other',
    );
    assert.equal(
      readText('プライバシーポリシー。私たちはあなたの個人情報を収集します。氏名、住所、電話番号などです。')
        .language,
      'other',
    );
  });
});
