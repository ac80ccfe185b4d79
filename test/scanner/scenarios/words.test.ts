import assert from 'node:assert/strict';
import { impliesConsent } from '../../../scanner/scenarios/consent-words.ts';
import {
  insistsOnPermission,
  needsPermission,
  tellsPurpose,
} from '../../../scanner/scenarios/permission-words.ts';
import {
  asksTooMuch,
  findFilingNumber,
  itemOf,
  leadsOn,
  showsPersonalised,
  tellsComplaintChannel,
} from '../../../scanner/scenarios/setting-words.ts';

describe('tellsPurpose', () => {
  const camera = ['android.permission.CAMERA'];
  const location = ['android.permission.ACCESS_FINE_LOCATION'];
  const cases: readonly [permissions: readonly string[], text: string, tells: boolean][] = [
    [camera, '扫描二维码需要使用相机权限，仅在您扫码时使用。', true],
    [location, '位置权限使用说明：用于定位您所在的城市并显示当地天气', true],
    [camera, 'We need your camera to scan the code', true],
    [camera, '欢迎使用', false],
    [camera, '位置权限使用说明：用于定位您所在的城市', false],
    [location, '未授权位置，可手动选择城市', false],
    [camera, `我们收集的信息用于提供服务。${'相机权限用于拍照。'.repeat(40)}`, false],
  ];
  for (const [permissions, text, tells] of cases) {
    it(`${tells ? 'finds' : 'finds no'} purpose in ${JSON.stringify(text.slice(0, 30))}`, () =>
      assert.equal(tellsPurpose(permissions, [text]), tells));
  }

  it('wants a purpose for each of several permissions', () => {
    const texts = ['相机权限用于拍照打卡'];
    assert.equal(tellsPurpose([...camera, ...location], texts), false);
    assert.equal(tellsPurpose([...camera, ...location], [...texts, '位置用于记录打卡地点']), true);
  });
});

describe('the words of a permission', () => {
  const features: readonly [label: string, permission: string, fits: boolean][] = [
    ['扫码点餐', 'CAMERA', true],
    ['附近的车', 'ACCESS_FINE_LOCATION', true],
    ['跟唱', 'RECORD_AUDIO', true],
    ['播放音乐', 'RECORD_AUDIO', false],
    ['设置闹钟', 'READ_SMS', false],
    ['邀请好友', 'READ_CONTACTS', true],
    ['本月账单', 'READ_CONTACTS', false],
  ];
  for (const [label, permission, fits] of features) {
    it(`${fits ? 'fit' : 'do not fit'} ${label} to ${permission}`, () =>
      assert.equal(needsPermission(label, [`android.permission.${permission}`]), fits));
  }

  const refusals: readonly [text: string, insists: boolean][] = [
    ['请开启麦克风权限后再播放', true],
    ['请开启电话权限，否则无法登录', true],
    ['Permission is required to continue', true],
    ['未授权相机，可手动输入编号', false],
    ['未授权麦克风，可继续听歌', false],
    ['未授权通讯录，可在系统设置中开启，或分享链接邀请', false],
  ];
  for (const [text, insists] of refusals) {
    it(`${insists ? 'make' : 'do not make'} the feature depend on it: ${text}`, () =>
      assert.equal(insistsOnPermission([text]), insists));
  }
});

describe('impliesConsent', () => {
  const cases: readonly [text: string, implies: boolean][] = [
    ['继续使用即表示您已阅读并同意《隐私政策》', true],
    ['登录即代表同意《用户协议》和《隐私政策》', true],
    ['By continuing you agree to our Privacy Policy', true],
    ['请仔细阅读《隐私政策》', false],
    ['今日汇率：1 美元 = 7.10 元', false],
  ];
  for (const [text, implies] of cases) {
    it(`takes ${JSON.stringify(text)} for ${implies ? 'consent by use' : 'no such thing'}`, () =>
      assert.equal(impliesConsent(text), implies));
  }
});

describe('the words of settings', () => {
  const items: readonly [label: string, item: string | undefined][] = [
    ['隐私政策', 'policy'],
    ['已收集个人信息清单', 'collected-list'],
    ['与第三方共享个人信息清单', 'shared-list'],
    ['第三方 SDK 目录', 'shared-list'],
    ['系统权限管理', 'permission-page'],
    ['个性化推荐', 'personalisation-switch'],
    ['消息推送', 'push-switch'],
    ['撤回隐私政策同意', 'withdrawal'],
    ['注销账号', 'account-deletion'],
    ['投诉与举报', 'complaint-channel'],
    ['青少年模式', 'minor-mode'],
    ['儿童监护人须知', undefined],
    ['用户协议', undefined],
    ['清除缓存', undefined],
    ['Delete my account', 'account-deletion'],
    ['Privacy Policy', 'policy'],
  ];
  for (const [label, item] of items) {
    it(`take ${JSON.stringify(label)} for ${item ?? 'nothing'}`, () => assert.equal(itemOf(label), item));
  }

  it('know the ways that lead on', () => {
    for (const label of ['我的', '设置', '关于我们', '隐私', 'Settings']) assert.ok(leadsOn(label), label);
    for (const label of ['猜你喜欢：露营装备', '立即购买']) assert.ok(!leadsOn(label), label);
  });

  it('find a filing number and nothing like it', () => {
    assert.equal(findFilingNumber('ICP备案号：京ICP备12345678号-2A'), '京ICP备12345678号-2A');
    assert.equal(findFilingNumber('ICP备案查询'), undefined);
  });

  it('find a channel for complaints by name or by an address to write to', () => {
    assert.ok(tellsComplaintChannel('投诉与举报'));
    assert.ok(tellsComplaintChannel('联系我们：privacy@example.com，我们将在15个工作日内答复'));
    assert.ok(!tellsComplaintChannel('您可以查阅、更正、删除个人信息'));
  });

  it('tell conditions of a deletion that nobody needs from those that hold', () => {
    assert.ok(asksTooMuch('请手持身份证拍照，并将照片寄至客服邮箱'));
    assert.ok(asksTooMuch('人工审核约60个工作日'));
    assert.ok(!asksTooMuch('注销后账号及其数据将被删除，我们将在15个工作日内完成'));
  });

  it('know content that was chosen for the person', () => {
    assert.ok(showsPersonalised('猜你喜欢：露营装备'));
    assert.ok(!showsPersonalised('全站热榜：城市漫步'));
  });
});
