import assert from 'node:assert/strict';
import { meaningOf } from '../../../scanner/scenarios/consent-words.ts';
import { findConsentStep } from '../../../scanner/scenarios/find-consent.ts';
import { button, screen, text, view, window } from '../../support/screens.ts';

describe('meaningOf', () => {
  const cases: readonly [label: string, meaning: string | undefined][] = [
    ['同意', 'agree'],
    ['同意并继续', 'agree'],
    ['我已阅读并同意', 'agree'],
    ['不同意', 'refuse'],
    ['不同意并退出', 'refuse'],
    ['暂不同意', 'refuse'],
    ['拒绝', 'refuse'],
    ['游客模式', 'guest'],
    ['仅浏览', 'guest'],
    ['我知道了', 'soft'],
    ['好的', 'soft'],
    ['Agree', 'agree'],
    ['I agree', 'agree'],
    ['Disagree', 'refuse'],
    ['Decline', 'refuse'],
    ['Got it', 'soft'],
    ['分享', undefined],
    ['请您仔细阅读并同意本协议的全部内容后再继续使用我们的服务', undefined],
    ['', undefined],
  ];
  for (const [label, meaning] of cases) {
    it(`takes ${JSON.stringify(label)} for ${meaning ?? 'nothing'}`, () =>
      assert.equal(meaningOf(label), meaning));
  }
});

describe('findConsentStep', () => {
  const policy = text('请阅读《用户协议》和《隐私政策》后使用');

  it('finds agree, refuse and the policy link of a dialog over a page', () => {
    const dialog = window('dialog', view(policy, button('不同意'), button('同意')));
    const step = findConsentStep(screen(window('activity', view(text('首页'))), dialog));
    assert.equal(step?.window.id, dialog.id);
    assert.equal(step?.style, 'dialog');
    assert.equal(step?.agree?.text, '同意');
    assert.equal(step?.refuse?.text, '不同意');
    assert.equal(step?.policyLinks.length, 1);
  });

  it('says that there is no refusal when there is none', () => {
    const step = findConsentStep(screen(window('dialog', view(policy, button('我知道了')))));
    assert.equal(step?.refuse, undefined);
    assert.equal(step?.agree, undefined);
    assert.equal(step?.soft?.text, '我知道了');
  });

  it('sees a page of its own as consent by activity, and a ticked box', () => {
    const box = {
      ...button('我已阅读并同意《隐私政策》'),
      className: 'android.widget.CheckBox',
      checkable: true,
      checked: true,
    };
    const step = findConsentStep(
      screen(window('activity', view(policy, box, button('同意并继续'), button('拒绝')))),
    );
    assert.equal(step?.style, 'activity');
    assert.equal(step?.tickBox?.checked, true);
    assert.equal(step?.agree?.text, '同意并继续');
  });

  it('keeps a refusal that a countdown disables', () => {
    const refuse = { ...button('不同意（15秒）'), enabled: false };
    const step = findConsentStep(screen(window('dialog', view(policy, button('同意'), refuse))));
    assert.equal(step?.refuse?.enabled, false);
  });

  it('sees a line that takes use for agreement, and takes no page for one that merely links the policy', () => {
    const banner = window('activity', view(text('继续使用即表示您已阅读并同意《隐私政策》')));
    assert.equal(findConsentStep(screen(banner))?.implied, true);
    assert.equal(
      findConsentStep(screen(window('activity', view(text('首页'), button('隐私政策'))))),
      undefined,
    );
  });

  it('agrees on a login page by its box and its login button', () => {
    const box = {
      ...button('我已阅读并同意《隐私政策》'),
      className: 'android.widget.CheckBox',
      checkable: true,
    };
    const step = findConsentStep(
      screen(window('activity', view(box, button('登录'), button('不同意，先逛逛')))),
    );
    assert.equal(step?.agree?.text, '登录');
    assert.equal(step?.refuse?.text, '不同意，先逛逛');
    assert.equal(step?.implied, false);
  });

  it('takes a question about personal information with OK and cancel for no consent step', () => {
    const question = window(
      'dialog',
      view(text('撤回后将停止收集您的个人信息'), button('取消'), button('确定')),
    );
    assert.equal(findConsentStep(screen(question)), undefined);
  });

  it('takes no page that has nothing to do with privacy, and no permission dialog', () => {
    assert.equal(
      findConsentStep(screen(window('dialog', view(text('更新到新版本？'), button('同意'))))),
      undefined,
    );
    assert.equal(
      findConsentStep(screen(window('system-permission', view(policy, button('同意'))))),
      undefined,
    );
  });
});
