import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { readAnyDocument } from '../../scanner/policy/index.ts';
import { runAppgov } from '../support/run-command.ts';

const POLICY =
  '轻食食谱隐私政策\n一、我们收集的个人信息：为提供收藏功能，我们会收集您的账号信息。\n二、联系我们：privacy@example.com，我们将在15个工作日内答复。';
const apk = fileURLToPath(new URL('../fixtures/apps/type-undisclosed/violating.apk', import.meta.url));

describe('appgov policy check', () => {
  let folder = '';
  let file = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-policy-'));
    file = join(folder, 'policy.txt');
    await writeFile(file, POLICY);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('says in the language asked for what is missing', async () => {
    const zh = await runAppgov('policy', 'check', file);
    assert.equal(zh.code, 1, zh.stderr);
    assert.match(zh.stdout, /## 缺少的内容[^#]*- 保存期限/u);
    assert.doesNotMatch(zh.stdout, /- 联系方式|- 投诉渠道/u);
    const en = await runAppgov('policy', 'check', file, '--lang', 'en');
    assert.match(en.stdout, /## What is missing[^#]*- retention period/u);
  });

  it('checks every document of a folder by itself', async () => {
    const many = join(folder, 'many');
    await mkdir(many);
    for (const name of ['a.txt', 'b.txt']) await writeFile(join(many, name), POLICY);
    await writeFile(join(many, 'c.docx'), new Uint8Array(64));
    const { code, stdout } = await runAppgov('policy', 'check', '--each', many, '--json');
    assert.equal(code, 2);
    const results = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { missing?: string[] });
    assert.deepEqual(
      results.map(({ missing }) => missing?.includes('retention')),
      [true, true, undefined],
    );
  });

  it('writes the two lists as tables to complete', async () => {
    const out = join(folder, 'lists');
    const { code, stderr } = await runAppgov('policy', 'check', file, '--apk', apk, '--lists', out);
    assert.equal(code, 1, stderr);
    const csv = await readFile(join(out, 'collected.csv'), 'utf8');
    assert.match(csv, /^\ufeff"个人信息种类","使用目的"/u);
    assert.match(csv, /"【待补充】"/u);
    const docx = await readAnyDocument(
      await readFile(join(out, 'lists.docx')),
      { name: 'lists.docx' },
      unlimitedBudget(),
    );
    const tables = docx.blocks.filter(({ kind }) => kind === 'table');
    assert.equal(tables.length, 2);
  });

  it('compares two versions clause by clause; more collected is exit code 1', async () => {
    const later = join(folder, 'later.txt');
    await writeFile(later, POLICY.replace('账号信息', '账号信息和通讯录'));
    const changed = await runAppgov('policy', 'diff', file, later);
    assert.equal(changed.code, 1, changed.stderr);
    assert.match(changed.stdout, /收集的信息 \+: 通讯录/u);
    assert.match(changed.stdout, /### 修改/u);
    const same = await runAppgov('policy', 'diff', file, file, '--lang', 'en');
    assert.equal(same.code, 0);
    assert.match(same.stdout, /Nothing was changed/u);
  });

  it('puts an app beside the policy and drafts the lists', async () => {
    const { code, stdout, stderr } = await runAppgov('policy', 'check', file, '--apk', apk, '--json');
    assert.equal(code, 1, stderr);
    const { lists, matches } = JSON.parse(stdout) as {
      lists: { collected: { piType: string; stated: string }[] };
      matches: { piType?: string; stated: string }[];
    };
    assert.deepEqual(
      lists.collected.map((row) => [row.piType, row.stated]),
      [['app_list', 'absent']],
    );
    assert.ok(matches.some((row) => row.piType === 'app_list' && row.stated === 'absent'));
  });

  it('fetches an address, and only one that is public or allowed', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.end(POLICY);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const allowed = await runAppgov('policy', 'check', `http://${host}/`, '--allow-host', host);
      assert.match(allowed.stdout, /轻食食谱隐私政策/u);
      const refused = await runAppgov('policy', 'check', `http://${host}/`);
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /ADDRESS_REFUSED/u);
    } finally {
      server.close();
    }
  });

  it('says how it is used', async () => {
    assert.equal((await runAppgov('policy')).code, 64);
  });
});
