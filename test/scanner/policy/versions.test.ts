import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { comparePolicyVersions, readDocument } from '../../../scanner/policy/index.ts';
import type { PolicyVersions } from '../../../scanner/policy/index.ts';
import { readText } from './corpus.ts';

const BEFORE = `某某隐私政策
更新日期：2024年1月1日
一、我们收集的信息
1. 注册时，我们会收集您的手机号码，用于创建账号。
2. 我们会收集设备型号，用于适配。
二、您的权利
您可以查阅、更正您的个人信息，也可以注销账号。`;

function compare(after: string, before = BEFORE): PolicyVersions {
  const toVersion = (text: string): Parameters<typeof comparePolicyVersions>[0] => ({
    document: readDocument(new TextEncoder().encode(text), { name: 'policy.txt' }, unlimitedBudget()),
    facts: readText(text),
  });
  return comparePolicyVersions(toVersion(before), toVersion(after));
}

describe('two versions of a policy', () => {
  it('that are the same word for word have no changes', () => {
    const versions = compare(BEFORE);
    assert.deepEqual(versions.clauses, []);
    assert.equal(versions.isMaterial, false);
  });

  for (const [name, from, to, kinds, material] of [
    ['renumbered', '2. 我们会收集设备型号', '3. 我们会收集设备型号', [], false],
    ['spaced otherwise', '设备型号，用于适配', '设备型号， 用于适配', [], false],
    ['one kind more', '手机号码，', '手机号码和通讯录，', ['changed'], true],
    ['one kind less', '2. 我们会收集设备型号，用于适配。\n', '', ['removed'], false],
    ['a new clause', '二、您的权利', '3. 为识别口令，我们会收集剪贴板内容。\n二、您的权利', ['added'], true],
    ['a right gone', '，也可以注销账号', '', ['changed'], true],
  ] as const)
    it(`${name}: ${kinds.length === 0 ? 'no change' : kinds.join(', ')}${material ? ', and a material one' : ''}`, () => {
      assert.ok(BEFORE.includes(from));
      const versions = compare(BEFORE.replace(from, to));
      assert.deepEqual(
        versions.clauses.map((change) => change.kind),
        kinds,
      );
      assert.equal(versions.isMaterial, material);
    });

  it('tell whether the date was changed with the text', () => {
    const changed = BEFORE.replace('手机号码', '手机号码和通讯录');
    assert.equal(compare(changed).dateDiffers, false);
    assert.equal(compare(changed.replace('1月1日', '2月1日')).dateDiffers, true);
  });

  it('name what is collected more, and which right is gone', () => {
    const { items, rights } = compare(
      BEFORE.replace('手机号码', '手机号码和通讯录').replace('，也可以注销账号', ''),
    );
    assert.deepEqual(items, { added: ['contacts'], removed: [] });
    assert.deepEqual(rights, { added: [], removed: ['account-deletion'] });
  });

  it('that have nothing in common are all removed and all added', () => {
    const { clauses } = compare('Privacy policy\nWe collect nothing at all from anybody.\nGood bye.');
    assert.deepEqual(new Set(clauses.map(({ kind }) => kind)), new Set(['removed', 'added']));
  });
});
