import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { toScanInput } from '../../../scanner/collectors/collector.ts';
import { addMetPolicies } from '../../../scanner/collectors/policies.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { PolicyFacts } from '../../../scanner/evidence/index.ts';
import { openFileSource, openPackage } from '../../../scanner/package/index.ts';
import { findObstacle, readAnyDocument } from '../../../scanner/policy/index.ts';
import type { GivenPolicy } from '../../../scanner/policy/index.ts';
import { readTruth } from '../../fixtures/apps/truth.ts';

const data = loadScannerData();
const fixture = readTruth().find(({ app }) => app === 'early-no-policy/violating') ?? assert.fail();
const WHOLE = `<h1>待办清单隐私政策</h1>${'<p>我们会收集您的个人信息，如手机号码，用于注册。</p>'.repeat(9)}`;

async function toGiven(html: string): Promise<GivenPolicy> {
  const bytes = new TextEncoder().encode(html);
  return {
    document: await readAnyDocument(bytes, { name: 'https://a.example/p.html' }, unlimitedBudget()),
    origin: { kind: 'app-address', address: 'https://a.example/p.html' },
    sha256: String(html.length).padStart(64, '0'),
  };
}

/** Codes of the gaps and documents when an app without a policy gives these pages by its addresses. */
async function meet(
  pages: readonly (string | { readonly failed: string })[],
  known: readonly PolicyFacts[] = [],
): Promise<{
  readonly gaps: readonly string[];
  readonly weak: readonly string[];
  readonly kinds: readonly string[];
}> {
  const source = openFileSource(fixture.file);
  try {
    const pkg = openPackage(source, 'app.apk', unlimitedBudget());
    const input = toScanInput(pkg, data, unlimitedBudget());
    const fetched = await Promise.all(
      pages.map(async (page) => ({
        address: 'https://a.example/p.html',
        result: typeof page === 'string' ? await toGiven(page) : page,
      })),
    );
    const { value, gaps } = addMetPolicies(known, { shown: [], notices: [], fetched }, input);
    return {
      gaps: gaps.filter(({ affects }) => affects.length > 0).map(({ code }) => code),
      weak: gaps.filter(({ affects }) => affects.length === 0).map(({ code }) => code),
      kinds: value.map(({ kind }) => kind),
    };
  } finally {
    source.close();
  }
}

describe('pages that hold no policy', () => {
  for (const [name, html, obstacle] of [
    ['a shell that scripts fill', '<div id="root"></div><script src="app.js"></script>', 'empty-page'],
    ['a login', '<form><p>账号登录</p><p>密码</p><a>忘记密码</a><p>注册</p></form>', 'login-wall'],
    ['an English login', '<h1>Sign in to continue</h1><p>E-mail</p><a>Forgot password?</a>', 'login-wall'],
    ['a policy that speaks of signing in', `${WHOLE}<p>请先登录，忘记密码时可以重置。</p>`, undefined],
  ] as const)
    it(`${name} is ${obstacle ?? 'no obstacle'}`, async () => {
      assert.equal(findObstacle((await toGiven(html)).document), obstacle);
    });
});

describe('what the addresses of an app give', () => {
  for (const [name, page, gap] of [
    ['an empty shell', '<div id="root"></div>', 'POLICY_PAGE_EMPTY'],
    ['a login wall', '<p>请先登录</p><p>密码</p>', 'POLICY_BEHIND_LOGIN'],
    ['nothing', { failed: 'ADDRESS_TIMED_OUT' }, 'POLICY_ADDRESS_FAILED'],
    ['a scanned picture', `<img src="a.png">${'<p>隐私</p>'}`, 'POLICY_NOT_READ'],
    ['the policy of another app', WHOLE.replace('待办清单', '别家商城'), 'POLICY_OF_ANOTHER_APP'],
  ] as const)
    it(`${name} is the gap ${gap}`, async () => {
      const { gaps } = await meet([page]);
      assert.ok(gaps.includes(gap), gaps.join());
    });

  it('a whole policy takes the weight from pages that gave nothing', async () => {
    const { gaps, weak, kinds } = await meet([WHOLE, { failed: 'ADDRESS_FAILED' }]);
    assert.deepEqual(kinds, ['policy']);
    assert.equal(gaps.includes('POLICY_NOT_FOUND'), false);
    assert.deepEqual(weak, ['POLICY_ADDRESS_FAILED']);
  });
});
