import assert from 'node:assert/strict';
import {
  findBlankPlace,
  findCloseMark,
  findPopups,
  isMarkedAsAd,
  isShown,
} from '../../../scanner/scenarios/find-popups.ts';
import { button, image, screen, text, view, window } from '../../support/screens.ts';

describe('findPopups', () => {
  it('takes dialogs, popups and overlays, but neither the consent step nor the system’s own', () => {
    const ad = window('dialog', view(text('限时优惠')));
    const overlay = window('overlay', view(text('悬浮')));
    const consent = window('dialog', view(text('《隐私政策》'), button('同意'), button('不同意')));
    const tree = screen(
      window('activity', view(text('首页'))),
      ad,
      overlay,
      consent,
      window('system-permission', view(button('允许'))),
    );
    assert.deepEqual(
      findPopups(tree).map(({ id }) => id),
      [ad.id, overlay.id],
    );
  });

  it('takes a page only when it shows itself to be an advertisement', () => {
    const home = window('activity', view(text('首页')));
    const splash = window('activity', view(text('广告'), button('跳过 5')));
    const settings = window('activity', view(text('设置')));
    const tree = screen(home, settings, splash);
    assert.deepEqual(
      findPopups(tree).map(({ id }) => id),
      [splash.id],
    );
  });
});

describe('a layer inside a page', () => {
  const whole = { left: 0, top: 0, right: 1080, bottom: 2340 };
  const page = { ...view(text('首页')), boundsPx: whole };
  const cover = { ...view(text('广告'), button('查看详情')), boundsPx: whole };

  it('is found where it calls itself an advertisement and lies over the page', () => {
    const tree = screen({
      ...window('activity', { ...view(page, cover), boundsPx: whole }),
      boundsPx: whole,
    });
    const [layer] = findPopups(tree);
    assert.equal(layer?.layerOf, tree.windows[0]?.id);
    assert.ok(layer && isShown(tree, layer));
  });

  it('is no layer when it lies under the page', () => {
    const tree = screen({
      ...window('activity', { ...view(cover, page), boundsPx: whole }),
      boundsPx: whole,
    });
    assert.ok(findPopups(tree).every(({ layerOf }) => layerOf === undefined));
  });
});

describe('findCloseMark', () => {
  const cases: readonly [title: string, node: ReturnType<typeof button>, found: boolean][] = [
    ['a cross', button('×'), true],
    ['the word', button('关闭'), true],
    ['a skip with a countdown', button('5s 跳过'), true],
    ['a described image', image('关闭'), true],
    ['an image named for closing', { ...image(''), resourceId: 'com.example:id/iv_close' }, true],
    ['a buy button', button('立即购买'), false],
    ['a mark that takes no tap', { ...button('关闭'), clickable: false }, false],
    ['a disabled mark', { ...button('关闭'), enabled: false }, false],
  ];
  for (const [title, node, found] of cases) {
    it(`${found ? 'finds' : 'does not take'} ${title}`, () => {
      const dialog = window('dialog', view(text('优惠'), node));
      assert.equal(findCloseMark(dialog, screen(dialog)) !== undefined, found);
    });
  }

  it('measures the hot zone in dp', () => {
    const small = { ...button('×'), boundsPx: { left: 900, top: 300, right: 955, bottom: 355 } };
    const dialog = window('dialog', view(small));
    assert.deepEqual(findCloseMark(dialog, screen(dialog))?.hotZoneDp, { width: 20, height: 20 });
  });
});

describe('a window on the screen', () => {
  it('has a blank place away from its controls', () => {
    const dialog = window('dialog', view(button('关闭')));
    assert.ok(findBlankPlace(dialog));
  });

  it('is the same while its countdown runs, and another when its text is', () => {
    const before = window('dialog', view(text('大促'), text('红包等你拿'), button('3s 跳过')));
    const after = {
      ...window('dialog', view(text('大促'), text('红包等你拿'), button('1s 跳过'))),
      id: before.id,
    };
    assert.equal(isShown(screen(after), before), true);
    assert.equal(isShown(screen(window('dialog', view(text('请登录')))), before), false);
  });

  it('is marked as an advertisement by a word', () => {
    assert.equal(isMarkedAsAd(window('dialog', view(text('广告')))), true);
    assert.equal(isMarkedAsAd(window('dialog', view(text('限时红包')))), false);
  });
});
